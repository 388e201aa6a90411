"""Small pages for the tests, as sites write them."""

from __future__ import annotations

from crawler.extraction import document
from crawler.extraction.document import Document
from crawler.items import Page

PARAGRAPH = (
    "The town council opened the new bridge on Saturday after three years of building. Hundreds of people walked "
    "across it in the first hour, many of them with bicycles, and a band played on the eastern bank. "
)


def paragraphs(number: int) -> str:
    """As many paragraphs, each different from the others."""
    subjects = ["mayor", "builder", "teacher", "ferryman", "painter", "baker", "doctor", "farmer", "student", "judge"]
    return "".join(
        f"<p>The {subjects[at % 10]} of district {at} said that the new bridge, opened on Saturday after three years, "
        f"would save everyone there about {at + 7} minutes a day, and that the old way around the marsh was long.</p>\n"
        for at in range(number)
    )


def html(body: str, head: str = "", lang: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def read(body: str, head: str = "", *, url: str = "https://paper.example/news/bridge", lang: str = "en") -> Document:
    return document.read_text(html(body, head, lang), url)


def page(body: str, head: str = "", *, url: str = "https://paper.example/news/bridge", lang: str = "en") -> Page:
    return Page(url=url, body=html(body, head, lang).encode())


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'

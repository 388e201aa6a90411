"""Small pages for the tests, as sites write them."""

from __future__ import annotations

from crawler.extraction import document, extract
from crawler.extraction.document import Document
from crawler.items import Page

PARAGRAPH = (
    "The town council opened the new bridge on Saturday after three years of building. Hundreds of people walked "
    "across it in the first hour, many of them with bicycles, and a band played on the eastern bank. "
)
FLASH = "The town opened its new bridge today, the mayor said in a statement. Cars may cross it from Monday on."
TEASERS = "".join(
    f'<li><a href="/news/{number}">A headline about the bridge number {number}</a></li>' for number in range(40)
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


def kind_of(body: str, path: str, head: str = "") -> str | None:
    """The kind of problem of a page at this path of a site; None for an article."""
    problem = extract(page(body, head, url=f"https://paper.example{path}")).problem
    return problem.kind if problem else None


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def teasers(number: int, card: str) -> str:
    """As many teasers; `n`, `head` and `text` stand for what is each one's own."""
    told = "The council voted for the tram line late on Tuesday after ten years of debate, and work starts in spring."
    names = ("tram line", "rye bread", "old cinema", "town pool", "ferry strike", "night train", "choir")
    return "".join(
        card.format(n=n, head=f"A story of the {names[n % 7]}, part {n}", text=f"Part {n} of many: {told}")
        for n in range(number)
    )

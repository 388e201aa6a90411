"""Lines that only turn to the reader are no article."""

from __future__ import annotations

import pytest
from extraction.pages import page

from crawler.extraction import extract


def test_a_few_lines_to_the_reader_that_are_not_to_be_listed_are_no_article() -> None:
    body = "<h1>News by mail</h1><p>We write to you every Friday. Give us an address?</p>"

    assert extract(page(body, '<meta name="robots" content="noindex">')).problem is not None
    assert extract(page(body)).problem is None


LETTER = '<form><input name="name"><input type="email" name="mail"><textarea name="text"></textarea></form>'
ROOMS = "<p>Our rooms are on the second floor above the bakery, and the bell is the one without a name.</p>" * 4


@pytest.mark.parametrize(
    ("heading", "form", "path", "kind"),
    [
        ("Contact us", LETTER, "/contact-us/", "no-body"),
        ("Kontakt", LETTER, "/de/kontakt.html", "no-body"),
        ("お問い合わせ", LETTER, "/contact", "no-body"),
        ("İletişim", LETTER, "/iletisim", "no-body"),
        ("Contact", LETTER, "/index.php?main_page=contact_us", "no-body"),
        ("Contact", LETTER, "/contact-2/", "no-body"),
        ("Contact", f'<section class="sidebar-off">{LETTER}</section>', "/contacts.html", "no-body"),
        ("Contact", f'<div id="comments">{LETTER}</div>', "/films/contact", None),
        ("Contact", f'<div id="respond">{LETTER}</div>', "/films/contact", None),
        ("Contact", LETTER, "/films/first-contact", None),
        ("A ship makes contact at last", LETTER, "/contact", None),
    ],
)
def test_a_form_to_write_to_the_site_by_is_no_article(heading: str, form: str, path: str, kind: str | None) -> None:
    problem = extract(page(f"<h1>{heading}</h1>{ROOMS}{form}", url=f"https://paper.example{path}")).problem
    assert (problem.kind if problem else None) == kind


@pytest.mark.parametrize(
    ("text", "is_article"),
    [
        ("<p>Do you have a question? Please ask us, we answer it.</p>", False),
        (
            "<p>The film of 1997 tells of an astronomer who hears a signal and builds what it asks for, at the cost of billions.</p>",
            True,
        ),
    ],
)
def test_a_form_to_write_by_needs_no_heading_where_nothing_is_told(text: str, is_article: bool) -> None:
    body = f"<h1>1000 lamps</h1>{text}{LETTER}"
    assert (extract(page(body, url="https://paper.example/contact.html")).problem is None) == is_article

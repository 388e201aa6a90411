"""The lead picture is left out of a body that begins with it, and nothing else is."""

from __future__ import annotations

import pytest

from crawler.publishing.lead import without_lead

LEAD = "https://news.example/media/harbour-wall-1200x630.jpg"
IMAGE = '<img src="https://news.example/media/harbour-wall-1024x683.jpg" alt="A > B">'
TEXT = "<p>The harbour reopened.</p>\n<p>A ferry left.</p>"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f"<figure>{IMAGE}</figure>\n{TEXT}", TEXT),
        (f'<p><a href="{LEAD}">{IMAGE}</a></p>{TEXT}', TEXT),
        (f"{IMAGE}{TEXT}", TEXT),
        (f'<img src="{LEAD}">{TEXT}', TEXT),
        (f'<picture><source srcset="/x.avif 2x" type="image/avif">{IMAGE}</picture>{TEXT}', TEXT),
        (f'<img src="/s.gif" srcset="/media/other.jpg 300w, /media/harbour-wall-scaled.webp 1024w">{TEXT}', TEXT),
        (f"<div><figure>{IMAGE}</figure>{TEXT}</div>", f"<div>{TEXT}</div>"),
        (f"<figure>{IMAGE}<figcaption>The <b>wall</b>.</figcaption></figure>{TEXT}", f"<p>The <b>wall</b>.</p>{TEXT}"),
        (f"<figure>{IMAGE}<figcaption><p>The wall.</p></figcaption></figure>{TEXT}", f"<p>The wall.</p>{TEXT}"),
        (f"<p>In short.</p><figure>{IMAGE}</figure>{TEXT}", f"<p>In short.</p>{TEXT}"),
        (f"<h2>In short</h2>{IMAGE}{TEXT}", f"<h2>In short</h2>{TEXT}"),
        (f"<figure>{IMAGE}</figure>", ""),
    ],
)
def test_the_picture_goes_with_what_is_around_it_alone(body: str, left: str) -> None:
    assert without_lead(body, LEAD) == left


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        "",
        f"{TEXT}<figure>{IMAGE}</figure>",
        f"Bare words <b>here</b> {IMAGE}{TEXT}",
        f'<figure><img src="https://news.example/media/harbour-gate-1024x683.jpg"></figure>{TEXT}',
        f'<figure><img src="/a.jpg"></figure><figure>{IMAGE}</figure>{TEXT}',
    ],
)
def test_all_other_bodies_stay_as_they_are(body: str) -> None:
    assert without_lead(body, LEAD) == body


def test_a_short_name_tells_no_picture_from_another() -> None:
    body = f'<img src="https://news.example/2026/1.jpg">{TEXT}'
    assert without_lead(body, "https://news.example/2025/1.jpg") == body
    assert without_lead(body, "https://news.example/2026/1.jpg") == TEXT


def test_a_gallery_keeps_its_other_pictures() -> None:
    other = '<figure><img src="/b.jpg"></figure>'
    assert without_lead(f"<figure><figure>{IMAGE}</figure>{other}</figure>", LEAD) == f"<figure>{other}</figure>"

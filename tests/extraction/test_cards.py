"""A link that an author set as a card stays where it stands, a teaser for the site's own articles does not."""

from __future__ import annotations

import pytest

from crawler.extraction import document as documents
from crawler.extraction import extract
from crawler.extraction.body.blocks import cut
from crawler.extraction.body.cards import choose_cards
from crawler.items import Page

PROSE = [
    f"{number}, the harbour wall was repaired with the old granite, the council said, which cost less than expected."
    for number in ("First", "Second", "Third", "Fourth")
]
ELSEWHERE = "https://granite.example/report"
OWN = "https://www.news.example/2025/old"

CARDS = {
    "a bookmark": '<figure class="x-bookmark-card"><a href="{0}"><div class="title">The granite report</div>'
    '<div>What the engineers found.</div><div><img src="/icon.png"><span>Granite Watch</span></div></a></figure>',
    "a card that names its host": '<div class="q7"><a href="{0}"><div><h2>The granite report</h2><p>What they found.</p>'
    "<p>granite.example</p></div></a></div>",
    "a card with its picture before it": '<a class="blogcard-wrap" href="{0}"><div><figure><img src="/thumb.jpg"></figure>'
    '<div class="card-title">The granite report</div><div>What the engineers found.</div></div></a>',
    "a widget of one line": '<figure data-service="article"><div class="external-article-widget"><a href="{0}">'
    "<strong>The granite report</strong><em>What they found.</em></a></div></figure>",
    "an embedded article": '<figure><div class="block-embed"><blockquote><a href="{0}">The granite report</a></blockquote>'
    "</div></figure>",
    "a frame with its address below": '<p><iframe class="embed-card" src="https://cards.example/embed?url=x" '
    'title="The granite report"></iframe><cite><a href="{0}">granite.example</a></cite></p>',
}


def cards_in(markup: str, *, last: bool = False) -> list[tuple[str, str]]:
    """The addresses and titles of the cards in a page whose paragraphs of prose are its article."""
    first, second, *rest = [f"<p>{text}</p>" for text in PROSE]
    parts = [first, second, *rest, markup] if last else [first, second, markup, *rest]
    address = "https://news.example/2026/granite"
    tree = documents.read_text(f"<html><body><article>{''.join(parts)}</article></body></html>", address).tree
    assert tree is not None
    blocks, _ = cut(tree)
    chosen = {index for index, block in enumerate(blocks) if block.text in PROSE}
    found = choose_cards(blocks, chosen, address)
    assert not chosen & found
    return [(link.get("href"), blocks[at].text) for at in sorted(found) for _, (link,) in blocks[at].tokens]


@pytest.mark.parametrize("last", [False, True], ids=["in the midst", "at the end"])
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_of_a_card_that_leads_to_another_site_the_link_stays_with_its_title(card: str, *, last: bool) -> None:
    assert cards_in(card.format(ELSEWHERE), last=last) == [(ELSEWHERE, "The granite report")]


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_pictures_may_stand_between_a_card_and_the_text_before_it(card: str) -> None:
    pictures = '<figure><img src="/a.jpg"></figure>' * 4
    assert cards_in(pictures + card.format(ELSEWHERE)) == [(ELSEWHERE, "The granite report")]


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_that_leads_to_the_same_site_goes(card: str) -> None:
    assert cards_in(card.format(OWN)) == []


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ('<p><a href="https://granite.example/a/b">https://granite.example/a/b</a></p>', "https://granite.example/a/b"),
        ('<p><a href="/plan.pdf">The plan</a> <a class="button" href="/plan.pdf">Download</a></p>', "The plan"),
        ('<p><a href="https://shop.example/?c=22">Looking for granite? See what shop.example offers</a></p>', None),
        ('<div class="partner-ad"><a href="https://shop.example/"><b>Granite</b><p>shop.example</p></a></div>', None),
        ('<p><a href="/2025/old">What the storm left behind on the southern shore</a></p>', None),
    ],
    ids=["an address", "a document", "an advertisement", "an advertisement that is named so", "a teaser"],
)
def test_a_link_that_is_a_paragraph_of_its_own_stays_if_it_names_what_it_leads_to(link: str, title: str | None) -> None:
    assert [text for _, text in cards_in(link)] == ([title] if title else [])


def test_a_card_is_published_as_a_paragraph_without_its_pictures() -> None:
    first, second, *rest = [f"<p>{text} {text}</p>" for text in PROSE]
    card = CARDS["a bookmark"].format(ELSEWHERE)
    markup = f"<article><h1>Granite</h1>{first}{second}{card}{''.join(rest)}</article>"
    body = extract(Page(url="https://news.example/2026/granite", body=markup.encode())).body
    assert body == f'{first}{second}<p><a href="{ELSEWHERE}">The granite report</a></p>{"".join(rest)}'


BOXES = {
    "a callout": (
        '<div class="kg-card kg-callout-card"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">Boats wait.</div></div>',
        "<p>Boats wait.</p>",
    ),
    "a product": (
        '<div class="kg-card kg-product-card"><div><img src="https://news.example/rod.jpg" width="600"><div><h4><span>The rod</span></h4></div>'
        '<div><p><span>It holds.</span></p></div><a href="https://shop.example/rod" class="kg-product-card-button">Buy now</a></div></div>',
        '<p><img src="https://news.example/rod.jpg" width="600"></p><h4>The rod</h4><p>It holds.</p>',
    ),
    "a header": (
        '<div class="kg-card kg-header-card kg-v2"><div><div><h2><span>Before</span></h2><p><span>Two fords</span></p></div></div></div>',
        "<h2>Before</h2><p>Two fords</p>",
    ),
    "a picture with words upon it": (
        '<div class="wp-block-cover"><img src="https://news.example/storm.jpg" width="900" alt=""><div class="wp-block-cover__inner-container">'
        "<p>Storm</p></div></div>",
        '<p><img src="https://news.example/storm.jpg" width="900" alt=""></p><p>Storm</p>',
    ),
    "an answer that opens": (
        '<details class="wp-block-details"><summary>When?</summary><p>Twice a day.</p></details>',
        "<p>When?</p><p>Twice a day.</p>",
    ),
    "an admonition": ('<div class="admonition note"><p>Boats wait.</p></div>', "<p>Boats wait.</p>"),
    "a file": (
        '<div class="kg-card kg-file-card"><a href="https://news.example/wall.stl" download><div><div class="kg-file-card-title">The wall</div>'
        '<div><div>wall.stl</div><div>2 MB</div></div></div></a></div>',
        '<p><a href="https://news.example/wall.stl">The wall</a></p>',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("box", "kept"), BOXES.values(), ids=BOXES)
def test_a_box_that_an_author_put_into_the_text_stays(box: str, kept: str) -> None:
    first, second, *rest = [f"<p>{text}</p>" for text in PROSE]
    page = f"<html><body><article><h1>The wall</h1>{first}{second}{box}{''.join(rest)}</article></body></html>"

    body = extract(Page(url="https://news.example/2026/granite", body=page.encode())).body

    assert body == f"{first}{second}{kept}{''.join(rest)}"

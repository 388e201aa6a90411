"""The next piece of an article that a site cut into pieces, found by the page's own links."""

from __future__ import annotations

import pytest
from extraction.pages import page, paragraphs

from crawler.extraction.pieces import further_address
from crawler.items import Page

ARTICLE = '<meta property="og:type" content="article">'
SITE = "https://paper.example"
WORDPRESS = '<div class="post-nav-links"><span class="post-page-numbers current">1</span>'


def next_of(url: str, links: str, head: str = "") -> str | None:
    body = f"<article><h1>The new bridge</h1>{paragraphs(6)}</article>{links}"
    found = further_address([page(body, head, url=url if url.startswith("http") else f"{SITE}{url}")])
    return found and found.removeprefix(SITE)


@pytest.mark.parametrize(
    ("url", "links", "head", "expected"),
    [
        ("/walk/", f'{WORDPRESS}<a class="post-page-numbers" href="/walk/2/">2</a></div>', "", "/walk/2/"),
        ("/?p=5", f'{WORDPRESS}<a class="post-page-numbers" href="/?p=5&amp;page=2">2</a></div>', "", "/?p=5&page=2"),
        ("/walk?x=1", '<a href="/walk/2">2</a> <a href="/walk/3">3</a>', "", "/walk/2"),
        ("/walk", "", f'{ARTICLE}<link rel="next" href="/walk/seite-2">', "/walk/seite-2"),
        ("/2026/walk", '<a rel="next" href="?page=2#top">On</a>', ARTICLE, "/2026/walk?page=2"),
        ("/walk?id=7", '<a href="/walk?page=2&amp;id=7">Weiterlesen &gt;&gt;</a>', ARTICLE, "/walk?page=2&id=7"),
        ("/c/178.shtml", '<a href="178_2.shtml">下一页</a>', "", "/c/178_2.shtml"),
        ("/c/t178.html", '<a href="t178_1.html">下一页</a>', "", "/c/t178_1.html"),
        ("/c/178_1.html", '<a href="178.html">1</a><a href="178_2.html">第2页</a>', "", "/c/178_2.html"),
        ("/a/b.html", '<a href="/a/b.html/2" title="Page 2"><svg></svg></a>', "", "/a/b.html/2"),
        ("/caf%C3%A9", '<a href="/café/2">2</a>', "", "/café/2"),
        ("/walk", '<a href="http://www.paper.example/walk/2">2</a>', "", "http://www.paper.example/walk/2"),
    ],
)
def test_the_next_piece_has_the_articles_address_with_a_number_behind_it(
    url: str, links: str, head: str, expected: str
) -> None:
    assert next_of(url, links, head) == expected


@pytest.mark.parametrize(
    ("url", "links", "head"),
    [
        ("/walk/", f'{WORDPRESS}<a class="post-page-numbers" href="/shop/2/">2</a></div>', ""),
        ("/walk/", '<a href="https://other.example/walk/2/">2</a>', ""),
        ("/walk-home", '<a rel="next" href="/walk-home-2">Walk home, once more</a>', ARTICLE),  # another post
        ("/walk", '<a href="/walk/2">A picture</a>', ""),
        ("/walk", '<a href="/walk/3">3</a>', ""),
        ("/walk", '<a href="/walk?page=2">Next</a>', ""),  # does not call itself an article
        ("/walk", '<a href="/walk?page=2">2</a>', ARTICLE),
        ("/walk", '<ol class="comment-list"><li><a rel="next" href="/walk?page=2">Next</a></ol>', ARTICLE),
        ("/walk?id=7", '<a rel="next" href="/walk?page=2">Next</a>', ARTICLE),
        (
            "/t/walk/7",
            '<i itemtype="https://schema.org/DiscussionForumPosting"></i><a rel=next href="?page=2">',
            ARTICLE,
        ),
        ("/?p=5", '<a href="/2/">2</a>', ARTICLE),
        ("/", '<a rel="next" href="/page/2/">Older</a>', ARTICLE),
        ("/", '<a rel="next" href="/2/">Older</a>', ARTICLE),
        ("/walk", '<a rel="next" href="http://[walk/2">2</a>', ARTICLE),
        ("http://[", '<a rel="next" href="/2">2</a>', ARTICLE),
    ],
)
def test_no_other_link_leads_on(url: str, links: str, head: str) -> None:
    assert next_of(url, links, head) is None


def test_nothing_is_followed_from_a_list() -> None:
    items = "".join(f'<li><a href="/news/{number}">A headline, number {number}</a></li>' for number in range(40))
    listing = page(f'<h1>News</h1><ul>{items}</ul><a href="/news/2">2</a>', url=f"{SITE}/news")
    assert further_address([listing]) is None


def test_each_piece_leads_to_the_next_until_one_repeats_the_last() -> None:
    def piece(number: int, text: str) -> Page:
        links = "".join(f'<a href="/walk/{each}">{each}</a> ' for each in range(1, 5) if each != number)
        url = f"{SITE}/walk" if number == 1 else f"{SITE}/walk/{number}"
        return page(f"<article><h1>The new bridge</h1>{text}</article>{links}", url=url)

    pages = [piece(1, paragraphs(6)), piece(2, paragraphs(9)), piece(3, paragraphs(9))]
    assert further_address(pages[:1]) == f"{SITE}/walk/2"
    assert further_address(pages[:2]) == f"{SITE}/walk/3"
    assert further_address(pages) is None

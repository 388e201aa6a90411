"""Pages that stand where an article should: a site's front page, or one and the same page at every address."""

from __future__ import annotations

import lxml.html

from crawler.identity.addresses import is_front_page, landed_at, normal_url
from crawler.identity.stories import title_key
from crawler.items import Article


def stand_in(article: Article) -> str | None:
    """Why an article's page is another's, though it holds a text; None where nothing tells so.

    A page under another title than the source's, with a link of the source's title to the very address that it was
    fetched at, is a list that the article is in.
    """
    listed = article.entry.url
    if article.page is None or not listed:
        return None
    if is_front_page(landed_at(article)) and not is_front_page(listed.partition("#")[0]):
        return "its address leads to the front page"
    if not is_titled(article.entry.title, article.title) and _links_to_itself(article):
        return "its page is a list of articles, itself among them"
    return None


def is_titled(listed: str | None, title: str) -> bool:
    """Whether a page has the title under which its source lists it, more or less; True where that has none."""
    one, other = title_key(listed or ""), title_key(title)
    return not one or (bool(other) and (one in other or other in one))


def _links_to_itself(article: Article) -> bool:
    title = title_key(article.entry.title or "")
    own = {normal_url(url) for url in (article.entry.url, article.url, landed_at(article)) if url}
    if not article.body.strip():
        return False
    return any(
        title in title_key("".join(link.itertext())) and normal_url(link.get("href") or "") in own
        for link in lxml.html.fragment_fromstring(article.body, create_parent="div").iter("a")
    )

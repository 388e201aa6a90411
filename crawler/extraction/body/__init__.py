"""The body of an article: the part of a page that a reader came for, as a tree of its own."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from lxml import html

from crawler.extraction import images
from crawler.extraction.body import features
from crawler.extraction.document import Document


@dataclass(slots=True)
class Body:
    """An article's blocks inside one `div` that belongs to nobody else, and where they came from."""

    element: html.HtmlElement
    origin: str  # "html", "json-ld", "script-state"


def find_body(document: Document, title: str | None = None) -> Body:
    """Find the article's body; without one, the `div` is empty.

    Args:
        document: The page; it is left as it is.
        title: The article's title, so that the body does not repeat it.
    """
    if document.tree is None:
        return Body(html.Element("div"), "html")
    scores: dict[html.HtmlElement, float] = {}
    for paragraph in document.tree.iter("p"):
        length = len(paragraph.text_content())
        parent = paragraph.getparent()
        if parent is not None:
            scores[parent] = scores.get(parent, 0.0) + length
    if not scores:
        return Body(html.Element("div"), "html")
    container = copy.deepcopy(max(scores, key=lambda element: scores[element]))
    container.tail = None
    container.tag = "div"
    images.repair(container, document.base_url)
    return Body(container, "html")


_MARKUP = re.compile(r"<[^>]{1,2000}>")


def known_of(document: Document, title: str | None) -> features.Known:
    """What the page's metadata say of the article's text."""
    bodies = [node["articleBody"] for node in document.json_ld if isinstance(node.get("articleBody"), str)]
    descriptions = [node.get("description") for node in document.json_ld if node.get("headline")]
    description = document.first("og:description", "description", "twitter:description") or next(
        (text for text in descriptions if isinstance(text, str)), ""
    )
    return features.Known(
        title=features.fold(title or ""),
        description=features.fold(description),
        article_body=features.fold(_MARKUP.sub(" ", max(bodies, key=len, default=""))),
    )

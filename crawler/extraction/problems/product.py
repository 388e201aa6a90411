"""Pages of shops: a product for sale, with what it is and what it costs."""

from __future__ import annotations

from itertools import islice

from crawler.extraction import json_ld
from crawler.extraction.patterns import lazy
from crawler.extraction.problems.evidence import PLAIN, SHORT, Evidence
from crawler.extraction.problems.markup import names_of
from crawler.extraction.result import Problem

_TYPES = frozenset({"Product", "ProductGroup", "IndividualProduct"})
_CLASSES = frozenset({"single-product", "catalog-product-view", "template-product", "product-product"})
_CART = lazy(
    r"cart(?![a-z])|basket|[-_/]bag(?![a-z])|warenkorb|panier|koszyk|carrito|carrello|winkelwagen|kosik|korzina|sepet|"
    r"kurv(?![a-z])|product_?addtocart"
)
_MOST_FORMS = 50


def for_sale(page: Evidence) -> Problem | None:
    """A product by its markup, with a form to put it into a cart by, and not much of a text."""
    if page.size >= SHORT or page.standing != PLAIN or not _is_product(page):
        return None
    if any(_CART.search(names_of(form)) for form in islice(page.tree.iter("form", "button"), _MOST_FORMS)):
        return Problem("no-body", "a product for sale rather than an article")
    return None


def _is_product(page: Evidence) -> bool:
    """Whether the markup calls the page a product, and not an article on one."""
    document = page.document
    if (document.first("og:type") or "").lower() in {"product", "product.item", "og:product"}:
        return True
    body = page.tree.find("body")
    if body is not None and not _CLASSES.isdisjoint((body.get("class") or "").split()):
        return True
    if any(map(_is_sold, document.json_ld)) and not document.articles:
        return True
    heading = next(page.tree.iter("h1"), None)
    return heading is not None and any(
        (ancestor.get("itemtype") or "").endswith("schema.org/Product") for ancestor in heading.iterancestors()
    )


def _is_sold(node: json_ld.Node) -> bool:
    """Whether a node is a product, other than one with a single review, which is what reviews state."""
    return bool(json_ld.types(node) & _TYPES) and not isinstance(node.get("review"), dict)

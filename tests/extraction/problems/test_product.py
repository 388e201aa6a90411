"""Products for sale are no articles, and articles on products are none of these."""

from __future__ import annotations

from dataclasses import replace

import pytest
from extraction.pages import json_ld, page, paragraphs

from crawler.extraction import extract

TEXT = "<h1>Kettle K2</h1><p>It boils a litre in two minutes and ten seconds, without a sound, and weighs a pound.</p>"
CART = '<form action="/cart/add" method="post"><input name="quantity"><button>Add to cart</button></form>'
PRODUCT = json_ld('{"@type": "Product", "name": "Kettle K2", "offers": {"price": "79"}}')
REVIEW = json_ld('{"@type": "Product", "name": "K2", "review": {"@type": "Review", "author": "Jane Roe"}}')
OPEN_GRAPH = '<meta property="og:type" content="product">'


def kind_of(body: str, head: str = "") -> str | None:
    problem = extract(page(body, head, url="https://shop.example/kettle-k2.html")).problem
    return problem.kind if problem else None


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(TEXT + CART, PRODUCT, id="JSON-LD"),
        pytest.param(TEXT + CART, OPEN_GRAPH, id="Open Graph"),
        pytest.param(f'<div itemscope itemtype="https://schema.org/Product">{TEXT}{CART}</div>', "", id="microdata"),
        pytest.param(f'{TEXT}<button id="add-to-basket">Kaufen</button>', PRODUCT, id="a button"),
    ],
)
def test_a_product_for_sale_is_no_article(body: str, head: str) -> None:
    assert kind_of(body, head) == "no-body"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(TEXT + CART, "", id="nothing that calls it a product"),
        pytest.param(TEXT, PRODUCT, id="nothing to buy it by"),
        pytest.param(TEXT + CART, REVIEW, id="a review"),
        pytest.param(TEXT + CART, PRODUCT + '<meta property="og:type" content="article">', id="called an article"),
        pytest.param(TEXT + paragraphs(8) + CART, PRODUCT, id="a text of some length"),
        pytest.param(f'{TEXT}<div itemscope itemtype="https://schema.org/Product"><h2>Cup</h2>{CART}</div>', "", id="a product below"),
    ],
)  # fmt: skip
def test_an_article_on_a_product_is_one(body: str, head: str) -> None:
    assert kind_of(body, head) is None


def test_a_system_names_its_products_in_the_class_of_the_body() -> None:
    kettle = page(TEXT + CART)
    named = replace(kettle, body=kettle.body.replace(b"<body>", b'<body class="catalog-product-view">'))

    assert extract(kettle).problem is None
    assert extract(named).problem is not None

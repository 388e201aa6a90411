"""Of a recipe, the ingredients and the steps are published, once, however its page is made."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.extraction import Extraction, extract
from crawler.extraction.body.recipe import Recipe, read
from crawler.items import Page

PROSE = [
    "My grandmother made this soup on every market day, because the herrings were cheap then and the dill grew wild.",
    "It keeps for two days in a cool place, and it tastes better on the second, as everybody in our street will tell you.",
]
INGREDIENTS = ["2 salted herrings", "1/2 onion, chopped", "4 waxy potatoes", "1 bunch of dill", "100 ml cream"]
STEPS = [
    "Soak the herrings over night and cut them into strips as wide as a finger.",
    "Boil the potatoes.",
    "Stir in the cream and the dill, and serve the soup while it is hot.",
]
RECIPE = {"@type": "Recipe", "name": "Herring soup", "recipeIngredient": INGREDIENTS, "recipeInstructions": STEPS}


def extracted(body: str, recipe: dict[str, Any] | None) -> Extraction:
    data = f'<script type="application/ld+json">{json.dumps(recipe)}</script>' if recipe else ""
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Soups", "Dill", "Cream", "Cakes", "Bread"))
    page = (
        f"<html><head><title>Herring soup</title>{data}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><h1>Herring soup</h1>{body}</main><footer><p>All rights reserved.</p></footer></body></html>"
    )
    return extract(Page(url="https://food.example/herring-soup", body=page.encode()))


def lines(found: Extraction) -> list[str]:
    return (found.text or "").split("\n")


def listed(texts: list[str], tag: str = "div", inner: str = "div") -> str:
    return f"<{tag}>{''.join(f'<{inner}>{text}</{inner}>' for text in texts)}</{tag}>"


PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)


@pytest.mark.parametrize(
    "body",
    [
        f"{PARAGRAPHS}<section><h2>You need</h2>{listed(INGREDIENTS)}</section>"
        f"<section><h2>How to</h2>{listed(STEPS)}</section>",
        f"<aside><h2>You need</h2>{listed(INGREDIENTS, 'ul', 'li')}</aside>{PARAGRAPHS}"
        f"<h2>How to</h2>{listed(STEPS, 'ol', 'li')}",
    ],
    ids=["below the text, in plain elements", "ingredients beside the text"],
)
def test_what_the_data_state_is_found_in_the_page(body: str) -> None:
    found = lines(extracted(body, RECIPE))
    assert found.count("You need") == found.count("How to") == 1
    assert [line for line in found if line in INGREDIENTS] == INGREDIENTS
    assert [line for line in found if line in STEPS] == STEPS
    assert [line for line in found if line in PROSE] == PROSE
    assert "Dill" not in found


def test_lines_that_only_the_page_has_stay_and_labels_of_its_buttons_do_not() -> None:
    rows = "".join(
        f"<li><span>{text.replace('1/2', '½')}</span><div>Add it</div></li>"
        for text in ["For the soup:", *INGREDIENTS, "Salt"]
    )
    found = lines(extracted(f"{PARAGRAPHS}<div><h3>You need</h3><ul>{rows}</ul></div>{listed(STEPS)}", RECIPE))
    begin = found.index("You need")
    assert found[begin : begin + 8] == [
        "You need", "For the soup:", INGREDIENTS[0], "½ onion, chopped", *INGREDIENTS[2:], "Salt",
    ]  # fmt: skip
    assert "Add it" not in found


def test_a_recipe_that_a_page_shows_once_more_for_printing_is_published_once() -> None:
    card = f'<div class="card">{listed(INGREDIENTS, "ul", "li")}{listed(STEPS, "ol", "li")}</div>'
    found = lines(extracted(f"{PARAGRAPHS}{card}<div class='print'>{card}</div>", RECIPE))
    assert [line for line in found if line in INGREDIENTS] == INGREDIENTS
    assert [line for line in found if line in STEPS] == STEPS


@pytest.mark.parametrize(
    ("names", "more"),
    [
        ("ingredients", "prep-instructions"),
        ("recipeIngredient", "recipeInstructions"),
        ("zutaten-liste", "zubereitung"),
    ],
)
def test_without_data_the_names_of_elements_tell(names: str, more: str) -> None:
    card = f'<div class="{names}">{listed(INGREDIENTS)}</div><div class="{more}">{listed(STEPS)}</div>'
    found = lines(extracted(f"<div class='card'>{card}</div>{PARAGRAPHS}", None))
    assert [line for line in found if line in (*INGREDIENTS, *STEPS)] == [*INGREDIENTS, *STEPS]


def test_names_alone_make_no_article() -> None:
    found = extracted(f'<div class="ingredients">{listed(["Aqua", "Glycerin", "Parfum", "Citric acid"])}</div>', None)
    assert not found.text


def test_where_the_page_shows_nothing_the_data_are_the_article() -> None:
    found = extracted('<div id="app"></div>', RECIPE)
    assert found.origins["body"] == "json-ld"
    assert found.problem is None
    assert found.body == (
        f"<ul>{''.join(f'<li>{text}</li>' for text in INGREDIENTS)}</ul>"
        f"<ol>{''.join(f'<li>{text}</li>' for text in STEPS)}</ol>"
    )


@pytest.mark.parametrize(
    ("stated", "steps"),
    [
        ("<p>Boil them &amp; wait.</p><p>Serve.</p>", ("Boil them & wait.", "Serve.")),
        ("Boil them.\nServe.", ("Boil them.", "Serve.")),
        (
            [{"@type": "HowToStep", "name": "Boiling", "text": "Boil them."}, {"name": "Serve."}],
            ("Boil them.", "Serve."),
        ),
        (
            [{"@type": "HowToSection", "name": "Soup", "itemListElement": [{"text": "Boil them."}, "Serve."]}],
            ("Boil them.", "Serve."),
        ),
        ([None, 3, {"itemListElement": {"text": ["Boil them.", True]}}], ("Boil them.",)),
    ],
    ids=["markup", "lines", "steps", "sections", "odd"],
)
def test_steps_are_read_in_every_form(stated: Any, steps: tuple[str, ...]) -> None:
    assert read([{"@type": "WebPage"}, {"@type": "Recipe", "recipeInstructions": stated}]) == Recipe(steps=steps)


def test_characters_that_no_page_may_hold_are_left_out() -> None:
    found = extracted('<div id="app"></div>', {**RECIPE, "recipeInstructions": ["\x00Boil\ufffe\ud83d them.", *STEPS]})
    assert "<li>Boil? them.</li>" in found.body


def test_a_recipe_without_lines_is_none() -> None:
    assert read([{"@type": "Recipe", "recipeIngredient": [], "recipeInstructions": " "}]) is None

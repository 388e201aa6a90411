"""Articles that a page carries only as data for its scripts, in the forms that frameworks write."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from urllib.parse import quote

import pytest
from extraction.pages import page

from crawler.extraction import extract

TEXTS = [
    f"The {who} said that the new bridge, opened on Saturday after three years, would save everyone ten minutes a day."
    for who in ("mayor", "builder", "teacher", "ferryman")
]
BODY = "".join(f"<p>{text}</p>" for text in TEXTS)
STATE = json.dumps({"page": {"article": {"title": "Bridge opens", "body": BODY}}})
LITERAL = json.dumps(BODY)
SLASHED = LITERAL.replace("</", "<\\u002F")
FLIGHT = f'5:["$","div",null,{STATE}]\n'
LINKED = f'5:{{"article":{{"body":"$6"}}}}\n6:T{len(BODY.encode()):x},{BODY}7:[]\n'


def script(code: str, attributes: str = "") -> str:
    return f"<script {attributes}>{code}</script>"


def data(value: object) -> str:
    return script(json.dumps(value), 'type="application/json" id="__NEXT_DATA__"')


def flight(*pieces: str) -> str:
    return "".join(script(f"self.__next_f.push([1,{json.dumps(piece)}])") for piece in pieces)


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(script(STATE, 'type="application/json" id="__NEXT_DATA__"'), id="Next.js"),
        pytest.param(flight(FLIGHT), id="server components"),
        pytest.param(flight(FLIGHT[:250], FLIGHT[250:]), id="server components, cut anywhere"),
        pytest.param(flight(LINKED), id="server components, a row of text"),
        pytest.param(script(f"window.__NUXT__={STATE};"), id="Nuxt"),
        pytest.param(script(f'window.__NUXT__=(function(a,b){{return {{title:a,body:b}}}}("x",{SLASHED}));'), id="Nuxt, a call"),
        pytest.param(script(json.dumps([{"data": 1}, {"article": 2}, {"title": 3, "body": 4}, "Bridge opens", BODY]), 'type="application/json"'), id="Nuxt, values by position"),
        pytest.param(script(f"window.initialState = {STATE}"), id="assigned"),
        pytest.param(script("window.__INITIAL_STATE__=" + STATE.replace("<", "\\u003c")), id="escaped"),
        pytest.param(script(f"window.__APOLLO_STATE__={STATE};(function(){{}})()"), id="followed by code"),
        pytest.param(script(f'window.__PRELOADED_STATE__={{"user":undefined,"article":{{"body":{LITERAL}}}}};'), id="with undefined"),
        pytest.param(script(f"window.__INITIAL_STATE__=JSON.parse({json.dumps(STATE)});"), id="parsed"),
        pytest.param(script("window.__INITIAL_STATE__=JSON.parse('" + STATE.replace("\\", "\\\\") + "');"), id="parsed, single quotes"),
        pytest.param(script(f'window.__STATE__=JSON.parse(decodeURIComponent("{quote(STATE)}"));'), id="parsed, percent-encoded"),
        pytest.param(script(f'window.__STATE__=JSON.parse(atob("{b64encode(STATE.encode()).decode()}"));'), id="parsed, base64"),
        pytest.param(script(f"kit.start(app, {{data:[{{article:{{body:{SLASHED}}}}}]}})"), id="an argument"),
        pytest.param(data({"article": {"content": [{"type": "paragraph", "text": text} for text in TEXTS]}}), id="paragraphs"),
        pytest.param(data({"article": {"elements": [{"type": "p", "children": [{"text": text}]} for text in TEXTS]}}), id="nested paragraphs"),
        pytest.param(data({"post": {"content": {"type": "doc", "content": [{"content": [{"text": text[:40]}, {"text": text[40:]}]} for text in TEXTS]}}}), id="marked text"),
        pytest.param(f'<div data-page="{html.escape(STATE)}"></div>', id="an attribute"),
        pytest.param(f'<astro-island props="{html.escape(STATE)}"></astro-island>', id="props"),
    ],
)  # fmt: skip
def test_the_article_in_a_scripts_data(markup: str) -> None:
    found = extract(page(f'<div id="root"></div>{markup}<script src="/app.js"></script>'))

    assert found.text.splitlines() == TEXTS
    assert found.problem is None
    assert found.origins["body"] == "script-state"

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


RENDERED = json.dumps({"title": {"rendered": "Bridge opens"}, "content": {"rendered": BODY}})
ELEMENTS = [["$", "h1", None, {"children": "Bridge"}], ["$", "article", None, {"children": [["$", "p", None, {"children": [text[:9], ["$", "a", None, {"href": "/", "children": text[9:14]}], text[14:]]}] for text in TEXTS]}]]  # fmt: skip
BARE = ",".join(f"{{kind:a,text:{json.dumps(text)}}}" for text in TEXTS)  # an object's names without quotation marks
CACHE = json.dumps({"Post:1": {"title": "Bridge opens", "content": {"paragraphs": [{"__ref": f"P:{at}"} for at in range(4)]}}, **{f"P:{at}": {"text": text} for at, text in enumerate(TEXTS)}})  # fmt: skip
STREAM = json.dumps([{"_1": 2}, "article", {"_3": 4, "_5": 6}, "title", "Bridge opens", "blocks", [7, 8, 9, 10], *({"_11": 12 + at} for at in range(4)), "text", *TEXTS])  # fmt: skip
TRANSFERRED = STATE.replace("&", "&a;").replace('"', "&q;").replace("<", "&l;").replace(">", "&g;")
ISLAND = {"article": [0, {"title": [0, "Bridge opens"], "blocks": [1, [[0, {"text": [0, text]}] for text in TEXTS]]}]}
MORE = "".join(f"<p>{text}</p>" for text in TEXTS)


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
        pytest.param(f'<astro-island props="{html.escape(json.dumps(ISLAND))}"></astro-island>', id="props in pairs"),
        pytest.param(flight("0:" + json.dumps(["$", "div", None, {"children": ELEMENTS}]) + "\n"), id="server components, elements"),
        pytest.param(script(f"var wpApiSettings={{}};var postData = {RENDERED};"), id="WordPress"),
        pytest.param(script(f'Fusion.contextPath="/pf";Fusion.globalContent={json.dumps({"headlines": {"basic": "Bridge opens"}, "content_elements": [{"type": "text", "content": text} for text in TEXTS]})};Fusion.x=1'), id="Arc"),
        pytest.param(script(f"window.__APOLLO_STATE__={CACHE};"), id="Apollo, references"),
        pytest.param(script(f'window.__NUXT__=(function(a,b){{return {{data:[{{title:b,paragraphs:[{BARE}]}}],old:void 0,flag:!0}}}}("p","Bridge opens"));'), id="Nuxt, a call with bare names"),
        pytest.param(data([["ShallowReactive", 1], {"data": 2}, {"title": 3, "content": 4}, "Bridge opens", [5, 6, 7, 8], *({"type": 9, "text": 10 + at} for at in range(4)), "p", *TEXTS]), id="Nuxt, paragraphs by position"),
        pytest.param(script(f"window.__reactRouterContext.streamController.enqueue({json.dumps(STREAM)});"), id="React Router"),
        pytest.param(script(f"{{ const data = [null,{{type:'data',data:{{title:'Bridge opens',blocks:[{BARE}]}}}}]; }}"), id="SvelteKit, bare names"),
        pytest.param(script(json.dumps({"status": 200, "body": STATE}), 'type="application/json"'), id="SvelteKit, fetched"),
        pytest.param(script(TRANSFERRED, 'type="application/json"'), id="Angular, escaped in its own way"),
        pytest.param(data({"blocks": [{"type": "paragraph", "data": {"text": text}} for text in TEXTS]}), id="Editor.js"),
        pytest.param(data({"richContent": {"nodes": [{"nodes": [{"nodes": [], "textData": {"text": text}}]} for text in TEXTS]}}), id="text data"),
        pytest.param(f"<noscript>{MORE}</noscript>", id="for browsers without scripts"),
        pytest.param(f'<paper-story><template shadowrootmode="open">{MORE}</template></paper-story>', id="shadow root"),
    ],
)  # fmt: skip
def test_the_article_in_a_scripts_data(markup: str) -> None:
    found = extract(page(f'<div id="root"></div>{markup}<script src="/app.js"></script>'))

    assert found.text.splitlines() == TEXTS
    assert found.problem is None
    assert found.origins["body"] == "script-state"


PICTURE = "https://pictures.example/bridge"
PARTS = {
    "Arc": [
        {"type": "image", "url": PICTURE, "caption": "The bridge"},
        {"type": "header", "level": 3, "content": "Ferries"},
        {"type": "list", "list_type": "ordered", "items": [{"type": "text", "content": "one"}, {"content": "two"}]},
        {"type": "quote", "content": "At last"},
        {"type": "code", "content": "a < b"},
        {"type": "divider"},
    ],
    "Sanity": [
        {"_type": "image", "asset": {"url": PICTURE}, "caption": "The bridge"},
        {"_type": "block", "style": "h3", "children": [{"_type": "span", "text": "Ferries"}]},
        {"_type": "block", "listItem": "number", "children": [{"_type": "span", "text": "one"}]},
        {"_type": "block", "listItem": "number", "children": [{"_type": "span", "text": "two"}]},
        {"_type": "block", "style": "blockquote", "children": [{"_type": "span", "text": "At last"}]},
        {"_type": "code", "text": "a < b"},
        {"_type": "divider"},
    ],
    "Editor.js": [
        {"type": "image", "data": {"file": {"url": PICTURE}, "caption": "The bridge"}},
        {"type": "header", "data": {"text": "Ferries", "level": 3}},
        {"type": "list", "data": {"style": "ordered", "items": ["one", "two"]}},
        {"type": "quote", "data": {"text": "At last"}},
        {"type": "code", "data": {"text": "a < b"}},
        {"type": "delimiter", "data": {}},
    ],
    "Contentful": [
        {"nodeType": "embedded-asset-block", "data": {"target": {"fields": {"title": "The bridge", "file": {"url": PICTURE}}}}},
        {"nodeType": "heading-3", "content": [{"nodeType": "text", "value": "Ferries"}]},
        {
            "nodeType": "ordered-list",
            "content": [
                {"nodeType": "list-item", "content": [{"nodeType": "paragraph", "content": [{"value": text}]}]}
                for text in ("one", "two")
            ],
        },
        {"nodeType": "blockquote", "content": [{"nodeType": "paragraph", "content": [{"value": "At last"}]}]},
        {"nodeType": "code", "content": [{"value": "a < b"}]},
        {"nodeType": "hr", "content": []},
    ],
}  # fmt: skip


def test_of_many_articles_each_in_json_of_its_own_the_one_of_the_title_is_read() -> None:
    titles = [f"Bridge {name}" for name in "ABCDEFGHIJKLMNOPQRST"]
    stories = [{"content": json.dumps({"title": title, "body": f"<p>{title}</p>{BODY}"})} for title in titles]
    shown = f'<div id="root"></div>{data({"stories": stories})}'

    bodies = [extract(page(shown, f"<title>{title}</title>")).body for title in titles]

    assert bodies == [f"<p>{title}</p>{BODY}" for title in titles]


@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_parts_of_an_article_in_data_become_what_they_are(parts: list[object]) -> None:
    first, *rest = [{"type": "paragraph", "text": text} for text in TEXTS]
    found = extract(
        page(f'<div id="root"></div>{data({"post": {"title": "Bridge opens", "blocks": [first, *parts, *rest]}})}')
    )

    assert found.body == (
        f'<p>{TEXTS[0]}</p><figure><img src="{PICTURE}"><figcaption>The bridge</figcaption></figure><h3>Ferries</h3>'
        "<ol><li>one</li><li>two</li></ol><blockquote><p>At last</p></blockquote><pre>a &lt; b</pre><hr>"
        + "".join(f"<p>{text}</p>" for text in TEXTS[1:])
    )


LINK = "https://towns.example/bridge"
MARKED = {
    "ProseMirror": {"type": "paragraph", "content": [
        {"type": "text", "text": "The "}, {"type": "text", "marks": [{"type": "bold"}], "text": "new"}, {"type": "text", "text": " "},
        {"type": "text", "marks": [{"type": "link", "attrs": {"href": LINK}}], "text": "bridge"}, {"type": "text", "text": " & "},
        {"type": "text", "marks": [{"type": "italic"}], "text": "all"},
    ]},
    "Portable Text": {
        "_type": "block", "style": "normal", "markDefs": [{"_key": "k1", "_type": "link", "href": LINK}],
        "children": [
            {"_type": "span", "text": "The "}, {"_type": "span", "marks": ["strong"], "text": "new"}, {"_type": "span", "text": " "},
            {"_type": "span", "marks": ["k1"], "text": "bridge"}, {"_type": "span", "text": " & "}, {"_type": "span", "marks": ["em"], "text": "all"},
        ],
    },
    "Lexical": {"type": "paragraph", "format": "", "children": [
        {"type": "text", "format": 0, "text": "The "}, {"type": "text", "format": 1, "text": "new"}, {"type": "text", "format": 0, "text": " "},
        {"type": "link", "fields": {"url": LINK, "newTab": True}, "children": [{"type": "text", "format": 0, "text": "bridge"}]},
        {"type": "text", "format": 0, "text": " & "}, {"type": "text", "format": 2, "text": "all"},
    ]},
    "Slate": {"type": "paragraph", "children": [
        {"text": "The "}, {"text": "new", "bold": True}, {"text": " "}, {"type": "link", "url": LINK, "children": [{"text": "bridge"}]},
        {"text": " & "}, {"text": "all", "italic": True},
    ]},
    "Contentful": {"nodeType": "paragraph", "data": {}, "content": [
        {"nodeType": "text", "value": "The ", "marks": []}, {"nodeType": "text", "value": "new", "marks": [{"type": "bold"}]}, {"nodeType": "text", "value": " "},
        {"nodeType": "hyperlink", "data": {"uri": LINK}, "content": [{"nodeType": "text", "value": "bridge"}]},
        {"nodeType": "text", "value": " & "}, {"nodeType": "text", "value": "all", "marks": [{"type": "italic"}]},
    ]},
    "Wix": {"type": "PARAGRAPH", "nodes": [
        {"nodes": [], "textData": {"text": text, "decorations": marks}}
        for text, marks in (
            ("The ", []), ("new", [{"type": "BOLD"}]), (" ", []), ("bridge", [{"type": "LINK", "linkData": {"link": {"url": LINK}}}]),
            (" & ", []), ("all", [{"type": "ITALIC"}]),
        )
    ]},
    "Draft.js": {
        "type": "unstyled", "text": "The new bridge & all", "entityRanges": [{"offset": 8, "length": 6, "key": 0}],
        "inlineStyleRanges": [{"offset": 4, "length": 3, "style": "BOLD"}, {"offset": 17, "length": 3, "style": "ITALIC"}],
    },
    "Editor.js": {"type": "paragraph", "data": {"text": f'The <strong>new</strong> <a href="{LINK}">bridge</a> &amp; <em>all</em>'}},
    "React": ["$", "p", None, {"children": ["The ", ["$", "strong", None, {"children": "new"}], " ", ["$", "$L3", None, {"href": LINK, "children": "bridge"}], " & ", ["$", "em", None, {"children": "all"}]]}],
}  # fmt: skip


@pytest.mark.parametrize("line", MARKED.values(), ids=MARKED)
def test_marks_inside_a_line_of_data_stay(line: object) -> None:
    lines = [{"type": "paragraph", "text": text} for text in TEXTS]
    content = {
        "title": "Bridge opens",
        "blocks": [line, *lines],
        "entityMap": {"0": {"type": "LINK", "data": {"url": LINK}}},
    }

    assert extract(page(f'<div id="root"></div>{data({"post": content})}')).body == (
        f'<p>The <strong>new</strong> <a href="{LINK}">bridge</a> &amp; <em>all</em></p>'
        + "".join(f"<p>{text}</p>" for text in TEXTS)
    )


def test_markup_that_an_article_in_data_tells_of_is_text() -> None:
    told = "A paragraph begins with <p> & may hold <b>."
    lines = [{"_type": "block", "children": [{"_type": "span", "text": text}]} for text in (told, *TEXTS)]

    assert extract(page(f'<div id="root"></div>{data({"post": {"blocks": lines}})}')).text.split("\n") == [told, *TEXTS]


def test_ranges_of_a_line_of_data_count_as_javascript_does() -> None:
    line = {
        "text": "🌉🌉 new",
        "type": "header-three",
        "inlineStyleRanges": [{"offset": 5, "length": 3, "style": "ITALIC"}],
    }
    picture = {"text": " ", "type": "atomic", "entityRanges": [{"offset": 0, "length": 1, "key": 0}]}
    lines = [{"type": "unstyled", "text": text} for text in TEXTS]
    content = {
        "blocks": [line, picture, *lines],
        "entityMap": {"0": {"type": "IMAGE", "data": {"src": f"{PICTURE}.jpg"}}},
    }

    assert extract(page(f'<div id="root"></div>{data({"post": content})}')).body.startswith(
        f'<h3>🌉🌉 <em>new</em></h3><figure><img src="{PICTURE}.jpg"></figure>'
    )


@pytest.mark.parametrize(
    "code",
    [
        "window.state={a:" * 50_000,
        "window.data={a:[" + "b," * 200_000,
        "window.__NUXT__=(function(a){return {a:a}}(",
        "window.state={a:function(){}}",
        'call("' + '\\"' * 200_000,  # slow once, in the square of its length
    ],
)
def test_a_state_that_is_no_data_raises_nothing(code: str) -> None:
    assert extract(page(script(code + " " * 300))).text == ""


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(data({"content": [{"children": [None, 1, ["x"], {"text": text}]} for text in TEXTS]}), id="parts"),
        pytest.param(
            data({"A": {"children": [{"__ref": "A"}] * 20}, "page": {"body": [{"__ref": "A"}, *TEXTS]}}), id="itself"
        ),
        pytest.param(flight(f'0:"\ud83c"\n{LINKED}'), id="half a character"),
        pytest.param(data([{"_2": 1}, {"body": 3}, "page", BODY, {"_" + "9" * 5_000: 1}]), id="an endless position"),
        pytest.param(
            data([{"page": 3002}, *([at] for at in range(3_000)), {"_3000": 0}, {"body": 3003}, BODY]), id="a deep name"
        ),
    ],
)
def test_values_that_no_framework_writes_do_no_harm_to_the_others(markup: str) -> None:
    assert extract(page(markup)).text.startswith(TEXTS[0])

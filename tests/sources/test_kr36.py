"""What users get of 36kr, whichever of its forms the source names."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from crawler import sources
from crawler.items import Entry
from crawler.sources import BlockedError, Document, Listing, SourceError, kr36

SEED = Path(__file__).parents[2] / "../shared/seed"
MOMENT = datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC)
BODY = "<p>One &lt;two&gt;</p> \n<div><div>three</div></div>\n"
ARTICLE = {
    "itemId": 11,
    "widgetTitle": "A <em>title</em> &amp; more",
    "author": "Ann",
    "publishTime": 1653536289417,
    "widgetContent": BODY,
    "summary": "short",
    "widgetImage": "https://img.36krcdn.com/20220526/v2_0_img_000",
}


def page(state: Any, body: str = "") -> bytes:
    script = json.dumps(state, ensure_ascii=False).replace("</", "<\\u002F")
    return (
        f"<!DOCTYPE html><html><body>{body}<script async>window.initialState={script}</script></body></html>".encode()
    )


def encrypted(state: Any) -> dict[str, Any]:
    padder = PKCS7(128).padder()
    padded = padder.update(json.dumps(state).encode()) + padder.finalize()
    encryptor = Cipher(algorithms.AES(b"efabccee-b754-4c"), modes.ECB()).encryptor()
    return {"state": base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode(), "isEncrypt": True}


def read(body: bytes, url: str = "https://36kr.com/information/web_news/") -> Listing:
    return kr36.read(Document(url, body), kr36.Options())


def item(number: int, kind: str = "detail_article", **fields: Any) -> dict[str, Any]:
    material = {"itemId": number, "widgetTitle": f"Title {number}", "publishTime": 1653536289417, **fields}
    return {"itemId": number, "itemType": 10, "templateMaterial": material, "route": f"{kind}?itemId={number}"}


ADVERT = {"itemId": 7, "itemType": 0, "templateMaterial": {"itemId": 7, "adExposureUrl": ""}, "route": ""}
ITEMS = [ADVERT, item(1, summary="text with ] and }"), item(2, "detail_video"), item(3, "detail_newsflash"), item(1)]

LISTS = [
    {"information": {"informationList": {"itemList": ITEMS}}},
    {"homeData": {"data": {"hotlist": {"data": ITEMS}}}},
    {"hotListData": {"topList": ITEMS[:2], "hotList": ITEMS[2:3], "collectList": ITEMS[3:]}},
    {"motifDetailData": {"data": {"motifArticleList": {"data": {"itemList": ITEMS}}}}},
    {"authorDetailData": {"authorFlowList": {"data": {"itemList": ITEMS}}}},
    {"newsflashList": {"flow": {"itemList": ITEMS}}},
]


@pytest.mark.parametrize("state", LISTS, ids=lambda state: next(iter(state)))
def test_list_pages_give_each_article_once_and_no_adverts(state: Any) -> None:
    listing = read(page(state))
    assert [entry.url for entry in listing.entries] == [
        "https://36kr.com/p/1",
        "https://36kr.com/video/2",
        "https://36kr.com/newsflashes/3",
    ]
    assert listing.entries[0].published == MOMENT
    assert listing.entries[0].summary == "text with ] and }"


def test_the_gateways_answer_gives_the_same_entries() -> None:
    answer = json.dumps({"code": 0, "data": {"itemList": ITEMS, "hasNextPage": 1}}).encode()
    assert read(answer).entries == read(page(LISTS[0])).entries


def test_the_published_hot_list_is_read() -> None:
    row = {"rank": 1, "title": "T", "author": "Ann", "publishTime": "2022-05-26 11:38:09", "content": "x"}
    answer = {"date": "2022-05-26", "data": [{**row, "url": "https://36kr.com/p/9?channel=openclaw"}]}
    (entry,) = read(json.dumps(answer).encode()).entries
    assert (entry.url, entry.published, entry.authors) == ("https://36kr.com/p/9", MOMENT, ["Ann"])


def test_its_feeds_times_are_beijings_and_its_links_lose_their_mark() -> None:
    body = b"""<rss version="2.0"><channel><item><title>T</title><link><![CDATA[https://36kr.com/p/9?f=rss]]></link>
    <pubDate>2022-05-26 11:38:09</pubDate></item></channel></rss>"""
    (entry,) = read(body, "https://36kr.com/feed").entries
    assert (entry.url, entry.published) == ("https://36kr.com/p/9", MOMENT)


STATE = {"articleDetail": {"articleDetailData": {"data": ARTICLE}, "articleRecommendData": {"data": []}}}
ARTICLE_PAGES = [
    ("plain", page(STATE)),
    ("encrypted", page(encrypted(STATE))),
    ("said to be plain", page({"state": json.dumps(STATE), "isEncrypt": False})),
    ("plain in an envelope", page({"state": STATE, "isEncrypt": False})),
    ("mobile", page({"article": {"detail": {"data": ARTICLE}}})),
    ("video", page({"videoDetail": {"videoDetailData": {"data": ARTICLE}}})),
]


@pytest.mark.parametrize("body", [body for _, body in ARTICLE_PAGES], ids=[name for name, _ in ARTICLE_PAGES])
def test_article_pages_complete_the_entry(body: bytes) -> None:
    entry = kr36.complete(Document("https://36kr.com/p/11", body), Entry(url="https://36kr.com/p/11"), kr36.Options())
    assert (entry.title, entry.authors, entry.published) == ("A title & more", ["Ann"], MOMENT)
    assert (entry.content, entry.summary) == (BODY, "short")


@pytest.mark.parametrize("state", [{}, {"state": "bm90IGVuY3J5cHRlZA==", "isEncrypt": True}])
def test_an_article_that_is_only_in_the_markup_is_taken_as_it_stands(state: Any) -> None:
    body = page(
        state, f'<div class="common-width content articleDetailContent kr-rich-text-wrapper">{BODY}</div><div>x</div>'
    )
    known = Entry(url="https://36kr.com/p/11", title="T", published=MOMENT)
    entry = kr36.complete(Document("https://36kr.com/p/11", body), known, kr36.Options())
    assert (entry.content, entry.title, entry.published) == (BODY, "T", MOMENT)


def test_a_page_without_an_article_leaves_the_entry_as_it_is() -> None:
    known = Entry(url="https://36kr.com/p/11", title="T")
    assert kr36.complete(Document("https://36kr.com/p/11", page({})), known, kr36.Options()) == known


SHELL = (
    "<!DOCTYPE html><html><head><title>安全检测</title></head><body>"
    '<script src="https://lf-waf-js.byted-static.com/x.js"></script></body></html>'
).encode()


def test_the_security_check_is_named_and_never_taken_for_a_page() -> None:
    with pytest.raises(BlockedError, match="security check"):
        read(SHELL)
    with pytest.raises(BlockedError, match="security check"):
        kr36.complete(Document("https://36kr.com/p/11", SHELL), Entry(), kr36.Options())


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b" ", "the document is empty"),
        (b"<!doctype html><html><body>x</body></html>", "this is no page of 36kr"),
        (page({"other": 1}), "the page has no list of articles"),
        (b'{"code": 4003, "msg": "sign"}', "the gateway refused: code 4003: sign"),
        (b'{"code": [4003]}', "the gateway refused: code [4003]: no reason given"),
        (b'{"code": 1, "msg": "sign\\nagain"}', "the gateway refused: code 1: sign again"),
        (b'{"code": ', "the document is not valid JSON"),
    ],
)
def test_what_is_not_36kr_is_named_in_one_line(body: bytes, message: str) -> None:
    with pytest.raises(SourceError) as error:
        read(body)
    assert str(error.value).startswith(message)


def test_the_kind_has_the_sites_name() -> None:
    assert "36kr" in sources.kinds()
    assert sources.kind("36kr") is kr36
    assert sources.recognise(Document("https://36kr.com/newsflashes", page(LISTS[0]))) == "36kr"


# The fixtures that the old system's post was rebuilt from


def fixture(name: str) -> bytes:
    if not SEED.exists():
        pytest.skip("the seed does not lie beside the project")
    return (SEED / name).read_bytes()


@pytest.mark.parametrize("listed", ["36kr-feed.xml", "36kr-list.html", "36kr-gateway-subnav-flow.json"])
@pytest.mark.parametrize("shown", ["plain", "encrypted", "dom-only"])
def test_the_seeds_article_comes_through_every_way_byte_for_byte(listed: str, shown: str) -> None:
    entry = read(fixture(listed)).entries[0]
    page_of_it = Document("https://36kr.com/p/1757000000000001", fixture(f"36kr-article-{shown}.html"))
    entry = kr36.complete(page_of_it, entry, kr36.Options())
    post = fixture("seed.md").decode()
    assert entry.content == post.partition("<div>   \n")[2].rpartition("  \n</div>")[0]
    assert (entry.url, entry.published) == ("https://36kr.com/p/1757000000000001", MOMENT)
    assert entry.title == "金融机构纷纷布局元宇宙，金融元宇宙要来了？"


def test_the_seeds_flash_and_its_security_check_are_read() -> None:
    (flash,) = read(fixture("36kr-newsflashes.html")).entries
    assert flash.url == "https://36kr.com/newsflashes/1757000000000003"
    assert flash.published == datetime(2022, 5, 25, 16, 30, 5, tzinfo=UTC)
    with pytest.raises(BlockedError):
        read(fixture("36kr-waf-shell.html"))


GATEWAY = "https://gateway.36kr.com/api/mis/nav/ifm/subNav/flow"
PAGED = {"itemList": [item(1)], "pageCallback": "abc=", "hasNextPage": 1}


def param(url: str, **options: Any) -> dict[str, Any]:
    asked = kr36.question(url, kr36.Options(**options), MOMENT)
    assert asked is not None
    body = json.loads(asked.body)
    assert (body["partner_id"], body["timestamp"]) == ("web", 1653536289000)
    return body["param"]


def test_the_gateway_is_asked_and_goes_on_where_its_answer_says() -> None:
    assert param(GATEWAY) == {
        "siteId": 1, "platformId": 2, "subnavType": 1, "subnavNick": "web_news",
        "pageSize": 20, "pageEvent": 0, "pageCallback": "",
    }  # fmt: skip
    older = kr36.read(Document(GATEWAY, json.dumps({"code": 0, "data": PAGED}).encode()), kr36.Options()).older
    assert older is not None
    further = param(older, param={"subnavNick": "technology"})
    assert (further["subnavNick"], further["pageEvent"], further["pageCallback"]) == ("technology", 1, "abc=")


def test_a_list_page_goes_on_at_the_gateway_with_its_own_channel() -> None:
    state = json.dumps({"information": {"informationList": PAGED}})
    page = Document("https://36kr.com/information/travel/", f"<script>window.initialState={state}</script>".encode())
    older = kr36.read(page, kr36.Options()).older
    assert older is not None
    assert older.startswith(GATEWAY + "#")
    assert param(older)["subnavNick"] == "travel"
    answer = json.dumps({"code": 0, "data": PAGED | {"pageCallback": "def="}}).encode()
    oldest = kr36.read(Document(older, answer), kr36.Options()).older
    assert oldest is not None
    assert (param(oldest)["subnavNick"], param(oldest)["pageCallback"]) == ("travel", "def=")
    assert kr36.question("https://36kr.com/information/travel/", kr36.Options(), MOMENT) is None


@pytest.mark.parametrize("end", [{"hasNextPage": 0}, {"pageCallback": ""}, {"itemList": [ADVERT]}])
def test_a_list_ends(end: dict[str, Any]) -> None:
    answer = json.dumps({"code": 0, "data": PAGED | end}).encode()
    assert kr36.read(Document(GATEWAY, answer), kr36.Options()).older is None

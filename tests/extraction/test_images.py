"""Pictures come out as a reader would see them, whatever the page leaves to scripts."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from lxml import html

from crawler.extraction import extract, images
from crawler.items import Page

BASE = "https://example.org/news/story"
PROSE = (
    "the harbour wall was repaired with the old granite, the council said, which cost less than anybody had expected, "
    "and the ferries were back before the winter storms began."
)
BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

# what the pattern is, the markup, the address that must come out
PATTERNS = [
    ("plain", '<img src="https://example.org/a.jpg">', "https://example.org/a.jpg"),
    ("data-src", f'<img src="{BLANK}" data-src="https://example.org/a.jpg">', "https://example.org/a.jpg"),
    ("data-lazy-src", '<img src="/blank.gif" data-lazy-src="/a.jpg">', "https://example.org/a.jpg"),
    ("data-original", '<img class="lazy" data-original="https://example.org/a.jpg">', "https://example.org/a.jpg"),
    ("data-srcset", '<img data-srcset="/s.jpg 320w, /l.jpg 1024w, /xl.jpg 4000w">', "https://example.org/l.jpg"),
    ("bare srcset", '<img srcset="/s.jpg 1x, /l.jpg 2x">', "https://example.org/l.jpg"),
    (
        "picture",
        '<picture><source type="image/avif" srcset="/a.avif"><source type="image/webp" srcset="/a.webp"><img></picture>',
        "https://example.org/a.webp",
    ),
    ("picture, no img", '<picture><source data-srcset="/a.jpg 800w"></picture>', "https://example.org/a.jpg"),
    ("noscript", '<noscript><img src="/a.jpg"></noscript>', "https://example.org/a.jpg"),
    (
        "noscript beside its stand-in",
        f'<img src="{BLANK}" class="lazy"><noscript><img src="/a.jpg" alt="Seen"></noscript>',
        "https://example.org/a.jpg",
    ),
    ("noscript as text", "<noscript>&lt;img src='/a.jpg'&gt;</noscript>", "https://example.org/a.jpg"),
    (
        "amp-img",
        '<amp-img src="/a.jpg" width="9" height="6"><noscript><img src="/a.jpg"></noscript></amp-img>',
        "https://example.org/a.jpg",
    ),
    ("placeholder", '<img src="/static/placeholder.png" data-url="/a.jpg">', "https://example.org/a.jpg"),
    ("unknown attribute", '<img src="/spacer.gif" data-theme-picture="/up/a.jpg">', "https://example.org/up/a.jpg"),
    (
        "no extension",
        f'<img src="{BLANK}" data-src="https://cdn.example.org/i/8f3a">',
        "https://cdn.example.org/i/8f3a",
    ),
    ("relative", '<img src="../img/a.jpg">', "https://example.org/img/a.jpg"),
    ("protocol-relative", '<img src="//cdn.example.org/a.jpg">', "https://cdn.example.org/a.jpg"),
    ("ng-src", '<img ng-src="/a.jpg">', "https://example.org/a.jpg"),
    (
        "template",
        '<img src="/a-{width}.jpg" data-src="/a-{width}x.jpg" srcset="/a.jpg 300w">',
        "https://example.org/a.jpg",
    ),
    ("backslashes", '<img src="\\img\\a.jpg">', "https://example.org/img/a.jpg"),
    (
        "unknown attribute, no extension",
        '<img data-hires-image-url="https://cdn.example.org/i/8f3a">',
        "https://cdn.example.org/i/8f3a",
    ),
    ("linked original", f'<a href="/full/a.jpg"><img src="{BLANK}"></a>', "https://example.org/full/a.jpg"),
    ("background", "<div style=\"background-image: url('/a.jpg')\"></div>", "https://example.org/a.jpg"),
    ("lazy background", "<div data-bg=\"url('/a.jpg')\"></div>", "https://example.org/a.jpg"),
    ("background by another's name", '<div class="lazy" data-src="/a.jpg"></div>', "https://example.org/a.jpg"),
    ("no host", '<img src="//:0" data-lazyset="" data-srcset="/a.jpg 640w">', "https://example.org/a.jpg"),
    ("spinner", '<img src="/img/spinner.gif" data-echo="/a.jpg">', "https://example.org/a.jpg"),
    ("transparent", '<img src="/transparent_h-3_w-4_zc-a5b.gif" data-big="/a.jpg">', "https://example.org/a.jpg"),
    ("object", '<object type="image/png" data="/a.png">A picture</object>', "https://example.org/a.png"),
    (
        "commas in the addresses of a lazy srcset",
        f'<img src="{BLANK}" data-srcset="https://cdn.example.org/w_400,q_80/a.jpg 400w, '
        'https://cdn.example.org/w_800,q_80/a.jpg 800w">',
        "https://cdn.example.org/w_800,q_80/a.jpg",
    ),
    ("srcset by another name", '<img data-slide-srcset="/s.jpg 400w, /a.jpg 800w">', "https://example.org/a.jpg"),
    (
        "template beside a noscript",
        '<img data-src="//cdn.example.org/a_{width}x.jpg"><noscript><img src="/a_800x.jpg"></noscript>',
        "https://example.org/a_800x.jpg",
    ),
    (
        "blurred twin",
        '<span><img aria-hidden="true" alt="" src="/tiny.jpg"><img data-src="/a.jpg" alt="Seen"></span>',
        "https://example.org/a.jpg",
    ),
    (
        "noscript in a box of its own",
        '<div><p><img src="/a.jpg" srcset="/a.jpg 800w"></p></div><div><noscript><img src="/a.jpg"></noscript></div>',
        "https://example.org/a.jpg",
    ),
    (
        "preview in an attribute for lazy loading",
        '<img src="/a.jpg?is-pending-load=1" data-lazy-src="/a.jpg?is-pending-load=1" srcset="data:image/gif;base64,R0" data-lazy-srcset="/a.jpg 900w">',
        "https://example.org/a.jpg",
    ),
    ("picture that enlarges", '<button type="button"><img src="/a.jpg"></button>', "https://example.org/a.jpg"),
    ("imgix", '<img ix-src="https://a.imgix.net/a.jpg" ix-params="{}">', "https://a.imgix.net/a.jpg"),
    (
        "blurred",
        '<img src="https://example.org/a.jpg?w=40" srcset="/a.jpg?w=640 640w, /a.jpg?w=1280 1280w">',
        "https://example.org/a.jpg?w=1280",
    ),
    (
        "small beside a noscript",
        '<img data-src="/a_{width}x.jpg" src="/a_20x.jpg"><noscript><img src="/a_1080x.jpg"></noscript>',
        "https://example.org/a_1080x.jpg",
    ),
    (
        "widths to choose from",
        '<img src="/a_20x.jpg" data-src="/a_{width}x.jpg" data-widths="[360, 1512, 3000]">',
        "https://example.org/a_1512x.jpg",
    ),
    ("widths that lazysizes knows", '<img data-src="/a_{width}x.jpg">', "https://example.org/a_1080x.jpg"),
    (
        "Wix",
        '<img width="147" height="98" src="https://static.wixstatic.com/media/1_a~mv2.jpg/v1/fill/w_147,h_98,blur_2,enc_auto/1_a.jpg">',
        "https://static.wixstatic.com/media/1_a~mv2.jpg",
    ),
    (
        "Medium",
        '<div><img src="https://miro.example/freeze/max/60/1*a.jpeg?q=20"><canvas></canvas><img data-src="https://miro.example/max/1600/1*a.jpeg">'
        '<noscript><img src="https://miro.example/max/1600/1*a.jpeg"></noscript></div>',
        "https://miro.example/max/1600/1*a.jpeg",
    ),
    (
        "Medium, in boxes",
        '<div><div><img src="https://miro.example/max/60/1*a.jpeg?q=20"></div><div><img width="9"><noscript>'
        '<img src="https://miro.example/max/4000/1*a.jpeg"></noscript></div></div>',
        "https://miro.example/max/4000/1*a.jpeg",
    ),
    (
        "what wide screens get",
        '<picture><source media="(min-width: 768px)" srcset="/a.jpg"><img src="/a-456x304.jpg"></picture>',
        "https://example.org/a.jpg",
    ),
    (
        "the small one of a srcset",
        '<img src="/a-320.jpg" width="1280" srcset="/a-320.jpg 320w, /a-1280.jpg 1280w">',
        "https://example.org/a-1280.jpg",
    ),
    (
        "the narrow one of a picture",
        '<picture><source media="(max-width: 300px)" srcset="/b?width=300"><source media="(min-width: 660px)" srcset="/a?width=1240">'
        '<source media="(min-width: 320px)" srcset="/a?width=445"><img src="/a?width=445"></picture>',
        "https://example.org/a?width=1240",
    ),
    (
        "wide enough",
        '<picture><source media="(min-width: 900px)" srcset="/crop.jpg"><img src="/w1240/a.jpg"></picture>',
        "https://example.org/w1240/a.jpg",
    ),
    (
        "JSON for a script",
        """<img src="/sc/9b/e151e5.gif" data-src='{"load": "wait", "w": "80", "src": "/a.jpg?h=533"}'>""",
        "https://example.org/a.jpg?h=533",
    ),
    ("space in the address", '<img src="/my photo.jpg">', "https://example.org/my%20photo.jpg"),
]


def repaired(markup: str, base: str | None = BASE) -> html.HtmlElement:
    tree = html.fragment_fromstring(f"<figure>{markup}<figcaption>What it shows</figcaption></figure>")
    images.repair(tree, base)
    return tree


@pytest.mark.parametrize(("markup", "address"), [p[1:] for p in PATTERNS], ids=[p[0] for p in PATTERNS])
def test_every_pattern_gives_one_usable_picture_with_its_caption(markup: str, address: str) -> None:
    tree = repaired(markup)
    assert [image.get("src") for image in tree.iter("img")] == [address]
    assert tree.findtext("figcaption") == "What it shows"


@pytest.mark.parametrize(("markup", "address"), [p[1:] for p in PATTERNS], ids=[p[0] for p in PATTERNS])
def test_every_pattern_survives_between_the_paragraphs_of_an_article(markup: str, address: str) -> None:
    figure = f"<figure>{markup}<figcaption>What it shows</figcaption></figure>"
    first, second, third = (f"<p>{number} {PROSE}</p>" for number in ("First,", "Second,", "Third,"))
    page = f"<html><body><article><h1>Granite</h1>{first}{figure}{second}{figure}{third}</article></body></html>"
    body = html.fromstring(extract(Page(url=BASE, body=page.encode())).body)
    assert [image.get("src") for image in body.iter("img")] == [address] * 2
    assert [caption.text_content() for caption in body.iter("figcaption")] == ["What it shows"] * 2


def test_the_size_of_a_preview_is_not_that_of_its_picture() -> None:
    (image,) = repaired('<img src="/a.jpg?w=40" width="40" height="30" data-full-src="/a.jpg">').iter("img")
    assert (image.get("width"), image.get("height")) == (None, None)


def test_a_size_of_many_digits_is_none() -> None:
    digits = "9" * 5_000
    small = f'<img src="/a.jpg?w=40" width="{digits}" srcset="/a.jpg?w=40 {digits}w">'
    tree = repaired(f'{small}<img src="/a.jpg" srcset="/a.jpg 9w, /b.jpg 99w" width="{digits}">')
    assert len(list(tree.iter("img"))) == 2


def test_a_lazy_srcset_stays_beside_its_picture() -> None:
    (image,) = repaired('<img data-src="/a.jpg" data-srcset="/a.jpg 900w, /b.jpg 1800w">').iter("img")
    assert image.get("srcset") == "https://example.org/a.jpg 900w, https://example.org/b.jpg 1800w"


def test_an_image_without_any_address_is_removed() -> None:
    assert not list(repaired(f'<img src="{BLANK}"><img>').iter("img"))


UNTOUCHED = [
    '<p><img src="https://img.example.org/v2_abc@1_oswg_img_000?x-oss-process=image/quality,q_90"></p>',
    '<p>Text <a href="https://example.org/a">link</a></p>',
    '<picture><source srcset="https://example.org/a.webp 2x"><img src="https://example.org/a.jpg" alt="A"></picture>',
    '<img src="https://example.org/a-300.jpg" width="300" srcset="https://example.org/a-300.jpg 300w, https://example.org/a.jpg 1024w">',
    '<img src="https://example.org/a.svg?w=40" width="40" srcset="https://example.org/a.svg?w=40 1x, https://example.org/a.svg?w=80 2x">',
    '<picture><source type="image/webp" srcset="https://example.org/a.webp"><source srcset="https://example.org/a.jpg"><img src="https://example.org/a.jpg"></picture>',
    '<img src="https://example.org/a.jpg?blur=20">',
    '<video src="https://example.org/v.mp4" poster="https://example.org/p.jpg"></video>',
    '<p><img src="https://example.org/a,b.jpg" srcset="https://example.org/a,b.jpg 1x, https://example.org/c.jpg 2x"></p>',
]


@pytest.mark.parametrize("markup", UNTOUCHED)
def test_markup_that_needs_no_repair_stays_byte_for_byte(markup: str) -> None:
    tree = html.fragment_fromstring(f"<div>{markup}</div>")
    before = html.tostring(tree)
    images.repair(tree, BASE)
    assert html.tostring(tree) == before


def test_addresses_of_links_and_media_become_absolute() -> None:
    tree = html.fragment_fromstring(
        '<div><a href="/a">x</a><video src="v.mp4" poster="p.jpg"></video><img src="/i.jpg" srcset="/i.jpg 1x, /j.jpg 2x">'
        '<iframe data-src="//video.example.org/embed/1"></iframe></div>'
    )
    images.repair(tree, BASE)
    assert tree.find("a").get("href") == "https://example.org/a"
    assert tree.find("video").get("src") == "https://example.org/news/v.mp4"
    assert tree.find("video").get("poster") == "https://example.org/news/p.jpg"
    assert tree.find("img").get("srcset") == "https://example.org/i.jpg 1x, https://example.org/j.jpg 2x"
    assert tree.find("iframe").get("src") == "https://video.example.org/embed/1"


FRAMES = [
    (
        '<iframe src="about:blank" data-consent-src="https://video.example.org/1"></iframe>',
        "https://video.example.org/1",
    ),
    (
        '<iframe src="data:text/html;base64,AA" data-src="https://video.example.org/1"></iframe>',
        "https://video.example.org/1",
    ),
    ('<iframe data-src-any="//video.example.org/1"></iframe>', "https://video.example.org/1"),
]


@pytest.mark.parametrize(("markup", "address"), FRAMES)
def test_a_frame_that_waits_for_a_script_shows_its_player(markup: str, address: str) -> None:
    assert [frame.get("src") for frame in repaired(markup).iter("iframe")] == [address]


def test_a_player_holds_its_sources_and_no_text_for_old_browsers() -> None:
    tree = repaired(
        '<video><source src="/a.webm"><source src="/a.mp4"><p>To play this, <a href="/new">get another browser</a>.</p></video>'
    )
    (video,) = tree.iter("video")
    assert [(child.tag, child.get("src"), child.text) for child in video] == [
        ("source", "https://example.org/a.webm", None),
        ("source", "https://example.org/a.mp4", None),
    ]


@pytest.mark.parametrize("base", [BASE, "HTTP://example.org:81", "https://example.org/a/?q", "file:///a/b", "", "//[x"])
@pytest.mark.parametrize(
    "address",
    "/ /a /a/b.jpg /a/../b.jpg /a/./b /a//b /.a/b /a. /a/.. /ä/%20 /a;b /a?q /a?q=/../ /a# //cdn.example/a a ../a ?q #a".split(),
)
def test_addresses_are_resolved_as_the_standard_says(address: str, base: str) -> None:
    try:
        resolved = urljoin(base, address)
    except ValueError:
        resolved = address

    assert images.absolute(address, base) == resolved


def test_without_a_base_relative_addresses_stay() -> None:
    assert next(repaired('<img src="/a.jpg">', base=None).iter("img")).get("src") == "/a.jpg"


@pytest.mark.parametrize("address", ["http://[::1/a.jpg", "//[::1/a.jpg", "https://exa mple/\n", "//", "http://"])
def test_an_address_that_cannot_be_parsed_is_no_crash(address: str) -> None:
    repaired(f'<img src="{address}"><a href="{address}"><img></a>')


SRCSETS = [
    ("a.jpg 1x, b.jpg 2x", [("a.jpg", "1x"), ("b.jpg", "2x")]),
    ("a,b.jpg 100w,c.jpg 200w", [("a,b.jpg", "100w"), ("c.jpg", "200w")]),
    ("a.jpg", [("a.jpg", "")]),
    ("a.jpg, b.jpg 2x", [("a.jpg", ""), ("b.jpg", "2x")]),
    (" , ,", []),
]


@pytest.mark.parametrize(("srcset", "candidates"), SRCSETS)
def test_srcset_is_split_as_browsers_split_it(srcset: str, candidates: list[tuple[str, str]]) -> None:
    assert images.parse_srcset(srcset) == candidates

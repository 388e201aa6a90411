"""Pictures that a browser would show only after a script has run, made into plain `<img src>` with absolute addresses.

What a script, a `<noscript>` or `<picture>` would have chosen is written where every reader finds it: in `src`. Markup
that needs no repair is left exactly as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from crawler.extraction import embeds
from crawler.extraction.document import fragment
from crawler.extraction.text import text_inside

# The attributes that lazy loaders keep the real address in, the most telling first.
_LAZY_SOURCES = (
    "data-src data-lazy-src data-original data-original-src data-orig-src data-lazy data-lazyload data-lazyload-src "
    "data-ll-src data-actualsrc data-real-src data-realsrc data-img-src data-image-src data-img data-image "
    "data-hi-res-src data-full-src data-large-src data-highres data-echo data-defer-src data-delayed-url data-url "
    "data-file data-src-medium data-src-large data-large-file data-large_image data-orig-file data-medium-file "
    "data-cfsrc data-ezsrc data-pagespeed-lazy-src data-fallback-src data-pin-media data-thumb data-flickity-lazyload "
    "ng-src data-ng-src v-lazy nitro-lazy-src lazy-src lazysrc ix-src original zoomfile file"
).split()
_LAZY_SRCSETS = (
    "data-srcset data-lazy-srcset data-original-set data-original-srcset data-ll-srcset data-image-srcset "
    "data-cfsrcset data-ezsrcset lazy-srcset"
).split()
_LAZY = frozenset({*_LAZY_SOURCES, *_LAZY_SRCSETS})
_BACKGROUNDS = ("data-bg", "data-background", "data-background-image", "data-bg-src", "data-bgset", "data-thumbnail")
_MAY_PAINT = frozenset({*_BACKGROUNDS, *_LAZY_SOURCES[:4], "style"})  # attributes that may tell of a background
_NO_ADDRESS = re.compile(r"$|\#|//:0|https?://:0|(?:about|javascript|blob|data):", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_STAND_IN_FILE = re.compile(  # in lower case, after a slash
    r"""[/_.-](?:transparent[\w-]{1,40}\.gif(?:$|[?\#])|
        (?:blank|spacer|pixel|1px|trans(?:parent)?|place-?holder|missing-?image|loading|loader|preload(?:er)?|spinner|lazy|lazy-?load|dummy|empty|clear|1x1|gr[ae]y)
        (?:[_-]?(?:img|image|bg|white|gr[ae]y|small|pixel|gif|thumb|\d+(?:x\d+)?))?
        \.(?:gif|png|svg|jpe?g|webp)(?:$|[?\#]))""",
    re.VERBOSE,
)
# How addresses of small or blurred pictures tell that a script puts the real one in their place. All begins with one of
# a few signs, which are found much faster than alternatives; which of them it may be is asked behind it.
_PREVIEW = re.compile(
    r"""[/_,?&=-](?:
        (?<!=)(?:e_)?blur(?:[_:=]?\d|[,/.]|$)
        |(?<=[?&])(?:is-pending-load=1|dpr=0\.|(?:w|wid|width)=\d\d(?!\d))
        |(?<=/)max/\d\d/
        |(?<==)w\d\d(?!\d)|(?<=[-/,_])w_?\d\d(?!\d)
        |(?<=_)\d\dx(?:\d\d)?\.[a-z]{3,4}(?:$|[?\#])
    )""",
    re.VERBOSE,
)
_WIX = re.compile(r"(https://static\.wixstatic\.com/media/[^/]+)/v1/")  # before what Wix is to make of the file
_WIDTH = "{width}"  # in an address: what lazysizes' plugin `rias` replaces by a number
_USUAL_WIDTH = 1080  # pixels; one of those that `rias` takes unless others are stated
_NUMBER = re.compile(r"\b\d{2,4}\b")
_TELLS_WIDTH = re.compile(r"(?<!\d)(?:[7-9]\d\d|1[0-8]\d\d)(?!\d)")  # from 700 pixels on; from 1900 on, it is a year
_MOST_DIGITS = 9
_SMALL = 700  # pixels; a picture of less gives way to a larger one of the same kind
_DATA_IMAGE = re.compile(r"data:image/(?!svg)[\w.+-]+[;,]", re.IGNORECASE)
_SMALLEST_DATA_IMAGE = 2000  # characters; shorter ones stand in for a picture that is still to load
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:$|[?#])", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?:)?//[^\s\"'<>{}]+$|\.{0,2}/[^\s\"'<>{}]+$|(?=\S+$)[^\s:{}\[\]\"'<>]+\.[a-z]{3,4}(?:[?#]|$)",
    re.IGNORECASE,
)
_WEB = re.compile(r"\s*(?:https?:)?//[^\s/]")
_NAMED_SOURCE = re.compile(r'"src"\s*:\s*"([^"]+)"')  # in JSON, as where a script is told sizes, too
# A path, or a host and a path, without anything that resolving would change.
_PLAIN = re.compile(r"(?:(?:/[\w%~=,-][\w.%~=,-]*)+/?|(//[a-z0-9.-]+(?:/[\w.%~=,-]*)*))(?:\?[^\s#]+)?(?:#[^\s\\]+)?")
_PICTURE_ATTRIBUTE = re.compile(
    r"^data-(?!.*(?:href|link|page|share|caption)).*(?:src|img|image|photo|pic|orig|lazy|full)"
)
_BACKGROUND = re.compile(  # of several, the one that is nearest before the address
    r"background(?:-image)?\s*:(?:[^;bu]|b(?!ackground(?:-image)?\s*:)|u(?!rl\())*+url\(\s*+[\"']?([^\"')]+)",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"url\(\s*+[\"']?([^\"')]++)[\"']?\s*\)")
_NEAR = 20  # elements around a picture among which its twin is looked for
_WIDEST = 2048  # pixels; wider candidates of a srcset serve screens, not pages
_NARROW = re.compile(r"max-|print|portrait|dark|reduce")  # of media queries for other pages than those on wide screens
_UNREADABLE_FORMATS = ("image/avif", "image/jxl", "image/jp2", "image/heic")  # taken only where nothing else is offered
_ADDRESSES = frozenset({"href", "src", "poster", "cite", "data"})  # attributes that hold one each
_SRCSET_ADDRESS = re.compile(r"[\s,]*([^\s,]\S*)")
_EMBEDS = {
    "amp-img": "img",
    "amp-anim": "img",
    "amp-video": "video",
    "amp-audio": "audio",
    "amp-iframe": "iframe",
    "video-js": "video",
    "image": "img",
}


def repair(tree: html.HtmlElement, base_url: str | None) -> None:
    """Make the pictures and addresses under an element usable without scripts, in place.

    Afterwards every `img` that has a picture has it in `src`, and `href`, `src`, `srcset`, `poster` and the like are
    absolute. An `img` for which no address can be found is removed.

    Args:
        tree: The element; it is not replaced itself.
        base_url: What relative addresses are relative to; None leaves them as they are.
    """
    for element in list(tree.iter(*_EMBEDS)):
        element.tag = _EMBEDS[element.tag]
    for element in tree.iter("object"):
        _fill_object(element)
    embeds.show(tree)
    for noscript in list(tree.iter("noscript")):
        _unwrap_noscript(noscript)
    for picture in list(tree.iter("picture")):
        _fill_picture(picture)
    for image in list(tree.iter("img")):
        _fill_image(image)
    for element in list(tree.iter("figure", "div", "span", "a")):
        _fill_background(element)
    for element in list(tree.iter("source", "video", "audio", "iframe", "embed")):
        _fill_media(element)
    make_absolute(tree, base_url)


def make_absolute(tree: html.HtmlElement, base_url: str | None) -> None:
    """Resolve every address under an element against the base URL, in place."""
    if base_url is None:
        return
    for element in tree.iter(etree.Element):
        for name, value in element.items():
            if name in _ADDRESSES:
                address = absolute(value, base_url)
                if address != value:
                    element.set(name, address)
            elif name == "srcset":
                stated = parse_srcset(value)
                candidates = [(absolute(url, base_url), descriptor) for url, descriptor in stated]
                if candidates != stated:
                    element.set(name, ", ".join(" ".join(filter(None, candidate)) for candidate in candidates))


def absolute(address: str, base_url: str) -> str:
    """The address resolved against the base URL; unchanged where either cannot be parsed."""
    if address.startswith(("https://", "http://", "data:")) and " " not in address:
        return address
    if (origin := _origin(base_url)) and (plain := _PLAIN.fullmatch(address)):  # as below, in a tenth of the time
        return f"{origin.partition('//')[0]}{address}" if plain[1] else origin + address
    try:
        address = address.strip().replace("\n", "").replace("\t", "").replace(" ", "%20")
        path, mark, query = address.partition("?")
        return urljoin(base_url, f"{path.replace(chr(92), '/')}{mark}{query}")  # as browsers read backslashes
    except ValueError:  # such as an IPv6 host without its closing bracket
        return address


@lru_cache(maxsize=100)
def _origin(base_url: str) -> str:
    """The scheme and host of a web address, "" for any other."""
    try:
        scheme, host, *_ = urlsplit(base_url)
    except ValueError:
        return ""
    return f"{scheme}://{host}" if scheme in {"https", "http"} and host else ""


def parse_srcset(srcset: str) -> list[tuple[str, str]]:
    """The (address, descriptor) candidates of a `srcset`, as the HTML standard splits it: addresses may hold commas."""
    candidates = []
    position = 0
    while stated := _SRCSET_ADDRESS.match(srcset, position):
        url, position = stated[1], stated.end()
        descriptor = ""
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            comma = srcset.find(",", position)
            comma = len(srcset) if comma < 0 else comma
            descriptor = srcset[position:comma].strip()
            position = comma
        candidates.append((url, descriptor))
    return candidates


def best_candidate(srcset: str) -> str | None:
    """The address of a `srcset` that suits a page best: the widest up to a screen's width, or the narrowest above."""
    sized = []
    for url, descriptor in parse_srcset(srcset):
        if _stands_in(url):
            continue
        number, unit = descriptor[:-1], descriptor[-1:]
        try:
            size = float(number) if number else 1.0
        except ValueError:
            size = 1.0
        width = size if unit == "w" else size * 1000 if unit == "x" else 1000.0
        sized.append((width, url))
    if not sized:
        return None
    fitting = [candidate for candidate in sized if candidate[0] <= _WIDEST]
    return max(fitting, key=lambda c: c[0])[1] if fitting else min(sized, key=lambda c: c[0])[1]


def is_stand_in(address: str | None) -> bool:
    """Whether an image address is missing or only fills the place until a script loads the picture."""
    address = (address or "").strip()
    if _DATA_IMAGE.match(address):
        return len(address) < _SMALLEST_DATA_IMAGE
    return _stands_in(address)


def _stands_in(address: str) -> bool:
    return (
        _NO_ADDRESS.match(address) is not None
        or _STAND_IN_FILE.search(f"/{address.lower()}") is not None
        or ("{" in address and _PLACEHOLDER.search(address) is not None)
    )


def _fill_image(image: html.HtmlElement) -> None:
    stated = image.get("src")
    missing = is_stand_in(stated)
    preview = not missing and _is_preview(stated) and " 2x" not in (image.get("srcset") or "")  # an icon's densities
    if image.get("aria-hidden") == "true" and not image.get("alt") and _stands_beside_another(image):
        _remove(image)
    elif found := _found_source(image, missing or preview):
        _set_source(image, found)
        if preview:
            _forget_size(image)
        _enlarge(image)
    elif missing or (preview and _previews_another(image)):
        _remove(image)
    elif preview and (original := _WIX.match(stated)):
        image.set("src", original[1])
        _forget_size(image)
    else:
        _enlarge(image)


def _found_source(image: html.HtmlElement, lacking: bool) -> str | None:
    """The address of the picture that a script would show, where there is none or a preview, or of a better one."""
    found = _lazy_source(image, lacking)
    if lacking and (found is None or _is_preview(found)):
        return _replacement(image) or found
    return found


def _is_preview(address: str | None) -> bool:
    """Whether an address is that of a small or blurred picture, which stands in only where there is another."""
    return address is not None and (address.startswith("data:") or _PREVIEW.search(address) is not None)


def _previews_another(image: html.HtmlElement) -> bool:
    """Whether a picture beside a preview, or in the next box, is of the same file."""
    name = _file(image.get("src"))
    parent = image.getparent()
    after = parent.getnext() if parent is not None else None
    near = islice(chain.from_iterable(box.iter("img") for box in (parent, after) if box is not None), _NEAR)
    return any(other is not image and name in {_file(other.get("src")), _file(other.get("data-src"))} for other in near)


def _file(address: str | None) -> str:
    """The last part of the path of an address."""
    return _path(address or "").rpartition("/")[2]


def _replacement(image: html.HtmlElement) -> str | None:
    """The picture of an image without one, or with a preview of it, that no attribute of `_LAZY_SOURCES` tells."""
    lazy = next((value for name, value in image.items() if value and "srcset" in name and name != "srcset"), None)
    if lazy and (found := best_candidate(lazy)):
        image.set("srcset", lazy)
        return found
    srcset = image.get("srcset")
    return (
        (best_candidate(srcset) if srcset else None)
        or _unnamed_source(image)
        or _linked_picture(image)
        or _filled_template(image)
    )


def _filled_template(image: html.HtmlElement) -> str | None:
    """The address that a script would make of one with a place for the width."""
    template = next((address for name in _LAZY_SOURCES[:4] if _WIDTH in (address := image.get(name) or "")), None)
    if template is None:
        return None
    widths = [int(width) for width in _NUMBER.findall(image.get("data-widths") or "")]
    width = max((width for width in widths if width <= _WIDEST), default=_USUAL_WIDTH)
    address = template.replace(_WIDTH, str(width)).strip()
    return address if _ADDRESS.match(address) and not is_stand_in(address) else None


def _enlarge(image: html.HtmlElement) -> None:
    """Show the best candidate of the `srcset` in place of one that is smaller than what is to be shown."""
    srcset = image.get("srcset")
    source = image.get("src")
    if not srcset or not source or source not in srcset:
        return
    descriptor = dict(parse_srcset(srcset)).get(source, "")
    size = pixels(descriptor.removesuffix("w")) if descriptor.endswith("w") else None
    if size is None or size >= _SMALL:
        return
    width = pixels(image.get("width"))
    if width is None or width > size:
        image.set("src", best_candidate(srcset) or source)


def pixels(stated: str | None) -> int | None:
    """The number in a width or a height as attributes state it: "640", "640px"."""
    digits = (stated or "").removesuffix("px").strip()
    return int(digits) if digits.isdecimal() and len(digits) < _MOST_DIGITS else None


def _forget_size(image: html.HtmlElement) -> None:
    """Take away the size of a preview."""
    width = pixels(image.get("width"))
    if width is not None and width < _SMALL:
        for name in ("width", "height"):
            image.attrib.pop(name, None)


def _lazy_source(image: html.HtmlElement, missing: bool) -> str | None:
    """The address that a script would have put into `src`, where that is `missing` or less than another."""
    stated = _LAZY.intersection(image.keys())
    if not stated:
        return None
    for name in _LAZY_SOURCES if missing else _LAZY_SOURCES[:4]:
        address = image.get(name).strip() if name in stated else ""
        if address.startswith("{") and (named := _NAMED_SOURCE.search(address)):
            address = named[1]
        if address and _ADDRESS.match(address) and not is_stand_in(address):
            return address
    return None


def _would_load(image: html.HtmlElement) -> bool:
    """Whether the attributes of an image without its picture tell where that is."""
    return (_lazy_source(image, missing=True) or _unnamed_source(image)) is not None


def _unnamed_source(image: html.HtmlElement) -> str | None:
    """The address in an attribute of another name that looks like that of a picture."""
    stated = [(name, value.strip()) for name, value in image.items() if not is_stand_in(value)]
    for name, address in stated:
        if name.startswith("data-") and _ADDRESS.match(address) and _IMAGE_FILE.search(address):
            return str(address)
    for name, address in stated:
        if _PICTURE_ATTRIBUTE.search(name) and _WEB.match(address) and _ADDRESS.match(address):
            return str(address)
    return None


def _stands_beside_another(image: html.HtmlElement) -> bool:
    """Whether a picture that readers with screen readers are not told of is the blurred twin of another."""
    parent = image.getparent()
    near = islice(parent.iter(), _NEAR) if parent is not None else ()
    return any(other.tag == "img" and other.get("aria-hidden") != "true" for other in near)


def _set_source(image: html.HtmlElement, address: str) -> None:
    """Give the image its address and take away what a script would have needed."""
    image.set("src", address)
    srcset = image.get("srcset")
    if srcset is None or best_candidate(srcset) is None:
        image.attrib.pop("srcset", None)
        if lazy := next(
            (value for name in _LAZY_SRCSETS if (value := image.get(name)) and best_candidate(value)), None
        ):
            image.set("srcset", lazy)
    for name in _LAZY.intersection(image.keys()):
        del image.attrib[name]


def _linked_picture(image: html.HtmlElement) -> str | None:
    parent = image.getparent()
    return str(parent.get("href")) if parent is not None and parent.tag == "a" and leads_to_picture(parent) else None


def leads_to_picture(link: html.HtmlElement) -> bool:
    """Whether a link leads to the file of a picture."""
    return _IMAGE_FILE.search(_path(link.get("href") or "")) is not None


def _path(address: str) -> str:
    """The path of an address, "" where it cannot be parsed."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _fill_picture(picture: html.HtmlElement) -> None:
    image = next(picture.iter("img"), None)
    sources = list(picture.iter("source"))
    sources.sort(key=lambda source: source.get("type", "").lower().startswith(_UNREADABLE_FORMATS))
    if image is not None and not _lacks_picture(image):
        if (stated := image.get("src")) and (larger := _larger_source(sources, stated)):
            image.set("src", larger)
            _forget_size(image)
        return
    found = None
    for source in sources:
        for name in ("srcset", *_LAZY_SRCSETS, "src", "data-src"):
            value = source.get(name)
            found = best_candidate(value) if value else None
            if found:
                break
        if found:
            break
    if found is None:
        return
    if image is None:
        image = etree.SubElement(picture, "img")
    _set_source(image, found)


def _lacks_picture(image: html.HtmlElement) -> bool:
    """Whether an image has no picture, or a preview, and its attributes do not tell where the picture is."""
    source = image.get("src")
    return (is_stand_in(source) or _is_preview(source)) and not _would_load(image)


def _larger_source(sources: Sequence[html.HtmlElement], address: str) -> str | None:
    """What a `picture` shows on wide screens, the first of its sources, where its image is what narrow ones get.

    It is that where another source repeats it, or where the first asks for a width and the image's address tells none
    that would do.
    """
    wide = next((source for source in sources if not _NARROW.search(source.get("media") or "")), None)
    if wide is None or address in (srcset := wide.get("srcset") or ""):
        return None
    kind = wide.get("type")
    narrow = next((source for source in sources if address in (source.get("srcset") or "")), None)
    if narrow is not None:
        fits = kind == narrow.get("type")
    else:
        fits = not kind and "min-width" in (wide.get("media") or "") and not _TELLS_WIDTH.search(address)
    return best_candidate(srcset) if fits else None


def _unwrap_noscript(noscript: html.HtmlElement) -> None:
    """Put a noscript's picture or player in the place of the one that a script would have loaded."""
    if not len(noscript) and "<img" in (noscript.text or ""):
        parsed = fragment(noscript.text)
        noscript.text = None
        noscript.extend(list(parsed))
    inner = next((image for image in noscript.iter("img") if not is_stand_in(image.get("src"))), None)
    if inner is None:
        inner = next((image for image in noscript.iter("img") if image.get("srcset")), None)
    if inner is None:
        if not holds_frame(noscript) or _frame_before(noscript):
            _remove(noscript)
        else:
            _unwrap(noscript)
        return
    twin = _twin(noscript)
    if twin is None:
        _unwrap(noscript)
        return
    if _lacks_picture(twin):
        for name in ("src", "srcset", "alt", "title", "width", "height"):
            value = inner.get(name)
            if value and (name in {"src", "srcset"} or not twin.get(name)):
                twin.set(name, value)
    _remove(noscript)


def _unwrap(noscript: html.HtmlElement) -> None:
    noscript.tag = "span"
    noscript.attrib.clear()


def _frame_before(noscript: html.HtmlElement) -> bool:
    """Whether the frame that a noscript stands in for is there itself."""
    before = noscript.getprevious()
    return before is not None and next(before.iter("iframe"), None) is not None


def _twin(noscript: html.HtmlElement) -> html.HtmlElement | None:
    """The image beside a noscript that the noscript stands in for."""
    parent = noscript.getparent()
    if parent is not None and parent.tag == "img":
        return parent
    for sibling in (noscript.getprevious(), noscript.getnext()):
        if (image := _only_image(sibling)) is not None:
            return image
    if parent is None or len(parent) > 1 or text_inside(parent).strip():
        return None
    image = _only_image(parent.getprevious())  # in a box of its own
    named = {_file(inner.get("src")) for inner in noscript.iter("img")}
    return image if image is not None and _file(image.get("src")) in named else None


def _only_image(element: html.HtmlElement | None) -> html.HtmlElement | None:
    """The image that an element is, or holds and nothing else to see."""
    if element is None or not isinstance(element.tag, str):
        return None
    images = list(islice(element.iter("img"), 2))
    return images[0] if len(images) == 1 and not text_inside(element).strip() else None


def background(element: html.HtmlElement, *, captioned: bool = False) -> str | None:
    """The address of the background picture of an element that shows nothing else; None for any other.

    Args:
        element: The element.
        captioned: Whether it may hold a text, which then is the picture's caption.
    """
    if len(element) > 1 or (element.text or "").strip() or _MAY_PAINT.isdisjoint(element.keys()):
        return None
    address = next((element.get(name) for name in _BACKGROUNDS if element.get(name)), None)
    if address is None:
        lazy = (element.get(name) for name in _LAZY_SOURCES[:4])
        address = next((stated for stated in lazy if stated and _IMAGE_FILE.search(stated)), None)
    elif wrapped := _WRAPPED.fullmatch(address.strip()):
        address = wrapped[1]
    if address is None:
        match = _BACKGROUND.search(element.get("style") or "")
        address = match[1] if match else None
    if address is None or is_stand_in(address) or not _ADDRESS.match(address.strip()):
        return None
    if next(element.iter("img", "video", "iframe"), None) is not None or (
        not captioned and text_inside(element).strip()
    ):
        return None
    return str(address.strip())


def _fill_background(element: html.HtmlElement) -> None:
    """Put the background picture of an element that shows nothing else into it as an `img`."""
    if address := background(element):
        image = etree.SubElement(element, "img")
        image.set("src", address)
        image.set("alt", element.get("aria-label") or element.get("title") or "")


def _fill_object(element: html.HtmlElement) -> None:
    """Make an `img` of an object that is a picture."""
    address = (element.get("data") or "").strip()
    if address and ((element.get("type") or "").startswith("image/") or _IMAGE_FILE.search(_path(address))):
        alternative = " ".join(text_inside(element).split())
        element.clear(keep_tail=True)
        element.tag = "img"
        element.set("src", address)
        element.set("alt", alternative)


def holds_frame(noscript: html.HtmlElement) -> bool:
    """Whether a noscript holds a frame that shows something, as those of tag managers do not."""
    frame = next(noscript.iter("iframe"), None)
    return frame is not None and frame.get("height") not in {"0", "1"} and "none" not in (frame.get("style") or "")


def _fill_media(element: html.HtmlElement) -> None:
    """Give a player or frame the addresses that a script would have, and leave in it what it plays."""
    if element.tag in {"video", "audio"}:
        _flatten(element)
    stated = element.keys()
    for name, lazy_names in (("src", _LAZY_SOURCES), ("srcset", _LAZY_SRCSETS), ("poster", ("data-poster",))):
        if not _NO_ADDRESS.match(element.get(name, "").strip()):
            continue
        lazy = next(
            (element.get(lazy) for lazy in lazy_names if lazy in stated and _ADDRESS.match(element.get(lazy))), None
        )
        if lazy is None and name == "src" and element.tag == "iframe":  # what waits for consent has it by other names
            lazy = next((value for name, value in element.items() if "src" in name and _WEB.match(value)), None)
        if lazy:
            element.set(name, lazy)


def _flatten(player: html.HtmlElement) -> None:
    """Leave the sources of a player; parsers that know no `source` set one into the other, and texts into the last."""
    if all(child.tag in {"source", "track"} and not len(child) for child in player) and not (player.text or "").strip():
        return
    sources = list(player.iter("source", "track"))
    for child in list(player):
        player.remove(child)
    player.text = None
    for source in sources:
        for child in list(source):
            source.remove(child)
        source.text = source.tail = None
        player.append(source)


def _remove(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()

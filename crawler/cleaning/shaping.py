"""A body's tree brought into shape before it is sanitized: what can be kept in a safe form is kept in that form."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from lxml import etree

from crawler.cleaning import policy
from crawler.cleaning.addresses import safe_address
from crawler.cleaning.elements import BLANK, GONE, UNWRAPPED, drop_marked
from crawler.cleaning.listings import shape_listings
from crawler.cleaning.players import REFERRER_POLICY, SANDBOX, player
from crawler.pictures import counts_readers

_HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden\b", re.IGNORECASE)
_EMOJI = re.compile(r"(?:^|[\s_-])(?:(?:tw)?emoji(?:one)?|smil(?:ey|ies|ie)|emoticon)(?:$|[\s_-])", re.IGNORECASE)
_SITE_SIGN = re.compile(r"favicon|bookmark-icon", re.IGNORECASE)  # in the cards of links
_PIXEL = re.compile(r"\s*[01](?:\.\d+)?(?:px)?\s*")
_PIXEL_STYLE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
_ADDRESSES = ("cite", "href", "poster", "src")
# Relations that say something of what is linked and not of how it is opened.
_RELATIONS = ("nofollow", "ugc", "sponsored", "license")


def shape(body: etree._Element, *, url: str, keep_attributes: bool) -> None:
    """Change the tree in place.

    Args:
        body: The element that holds the body.
        url: The address of the article: addresses are resolved against it, ids are made from it.
        keep_attributes: Leave classes, data attributes and the relations of links as they are.
    """
    _drop_hidden(body)
    for element in body.iter("iframe", "embed"):
        _shape_frame(element)
    for element in body.iter("code"):
        _shape_formula(element)
    for element in body.iter("data"):
        element.tag = GONE if "encoding" in element.attrib else UNWRAPPED
    for element in body.iter("video", "audio", "picture"):
        _keep_sources(element)
    for element in body.iter("source", "track"):
        if (parent := element.getparent()) is None or parent.tag not in {"video", "audio", "picture"}:
            element.tag = GONE
    for element in body.iter("img"):
        _take(element, "referrerpolicy")  # set by the sanitizer, as the last attribute
    drop_marked(body)
    _shape_anchors(body, url)
    if not keep_attributes:
        _spell_out_emoji(body)
        shape_listings(body)
    _check_attributes(body, url, policy.kept_attribute if keep_attributes else policy.attribute)
    if not keep_attributes:
        _name_relations(body)
    for block in body.iter("pre"):
        block.text = (block.text or "").lstrip("\n")  # parsers do not count the first one as content


def _drop_hidden(body: etree._Element) -> None:
    for element in body.iter():
        style = element.get("style", "")
        if (
            "hidden" in element.attrib
            or _HIDDEN.search(style)
            or (element.tag == "img" and _is_pixel(element, style))
            or (element.tag == "iframe" and _UNSEEN.search(style))  # until a script has loaded it; a link stands for it
            or (element.get("class") == "katex-html" and element.getprevious() is not None)  # drawn after its source
        ):
            element.tag = GONE
    drop_marked(body)


def _is_pixel(image: etree._Element, style: str) -> bool:
    """Whether an image is there to count its readers."""
    sizes = (image.get("width", ""), image.get("height", ""))
    return (
        any(_PIXEL.fullmatch(size) for size in sizes)
        or _PIXEL_STYLE.search(style) is not None
        or counts_readers(image.get("src", "").strip())
    )


def _shape_frame(frame: etree._Element) -> None:
    """A known player, boxed in; of any other frame, a link to what it shows."""
    source = frame.get("src") or frame.get("data-src") or ""
    source = f"https:{source}" if source.startswith("//") else source
    if not player(source):
        source = _shown_address(source) or source
    kept = {name: frame.get(name, "") for name in ("width", "height", "title") if frame.get(name)}
    frame.tag = "iframe"
    frame.attrib.clear()
    if address := player(source):
        shown = {"src": address, **kept, "loading": "lazy", "allowfullscreen": ""}
        for name, value in (shown | {"sandbox": SANDBOX, "referrerpolicy": REFERRER_POLICY}).items():
            frame.set(name, value)
    elif address := safe_address(source):
        frame.tag = UNWRAPPED if any(ancestor.tag == "a" for ancestor in frame.iterancestors()) else "a"
        frame.set("href", address)
        frame.text = kept.get("title", "").strip() or address
    else:
        frame.tag = GONE


def _shown_address(frame: str) -> str | None:
    """The address of what a frame shows a card or a reader of, where its own address names it."""
    try:
        queried = parse_qs(urlsplit(frame).query)
    except ValueError:
        return None
    named = [value for name in ("url", "src") for value in queried.get(name, ())]
    return next(filter(player, named), None) or next(filter(None, map(safe_address, named)), None)


def _shape_formula(code: etree._Element) -> None:
    """Of what was MathML the source alone."""
    source = _take(code, "alttext")
    for annotation in code.iter("data"):
        if "tex" in annotation.get("encoding", "").lower():
            source = source or " ".join((annotation.text or "").split())
    if source:
        code.text = source
        for child in code:
            child.tail = None
            child.tag = GONE


def _spell_out_emoji(body: etree._Element) -> None:
    """The characters themselves for pictures of emoji, which only a style of their site makes as small as text."""
    for image in body.iter("img"):
        names = image.get("class")
        if names and (shown := image.get("alt")) and _EMOJI.search(names):
            image.tag = UNWRAPPED
            image.text = shown
        elif names and _SITE_SIGN.search(names):
            image.tag = GONE
    drop_marked(body)


def _keep_sources(media: etree._Element) -> None:
    """What else is in it was written for browsers that cannot play it."""
    media.text = None
    for child in list(media):
        child.tail = None
        if media.tag == "picture" and (image := child.find(".//img")) is not None:
            image.tail = None
            media.replace(child, image)  # browsers show it wherever it is
        elif child.tag not in {"source", "track", "img"}:
            child.tag = GONE


def _shape_anchors(body: etree._Element, url: str) -> None:
    """Links within the body go on working; no other id is left."""
    prefix = f"post-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:8]}-"
    names: set[str | None] = {element.get("id") or element.get("name") for element in body.iter()}
    links: dict[str, list[etree._Element]] = {}
    for link in body.iter("a"):
        address, _, fragment = link.get("href", "").partition("#")
        if fragment and (not address or _same_page(address, url)) and _can_be_clicked(link):
            links.setdefault(fragment if fragment in names else unquote(fragment), []).append(link)
    for element in body.iter():
        name = _take(element, "name")
        identity = _take(element, "id") or name
        if identity in links:
            anchor = prefix + re.sub(r"\s+", "-", identity.removeprefix(prefix))
            element.set("id", anchor)
            for link in links.pop(identity):
                link.set("href", f"#{anchor}")


def _same_page(address: str, url: str) -> bool:
    """Whether two addresses are those of one page, as far as scheme, `www.` and tracking parameters are concerned."""
    try:
        one, other = urlsplit(address), urlsplit(url)
    except ValueError:
        return False
    return (
        one.netloc.removeprefix("www.") == other.netloc.removeprefix("www.")
        and one.path.rstrip("/") == other.path.rstrip("/")
        and (one.query == other.query or not one.query or not other.query)
    )


def _can_be_clicked(link: etree._Element) -> bool:
    return bool("".join(str(text) for text in link.itertext()).strip(BLANK)) or link.find(".//img[@src]") is not None


def _check_attributes(body: etree._Element, url: str, check: policy.AttributeCheck) -> None:
    """The attributes as the sanitizer will let them pass, so that what is left of an element is known."""
    for element in body.iter():
        for name, value in _attributes(element).items():
            resolved = _absolute(url, value) if name in _ADDRESSES else value
            checked = check(str(element.tag), name, resolved)
            if checked is None:
                del element.attrib[name]
            else:
                element.set(name, checked)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}


def _take(element: etree._Element, name: str) -> str:
    return str(element.attrib.pop(name, ""))


def _absolute(url: str, address: str) -> str:
    if policy.ANCHOR.fullmatch(address[1:]) and address[0] == "#":
        return address
    if address.strip() in {"", "#"}:
        return ""  # leads nowhere
    try:
        return urljoin(url, address)
    except ValueError:
        return ""


def _name_relations(body: etree._Element) -> None:
    for link in body.iter("a"):
        given = _take(link, "rel").lower().split()
        if link.get("href", "#").startswith("#"):
            _take(link, "target")
        else:
            link.set("rel", " ".join(["noopener", "noreferrer", *(name for name in _RELATIONS if name in given)]))

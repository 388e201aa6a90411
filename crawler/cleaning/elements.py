"""The elements of HTML, by what becomes of them in a body."""

from __future__ import annotations

from lxml import etree

VOID = frozenset({"br", "col", "embed", "hr", "img", "source", "track", "wbr"})

# Elements that hold running text or nothing, as opposed to the blocks below.
INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u "
    "var wbr".split()
)
BLOCK = frozenset(
    "address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
MEDIA = frozenset({"audio", "iframe", "picture", "source", "track", "video"})
ALLOWED = INLINE | BLOCK | MEDIA

# What has a stand-in. A form holds text of the article now and then; of a formula its source is kept, for MathML is a
# way around sanitizers.
RENAMED = {
    "acronym": "abbr",
    "annotation": "data",  # the source itself; outside of MathML, no sanitizer lets it pass under its own name
    "center": "div",
    "dialog": "div",
    "dir": "ul",
    "fieldset": "div",
    "form": "div",
    "legend": "div",
    "listing": "pre",
    "math": "code",
    "menu": "ul",
    "search": "div",
    "strike": "s",
    "tt": "code",
}

# Landmarks of a whole page: within a post, the rules of a theme would lay them out as such.
LANDMARKS = dict.fromkeys(
    ("address", "article", "aside", "footer", "header", "hgroup", "main", "nav", "section"), "div"
)

# What goes with all that is in it. Every other unknown element goes alone and leaves its content.
DROPPED = frozenset(
    "annotation-xml button canvas datalist head meter noembed noframes noscript option progress rtc script "
    "select style svg template textarea title".split()
)

# What a body may hold until it is shaped; an embed is a frame.
KNOWN = ALLOWED | RENAMED.keys() | {"data", "embed"}

BLANK = " \t\n\f\r\u00a0\u200b"  # characters that show nothing

# Names that elements of a tree take until `drop_marked`: to remove them one by one takes time in the square of their
# number.
GONE = "gone"  # goes with all that is in it
UNWRAPPED = "unwrapped"  # goes and leaves its content


def drop_marked(tree: etree._Element) -> None:
    """Remove the elements below this one that are named GONE or UNWRAPPED."""
    etree.strip_elements(tree, GONE, with_tail=False)
    etree.strip_tags(tree, UNWRAPPED)

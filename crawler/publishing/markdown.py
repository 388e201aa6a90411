"""Bodies as Markdown, for people who edit posts: CommonMark with GFM's tables and footnotes.

What Markdown has no form for (films, tables with joined cells, code that a template engine would read) stays HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, unquote

from bs4 import Tag
from bs4.element import NavigableString, PageElement
from markdownify import ATX, STRIP_ONE, MarkdownConverter

from crawler.publishing import bodies
from crawler.publishing.text import STRAY_PERCENT, printable

# Backslashes where every reader takes them away again; Python-Markdown would show those before the other marks, which
# are entities therefore.
_BACKSLASHED = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|(?<!\S)(?:#{1,6}|-+|\++)(?!\S)|(?<=\d)[.)](?!\S)")
_ENTITIES = str.maketrans(
    {mark: f"&#{ord(mark)};" for mark in "{}~=|\ufffc"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_DEFINITION = re.compile(r"^([^\S\n]*):(?!\S)", re.MULTILINE)  # of what stands before it, to Hugo and kramdown
_HASHTAG = re.compile(r"^([^\S\n]*)(?=#)", re.MULTILINE)  # a heading to Python-Markdown, which wants no blank
_WORD = re.compile(r"\S+")
_LINKED = re.compile(r"(?:(?<=http)|(?<=https)|(?<=ftp)):(?=//)|(?<=www)\.", re.IGNORECASE)  # by its mark
_NOT_CODE = re.compile(r"\{[{%#:]|<!-- *more|HAHAHUGO|\ufffc")
# Hugo's own mark, which stops its build, with a word joiner in it: an entity of a letter Hugo would read first, and a
# comment it leaves out where the site has no raw HTML.
_HUGO = "HAHA&#8288;HUGO"
_LANGUAGE = re.compile(r"(?<!\S)(?:language|lang|highlight-source|brush:)-? *([\w+#]+)")
_AMPERSAND = re.compile(r"&(?=#?\w+;)")  # of an entity
_MARKUP = re.compile(r"[\\`*\[\]{}~=|<>\ufffc]|\$(?=\$)|(?<![^\W_])_|_(?![^\W_])")
_QUOTED = re.compile(r"\s*[\"'“”„«»‘’「『]")
_BLOCKS = "p div ul ol li dl pre table blockquote figure section article h1 h2 h3 h4 h5 h6 hr iframe video".split()
_NOT_IN_LISTS = [name for name in _BLOCKS if name not in {"p", "ul", "ol", "li"}]
# Within headings and cells, where a picture in anything else is replaced by its description.
_MAY_HOLD_PICTURES = "a b bdi bdo cite dfn em h1 h2 h3 h4 h5 h6 i picture q span strong sub sup td th time var".split()
_KEPT_INLINE = frozenset(
    ("abbr", "del", "s", "kbd", "mark", "ruby", "u", "ins", "samp", "small", "math", "svg", "audio")
)
_SHOWN_AS_SOURCE = ["br", "img", "sub", "sup", *_KEPT_INLINE]  # of them, within code, readers would see the marks
_KEPT_BLOCKS = frozenset(("details", "dl", "iframe", "video", "object"))


def block(html: str, *, decoded_pictures: bool = False) -> str:
    """The body as Markdown.

    With `decoded_pictures`, one whose address is not of UTF-8 stays HTML, which its reader does not decode.
    """
    converter = _Converter(
        decoded_pictures=decoded_pictures,
        heading_style=ATX,
        strip_pre=STRIP_ONE,
        sub_symbol="<sub>",
        sup_symbol="<sup>",
        wrap=True,  # with no width: each paragraph is one line
        wrap_width=None,
        keep_inline_images_in=_MAY_HOLD_PICTURES,
    )
    try:
        return str(converter.convert(printable(html))).strip() + "\n"
    except RecursionError:  # nested deeper than any text is
        return bodies.block(html)


def plain_text(text: str) -> str:
    """A line of plain text as Markdown that shows just that text."""
    return _WORD.sub(_unlinked, _escaped(text))


def _escaped(text: str) -> str:
    """The same where no reader makes links of what looks like an address."""
    shown = _BACKSLASHED.sub(lambda found: f"\\{found[0]}", text).translate(_ENTITIES)
    shown = _HASHTAG.sub(r"\1\\", shown)
    shown = _DEFINITION.sub(r"\1&#58;", shown).replace("$$", "&#36;&#36;")  # kramdown's mathematics
    return shown.replace("HAHAHUGO", _HUGO)


def _unlinked(word: re.Match[str]) -> str:
    """A word; one that Hugo and Hexo would make a link of does not look so where they would show its escapes."""
    if not {"\\", "&"} & set(word[0]):
        return word[0]
    return _LINKED.sub(_as_entity, word[0])


def _as_entity(mark: re.Match[str]) -> str:
    return f"&#{ord(mark[0])};"


_Base: Any = MarkdownConverter  # its type stub leaves out the methods that are there to be overridden


_TAG = re.compile(r"(<[^<>]*>)")
_MARK = re.compile(r"[\[\]*_~^\\`|]")


class _Converter(_Base):  # type: ignore[misc]
    """markdownify with safe escapes and with what Markdown lacks left as HTML."""

    def convert_soup(self, soup: Tag) -> str:
        links = [link for link in soup.find_all("a", href=True) if link.find_parent("sup")]
        referred = {str(link["href"]).removeprefix("#") for link in links}
        in_html = {id(item) for element in soup.find_all(_stays_html) for item in element.find_all("li", id=True)}
        # The names of the footnotes, list items that a link in `<sup>` leads to, with the labels that they get.
        self._notes = {
            name: _label(name)
            for item in soup.find_all("li", id=True)
            if (name := str(item["id"])) in referred and id(item) not in in_html
        }
        self._counted: Counter[int] = Counter()  # the items of each list so far
        return str(super().convert_soup(soup))

    def get_conv_fn(self, tag_name: str) -> Callable[..., str] | None:
        if tag_name in _KEPT_INLINE:
            return lambda el, *_, **__: _inline_html(el)
        if tag_name in _KEPT_BLOCKS:
            return lambda el, *_, **__: _html_block(el)
        found: Callable[..., str] | None = super().get_conv_fn(tag_name)
        return found

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return _escaped(text) if "a" in parent_tags else plain_text(text)

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text = str(super().process_text(el, parent_tags))
        if text.endswith("!") and "_noformat" not in (parent_tags or ()) and _begins_link(el.next_element):
            return f"{text[:-1]}\\!"  # with the link's bracket it would be a picture
        return text

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del el, parent_tags
        return text if _QUOTED.match(text) else f'"{text}"'

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasis(el, text, "strong", "**", parent_tags)

    convert_strong = convert_b

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasis(el, text, "em", "*", parent_tags)

    convert_i = convert_em

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if el.find(_BLOCKS) and "_noformat" not in parent_tags:
            return _html_block(el)
        href = str(el.get("href") or "")
        if href.startswith("#") and href[1:] in self._notes and el.find_parent("sup"):
            return f"[^{self._notes[href[1:]]}]"
        before, inner, after = _edges(text)
        # Hexo reads the text of a link twice.
        inner = inner.replace("\\[", "&#91;").replace("\\]", "&#93;")
        with _spelled(el):
            return f"{before}{super().convert_a(el, inner, parent_tags)}{after}"

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del el, parent_tags
        if text.startswith("[^"):
            return text
        return f"<sup>{text}</sup>" if text else ""

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if self.options["decoded_pictures"] and not _is_decodable(str(el.get("src") or "")):
            return _inline_html(el)
        with _spelled(el):
            return str(super().convert_img(el, text, parent_tags))

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del parent_tags
        parent = el.parent
        self._counted[id(parent)] += 1
        if not text.strip():
            return ""
        if label := self._notes.get(str(el.get("id"))):
            return f"\n[^{label}]: " + "\n    ".join(text.strip().splitlines()) + "\n"
        if parent is not None and parent.name == "ol":
            number = _first_number(parent) + self._counted[id(parent)] - 1
            marker = f"{number}.".ljust(3) + " "
        else:
            marker = "-   "  # four wide: Python-Markdown sees no list in a list that is indented less
        lines = text.strip().splitlines()
        return marker + "\n".join([lines[0], *(" " * len(marker) + line if line else "" for line in lines[1:])]) + "\n"

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if _stays_html(el):
            return _html_block(el)
        if "li" not in parent_tags:
            apart = "<!-- -->\n\n" if _begins_anew(el) else ""
            return f"\n\n{apart}{text}\n"
        after_block = any(sibling.name == "p" for sibling in el.find_previous_siblings())
        return ("\n\n" if after_block else "\n") + text.rstrip()

    convert_ul = convert_ol = convert_list

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags:
            return text
        is_beside_code = "code" in _beside(el)  # backticks that touch are one delimiter
        if (
            is_beside_code
            or el.find(_SHOWN_AS_SOURCE)
            or _NOT_CODE.search(text)
            or any(mark in text for mark in "|`")
            or text != text.strip()
        ):
            return _inline_html(el)
        return str(super().convert_code(el, text, parent_tags))

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del text
        code = el.get_text()
        if "_inline" in parent_tags or _NOT_CODE.search(code) or el.find(["img", "table", "a"]):
            return _html_block(el)
        code = code.removeprefix("\n").removesuffix("\n")
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
        return f"\n\n{fence}{_language(el)}\n{code}\n{fence}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if _stays_html(el):
            return _html_block(el)
        return str(super().convert_blockquote(el, text, parent_tags))

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        joined = el.find(["td", "th"], rowspan=True) or el.find(["td", "th"], colspan=True)
        widths = [len(row.find_all(["td", "th"])) for row in el.find_all("tr")]
        ragged = any(width > widths[0] for width in widths)  # what the first row has no column for is not shown
        if joined or ragged or el.find(_BLOCKS) or "td" in parent_tags:
            return _html_block(el)
        return str(super().convert_table(el, text, parent_tags))

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del el, parent_tags
        caption = text.strip()
        return f"\n\n*{caption}*\n\n" if _can_be_marked(caption) else f"\n\n{caption}\n\n"


def _stays_html(el: Tag) -> bool:
    """Whether a block has no form in Markdown, with all that is in it."""
    if el.name in {"ul", "ol"}:
        return el.find(_NOT_IN_LISTS) is not None or (el.find("li") is not None and any(map(_is_running, el.children)))
    if el.name == "blockquote":
        return el.find("pre") is not None  # Python-Markdown knows no fences within a quotation
    return el.name in _KEPT_BLOCKS


def _first_number(numbered: Tag) -> int:
    stated = str(numbered.get("start") or "")
    return int(stated) if stated.isascii() and stated.isdigit() else 1


def _begins_anew(el: Tag) -> bool:
    """Whether a numbered list follows another at once without going on with its numbers, as Markdown would."""
    before = el.previous_sibling
    while isinstance(before, NavigableString) and not before.strip():
        before = before.previous_sibling
    if el.name != "ol" or not isinstance(before, Tag) or before.name != "ol":
        return False
    return _first_number(el) != _first_number(before) + len(before.find_all("li", recursive=False))


def _is_running(child: PageElement) -> bool:
    """Whether a child of a list is running text, for which a list of Markdown has no place between its items."""
    if isinstance(child, Tag):
        return child.name not in {"li", "p", "ul", "ol", "br"}
    return isinstance(child, NavigableString) and bool(child.strip())


def _inline_html(el: Tag) -> str:
    # A line that begins with a mark would be a heading or a list, one that is a tag alone a block of HTML.
    html = bodies.raw(str(el)).replace("HAHA&#72;UGO", _HUGO).replace("\n", "&#10;" if el.find("pre") else " ")
    # Between inline tags a renderer goes on reading Markdown: `<code>[x](y)</code>` would hold a link.
    return "".join(
        part if part.startswith("<") else _WORD.sub(_unlinked, _MARK.sub(_as_entity, part)) for part in _TAG.split(html)
    )


def _emphasis(el: Tag, text: str, tag: str, mark: str, parent_tags: set[str]) -> str:
    """Marks where every reader takes them for emphasis, tags where the text begins or ends with something else.

    Marks beside punctuation are text by CommonMark's rule of flanking, which strikes CJK quotes most.
    """
    if "_noformat" in parent_tags or not text.strip() or el.find(_BLOCKS):
        return text
    before, inner, after = _edges(text)
    if _can_be_marked(inner) and not _beside(el) & {"b", "strong", "em", "i"}:
        return f"{before}{mark}{inner}{mark}{after}"
    return f"{before}<{tag}>{inner}</{tag}>{after}"


def _beside(el: Tag) -> set[str]:
    """The names of the elements that an element touches."""
    return {sibling.name for sibling in (el.previous_sibling, el.next_sibling) if isinstance(sibling, Tag)}


def _edges(text: str) -> tuple[str, str, str]:
    """A text parted from the white space around it, of any kind: markdownify would drop what is no plain blank."""
    inner = text.strip()
    return (text[: len(text) - len(text.lstrip())], inner, text[len(text.rstrip()) :]) if inner else ("", "", text)


def _begins_link(following: object) -> bool:
    """Whether what follows a text is a link or the reference of a footnote."""
    return isinstance(following, Tag) and following.name in {"a", "sup"}


def _can_be_marked(text: str) -> bool:
    return text[:1].isalnum() and text[-1:].isalnum() and not {"*", "\n"} & set(text)


def _html_block(el: Tag) -> str:
    # Python-Markdown knows no blocks of HTML within a quotation or a list.
    html = _inline_html(el) if el.find_parent(["blockquote", "li"]) else bodies.raw(str(el))
    return f"\n\n<div>\n{html}\n</div>\n\n"


def _language(el: Tag) -> str:
    for tag in (el, *el.find_all("code")):
        classes = " ".join(tag.get("class") or [])
        if found := _LANGUAGE.search(classes):
            return found[1]
    return ""


def _label(name: str) -> str:
    """An element's name as the label of a footnote: without brackets, and without braces that an engine would read."""
    return re.sub(r"[^\w-]", lambda found: f"-{ord(found[0]):x}-", name)


@contextmanager
def _spelled(el: Tag) -> Iterator[None]:
    """An element with its addresses and texts as Markdown has them; afterwards, what is around it may stay HTML."""
    stated = dict(el.attrs)
    spell = {"href": _address, "src": _address, "alt": _attribute, "title": _title}
    el.attrs |= {name: spell[name](str(value)) for name, value in stated.items() if name in spell and value}
    yield
    el.attrs = stated


def _address(url: str) -> str:
    """An address as the target of a Markdown link."""
    shown = quote(url, safe="/:?#@!$&'()*+,;=%-._~").replace("&", "&amp;").replace("HAHAHUGO", "HAHA%48UGO")
    return f"<{shown}>" if "(" in shown or ")" in shown else shown


def _is_decodable(url: str) -> bool:
    """Whether `decodeURI` of JavaScript takes an address: its escapes are whole and of UTF-8."""
    try:
        unquote(url, errors="strict")
    except UnicodeDecodeError:
        return False
    return not STRAY_PERCENT.search(url)


def _attribute(text: str) -> str:
    """A text of a picture or a link, without backslashes, which Hexo, Jekyll and Python-Markdown would show."""
    shown = _AMPERSAND.sub("&amp;", " ".join(text.split()))  # Eleventy leaves entities out
    return _MARKUP.sub(_as_entity, shown).replace("HAHAHUGO", _HUGO)


def _title(text: str) -> str:
    """The same for a title, which a quotation mark would end: at once, or where Zola prints it without escaping."""
    return _attribute(text.replace('"', "'"))

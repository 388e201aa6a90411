"""Articles that a feed carries whole: whether an entry does, and what the article is then."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import lxml.etree
import lxml.html

from crawler.extraction import embeds, images, text
from crawler.extraction.document import for_tree
from crawler.extraction.problems import log_in
from crawler.extraction.problems.evidence import DENSE, STUB
from crawler.extraction.result import Extraction
from crawler.items import Entry
from crawler.markup import inner_html
from crawler.references import unescape

_TAG = re.compile(r"<[^>]*>")
_SHOWN = (
    *("img", "picture", "source", "noscript", "amp-img", "iframe", "video", "script", "div", "blockquote"),
    *embeds.EMBEDDED,
)
_BLOCK = re.compile(r"<(?:p|li|h[1-6]|blockquote|pre|tr|figure|br\s*/?>\s*<br)\b", re.IGNORECASE)
_PLUGIN_LINE = re.compile(
    r"(?:the post|l['’]article|der beitrag|la entrada|el artículo|il post|l['’]articolo|o post|het bericht|"
    r"запись|wpis)\b"
    r".{0,300}?\b(?:first appeared on|appeared first on|est apparu en premier sur|erschien zuerst auf|"
    r"se publicó primero en|apareció primero en|proviene da|apareceu primeiro em|verscheen eerst op|впервые появилась|"
    r"pojawił się poczatkowo na|pochodzi z serwisu)\b.{0,120}$",
    re.IGNORECASE | re.DOTALL,
)
_TEASER = re.compile(
    r"(?:\.\.\.|…|\[\s*(?:\.\.\.|…|\+)\s*\]|"
    r"\b(?:read (?:more|on|the (?:rest|full|whole|entire)\b.{0,60}|full (?:story|article))|"
    r"continue reading\b.{0,200}|keep reading|"
    r"(?:full|more) story|weiterlesen|mehr lesen|(?:den )?ganzen artikel lesen|lire (?:la suite|plus|"
    r"l['’]article)\b.{0,60}|"
    r"leer más|seguir leyendo|leggi (?:tutto|di più)|continua a leggere|leia mais|continue lendo|lees (?:meer|verder)|"
    r"läs mer|les mer|læs mere|lue lisää|czytaj (?:dalej|więcej)|číst dále|tovább|devamını oku\w*|"
    r"читать (?:далее|дальше|полностью)|подробнее|читати далі)|"
    r"続きを読む|全文を読む|阅读(?:全文|更多|原文)|查看(?:全文|更多|原文)|閱讀(?:全文|更多)|"
    r"더 ?보기|계속 읽기|اقرأ المزيد|קרא עוד)"
    r"\s*[.…»›>→:)\]]*\s*$",
    re.IGNORECASE,
)
_ADDRESSED_TAG = re.compile(r"<(?:a|area|img|source|video|audio|track|iframe|embed)\s[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"""(\s(?:href|src|poster)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![a-z][a-z0-9+.-]*:|#|$)", re.IGNORECASE)

_WHOLE_CONTENT = 600  # letters; a field meant for whole articles
_WHOLE_SUMMARY = 1_500  # letters; a field meant for teasers, which some feeds put whole articles into


def carries_article(entry: Entry) -> bool:
    """Whether an entry's content looks like the whole article, so that its page need not be fetched.

    It does where it is long enough, has the block structure of an article and does not end as teasers do. A
    wrong "no" costs one request; a wrong "yes" would cost the article: in doubt the answer is no.
    """
    markup = _markup(entry)
    words = _words(markup)
    if _is_teaser(words):
        return False
    letters = len(words) + 2 * len(DENSE.findall(words))
    blocks = len(_BLOCK.findall(markup))
    if markup is entry.content:
        return letters >= _WHOLE_CONTENT and blocks >= 2
    return letters >= _WHOLE_SUMMARY and blocks >= 3


def carries_more(entry: Entry) -> bool:
    """Whether an entry's content may stand for the article where its page cannot be had, however short it is.

    It may where it says more than the summary beside it, which is the teaser then, and does not end as teasers do.
    """
    words = _words(entry.content or "")
    return bool(entry.summary) and len(words) > len(_plain(entry.summary or "")) and not _is_teaser(words)


def _words(markup: str) -> str:
    """The words of an entry without the line that a plug-in puts at their end."""
    words = _plain(markup)
    return words[:-600] + _PLUGIN_LINE.sub("", words[-600:])


def _is_teaser(words: str) -> bool:
    return bool(_TEASER.search(words.rstrip()[-260:]))


def from_entry(entry: Entry, url: str) -> Extraction:
    """The article as its entry carries it; `url` is the article's address.

    The body is the entry's content as it is, byte for byte, except that addresses become absolute and images
    usable.
    """
    found = Extraction(
        title=entry.title,
        authors=list(entry.authors),
        published=entry.published,
        modified=entry.updated,
        language=entry.language,
        canonical_url=url,
        tags=list(entry.tags),
        image=entry.image,
    )
    markup = _markup(entry)
    if markup is entry.content and entry.summary and len(summary := _plain(entry.summary)) < 1_000:
        found.description = summary or None
    base = entry.base or url
    found.body = _repaired(_absolute(markup, base), base)
    tree = _tree(found.body)
    if tree is not None:
        found.text = text.plain_text(tree)
        if not found.title:
            found.title = _heading(tree)
        if not found.image:
            found.image = next(
                (src for img in tree.iter("img") if (src := img.get("src") or "").startswith("http")), None
            )
        if len(found.text) < STUB and log_in.asks_password_alone(tree):
            found.problem = log_in.LOCKED
    for name in ("title", "authors", "published", "modified", "language", "description", "tags", "image", "body"):
        if getattr(found, name):
            found.origins[name] = "entry"
    if found.title and not entry.title:
        found.origins["title"] = "text"
    return found


def _markup(entry: Entry) -> str:
    return entry.content if entry.content and entry.content.strip() else entry.summary or ""


def _plain(markup: str) -> str:
    tags, rest = _split_behind_tags(markup)
    return " ".join(unescape(_TAG.sub(" ", tags) + rest).split())


def _split_behind_tags(markup: str) -> tuple[str, str]:
    """The markup up to the end of its last tag, and the rest, through which no pattern needs to look for an end."""
    end = markup.rfind(">") + 1
    return markup[:end], markup[end:]


def _tree(markup: str) -> lxml.html.HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml.html.document_fromstring(for_tree(f"<div>{markup}</div>"), parser=parser)
    except lxml.etree.LxmlError:
        return None


def _absolute(markup: str, base: str) -> str:
    """Relative addresses made absolute where they stand, everything else left as it is."""

    def replace(match: re.Match[str]) -> str:
        quote = match[2][0] if match[2][0] in "\"'" else ""
        value = match[2].strip(quote) if quote else match[2]
        if not _RELATIVE.match(value.strip()):
            return match[0]
        try:
            address = urljoin(base, unescape(value.strip()))
        except ValueError:
            return match[0]
        quote = quote or '"'
        return match[1] + quote + address.replace("&", "&amp;").replace(quote, "%22" if quote == '"' else "%27") + quote

    tags, rest = _split_behind_tags(markup)
    return _ADDRESSED_TAG.sub(lambda tag: _ADDRESS.sub(replace, tag[0]), tags) + rest


def _repaired(markup: str, base: str) -> str:
    """The markup with usable images and players; the very same text where they were usable already."""
    tree = _tree(markup)
    if tree is None:
        return markup
    before = _shown(tree)
    images.repair(tree, base)
    if _shown(tree) == before:
        return markup
    holder = next(iter(tree.iter("div")), None)
    around = None if holder is None else holder.getparent()
    if holder is None or around is None:
        return markup
    holder.drop_tag()  # the markup may have ended it before its own end
    return inner_html(around)


def _shown(tree: lxml.html.HtmlElement) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(element.tag, element.items()) for element in tree.iter(*_SHOWN)]


def _heading(tree: lxml.html.HtmlElement) -> str | None:
    """A title for an entry without one: its first heading, or the beginning of its text."""
    for heading in tree.iter("h1", "h2", "h3"):
        if words := " ".join(heading.text_content().split()):
            return words
    words = " ".join(tree.text_content().split())
    if len(words) <= 80:
        return words or None
    return words[:80].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

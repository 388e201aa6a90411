"""What the keys of front matter hold: functions from a post to a value, None where it has none."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from urllib.parse import quote, urlsplit

from crawler.publishing.bodies import first_image
from crawler.publishing.moments import in_utc, not_after
from crawler.publishing.names import Slug, nfc, shorten, slug, url_slug
from crawler.publishing.options import Constant
from crawler.publishing.post import Post
from crawler.publishing.text import STRAY_PERCENT, line, plain

Value = str | bool | int | float | date | tuple[str, ...] | dict[str, "Value"] | None
Getter = Callable[[Post], Value]

_TERM_BYTES = 120  # a category or tag names a folder of the site; Zola and Pelican spell CJK out, twice as long
_UNUSABLE = re.compile(
    r"(?:index|404|feed|rss|atom|sitemap|robots|search)\.(?:html?|xml|json|txt)"
    r"|__(?:proto|(?:define|lookup)[gs]etter)__",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")  # Eleventy cuts off what stands before it, so that names become one
_SUMMARY_CHARACTERS = 200
_TAG_OPEN = re.compile(r"<(?=[a-z/!?])(?!/?(?:b|i|em|strong|code|su[bp])>)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")
_BREAKING = re.compile("[\\s\"'<>`]")
_QUOTE = re.compile("[\"'`]")
_ATTRIBUTE = re.compile(
    r"\b((?:on[a-z]+|style|href|src|srcdoc|srcset|(?:form)?action|data|background|ping|http-equiv)\s*)=", re.IGNORECASE
)
_HOUSE_NAME = str.maketrans(dict.fromkeys(":/\\?*“”<>|[]", "_") | dict.fromkeys("#.%", None))


def title(post: Post) -> str:
    """The title; never empty, or Astro's build stops and Pelican leaves the post out."""
    return line(post.title) or line(post.url)


def undated(_: Post) -> None:
    """For generators whose addresses hold no date."""


def published(post: Post) -> date | None:
    return post.published


def published_or_seen(post: Post) -> date:
    return post.published or post.first_seen


def published_by_now(post: Post) -> date:
    """For generators that leave out posts of the future: what was seen had been published, whatever its date says."""
    return not_after(published_or_seen(post), post.first_seen)


def revised(post: Post) -> date | None:
    return post.updated


def revised_or_published(post: Post) -> date | None:
    """For generators that take the file's time where this is missing."""
    return post.updated or post.published


def author(post: Post) -> str:
    """The article's authors as one text; never empty, or a theme would name the owner of the site."""
    return ", ".join(authors(post))


def authors(post: Post) -> tuple[str, ...]:
    names = (post.fixed_author,) if post.fixed_author else post.authors
    return terms(names) or (site(post),)


def house_author(post: Post) -> str:
    return line(post.fixed_author or post.source)


def site(post: Post) -> str:
    return line(post.site_name or post.source)


def categories(post: Post) -> tuple[str, ...]:
    return terms(post.categories)


def category_chain(post: Post) -> tuple[str, ...]:
    """The categories where each lies within the one before, so that a name may come again."""
    return terms(post.categories, once=False)


def category(post: Post) -> str | None:
    return next(iter(categories(post)), None)


def tags(post: Post) -> tuple[str, ...]:
    return terms(post.tags)


def url(post: Post) -> str:
    return _address(post.url)


def license_(post: Post) -> str | None:
    """The address of the licence that the article is under."""
    return _address(post.license) or None if post.license else None


def also_at(post: Post) -> tuple[str, ...]:
    """The addresses at which other sources have the article."""
    return tuple(map(_address, post.also_at))


def draft(post: Post) -> bool | None:
    """True for a post that was taken down."""
    return post.withdrawn or None


def unpublished(post: Post) -> bool | None:
    """False, as the answer to whether it is published, for a post that was taken down."""
    return False if post.withdrawn else None


def skipped(post: Post) -> str | None:
    """Pelican's status of what it neither lists nor renders, for a post that was taken down."""
    return "skip" if post.withdrawn else None


def language(post: Post) -> str | None:
    """The language's tag (BCP 47); None where what the article says is none: themes print it unescaped."""
    tag = line(post.language or "")
    return tag if _LANGUAGE.fullmatch(tag) else None


def description(post: Post) -> str | None:
    return line(post.description) or None if post.description else None


def summary(post: Post) -> str:
    """The article's own description, or how it begins."""
    return description(post) or _beginning(plain(post.body, _SUMMARY_CHARACTERS)) or title(post)


def image(post: Post) -> str | None:
    """The article's lead picture, or the first of its body, or its placeholder."""
    candidates = (post.image, first_image(post.body), post.placeholder)
    return next((shown for each in candidates if each and (shown := _picture(each))), None)


def images(post: Post) -> tuple[str, ...]:
    return (found,) if (found := image(post)) else ()


PICTURES = frozenset((image, images))


def is_cjk(post: Post) -> bool | None:
    """True where words are not parted by blanks, so that a generator has to count them another way."""
    return (language(post) or "").lower().startswith(("zh", "ja", "ko")) or None


def house_image(post: Post) -> str:
    return _address(first_image(post.body) or post.placeholder)


def name(post: Post) -> str:
    """The title as the old system named files by it, less what hides a file from Hexo: a per cent sign."""
    return line(post.title).translate(_HOUSE_NAME).strip() or url_slug(post.url)


def inert(getter: Getter) -> Getter:
    """The texts of a getter for templates that print them as they are, as many of Hexo's, Jekyll's and Liquid's do.

    What would open a tag, set an attribute behind a quotation mark or end a CDATA section (Jekyll's feed holds excerpts
    in one) is written with a character that looks like it.
    """

    def texts(post: Post) -> Value:
        found = getter(post)
        if isinstance(found, tuple):
            return tuple(map(_inert, found))
        return _inert(found) if isinstance(found, str) else found

    return texts


def _inert(text: str, whole: str | None = None) -> str:
    """The text without what would be markup; `whole` is the text that it becomes a part of, if of any."""
    shown = _TAG_OPEN.sub("‹", text).replace("]]>", "]]›")
    return _ATTRIBUTE.sub(r"\1＝", shown) if _QUOTE.search(whole or text) else shown


def as_markdown(getter: Getter) -> Getter:
    """The text of a getter for generators that read it as Markdown."""

    def text(post: Post) -> Value:
        from crawler.publishing.markdown import plain_text  # takes a while to load, and few need it

        return plain_text(str(getter(post)))

    return text


def of_address(getter: Getter, marks: str) -> Getter:
    """The names of a getter for generators that make addresses of them and stop at some marks: those are wide ones."""
    wide = {ord(mark): ord(mark) + 0xFEE0 for mark in marks}  # Unicode's block of full-width forms

    def texts(post: Post) -> Value:
        found = getter(post)
        return tuple(name.translate(wide) for name in found) if isinstance(found, tuple) else found

    return texts


def constant(value: Constant) -> Getter:
    return lambda _: value


def template(text: str, letters: Slug, *, inert: bool = False) -> Getter:
    """The text of a template; with `inert`, so are the article's texts in it, but not the user's own words."""
    return lambda post: _filled(text, fields(post, letters, text), inert)


def templates(texts: Iterable[str], letters: Slug, *, inert: bool = False) -> Getter:
    """The same for a list."""
    return lambda post: tuple(_filled(text, fields(post, letters, text), inert) for text in texts)


def _filled(text: str, found: dict[str, object], inert: bool) -> str:
    shown = text.format_map(found)
    if not inert:
        return shown
    texts = {name: value for name, value in found.items() if isinstance(value, str) and name not in _ADDRESSES}
    return text.format_map(found | {name: _inert(value, shown) for name, value in texts.items()})


def fields(post: Post, letters: Slug, text: str) -> dict[str, object]:
    """The fields that a template uses."""
    return {name: _FIELDS[name](post, letters) for _, name, _, _ in string.Formatter().parse(text) if name}


_ADDRESSES = ("url", "image", "license")  # among the fields; quotation marks and brackets are encoded in them

_FIELDS: Mapping[str, Callable[[Post, Slug], object]] = {
    "title": lambda post, _: title(post),
    "slug": lambda post, letters: _DAY.sub(r"\1\2\3", slug(line(post.title), letters)) or url_slug(post.url),
    "name": lambda post, _: name(post),
    "date": lambda post, _: in_utc(published_or_seen(post)),
    "updated": lambda post, _: in_utc(post.updated or published_or_seen(post)),
    "first_seen": lambda post, _: in_utc(post.first_seen),
    "author": lambda post, _: author(post),
    "source": lambda post, _: line(post.source),
    "site": lambda post, _: site(post),
    "url": lambda post, _: url(post),
    "domain": lambda post, _: urlsplit(post.url).hostname or "",
    "category": lambda post, _: category(post) or "",
    "categories": lambda post, _: "/".join(category_chain(post)),
    "language": lambda post, _: language(post) or "",
    "description": lambda post, _: description(post) or "",
    "image": lambda post, _: image(post) or "",
    "license": lambda post, _: license_(post) or "",
}


def terms(names: Iterable[str], *, once: bool = True) -> tuple[str, ...]:
    """Names of categories, tags or people: each one line, short enough for a folder, and `once` whatever its case.

    A name without a letter or a digit is left out: Pelican finds no address for it, others one that many share. So is
    one that the site has a file of, in whose place Hugo and Jekyll would make a folder, and one that is no key of a
    map in JavaScript, which stops Eleventy.
    """
    found: dict[object, str] = {}
    for place, name in enumerate(names):
        term = shorten(nfc(line(name)), _TERM_BYTES).strip()
        if any(character.isalnum() for character in term) and not _UNUSABLE.fullmatch(term):
            found.setdefault(term.casefold() if once else place, term)
    return tuple(found.values())


def _address(text: str) -> str:
    """An address as themes may print it into an attribute, unescaped and in quotation marks of either kind."""
    return _BREAKING.sub(lambda found: quote(found[0], safe=""), line(text))


def _picture(text: str) -> str | None:
    """The address of a picture; None for one that Hugo's templates do not read: those stop its build."""
    address = STRAY_PERCENT.sub("%25", _address(text))
    try:
        parts = urlsplit(address)
        readable = "%" not in parts.netloc and parts.port != 0
    except ValueError:  # a bracket in the host, letters in the port
        return None
    return address if readable else None


def _beginning(text: str) -> str:
    if len(text) <= _SUMMARY_CHARACTERS:
        return text
    cut = text[:_SUMMARY_CHARACTERS]
    at_word = cut.rpartition(" ")[0]
    return f"{at_word if len(at_word) > _SUMMARY_CHARACTERS // 2 else cut}…"

"""Pelican 4 (https://getpelican.com): bare metadata lines, text as HTML, since its themes print it unescaped.

Its own themes turn references back into markup where they print a title into an attribute (`striptags`).
"""

from html import escape

from crawler.publishing import values
from crawler.publishing.front_matter import pelican_block
from crawler.publishing.post import Post
from crawler.publishing.rendering import Dialect
from crawler.publishing.values import Getter, Value


def _term(text: str) -> str:
    """A name that neither ends the list it stands in nor opens a tag."""
    return text.translate(str.maketrans(";<>", ",‹›"))


def _terms(getter: Getter) -> Getter:
    inert = values.inert(getter)

    def terms(post: Post) -> Value:
        found = inert(post)
        return tuple(map(_term, found)) if isinstance(found, tuple) else _term(str(found)) if found else None

    return terms


def _title(post: Post) -> str:
    return escape(str(values.inert(values.title)(post)), quote=False)


def _tags(post: Post) -> tuple[str, ...]:
    """The tags, and the categories that have no other place: an article is in one category only."""
    return values.terms((*values.tags(post), *values.categories(post)[1:]))


DIALECT = Dialect(
    name="pelican",
    folder="content",
    media_folder="content/images",  # of STATIC_PATHS
    media_url="/images/",
    printed_as_is=True,
    keys={
        "Title": _title,
        "Date": values.published_or_seen,  # undated posts are left out
        "Modified": values.revised,
        "Authors": _terms(values.authors),
        "Category": _terms(values.category),
        "Tags": _terms(_tags),
        "Summary": values.as_markdown(values.inert(values.summary)),
        "Image": values.image,
        "Canonical_url": values.url,
        "Also_at": values.also_at,
        "License": values.license_,
        "Status": values.skipped,
        "Site_name": _terms(values.site),
    },
    folders_vanish=True,
    slug_key="Slug",  # else it is the title's, and two posts of one title stop the build
    emit=pelican_block,
    key_form=r"[A-Za-z0-9_-]+",  # a line with another key ends the metadata: the rest would stand in the text
    fixed=frozenset(("front_matter",)),
)

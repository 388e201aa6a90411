"""Hexo 8 (https://hexo.io): the house of the seed in better order."""

from crawler.publishing import values
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="hexo",
    folder="source/_posts",
    media_folder="source/media",
    in_address=values.published,  # or of the file's own time, which no update keeps
    printed_as_is=True,
    keys={
        "title": values.inert(values.title),
        "date": values.published,
        "updated": values.revised_or_published,  # else it is the file's time
        "author": values.inert(values.author),
        "categories": values.category_chain,  # a chain: each within the one before
        "tags": values.inert(values.tags),
        "description": values.inert(values.description),
        "lang": values.language,
        "headimg": values.image,
        "thumbnail": values.image,
        "canonical_url": values.url,
        "also_at": values.also_at,
        "license": values.license_,
        "published": values.unpublished,
        "site_name": values.inert(values.site),  # Hexo keeps `source` for itself
        "comments": values.constant(False),
        "disableNunjucks": values.constant(True),
    },
)

"""Eleventy 3 (https://www.11ty.dev). The layout comes from a data file of the posts' folder."""

from crawler.publishing import values
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="eleventy",
    folder="posts",
    media_folder="media",  # the site has to pass it through: `addPassthroughCopy`
    printed_as_is=True,
    keys={
        "title": values.inert(values.title),
        "date": values.published_or_seen,  # undated posts take the file's time
        "updated": values.revised,
        "author": values.inert(values.author),
        "categories": values.categories,
        "tags": values.inert(values.tags),
        "description": values.inert(values.description),
        "lang": values.language,
        "image": values.image,
        "canonical_url": values.url,
        "also_at": values.also_at,
        "license": values.license_,
        "permalink": values.unpublished,
        "eleventyExcludeFromCollections": values.draft,
        "site_name": values.inert(values.site),
        "comments": values.constant(False),
        "templateEngineOverride": values.constant("md"),  # Markdown alone, no Liquid before it
    },
)

"""Markdown files with front matter, for any other generator."""

from crawler.publishing import values
from crawler.publishing.options import FrontMatter
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="plain",
    folder="posts",
    media_url="media/",  # relative to the posts: nothing is known of a site
    file_name="{date:%Y-%m-%d}-{slug}",
    front_matters=frozenset(FrontMatter),
    keys={
        "title": values.title,
        "date": values.published,
        "updated": values.revised,
        "authors": values.authors,
        "categories": values.categories,
        "tags": values.tags,
        "description": values.description,
        "language": values.language,
        "image": values.image,
        "canonical_url": values.url,
        "also_at": values.also_at,
        "license": values.license_,
        "site_name": values.site,
    },
)

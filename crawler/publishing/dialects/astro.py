"""Astro (https://astro.build): a content collection with the keys of its blog starter."""

from crawler.publishing import bodies, values
from crawler.publishing.options import FrontMatter
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="astro",
    folder="src/content/blog",
    media_folder="public/media",
    html=bodies.twice_parsed_block,
    decoded_pictures=True,  # a page with one that it cannot decode is left empty
    front_matters=frozenset((FrontMatter.TOML, FrontMatter.YAML)),
    keys={
        "title": values.title,
        "description": values.summary,  # the starter's schema wants one
        "pubDate": values.published_or_seen,  # and a date
        "updatedDate": values.revised,
        "author": values.author,
        "categories": values.of_address(values.categories, "/\\%"),  # `params` of pages cannot hold these marks
        "tags": values.of_address(values.tags, "/\\%"),
        "lang": values.language,
        "image": values.image,  # not `heroImage`, which has to be a file of the site
        "canonical_url": values.url,
        "also_at": values.also_at,
        "license": values.license_,
        "site_name": values.site,
    },
)

"""The one form that Hexo, Hugo, Jekyll, Eleventy, Astro, Zola and Pelican (with pelican-yaml-metadata) all build."""

from crawler.publishing import bodies, values
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="universal",
    folder="posts",
    file_name="{date:%Y-%m-%d}-{slug}-{date:%Y%m%d}",  # Eleventy and Zola cut off the date that a name begins with
    folders_vanish=True,  # in Jekyll and Pelican
    dated=values.published_by_now,  # Jekyll makes addresses of `date` and of the rest of the name
    in_address=values.published_by_now,
    file_name_begins="{date:%Y-%m-%d}-",  # for Jekyll
    html=bodies.twice_parsed_block,  # for Astro 6
    printed_as_is=True,
    keys={
        "title": values.inert(values.title),
        "description": values.inert(values.summary),
        "summary": values.as_markdown(values.inert(values.summary)),
        "date": values.published_by_now,
        "updated": values.revised,
        "modified": values.revised,  # Hugo, Pelican
        "author": values.inert(values.author),
        "categories": values.of_address(values.categories, ":"),  # for Jekyll
        "tags": values.of_address(values.inert(values.tags), "/\\%"),  # for Astro
        "taxonomies.categories": values.categories,  # Zola
        "taxonomies.tags": values.inert(values.tags),
        "image": values.image,
        "canonical_url": values.url,
        "also_at": values.also_at,
        "license": values.license_,
        "site_name": values.inert(values.site),
        "comments": values.constant(False),
        "disableNunjucks": values.constant(True),  # Hexo
        "render_with_liquid": values.constant(False),  # Jekyll
        "templateEngineOverride": values.constant("md"),  # Eleventy
    },
    fixed=frozenset(("front_matter", "slug", "body")),
)

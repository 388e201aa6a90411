"""Jekyll 4 (https://jekyllrb.com)."""

from crawler.publishing import values
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="jekyll",
    folder="_posts",
    media_folder="assets/media",
    media_url="/assets/media/",
    file_name="{date:%Y-%m-%d}-{slug}",
    folders_vanish=True,
    dated=values.published_by_now,  # Jekyll makes addresses of `date` and of the rest of the name
    in_address=values.published_by_now,
    file_name_begins="{date:%Y-%m-%d}-",  # other files are no posts
    html_extension=".html",  # kramdown rewrites HTML, smart quotes and all
    printed_as_is=True,
    keys={
        "layout": values.constant("post"),
        "title": values.inert(values.title),
        "date": values.published_by_now,  # posts of the future are left out
        "last_modified_at": values.revised,
        "author": values.inert(values.author),
        "categories": values.of_address(values.categories, ":"),  # behind what is no scheme
        "tags": values.inert(values.tags),
        "description": values.inert(values.description),
        "excerpt": values.inert(values.summary),  # else it is the whole article
        "lang": values.language,
        "image": values.image,
        "canonical_url": values.url,
        "also_at": values.also_at,
        "license": values.license_,
        "published": values.unpublished,
        "site_name": values.inert(values.site),
        "comments": values.constant(False),
        "render_with_liquid": values.constant(False),
    },
)

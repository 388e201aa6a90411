"""Hugo (https://gohugo.io). The site has to allow raw HTML in Markdown: `markup.goldmark.renderer.unsafe`."""

from crawler.publishing import values
from crawler.publishing.options import FrontMatter
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="hugo",
    folder="content/posts",
    media_folder="static/media",
    dated=values.published_by_now,
    front_matters=frozenset(FrontMatter),
    keys={
        "title": values.title,
        "date": values.published_by_now,  # undated posts are of the year 1, posts of the future are left out
        "lastmod": values.revised,
        "author": values.authors,
        "categories": values.categories,
        "tags": values.tags,
        "description": values.description,
        "summary": values.as_markdown(values.summary),  # else each feed of the site repeats the whole article
        "images": values.images,  # Open Graph and Twitter cards read them
        "isCJKLanguage": values.is_cjk,
        "canonical_url": values.url,
        "also_at": values.also_at,
        "license": values.license_,
        "draft": values.draft,
        "site_name": values.site,
        "comments": values.constant(False),
    },
)

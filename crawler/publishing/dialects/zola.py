"""Zola (https://www.getzola.org). The site has to declare the taxonomies `categories` and `tags`."""

from crawler.publishing import values
from crawler.publishing.front_matter import toml_block
from crawler.publishing.options import FrontMatter
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="zola",
    folder="content/posts",
    media_folder="static/media",
    front_matters=frozenset((FrontMatter.TOML, FrontMatter.YAML)),
    keys={
        "title": values.title,
        "draft": values.draft,
        "date": values.published_or_seen,  # a section sorted by date leaves out undated pages
        "updated": values.revised,
        "authors": values.authors,
        "description": values.description,
        "taxonomies.categories": values.categories,
        "taxonomies.tags": values.tags,
        "extra.lang": values.language,
        "extra.image": values.image,
        "extra.canonical_url": values.url,
        "extra.also_at": values.also_at,
        "extra.license": values.license_,
        "extra.site_name": values.site,
    },
    slug_key="slug",  # else Zola spells the file's name its own way
    emit=toml_block,
)

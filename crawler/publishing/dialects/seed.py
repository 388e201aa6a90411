"""The posts of the site that this crawler was first made for: Hexo with nested categories and a fixed author.

The form is that system's to the byte; where it spoiled an article, the article wins (docs/dialects.md).
"""

from crawler.publishing import bodies, values
from crawler.publishing.front_matter import house_block
from crawler.publishing.rendering import Dialect

DIALECT = Dialect(
    name="seed",
    folder="source/_posts",
    media_folder="source/media",
    in_address=values.published,  # or of the file's own time, which no update keeps
    file_name="{categories}/{name}",
    printed_as_is=True,
    keys={
        "title": values.inert(values.title),
        "categories": values.category_chain,
        "headimg": values.house_image,
        "author": values.house_author,
        "comments": values.constant(False),
        "date": values.published,
        "thumbnail": values.house_image,
        "published": values.unpublished,
    },
    emit=house_block,
    html=bodies.house,
    keep_attributes=True,
    fixed=frozenset(("front_matter", "body", "lead_picture")),
)

"""The pictures of an article: which they are, whether bytes are one, where they go, and what the body then says.

Plain functions over text and bytes; the requests are made by `crawler.pipelines.media`.
"""

from crawler.media.options import Media, PictureOptions
from crawler.media.picture import Picture, PictureError, read_picture
from crawler.media.place import Place, place
from crawler.media.shown import pictures, with_pictures

__all__ = [
    "Media",
    "Picture",
    "PictureError",
    "PictureOptions",
    "Place",
    "pictures",
    "place",
    "read_picture",
    "with_pictures",
]

"""The pictures of an article: which they are, whether bytes are one, where they go, and what the post then shows.

Requests are made by `crawler.pipelines.media`.
"""

from crawler.media.options import Media, PictureOptions

__all__ = ["Media", "PictureOptions"]

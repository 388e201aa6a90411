"""An article in, a file out: dialects, names, front matter, atomic writing."""

from crawler.publishing.dialects import dialect, dialects
from crawler.publishing.options import PostOptions
from crawler.publishing.post import Post
from crawler.publishing.rendering import Dialect, OptionsError

__all__ = ["Dialect", "OptionsError", "Post", "PostOptions", "dialect", "dialects"]

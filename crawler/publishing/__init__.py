"""An article in, a file out: dialects, names, front matter, atomic writing."""

from crawler.publishing.dialects import dialect, dialects

__all__ = ["dialect", "dialects"]

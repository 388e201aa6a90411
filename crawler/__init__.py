"""A syndication crawler: sources in, posts for a static site generator out."""

from importlib.metadata import version

__version__ = version("syndication-crawler")

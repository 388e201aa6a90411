"""A syndication crawler: sources in, posts for a static site generator out."""

__version__ = "0.1.0"

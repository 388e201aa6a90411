"""A syndication crawler: sources in, posts for a static site generator out."""

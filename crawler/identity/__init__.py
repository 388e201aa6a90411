"""Which article is which: plain functions over what is known of it, with no state and no network."""

from crawler.identity.addresses import (
    addresses,
    article_url,
    clean_url,
    found_at,
    normal_url,
    original,
)
from crawler.identity.entries import fingerprint
from crawler.identity.modes import Identity
from crawler.identity.stand_ins import is_titled, stand_in

__all__ = [
    "Identity",
    "addresses",
    "article_url",
    "clean_url",
    "fingerprint",
    "found_at",
    "is_titled",
    "normal_url",
    "original",
    "stand_in",
]

"""Who runs a host: origins and registrable domains."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from tldextract import TLDExtract

# The list that came with the package, never fetched. Private suffixes count, so that each blog of a hosting service
# (`a.github.io`, `b.github.io`) stands for itself, while `www.example.org` and `cdn.example.org` belong together.
_extract = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def origin(url: str) -> str:
    """Scheme, host and port of an http or https address (RFC 6454), the port always spelled out."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def referer(page: str, url: str) -> str | None:
    """The Referer header that a browser sends for something that a page shows; None where it sends none.

    That is the policy strict-origin-when-cross-origin, browsers' default (w3.org/TR/referrer-policy): to the page's own
    origin its address, to others its origin alone, and nothing from https to http.
    """
    if not page or (page.startswith("https:") and not url.startswith("https:")):
        return None
    parts = urlsplit(page)
    path, query = (parts.path, parts.query) if origin(page) == origin(url) else ("/", "")
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path or "/", query, ""))


@lru_cache(maxsize=10_000)
def registrable_domain(host: str) -> str:
    """The domain that its owner registered; the host itself where it is an address or a public suffix."""
    found = _extract.extract_str(host)
    if found.suffix:
        return found.top_domain_under_public_suffix or host
    labels = host.split(".")
    is_address = ":" in host or labels[-1].isdecimal()
    return host if is_address else ".".join(labels[-2:])  # the list's rule for suffixes that it does not know

"""Which addresses lead to one article."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from w3lib.url import canonicalize_url

from crawler.identity.modes import Identity
from crawler.items import Article

# Parameters that say how a reader came, not where to: the analytics and newsletter tools' own names.
_TRACKING_NAMES = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid igsh mc_cid mc_eid mkt_tok oly_enc_id oly_anon_id"
    " _hsenc _hsmi vero_id wickedid rb_clickid s_cid at_medium at_campaign xtor"
    " pk_campaign pk_cpn pk_keyword pk_kwd pk_source pk_medium pk_content pk_cid pk_placement pk_group pk_vid".split()
)
_TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_")
# Short names that sites also use for other things: marks of the feed only with these values.
_FEED_MARKS = frozenset({"f", "from", "ref", "source", "src", "partner", "cmp", "campaign"})
_FEED_VALUES = frozenset({"rss", "feed", "atom", "rssfeed", "rss_feed"})


def clean_url(url: str) -> str:
    """The address without what only tells how its reader came: tracking parameters and the fragment.

    What remains is as the source wrote it. A fragment that begins with `!` is part of the address and stays.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    kept = [parameter for parameter in parts.query.split("&") if parameter and not _is_tracking(parameter)]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return parts._replace(query="&".join(kept), fragment=fragment).geturl()


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.lower().partition("=")
    return (
        name in _TRACKING_NAMES
        or name.startswith(_TRACKING_PREFIXES)
        or (name in _FEED_MARKS and value in _FEED_VALUES)
    )


def normal_url(url: str) -> str:
    """A form of the address in which two spellings of one address are equal; for comparing, not for fetching.

    Besides `clean_url`, it levels http and https, `www.`, a trailing slash, the order of parameters,
    percent-encoding (RFC 3986 section 6) and the case of the host.
    """
    try:
        parts = urlsplit(canonicalize_url(clean_url(url), keep_fragments=True))
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url.strip()
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{port}{parts.path.rstrip('/') or '/'}{query}{fragment}"


def is_plausible_canonical(canonical: str, page: str) -> bool:
    """Whether a page's canonical link may stand for the page: on the same site, and not that site's front page."""
    return _names_article(canonical) and _is_same_site(canonical, page)


def original(article: Article) -> str | None:
    """The normalised address on another site that the article's page gives as its canonical link, if so.

    Nothing follows from it alone: see `crawler.identity.stories.is_copy`.
    """
    canonical = article.canonical_url
    if not canonical or article.shares_link or article.source.identity is not Identity.AUTO:
        return None
    if not _names_article(canonical) or _is_same_site(canonical, landed_at(article)):
        return None
    found = normal_url(canonical)
    return found if found not in addresses(article) else None


def _names_article(canonical: str) -> bool:
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.path.strip("/") or parts.query)


def _is_same_site(one: str, other: str) -> bool:
    try:
        return _site(urlsplit(one)) == _site(urlsplit(other))
    except ValueError:
        return False


def _site(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    for prefix in ("www.", "m.", "mobile.", "amp."):
        host = host.removeprefix(prefix)
    return f"{host}:{parts.port}" if parts.port not in {None, 80, 443} else host


def article_url(article: Article) -> str:
    """The address at which an article is known: its plausible canonical link, else where it was found, cleaned.

    One that shares its page with others, as those of a change log, keeps the fragment at which it stands there.
    """
    found = landed_at(article)
    if article.source.identity is Identity.LINK:
        return clean_url(article.entry.url or found)
    canonical = article.canonical_url
    url = clean_url(canonical if canonical and is_plausible_canonical(canonical, found) else found)
    fragment = (article.entry.url or "").partition("#")[2]
    return f"{url}#{fragment}" if article.shares_link and fragment and "#" not in url else url


def addresses(article: Article) -> list[str]:
    """The normalised addresses that lead to the article, the one that says most first; none where it has no link."""
    if not article.entry.url or article.shares_link or article.source.identity is Identity.GUID:
        return []
    if article.source.identity is Identity.LINK:
        return [normal_url(article.entry.url)]
    found = [article_url(article), landed_at(article), article.url, article.entry.url]
    # Dead links often lead to the front page, which is none of their articles.
    own = [url for url in found if url and (not is_front_page(url) or is_front_page(article.entry.url))]
    return list(dict.fromkeys(map(normal_url, own)))


def found_at(article: Article) -> list[str]:
    """Those of the article's addresses that do not rest on what its page claims."""
    claimed = {normal_url(article.canonical_url)} if article.canonical_url else set()
    found = [landed_at(article), article.url, article.entry.url]
    own = {normal_url(url) for url in found if url}
    return [address for address in addresses(article) if address in own or address not in claimed]


def landed_at(article: Article) -> str:
    """Where the article's own address led to; a print view that was fetched in its place is none."""
    return article.page.url if article.page and not article.detour else article.url


def is_front_page(url: str) -> bool:
    """Whether an address is that of a site as a whole."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in {"", "/"} and not parts.query and not parts.fragment

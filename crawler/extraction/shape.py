"""What a page's markup says of its kind, whatever its words: for pages with little text.

None of these marks tells enough where a page has an article: many of them stand on articles too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.document import Document
from crawler.extraction.patterns import lazy
from crawler.extraction.text import text_inside

_AROUND = frozenset({"header", "nav", "footer", "aside"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_BLOCKS = frozenset({"div", "p", "li", "h1", "h2", "h3", "h4", "h5", "section", "article", "figure", "td", "dt", "dd"})
_NAMED = ("class", "id", "name", "src", "action", "data-callback")
_CAPTCHA = lazy(r"captcha|turnstile|geetest|arkose|funcaptcha|altcha|challenge-|-challenge|humancheck|robot-?check")
_AGE = lazy(r"\bage[-_]?(?:gate|verif\w+|check|confirm\w*|modal|wall)")
_WALL = lazy(
    r"(?:pay|reg|login|subscri\w+|abo|meter\w*|premium|content|member\w*|register)[-_]?(?:wall|gate|barrier|lock)|"
    r"(?:premium|content|article|post|story)[-_]?locked|locked[-_](?:content|post|article)|lock[-_](?:area|box|screen)|"
    r"(?:subscriber|member)s?[-_]only|piano[-_]|tp-container|poool|pay[-_]?(?:box|block|layer|notice)|leaky-?paywall|"
    r"upgrade-?cta|signup-?cta|restricted-?content|abo-?(?:hint|box|schranke)|\b(?:sc-)?locked\b|premium-?(?:box|teaser|overlay)"
)
_LOG_IN = lazy(
    r"log[- ]?in|log-?on|sign[- ]?in|sign[- ]?up|regist|anmeld|connexion|/auth|/account|acced|entrar|join|masuk|giriş|"
    r"zalog|přihl|войти|вход|увійти|登录|登入|ログイン|로그인|دخول|ورود|התחבר|เข้าสู่ระบบ|đăng nhập"
)
_BESIDE = lazy(r"modal|popup|dropdown|header|menu|sidebar|widget|offcanvas|navbar|topbar|footer|comment|drawer")
_ERROR = re.compile(
    r"(?:^|[\s_-])(?:error-?40[34]|error-?410|page-?404|404(?:-\w+)?|not-?found|error-?page|page-?error|"
    r"http-?error|error-?50\d|page-not-found|no-?article-?text)(?:$|[\s_-])"
)
_STATUS_TITLE = re.compile(
    r"^\s*(?:http\s+|error\s+)?([45]\d\d)(?:$|\s*[-–—:|•·]|\s+[A-Z])|\(([45]\d\d)\)\s*$", re.IGNORECASE
)
_NEXT_ERROR = re.compile(r'"page"\s*:\s*"/(?:404|_error|500)"|"statusCode"\s*:\s*(?:404|410|500)\b')
_COOKIE_AND_AGAIN = re.compile(r"document\.cookie\s*=(?!=)")
_AGAIN = re.compile(r"location\.reload|location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)|\.submit\(\)")
_WORK = re.compile(r"crypto\.subtle|proof.?of.?work|sha-?256", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:difficulty|nonce)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"location(?:\.href)?\s*=\s*[\"'](?:https?:|/)|location\.(?:replace|assign)\(\s*[\"'](?:https?:|/)"
)
# A dense script's character counts as three letters.
_DENSE = re.compile(r"[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST_LINKS = 200
_LONGEST_TITLE = 300  # characters
_LONGEST_ANSWER = 60  # characters
_MOST_ELEMENTS = 2_000
_FEWEST_CARDS = 5
_DEEPEST = 12  # levels between a card and its link
_CARD = 25  # letters of a headline at least, where nothing stands below it
_SHORTEST = 10  # letters of one above some lines
_FIELDS = frozenset({"text", "email", "tel", "password", "number", "date", "url"})
_SEARCHES = frozenset({"q", "s", "query", "search", "keyword", "keywords"})
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
# How sites name the pages to which they send readers instead of the one that was asked for.
_SERVICES = {
    name: kind
    for kind, names in (
        ("log-in", "login log-in signin sign-in sign_in logon wp-login register signup sign-up anmelden einloggen"),
        ("log-in", "connexion inloggen acceder entrar accedi logga-in logowanie giris"),
        ("challenge", "captcha challenge blocked access-denied accessdenied denied forbidden 403 sorry robot-check"),
        ("challenge", "antibot geoblock geo-block adblock"),
        ("not-found", "404 not-found notfound page-not-found 404-not-found error404 error-404 410 gone"),
        ("server-error", "500 502 503 504 error errors maintenance wartung mantenimiento unavailable"),
        ("consent-wall", "consent cookie-consent cookie-wall cookiewall gdpr privacywall privacy-wall"),
        ("age-gate", "age-gate agegate agecheck age-check age-verification"),
        ("paywall", "paywall subscribe subscription abonnieren s-abonner suscribete abbonati"),
        ("no-body", "cart basket bag checkout warenkorb kasse panier commande carrito cesta carrello winkelwagen"),
        ("no-body", "winkelmand koszyk kosik varukorg indkobskurv handlekurv ostoskori sepet"),
        ("no-body", "unsubscribe thank-you contact kontakt contacto contatti"),
    )
    for name in names.split()
}
_BEFORE_SERVICES = re.compile(r"[a-z]{2}(?:-[a-z]{2})?|accounts?|auth|members?|my|shop|store|users?")
# Where those are sent whose browser is too old.
_BROWSERS = frozenset(
    {"mozilla", "firefox", "google", "microsoft", "opera", "apple", "brave", "vivaldi", "browsehappy"}
)


def letters(text: str) -> int:
    """How long a text is, with a dense script's characters counted as the letters that they stand for."""
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))


def _names(element: HtmlElement) -> str:
    return " ".join(element.get(name) or "" for name in _NAMED).lower()


def is_around(element: HtmlElement) -> bool:
    """Whether an element stands around the main part of a page."""
    return any(
        ancestor.tag in _AROUND or _BESIDE.search((ancestor.get("class") or "") + (ancestor.get("id") or ""))
        for ancestor in element.iterancestors()
    )


def has_captcha(tree: HtmlElement) -> bool:
    """Whether somebody's puzzle stands in the page, other than in a form for comments."""
    named = tree.iter("div", "form", "iframe", "input", "img", "section", "main", "altcha-widget")
    for element in islice(named, _MOST_ELEMENTS):
        if element.get("data-sitekey") or element.tag == "altcha-widget" or _CAPTCHA.search(_names(element)):
            form = element if element.tag == "form" else next(element.iterancestors("form"), None)
            if form is None or next(form.iter("textarea"), None) is None:
                return True
    return False


def answers(tree: HtmlElement) -> list[str]:
    """What the buttons of the page say."""
    return [" ".join(text_inside(button).split())[:_LONGEST_ANSWER] for button in islice(tree.iter("button"), 20)]


def takes_answers(tree: HtmlElement) -> bool:
    """Whether there is something in the page to answer by."""
    return next(tree.iter("button", "select", "input"), None) is not None


def asks_password(tree: HtmlElement) -> bool:
    """Whether the main part of a page asks for a password."""
    fields = islice(tree.iter("input"), _MOST_LINKS)
    return any((field.get("type") or "").lower() == "password" and not is_around(field) for field in fields)


def leads_to_log_in(tree: HtmlElement) -> bool:
    """Whether the main part of a page asks for a password or leads to where one logs in."""
    return asks_password(tree) or any(
        _LOG_IN.search((link.get("href") or text_inside(link)).lower()) and not is_around(link)
        for link in islice(tree.iter("a", "button"), _MOST_LINKS)
    )


def fields(tree: HtmlElement) -> int:
    """How many fields the main part of a page has to fill in, other than to search, to tick or to comment."""
    found = 0
    for field in islice(tree.iter("input", "select"), _MOST_LINKS):
        kind = (field.get("type") or "text").lower() if field.tag == "input" else "text"
        if kind not in _FIELDS or (field.get("name") or "").lower() in _SEARCHES or is_around(field):
            continue
        form = next(field.iterancestors("form"), None)
        found += form is None or (form.get("role") != "search" and next(form.iter("textarea"), None) is None)
    return found


def serves(url: str) -> tuple[str, str] | None:
    """The kind and the name of a page by its address, where that is one that sites have for a service."""
    *above, name = [part.lower() for part in urlsplit(url).path.split("/") if part] or [""]
    if len(above) > 1 or not all(map(_BEFORE_SERVICES.fullmatch, above)):
        return None  # articles lie deeper or have longer names
    name = _SUFFIX.sub("", name)
    return (_SERVICES[name], name) if name in _SERVICES else None


def asks_age(tree: HtmlElement) -> bool:
    """Whether a part of the page is named as an age gate."""
    named = islice(tree.iter("div", "section", "form", "main", "dialog"), _MOST_ELEMENTS)
    return any(_AGE.search(_names(element)) for element in named)


def walls(tree: HtmlElement) -> Iterable[str]:
    """The texts of the parts named as the wall at which an article ends."""
    for element in islice(tree.iter("div", "section", "aside", "form", "dialog"), _MOST_ELEMENTS):
        if _WALL.search(_names(element)) and (words := " ".join(text_inside(element).split())):
            yield words


def states_error(document: Document) -> str | None:
    """The mark by which a page tells machines that it is an error, though it may be sent as if it were none."""
    if (status := document.first("prerender-status-code", "status")) and status[:1] in {"4", "5"}:
        return status[:3]
    for title in document.named["title"][:1]:
        if stated := _STATUS_TITLE.search(text_inside(title)[:_LONGEST_TITLE]):
            return stated[1] or stated[2]
    assert document.tree is not None
    body = document.tree.find("body")
    for element in (document.tree, body) if body is not None else (document.tree,):
        if mark := _error_mark(element):
            return mark
    for script in document.named["script"]:
        if script.get("id") == "__NEXT_DATA__" and _NEXT_ERROR.search(script.text or ""):
            return "an error page of its framework"
    for element in islice(document.tree.iter("main", "section", "article", "div"), 200):
        if mark := _error_mark(element):
            return mark
    return None


def _error_mark(element: HtmlElement) -> str | None:
    """What an element's class and id call an error."""
    mark = _ERROR.search(f"{element.get('class') or ''} {element.get('id') or ''}".lower())
    return mark[0].strip(" -_") if mark else None


def runs(document: Document) -> str | None:
    """What the scripts of a page without text are for: "challenge", "redirect" or nothing in particular."""
    scripts = "\n".join((script.text or "")[:20_000] for script in document.named["script"][:20])
    if _AGAIN.search(scripts) and any(pattern.search(scripts) for pattern in (_COOKIE_AND_AGAIN, _WORK, _ONCE)):
        return "challenge"
    return "redirect" if len(scripts) < 2_000 and _ELSEWHERE.search(scripts) else None


def works(document: Document) -> bool:
    """Whether a script of the page has sums done, as challenges do."""
    return any(_WORK.search((script.text or "")[:20_000]) for script in document.named["script"][:20])


def names_browsers(tree: HtmlElement) -> bool:
    """Whether the page leads to the makers of several browsers."""
    addresses = (link.get("href") or "" for link in islice(tree.iter("a"), 100))
    hosts = (_host(address) or "" for address in addresses if address.startswith(("http://", "https://")))
    return len({part for host in hosts for part in host.split(".")[-3:-1] if part in _BROWSERS}) >= 2


def cards(document: Document) -> list[str]:
    """The texts of the blocks that each lead to another page of the site: the teasers of a list.

    A headline takes up its block, or holds blocks; a link inside a paragraph does neither. Links that repeat the same
    words ("read more") lead too.
    """
    assert document.tree is not None
    host = urlsplit(document.url).hostname
    links: list[tuple[HtmlElement, str, str]] = []
    repeated: defaultdict[str, set[str]] = defaultdict(set)
    for link in document.tree.iter("a"):
        href = link.get("href") or "#"
        if href.startswith(("#", "javascript:", "mailto:")) or not _same_site(href, document, host):
            continue
        if words := " ".join(text_inside(link).split()):
            links.append((link, href, words))
            repeated[words].add(href)
            if len(links) >= _MOST_LINKS:
                break
    leads: dict[str, tuple[HtmlElement, str, list[HtmlElement]]] = {}
    counted: Counter[HtmlElement] = Counter()
    for link, href, words in links:
        if href in leads:
            continue
        if len(repeated[words]) < _FEWEST_CARDS and (letters(words) < _SHORTEST or not _is_own_line(link, words)):
            continue
        ancestors = list(islice(link.iterancestors(), _DEEPEST))
        tags = {ancestor.tag for ancestor in ancestors}
        if tags.isdisjoint(_AROUND) or "article" in tags:
            leads[href] = link, words, ancestors
            counted.update(ancestors)
    found = []
    for link, words, ancestors in leads.values():
        card = link
        for ancestor in ancestors:
            if counted[ancestor] > 1 or ancestor.tag == "body":
                break
            card = ancestor
        text = " ".join(text_inside(card).split())
        if letters(words) >= _CARD or len(text) >= len(words) + _CARD:
            found.append(text)
    return found if len(found) >= _FEWEST_CARDS else []


def _is_own_line(link: HtmlElement, words: str) -> bool:
    """Whether a link takes up its block or holds blocks."""
    parent = link.getparent()
    while parent is not None and parent.tag not in _BLOCKS:
        parent = parent.getparent()
    if parent is None or parent.tag in _HEADINGS or any(inner.tag in _BLOCKS for inner in link.iterdescendants()):
        return True
    return len(" ".join(text_inside(parent).split())) <= len(words) + 12


def _same_site(href: str, document: Document, host: str | None) -> bool:
    return not href.startswith(("http:", "https:", "//")) or _host(href, document.url) == host


def _host(address: str, base: str = "") -> str | None:
    """The host of an address; None where it has none, "" where the address cannot be parsed."""
    try:
        return urlsplit(urljoin(base, address)).hostname
    except ValueError:
        return ""

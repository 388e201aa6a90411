"""No article here: the pages that must not be published as articles, each recognised with its reason.

A page with a body of some length is an article, whatever else it holds: the marks of walls and challenges count only
where there is little text, since many sites load the same scripts on every page.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.document import Document
from crawler.extraction.patterns import lazy
from crawler.extraction.result import Extraction, Problem
from crawler.extraction.text import text_inside

# Letters; a dense script's character counts as three.
_NOTHING = 60
_STUB = 700
_SHORT = 1_500
_LONG = 3 * _SHORT
_HEAD = 300  # characters of a heading that count
_DENSE = re.compile(r"[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# Who guards a page: any of these strings in a page without text is their challenge or their refusal.
_GUARDS = {
    "Cloudflare": ("_cf_chl_opt", "cf-browser-verification", "challenge-error-text", "cf-error-details", "cf-chl-"),
    "DataDome": ("captcha-delivery.com", "var dd={", "var dd = {", "datadome captcha"),
    "HUMAN (PerimeterX)": ("px-captcha", "captcha.px-cdn.net", "_pxappid", "perimeterx"),
    "Akamai": ("errors.edgesuite.net", "sec-if-cpt-container", "ak-challenge", "/_sec/cp_challenge/"),
    "Imperva": ("_incapsula_resource", "incapsula incident id", "imperva.com/why-am-i-seeing"),
    "AWS WAF": ("awswafintegration", "gokuprops", "awswafcookiedomainlist"),
    "Sucuri": ("sucuri_cloudproxy", "sucuri website firewall"),
    "Volcano Engine WAF (安全检测)": ("waf-js.byted", "_wafchallengeid", "安全检测", "ttgcaptcha"),
    "Alibaba Cloud WAF": ("acw_sc__v2", "aliyun_waf", "errors.aliyun.com", "nocaptcha"),
    "Tencent": ("tencentcaptcha", "captcha.qq.com"),
    "DDoS-Guard": ("ddos-guard",),
    "Vercel": ("vercel security checkpoint",),
    "Kasada": ("kpsdk", "/149e9513-01fa-4fb0-aad4-566afd725d1b/"),
    "Anubis": ("making sure you&#39;re not a bot", "making sure you're not a bot", "/.within.website/x/cmd/anubis"),
    "Google": ("our systems have detected unusual traffic",),
    "Friendly Captcha": ("frc-captcha",),
}  # fmt: skip
_CHALLENGE = lazy(
    r"just a moment\b|verify(?:ing)? (?:that )?you(?:'|’| a)re (?:a )?(?:human|not a (?:ro)?bot)|"
    r"are you (?:a )?(?:human|robot)|not a robot|checking (?:if the site|your browser)|"
    r"access (?:to this page )?(?:has been |is )?denied|pardon our interruption|unusual (?:traffic|activity)|"
    r"security (?:check|verification)|"
    r"403 forbidden|access to this (?:site|service|page) has been (?:limited|restricted)|unusual access|"
    r"unavailable (?:due to|for) legal reasons|not available in your (?:country|region|location)|"
    r"request (?:was )?(?:blocked|rejected)|you have been blocked|bot (?:protection|verification)|"
    r"too many requests|complete the captcha|solve the captcha|ddos protection|"
    r"sicherheitsüberprüfung|sind sie ein (?:mensch|roboter)|zugriff verweigert|vérification de sécurité|"
    r"accès refusé|acceso denegado|verificación de seguridad|accesso negato|"
    r"доступ (?:ограничен|запрещ[её]н)|проверка браузера|安全(?:检测|验证|檢查)|人机验证|滑动验证|"
    r"访问(?:过于频繁|受限|被拒绝)|请完成(?:安全)?验证|滑块完成验证|вы не робот|"
    r"アクセスが制限|ロボットでは(?:ない|ありません)|비정상적인 접근|자동 ?입력 ?방지|"
    r"アクセスが拒否|보안 ?확인",
    re.IGNORECASE,
)
_CONSENT = lazy(
    r"\bcookies?\b|\bconsent\b|\bgdpr\b|\bdsgvo\b|einwilligung|zustimm|datenschutz|privacy|tracking|werbe|"
    r"personali[sz]|partners?\b|akzeptieren|accept|advertis|"
    r"consentement|accepter|traceurs|confidentialité|aceptar|privacidad|accett|consenso|toestemming|zgod|"
    r"согласие|隐私|同意",
    re.IGNORECASE,
)
_CONSENT_WORDS = ("cookie", "consent", "einwilligung", "traceurs", "隐私")
_ADDRESSED = lazy(
    r"\b(?:we|our|us|you|your|wir|uns|unsere\w*|sie|ihre?\w*|du|deine?\w*|nous|nos|notre|vous|vos|votre|ons|onze|je|jouw|uw|"
    r"noi|nostri|nostro|tu|tua|tuoi|nuestr\w*|nosotros|nós|nossos?|você|seus?|vi|vår\w*|vores|du|din\w*|meidän|nasz\w*|мы|наш\w*|"
    r"вы|ваш\w*)\b|我们|您|我們|당사|귀하|当社|お客様",
    re.IGNORECASE,
)
_CONSENT_TITLE = lazy(
    r"before you continue|bevor (?:sie|du) (?:zu .* )?(?:fortf|weiter)|avant d['’]accéder|(?:cookie|privacy|"
    r"consent) (?:wall|settings|gate|notice)|"
    r"zustimmung|einwilligung|datenschutz-?einstellungen|wir (?:brauchen|benötigen) (?:ihre|"
    r"deine) (?:zustimmung|einwilligung)|(?:your|ihre) privacy (?:choices|settings)|mit werbung weiterlesen|"
    r"antes de continuar",
    re.IGNORECASE,
)
_SCRIPTLESS = lazy(
    r"(?:enable|turn on|activate|requires?|without|need)[^.]{0,40}javascript|javascript[^.]{0,40}(?:disabled|"
    r"required|enabled?|turned off|not (?:available|supported)|aktivier|activ|habilit|erforderlich|nécessaire)|"
    r"aktivieren[^.]{0,40}javascript|activ(?:er|ar|ez|a)[^.]{0,30}javascript|habilit[^.]{0,30}javascript|"
    r"включите[^.]{0,20}javascript|启用 ?javascript|開啟 ?javascript|javascriptを有効|자바스크립트",
    re.IGNORECASE,
)
_PAYWALL = lazy(
    r"subscri(?:be|ption|bers?)\b[^.]{0,60}(?:read|continue|access|unlock|only|exclusive)|(?:continue|"
    r"keep) reading (?:with|by)|(?:already|become) a (?:subscriber|member)|members? only|"
    r"unlock this (?:article|story)|"
    r"(?:jetzt|hier|mit)[^.]{0,30}(?:abonnieren|\babo\b|testen und|weiterlesen)|nur für abonnent|"
    r"bereits abonnent|exklusiv für|plus-?(?:artikel|abo)|(?:artikel|text) freischalten|"
    r"réservé[es]{0,2} aux abonnés|il vous reste [\d,.]+ ?%|exclusivo para (?:suscriptores|assinantes)|"
    r"(?:contenuto|articolo) riservato|alleen voor abonnees|"
    r"för prenumeranter|for abonnenter|tilaajille|dla prenumeratorów|только для подписчиков|有料(?:会員|記事)|会員限定|"
    r"订阅后|付费阅读|구독자 전용",
    re.IGNORECASE,
)
_LOGIN = lazy(
    r"^\W*(?:log ?in|sign ?in|log on|anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesión|"
    r"(?:bitte )?melden sie sich an|please (?:log|sign) in|会員ログイン|"
    r"acceder|accedi|inloggen|logg inn|logga in|entrar|zaloguj|вход|войти|登录|登入|ログイン|로그인)\b",
    re.IGNORECASE,
)
_GONE = lazy(
    r"\b(?:error|fehler|erreur|http|code)?\W{0,3}4(?:04|10)\b(?!\s*(?:million|people|euro|\w+ing))|(?:page|"
    r"site|article|content|file|story|document)\b[^.]{0,30}\b(?:not (?:be )?found|(?:does not|doesn['’]t|"
    r"no longer) exists?|(?:no longer|not) available|cannot be found|(?:been|was) (?:removed|deleted))|"
    r"(?:can(?:['’]|no)t|couldn['’]t|could not) (?:seem to )?find (?:the|that|this) (?:page|article)|"
    r"domain (?:name )?(?:is|may be) for sale|(?:文章|页面|内容|帖子|网页)已(?:被)?(?:删除|下线)|"
    r"已被删除|^\W*not found\W*$|"
    r"(?:seite|artikel|inhalt|beitrag)[^.]{0,30}(?:nicht (?:gefunden|verfügbar|vorhanden|mehr)|"
    r"existiert nicht)|page (?:introuvable|non trouvée|inexistante)|página no (?:encontrada|existe|disponible)|"
    r"página não encontrada|pagina non (?:trovata|esiste)|"
    r"pagina niet gevonden|sidan (?:hittades inte|kunde inte)|siden (?:ble ikke funnet|blev ikke fundet)|"
    r"sivua ei löy|nie znaleziono strony|strona nie istnieje|stránka nen[ií]|страница не (?:найдена|"
    r"существует)|页面(?:不存在|找不到|未找到)|找不到(?:网页|页面|網頁|頁面)|"
    r"ページが見つかりません|お探しのページ|페이지를 찾을 수 없|الصفحة غير موجودة|sayfa bulunamadı",
    re.IGNORECASE,
)
_SERVER_ERROR = lazy(
    r"^\W*(?:50\d\b|error 50\d|bad gateway|service (?:temporarily )?unavailable|internal server error|"
    r"gateway time-?out|server error|(?:we['’]ll|we will) be back soon|"
    r"(?:site |down for |under |scheduled )+maintenance|wartungsarbeiten|maintenance en cours|sitio en mantenimiento|"
    r"database error|error establishing a database)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[^.…][.!?。！？\])»”\"]\s*$")
_LISTING_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies|ia|ie)|kategorien?|topics?|themen?|rubrik|archives?|search|suche|page/\d+|"
    r"author|authors|autor|section|index\.(?:html?|php))(?:/|$)",
    re.IGNORECASE,
)


def find_problem(document: Document, found: Extraction) -> Problem | None:
    """Why a page is no article; None where it is one.

    Kinds: "empty-page", "challenge", "consent-wall", "not-found", "server-error", "log-in", "paywall",
    "needs-javascript", "index-page", "no-body".

    Args:
        document: The page.
        found: All that was extracted from it.
    """
    if document.tree is None:
        return Problem("empty-page", "the page is empty")
    size = _letters(found.text)
    if (
        size >= _SHORT
        and not _LISTING_PATH.search(urlsplit(document.url).path)
        and urlsplit(document.url).path.strip("/")
    ):
        return _consent(document, found, size)
    for check in (_challenge, _consent, _not_found, _log_in, _paywall, _script_shell, _index, _no_body):
        if problem := check(document, found, size):
            return problem
    return None


def _letters(text: str) -> int:
    if text.isascii() or len(text) > _LONG:
        return len(text)
    return len(text) + 2 * len(_DENSE.findall(text))


def _heads(document: Document, found: Extraction) -> list[str]:
    """What the page calls itself: its `title` and its first heading."""
    heads = [found.title or ""]
    if document.tree is not None:
        for tag in ("title", "h1"):
            element = next(document.tree.iter(tag), None)
            if element is not None:
                heads.append(" ".join(text_inside(element)[:_HEAD].split()))
    return heads


def _seen(document: Document) -> str:
    """The beginning of the page's text, `noscript` included, scripts not."""
    parts: list[str] = []
    size = 0
    body = document.tree.find("body") if document.tree is not None else None
    for element in body.iter() if body is not None else ():
        words = "" if element.tag in {"script", "style", "template"} else element.text or ""
        for piece in (words, element.tail or ""):
            if said := " ".join(piece[:8_000].split()):
                parts.append(said)
                size += len(said)
        if size > 4_000:
            break
    return " ".join(parts)


def _is_marked_article(document: Document, found: Extraction) -> bool:
    return bool(
        any(json_ld.types(node) & json_ld.ARTICLES - {"CreativeWork"} for node in document.json_ld)
        or (document.first("og:type") or "").lower() == "article"
        or document.first("article:published_time")
        or found.origins.get("published") in {"json-ld", "og", "meta", "microdata", "time"}
    )


def _challenge(document: Document, found: Extraction, size: int) -> Problem | None:
    if size >= _STUB:
        return None
    seen = _seen(document)
    text = " ".join([*_heads(document, found), seen[:1_500]])
    spoken = _CHALLENGE.search(text)
    sparse = len(seen) < _STUB or spoken
    if sparse:
        markup = document.html[:300_000].lower()
        for guard, marks in _GUARDS.items():
            if any(mark in markup for mark in marks):
                return Problem("challenge", f"a challenge or block page of {guard}")
    if spoken and not _is_marked_article(document, found):
        return Problem("challenge", f"a block page: it says {spoken[0]!r}")
    return None


def _consent(document: Document, found: Extraction, size: int) -> Problem | None:
    host = urlsplit(document.url).hostname or ""
    if host.startswith(("consent.", "myprivacy.", "cmp.")) or (
        size < _STUB and any(_CONSENT_TITLE.search(head) for head in _heads(document, found))
    ):
        return Problem("consent-wall", "a wall that asks for consent to cookies")
    if size > 4_000:
        return None
    text = found.text or _seen(document)[:1_500]
    if not any(map(text.lower().__contains__, _CONSENT_WORDS)):
        return None
    words = len(text.split())
    # Walls speak to the reader; articles about cookies do not.
    dense = words >= 15 and _ADDRESSED.search(text) and len(_CONSENT.findall(text)) >= max(4, words / 14)
    if dense and (words < 150 or not _is_marked_article(document, found)):
        return Problem("consent-wall", "a wall that asks for consent to cookies")
    return None


def _not_found(document: Document, found: Extraction, size: int) -> Problem | None:
    if size >= _SHORT or (size >= _STUB and _is_marked_article(document, found)):
        return None
    for head in _heads(document, found):
        match = _GONE.search(head) if len(head) < 120 and not _is_marked_article(document, found) else None
        if match and (size < _STUB or len(match[0]) > len(head) / 2):
            return Problem("not-found", f"a page for what is not found: {match[0].strip()!r}")
        if failure := _SERVER_ERROR.search(head):
            return Problem("server-error", f"an error of the server: {failure[0].strip()!r}")
    if size < _NOTHING and (match := _GONE.search(_seen(document)[:600])) and not _is_marked_article(document, found):
        return Problem("not-found", f"a page for what is not found: {match[0].strip()!r}")
    return None


def _log_in(document: Document, found: Extraction, size: int) -> Problem | None:
    if size >= _STUB or document.tree is None or _is_marked_article(document, found):
        return None
    kinds = {(field.get("type") or "").lower() for field in document.tree.iter("input")}
    asks = "password" in kinds or ("email" in kinds and size < _NOTHING)
    if asks and any(_LOGIN.search(head) for head in _heads(document, found)):
        return Problem("log-in", "a page to log in at")
    return None


def _paywall(document: Document, found: Extraction, size: int) -> Problem | None:
    if size >= _STUB:
        return None
    closed = any(str(node.get("isAccessibleForFree")).lower() == "false" for node in document.json_ld)
    closed = closed or (document.first("article:content_tier") or "").lower() in {"locked", "metered"}
    said = _PAYWALL.search(_seen(document))
    if said and (closed or size < _STUB / 2):
        return Problem("paywall", f"only the beginning of an article that is for subscribers: {said[0][:60]!r}")
    # A short report may be whole though the site as such is not free: then it ends as sentences do.
    if closed and (size < _STUB / 3 or (size < _STUB / 2 and not _WHOLE.search(found.text))):
        return Problem("paywall", "only the beginning of an article that is for subscribers")
    return None


def _script_shell(document: Document, _found: Extraction, size: int) -> Problem | None:
    if size >= _STUB / 2 or document.tree is None:
        return None
    text = _seen(document)
    if _SCRIPTLESS.search(text) and len(text) < _SHORT:
        return Problem("needs-javascript", "a page that shows nothing without JavaScript")
    if len(text) < _NOTHING and next(document.tree.iter("script"), None) is not None:
        return Problem("needs-javascript", "a page that holds scripts and no text")
    return None


def _index(document: Document, found: Extraction, size: int) -> Problem | None:
    """A front page, a section, a list of search results: many headlines that lead elsewhere, no text of its own."""
    if _is_marked_article(document, found) or document.tree is None:
        return None
    parts = urlsplit(document.url)
    headlines = sum(1 for link in document.tree.iter("a") if _is_headline(link))
    listed = bool(_LISTING_PATH.search(parts.path)) or (
        "." in (parts.hostname or "") and not parts.path.strip("/") and not parts.query
    )
    if headlines >= (8 if listed else 25) and size < (_LONG if listed else _STUB):
        return Problem("index-page", f"a list of {headlines} other pages rather than an article")
    return None


def _is_headline(link: HtmlElement) -> bool:
    text = text_inside(link)
    return bool(link.get("href")) and 25 <= _letters(" ".join(text.split())) <= 300


def _no_body(document: Document, found: Extraction, size: int) -> Problem | None:
    if size >= _NOTHING:
        return None
    if size and (found.title or _is_marked_article(document, found)):
        return None
    if _is_marked_article(document, found) and re.search(r"<(?:img|video|audio|iframe)\b", found.body):
        return None
    return Problem("no-body", "the page has no text that could be an article")

"""Pages that only lead on to another."""

from __future__ import annotations

import re

from crawler.extraction.problems import scripts
from crawler.extraction.problems.evidence import DATED, NOTHING, NOTICE, Evidence, letters
from crawler.extraction.problems.wording import Family, headings
from crawler.extraction.result import Problem

HEADING = headings(
    r"redirecting(?: (?:to|you).*)?|you are (?:being|now being) redirected",
    r"(?:30[12378]|308)\W+(?:moved|found|permanent|temporary|see other).*",
    r"^\W*(?:document |object )?moved(?: permanently| temporarily)?\W*$|object moved to.*",
    r"you are (?:now )?leaving.*",
    r"^\W*(?:weiterleitung|redirection|redirección|doorverwijzing|reindirizzamento|omdirigering|przekierowanie|"
    r"перенаправление)\W*$",
    r"sie werden weitergeleitet|vous allez être redirigé.*|正在跳转|ページを移動",
)
FAMILY = Family(
    "redirect",
    "a page that leads on to another",
    re.compile(
        r"leaving|leave\b(?! an? (?:reply|comment|answer))|"
        r"redirect|forwarded|verlassen|weiterleit|weitergeleitet|umgezogen|umzug|quitter|quittez|"
        r"redirig|réorient|saliendo|salir de|abandona|redirecciona|lasciando|uscendo|reindirizz|trasferit|mudamos|"
        r"mudou|saindo|verlaat|doorgestuurd|verhuisd|lämnar|omdirig|vidarebefordra|flyttat till|forlader|forlater|"
        r"viderestil|videresend|poistu\w+|uudelleenohj|opuszcza|przekier|opouští|přesměr|elhagy|átirány|părăs|"
        r"redirecț|ayrılıyor|yönlendir|εγκαταλείπ|ανακατεύθ|покида|перенаправ|переход|перехід|залиша|напускат|"
        r"пренасоч|napuštate|preusmjer|即将离开|即將離開|跳转|跳轉|外部链接|移動|外部サイト|이동|مغادرة|توجيه|"
        r"עוזב|מועבר|अन्य साइट|กำลังออก|เปลี่ยนเส้นทาง|rời khỏi|chuyển hướng|meninggalkan|dialihkan|has moved|"
        r"moved to|new address|neue adresse|nouvelle adresse|nueva dirección|nuovo indirizzo|novo endereço|"
        r"(?:вы )?переходите|ви переходите|خروج از|انتقال|自動的に"
    ),
    re.compile(
        r"https?://|www\.|\b[\w-]+\.(?:com|org|net|de|fr|es|it|nl|example|eu|info|blog|ru|pl|io|me|cn|jp)\b|"
        r"external|extern|third|continu|weiter|click|klick|cliqu|clic|here\b|hier\b|\bici\b|aquí|\bqui\b|aqui|"
        r"här\b|\bher\b|继续|繼續|続|계속|seconds|sekunden|secondes|segundos|secondi|second\w*|bookmark|"
        r"lesezeichen|favoris|marcador|внешн|ссылк|зовнішн|посилан|خارجی|خارجي|חיצוני|クリック|こちら"
    ),
)
_REFRESH = re.compile(r"^\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?\S", re.IGNORECASE)
_SOON = 10  # seconds


def refresh(page: Evidence) -> Problem | None:
    """A page without text that has the browser load another one soon."""
    if page.size < NOTHING and page.standing != DATED and any(map(_is_soon, page.document.meta.get("refresh", ()))):
        return Problem("redirect", "a page that leads on to another")
    return None


def script(page: Evidence) -> Problem | None:
    """A page without text whose script leads on."""
    if page.size >= NOTICE or page.shows or letters(page.seen) >= NOTHING:
        return None
    if scripts.lead_elsewhere(page.document):
        return Problem("redirect", "a page whose script leads on to another")
    return None


def _is_soon(refresh: str) -> bool:
    match = _REFRESH.match(refresh)
    return match is not None and int(match[1]) <= _SOON

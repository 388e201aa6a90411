"""Shells that show nothing without scripts, and pages that want another browser."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.problems.evidence import NOTHING, NOTICE, SHORT, TALE, Evidence, letters
from crawler.extraction.problems.wording import Family
from crawler.extraction.result import Problem
from crawler.extraction.text import text_inside
from crawler.hosts import bare_host

_SENTENCE = re.compile(
    r"(?:enable|turn on|activate|requires?|without|need)[^.]{0,40}javascript|javascript[^.]{0,40}(?:disabled|"
    r"required|enabled?|turned off|not (?:available|supported)|aktivier|activ|habilit|erforderlich|nécessaire)|"
    r"aktivieren[^.]{0,40}javascript|activ(?:er|ar|ez|a)[^.]{0,30}javascript|habilit[^.]{0,30}javascript|"
    r"включите[^.]{0,20}javascript|启用 ?javascript|開啟 ?javascript|javascriptを有効|자바스크립트",
    re.IGNORECASE,
)
FAMILY = Family(
    "needs-javascript",
    "a page that asks for another browser",
    re.compile(
        r"browsers?\b|navigateur|navegador|prohlížeč|przeglądark|böngésző|selain|webbläsare|nettleser|tarayıcı|"
        r"браузер|προγράμμα\w+ περιήγησης|浏览器|瀏覽器|ブラウザ|브라우저|متصفح|مرورگر|דפדפן|ब्राउज़र|เบราว์เซอร์|"
        r"trình duyệt|peramban|javascript|java ?script|browser\w*|selai[nm]"
    ),
    re.compile(
        r"outdated|out of date|unsupported|not support|no longer support|old(?:er)?\b|modern|latest|upgrade|"
        r"update|veraltet|alte[rn]?\b|aktuell|aktualisier|unterstützt|obsolète|récent|pris en charge|mettez|"
        r"obsolet|antigu|actualiz|compatible|reciente|aggiorn|supportat|atualiz|desatualiz|verouderd|nieuwere|"
        r"föråldrad|uppdatera|foreldet|oppdater|forældet|opdater|vanhentu|päivitä|przestarzał|zaktualizuj|"
        r"zastaral|aktualizuj|elavult|frissít|învechit|güncel|desteklen|παλι|ενημερώσ|ενεργοπο|устаре|обнов|"
        r"поддержива|застаріл|оновіть|включи|увімкн|过旧|升级|更新|支持|最新|古い|対応して|サポート|업데이트|지원|"
        r"قديم|تحديث|تفعيل|قدیمی|فعال|ישן|עדכן|पुराना|अपडेट|อัปเดต|เปิดใช้|lỗi thời|cập nhật|\bbật\b|perbarui|"
        r"aktifkan|etkinleştir|włącz|povol|zapn|habilit|aktivier|activez|attiva|schakel|aktivera|aktiver|besoin|"
        r"nécessit|benötigt|braucht|requiere|necesita|richiede|precisa|vereist|kräver|kræver|krever|wymaga|"
        r"vyžaduje|igényel|necesită|требует|потребує|gerektir|需要|必要|필요|يتطلب|דורש|yêu cầu|memerlukan|"
        r"ต้องใช้|zu alt|neuere|too old|trop ancien|vecchi|stará|stary|پشتیبانی|पुरान|เก่า|過低|过低"
    ),
)
_APP_ROOTS = frozenset({"root", "app", "__next", "__nuxt", "___gatsby", "app-root", "react-root"})
_MOST_ROOTS = 10
# Where those are sent whose browser is too old.
_BROWSERS = frozenset(
    {"mozilla", "firefox", "google", "microsoft", "opera", "apple", "brave", "vivaldi", "browsehappy"}
)


def announced(page: Evidence) -> Problem | None:
    """A page that says that it needs scripts."""
    if page.size >= NOTICE:
        return None
    # What a page with some text says to those without scripts concerns a part of it, unless that is the text.
    lines = page.found.text.split("\n") if page.size >= NOTHING else [page.seen]
    asks = any(_SENTENCE.search(line) for line in lines if page.size < NOTHING or len(line) < TALE or page.turns(line))
    if asks and len(page.seen) < SHORT:
        return Problem("needs-javascript", "a page that shows nothing without JavaScript")
    return None


def other_browser(page: Evidence) -> Problem | None:
    """A page that leads to the makers of browsers."""
    if page.size < NOTICE and page.is_unowned and page.speaks() and _names_browsers(page.tree):
        return Problem("needs-javascript", "a page that asks for another browser")
    return None


def shell(page: Evidence) -> Problem | None:
    """A page of scripts and an element that they fill."""
    if page.size >= NOTICE or page.shows or not page.document.named["script"]:
        return None
    if letters(page.seen) < NOTHING:
        return Problem("needs-javascript", "a page that holds scripts and no text")
    if page.size < NOTHING and _has_empty_root(page.tree):
        return Problem("needs-javascript", "a page that shows nothing without JavaScript")
    return None


def _has_empty_root(tree: HtmlElement) -> bool:
    roots = (
        element
        for element in tree.iter("div", "main", "app-root")
        if element.get("id") in _APP_ROOTS or element.tag == "app-root"
    )
    return any(len(text_inside(root).split(None, 2)) < 3 for root in islice(roots, _MOST_ROOTS))


def _names_browsers(tree: HtmlElement) -> bool:
    """Whether the page leads to the makers of several browsers."""
    addresses = (link.get("href") or "" for link in islice(tree.iter("a"), 100))
    hosts = (bare_host(address) for address in addresses if address.startswith(("http://", "https://")))
    return len({part for host in hosts for part in host.split(".")[-3:-1] if part in _BROWSERS}) >= 2

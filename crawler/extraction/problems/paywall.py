"""Stubs: only the beginning of an article that is for subscribers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.problems.evidence import LINE, NOTICE, STUB, TALE, WHOLE, Evidence, letters
from crawler.extraction.problems.markup import MOST_ELEMENTS, names_of
from crawler.extraction.problems.wording import sentences
from crawler.extraction.reader import unquoted
from crawler.extraction.result import Problem
from crawler.extraction.text import text_inside

# Said anywhere on a page whose metadata call it closed.
_WORDS = re.compile(
    r"subscri(?:be|ption|bers?)\b[^.]{0,60}(?:read|continue|access|unlock|only|exclusive)|(?:continue|"
    r"keep) reading (?:with|by)|(?:already|become) a (?:subscriber|member)|members? only|"
    r"unlock this (?:article|story)|"
    r"(?:jetzt|hier|mit)[^.]{0,30}(?:abonnieren|\babo\b|testen und|weiterlesen)|nur für abonnent|"
    r"bereits abonnent|exklusiv für|plus-?(?:artikel|abo)|(?:artikel|text) freischalten|"
    r"réservé[es]{0,2} aux abonnés|il vous reste [\d,.]+ ?%|exclusivo para (?:suscriptores|assinantes)|"
    r"(?:contenuto|articolo) riservato|alleen voor abonnees|"
    r"för prenumeranter|for abonnenter|tilaajille|dla prenumeratorów|только (?:для )?подписчик|"
    r"有料(?:会員|記事)|会員限定|"
    r"订阅后|付费阅读|구독자 전용",
    re.IGNORECASE,
)
# Said at the text itself, where only the beginning of it is free.
_SENTENCE = sentences(
    r"subscribe (?:now |today )?(?:to|and) (?:continue|keep|unlock|read (?:on|more|the (?:full|rest|whole)|"
    r"this)|get (?:full|unlimited)|[^.]{0,40}keep reading)",
    r"(?:this|the) (?:article|story|post|content|page)(?: is)?[^.]{0,30} (?:for|to|"
    r"by) (?:\w+ ){0,3}(?:subscribers|members)\b",
    r"this is a (?:subscriber|member)s?[- ](?:only|exclusive)",
    r"(?:subscriber|member)s?[- ]only (?:story|article|post|content)",
    r"you(?:['’]ve| have) (?:used|read|reached|hit)[^.]{0,40}(?:free (?:articles|stories)|limit)",
    r"to (?:read|continue reading|keep reading|see) (?:the )?(?:full|rest|whole|this|on|"
    r"more)?[^.]{0,30}(?:subscribe|start (?:your|a)|register|log in|sign (?:in|up))",
    r"(?:create|register for) (?:a|an|your)[^.]{0,10} account to (?:keep|continue|read)",
    r"(?:log|sign) in to (?:continue|keep|read)|register to (?:continue|keep|read)",
    r"you must be logged in to (?:access|view|read)|join to unlock|keep reading with a",
    r"become a (?:member|subscriber) to (?:read|get|continue|unlock)|unlock this (?:article|story)",
    r"(?:continue|keep) reading (?:with|by) subscri|jetzt weiterlesen",
    r"(?:dieser|der) (?:artikel|text|inhalt|beitrag) ist (?:exklusiv|nur|leider nur)? ?(?:für|unseren)",
    r"lesen sie (?:diesen|den (?:ganzen|kompletten)) (?:artikel|text) mit|nur für abonnent",
    r"(?:cet|l.)\s?(?:article|contenu) est réservé|il vous reste [\d,.]+ ?%|la suite est réservée",
    r"pour lire la suite|abonnez-vous pour (?:lire|continuer|accéder)|contenu réservé|contenido exclusivo para",
    r"suscríbete (?:para|y) (?:seguir|continuar|leer|sigue)",
    r"(?:este|el) (?:artículo|contenido) es (?:exclusivo|solo)|para (?:seguir|continuar) leyendo",
    r"conteúdo exclusivo para|assine (?:para|e) (?:continu|ler|ter)|(?:este|o) conteúdo é exclusivo",
    r"(?:contenuto|articolo) riservato|abbonati per (?:continuare|leggere)|per continuare a leggere|verder lezen\?",
    r"(?:dit|deze) artikel is (?:alleen|exclusief)|(?:den här|denna) artikeln? är (?:för|bara|endast)",
    r"bli prenumerant|för att läsa (?:vidare|hela)|denne (?:saken|artikkelen|artikel) er (?:kun |bare )?for",
    r"bli abonnent|læs videre med|for å lese (?:videre|hele)",
    r"(?:tämä|tämän) (?:sisältö|artikkeli|juttu)\w* (?:on )?(?:vain )?tilaaj|tilaa ja jatka|artykuł dostępny tylko",
    r"(?:materiał|treść|tekst) (?:dostępny |tylko |wyłącznie )+dla|aby czytać dalej|материал доступен только",
    r"оформите подписку|(?:статья|текст) доступ\w+ (?:только )?(?:для )?подписчик",
    r"bu (?:içerik|haber|yazı) (?:yalnızca|sadece)|okumaya devam etmek için",
    r"tento (?:článek|text|obsah) je (?:pouze|jen|určen)|předplaťte si|a cikk folytatása",
    r"(?:ez a|a) (?:cikk|tartalom) (?:csak )?előfizető|この記事は(?:有料|会員)",
    r"続きを?(?:読|ご覧)[^。]{0,12}(?:会員|登録|購読)|残り ?\d+ ?(?:文字|字)|本文为付费|订阅后(?:可|即可)?",
    r"(?:付费|会员)(?:后)?(?:可)?阅读|이 (?:기사|콘텐츠)는 [^.]{0,12}(?:구독자|회원) 전용|구독하고 계속",
)
# Who may read, and that one reads: a short line with both stands where an article is cut off.
_SUBSCRIBER = re.compile(
    r"subscri|member|premium|regist|log ?in|"
    r"sign (?:in|up)|free account|free articles|news\+|abonn|"
    r"\babo\b|\bplus\b|abbona|"
    r"suscr[ií]|\bassin[ae]|prenumer|tilaa|подписк|подписчик|订阅|付费|会员|購読|会員|"
    r"有料|구독|előfizet|předpl|predpl|abone|wykup dostęp|συνδρομ|abonaț|abonaţ|абон|передпл|претпла|pretpla|naročn|"
    r"prenumeruo|abonēt|tellija|digipakett|اشتر[كا]|مشترك|מנוי|सदस्य|सब्सक्राइ|สมาชิก|hội viên|đăng ký|"
    r"berlangganan|pelanggan|اشتراک|مشترک|会員登録|購讀|訂閱",
    re.IGNORECASE,
)
_READING = re.compile(
    r"\bread|\brest of (?:this|the)|articles?\b|story\b|content\b|continu|unlock|preview|lire\b|\bsuite\b|"
    r"leer\b|leyendo|"
    r"contenido|\bler\b|lendo|conteúdo|legger|contenuto|articolo|lesen|artikel|inhalt|lezen|\bläs|\blæs|"
    r"lukemi|vain tilaaj|"
    r"czytać|tekstu|читать|прочитать|материал|текст|\btexto?\b|\btesto\b|阅读|内容|全文|読|記事|続き|기사|읽|"
    r"okuma|içeri[kğ]|\bčíst|článek|cikk|čítať|čítan|článok|διαβά|άρθρο|περιεχόμεν|\bcit(?:i|eș|iți)|articol|"
    r"\bчита|матеріал|стат[ьті]|"
    r"članak|članka|člankov|nastavak|skait|lasī|rakst|luge|قراءة|المقال|المحتوى|לקרוא|קריאה|כתבה|תוכן|पढ़|"
    r"सामग्री|อ่าน|เนื้อหา|đọc|nội dung|bài viết|"
    r"\bbaca|konten|artikel|خواندن|مطلب|閱讀|內容|つづき",
    re.IGNORECASE,
)
# Such a line, where it is a whole sentence as an article's are, begins so or says that it is for nobody else.
_RESERVED = re.compile(
    r"^(?:to|please|log|sign|subscribe|register|premium|the rest|you|want|already|continue|read|unlock|this)\b|"
    r"\b(?:only|exclusive\w*|nur|exklusiv|réservé\w*|uniquement|sólo|solo|exclusiv\w*|riservat\w|alleen|exclusief|"
    r"endast|bara|kun|bare|vain|tylko|wyłącznie|pouze|jen|csak|doar|numai|apenas|somente|seulement|soltanto|enbart|kizárólag|ainoastaan|sadece|yalnızca|μόνο|только|лише|тільки|"
    r"само|samo|chỉ|dành riêng|hanya|khusus)\b|限定|のみ|専用|仅|專屬|专享|전용|فقط|حصري|רק |केवल|เฉพาะ|เท่านั้น",
    re.IGNORECASE,
)
_OTHER_OFFERS = re.compile(
    r"newsletter|podcast|youtube|channel|rss|infolettre|boletín|rundbrief|comment|kommentar", re.IGNORECASE
)
# How many of how many free articles were read.
_COUNT = re.compile(
    r"\b(\d{1,3}) (?:of|/|von|sur|de|di|van|av|af|z|из) (?:your |ihren |vos |tus |den )?(\d{1,3})\b", re.IGNORECASE
)
# What it costs to read on: an amount and for how long.
_AMOUNT = (
    r"(?:(?:[€$£₽₴₹¥₩₺₫]|\b(?:eur|usd|chf|sek|nok|dkk|pln|gbp)\b)\s?\d|\d[\d.,]*\s?(?:[€$£₽₴₹₩₺₫]|(?:eur|euros?|kr|"
    r"kč|zł|ft|lei|лв|руб|грн|tl|usd|chf)\b|円|元|원|บาท))"
)
_TERM = (
    r"(?:\b(?:months?|weeks?|years?|monat\w*|wochen?|jahr|mois|semaines?|mes|meses|semana|mese|mesi|settiman\w|mês|"
    r"maand\w*|jaar|weken|månad\w*|måned\w*|md|mån|vecka|uken?|uge\w*|kuukau\w+|kk|miesi[ąę]c\w*|tydzień|tygod\w+|"
    r"měsí\w+|týdn\w+|hónap\w*|hét|lun[ăi]|ay|hafta\w*|μήνα\w*|εβδομ\w+|месяц\w*|мес|недел\w|місяц\w*|месец\w*|"
    r"mjesec\w*|tháng|bulan)\b|个月|每月|/月|月額|か月|ヶ月|개월|월|شهر|חודש|महीन|เดือน)"
)
_PRICE = re.compile(_AMOUNT)
_PRICE_FOR = re.compile(rf"{_AMOUNT}[^.]{{0,40}}{_TERM}|{_TERM}[^.]{{0,40}}{_AMOUNT}")
_WALL = re.compile(
    r"(?:pay|reg|login|subscri\w+|abo|meter\w*|premium|content|member\w*|register)[-_]?(?:wall|gate|barrier|lock)|"
    r"(?:premium|content|article|post|story)[-_]?locked|locked[-_](?:content|post|article)|lock[-_](?:area|box|screen)|"
    r"(?:subscriber|member)s?[-_]only|piano[-_]|tp-container|poool|pay[-_]?(?:box|block|layer|notice)|leaky-?paywall|"
    r"upgrade-?cta|signup-?cta|restricted-?content|abo-?(?:hint|box|schranke)|\b(?:sc-)?locked\b|premium-?(?:box|teaser|overlay)"
)


def stub(page: Evidence) -> Problem | None:
    """A short text with a notice that the rest is for subscribers, or cut off where metadata say so."""
    if page.size >= STUB:
        return None
    stated = {
        str(node["isAccessibleForFree"]).lower() for node in page.document.json_ld if "isAccessibleForFree" in node
    }
    closed = "false" in stated or (page.document.first("article:content_tier") or "").lower() in {"locked", "metered"}
    if words := _notice(page, closed, "true" in stated):
        return Problem("paywall", f"only the beginning of an article that is for subscribers: {words[:60]!r}")
    # A short report may be whole though the site as such is not free: then it ends as sentences do.
    if closed and (page.size < STUB / 3 or (page.size < NOTICE and not WHOLE.search(page.found.text))):
        return Problem("paywall", "only the beginning of an article that is for subscribers")
    return None


def _notice(page: Evidence, closed: bool, free: bool) -> str | None:
    """What a page that metadata call closed or free says to those who may not read the rest."""
    said = _WORDS.search(page.seen) if closed else None
    if said is None and (closed or not free):
        said = next(filter(None, (_shut(line, page) for line in page.lines)), None)
    if said is not None and (words := said[0].strip()):
        return words
    if page.size >= NOTICE or free:
        return None
    cut = next((line for line in page.lines if _cuts_off(line) and line not in page.heads), None)
    return cut or _offer(page)


def _shut(line: str, page: Evidence) -> re.Match[str] | None:
    """Where a line says that the rest is not for everybody; a long one that does not turn to the reader tells of it."""
    said = _SENTENCE.search(line)
    if said is None or (len(line) >= 2 * LINE and not page.turns(line)):
        return None
    return None if _has_more(line) else said


def _has_more(line: str) -> bool:
    """Whether a line says that not all free articles are read yet."""
    count = _COUNT.search(line)
    return count is not None and int(count[1]) < int(count[2])


def _offer(page: Evidence) -> str | None:
    """What it costs to read on, or what stands in a part that is named as a wall, below a few lines of text."""
    told = [line for line in page.lines if line not in page.heads]
    for at, line in enumerate(told):
        if len(line) > TALE * 2 or _OTHER_OFFERS.search(line):
            continue
        if _PRICE_FOR.search(line.lower()) and _offers(line, page):
            return line if sum(letters(above) >= LINE for above in told[:at]) <= 1 else None
    for wall in _walls(page.tree):
        if len(wall) >= STUB or _OTHER_OFFERS.search(wall):
            continue
        if _SUBSCRIBER.search(wall) or _PRICE.search(wall.lower()):
            return wall
    return None


def _offers(line: str, page: Evidence) -> bool:
    """Whether a line with a price asks the reader for it; articles tell of rents."""
    if len(line) < LINE and line[-1] != ".":
        return True
    return page.turns(line) or (len(line) < TALE and _SUBSCRIBER.search(line) is not None)


def _cuts_off(line: str) -> bool:
    """Whether a line is the notice at which an article ends for who has not paid; paragraphs are longer and end so."""
    if len(line) > 2 * LINE:
        return False
    said = unquoted(line)
    return (
        (line[-1] not in ".。।" or (len(line) <= LINE and _RESERVED.search(said) is not None))
        and _SUBSCRIBER.search(said) is not None
        and _READING.search(said) is not None
        and _OTHER_OFFERS.search(line) is None
        and not _has_more(line)
    )


def _walls(tree: HtmlElement) -> Iterable[str]:
    """The texts of the parts named as the wall at which an article ends."""
    for element in islice(tree.iter("div", "section", "aside", "form", "dialog"), MOST_ELEMENTS):
        if _WALL.search(names_of(element)) and (words := " ".join(text_inside(element).split())):
            yield words

"""Walls that ask for consent to cookies."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.problems.evidence import NOTHING, PLAIN, SHORT, STUB, Evidence
from crawler.extraction.problems.markup import takes_answers
from crawler.extraction.problems.wording import Family, headings
from crawler.extraction.result import Problem
from crawler.extraction.text import text_inside

_HOSTS = ("consent.", "myprivacy.", "cmp.")
_HEADING = headings(
    r"(?:manage )?(?:your )?cookie (?:preferences|consent)|vi bruker (?:informasjonskapsler|cookies)",
    r"vi använder (?:cookies|kakor)|wij gebruiken cookies|nous utilisons des cookies|wir verwenden cookies",
    r"we use cookies|usamos cookies|cookies en privacy|before you continue.*",
    r"bevor (?:sie|du) (?:zu .* )?(?:fortf|weiter).*|avant d['’]accéder",
    r"(?:cookie|privacy|consent) (?:wall|settings|gate|notice)|zustimmung|einwilligung|datenschutz-?einstellungen",
    r"wir (?:brauchen|benötigen) (?:ihre|deine) (?:zustimmung|einwilligung)",
    r"(?:your|ihre) privacy (?:choices|settings)|we value your privacy|privacy preference cent(?:er|re)",
    r"mit werbung weiterlesen|weiterlesen mit (?:cookies|werbung)|allow the use of cookies.*|antes de continuar",
    r"continuer sans accepter|(?:uw|je) privacy is belangrijk.*|szanujemy twoją prywatność",
    r"vi värnar om din integritet|valori[sz]amos (?:a sua|tu) privaci?dade?|acept\w+ las cookies.*",
    r"nous respectons votre vie privée|la tua privacy è importante.*|(?:respetamos|tu) (?:tu )?privacidad",
    r"vi bryr oss om (?:din|ditt) \w+|dbamy o twoją prywatność",
)
# Any of the words without which none of the others is looked for.
_FIRST_WORDS = ("cookie", "consent", "einwilligung", "traceurs", "隐私")
_WORDS = re.compile(
    r"\bcookies?\b|\bconsent\b|\bgdpr\b|\bdsgvo\b|einwilligung|zustimm|datenschutz|privacy|tracking|werbe|"
    r"personali[sz]|partners?\b|akzeptieren|accept|advertis|"
    r"consentement|accepter|traceurs|confidentialité|personnalis|publicit|données|aceptar|privacidad|socios|"
    r"accett|consenso|annunci|toestemming|derde partijen|zgod|prywatno|partnerzy|dane osobowe|"
    r"reklam|samtyc?ke|integritet|"
    r"annons|informasjonskaps|samtykke|personvern|personuppgift|personalizad|parceiros|consentimento|dados\b|"
    r"dispositivo|"
    r"согласие|隐私|同意",
    re.IGNORECASE,
)
_FAMILY = Family(
    "consent-wall",
    "a wall that asks for consent to cookies",
    re.compile(
        r"cookie|кук[иі]|файл\w* cookie|쿠키|クッキー|eväste|informasjonskaps|kakor|sütik|çerez|consent\w*|zustimm|"
        r"einwillig|einverst|consenso|toestemming|\bakkoord|samtyck|samtykk|suostumu|zgod[ayęzi]|souhlas|súhlas|"
        r"hozzájárul|consimț|\brıza|onay|συγκατάθεσ|συναίνεσ|соглас|згод[аиу]|съглас|privol|suglas|同意|동의|الموافق|"
        r"موافق|הסכמ|सहमति|ยินยอม|คุกกี้|đồng ý|persetujuan|رضایت|gdpr|dsgvo|\brodo\b|rgpd|traceur|accept|akzept|"
        r"acept|accett|aceit|accepteer|godkänn|accepter|godta|hyväksy|עוגיות|קוקי|מסכימ?|کوکی|कुकी|κούκι|ملفات تعريف|"
        r"ارتباط|concord|agree|ยอมรับ|接受|許可|tillad|прийня|принять|kabul|elfogad|الموافقة|kolačić|колачић|бисквитк|"
        r"slapuk|sīkdatn|küpsis|piškotk|कुकीज़"
    ),
    re.compile(
        r"συνεργάτ|parten|ortak|партн[её]р|合作伙伴|パートナー|파트너|شرك|שותפ|พันธมิตร|đối tác|mitra|kumppan|"
        r"samarbets|samarbejd|samarbeid|συσκευ|enhet|enhed|laitte|zařízen|zariaden|urządzen|eszköz|dispoziti|cihaz|"
        r"устройств|пристро|设备|デバイス|端末|기기|appareil|gerät|apparaat|device|datenver|datenweiter|drittanbieter|"
        r"third part|\btiers\b|terceros|\bterzi\b|derde|tredje|třet|reclam|ιδιωτικ|partner|parceiro|socios|sponsor|"
        r"advert|werb|publicit|pubblicit|publicid|annunci|reklam|annons|annonc|mainos|hirdet|διαφημ|реклам|广告|廣告|"
        r"広告|광고|إعلان|פרסו|विज्ञापन|โฆษณา|quảng cáo|iklan|تبلیغ|personal data|personenbez|données|datos|"
        r"dati personali|\bdati\b|\bdados\b|gegevens|personuppgift|personopplys|personoplys|henkilötie|danych|osobow|"
        r"osobní|osobn|személyes|adatkezel|date cu caracter|kişisel|δεδομέν|персональн|данн[ыи]|лични|podat|个人信息|"
        r"個人情報|개인정보|البيانات|מידע|डेटा|ข้อมูล|dữ liệu|data pribadi|privacy|privat\w*|privad|privac|"
        r"confidentialité|datenschutz|integritet|personvern|yksityisyy|prywatno|soukrom|súkrom|adatvéd|confidențial|"
        r"gizlilik|απόρρητ|конфиденц|конфіденц|поверител|隐私|隱私|プライバシー|tracking|personali[sz]|personnalis|"
        r"anal[yií]|measure|messung|mesure|medición|misuraz|abonn|subscri|suscri|abbona|prenumer|předpl|predpl|"
        r"\babo\b|refus|reject|ablehn|rechaz|rifiut|weiger|avvis|odrzu|odmít|odmiet|choice|choix|auswahl|preferenc|"
        r"préférenc|einstellung|paramèt|ajustes|impostazion|instelling|inställning|innstilling|indstilling|ustawie|"
        r"nastaven|מודעות|פרטיות|حریم|تبلیغات|שותפים|شخصی|خصوصي|إعلانات|गोपनीयता|ส่วนตัว|riêng tư|privasi|analytics?|"
        r"statisti[ck]|marketing|markedsføring|marknadsför|oglas|оглас|reklám|εξατομικ|mjerenj|statistik|štatisti|"
        r"posjet|साझेदार|सहमत"
    ),
    least=3,
)
_LONGEST_ANSWER = 60  # characters
_FEW_WORDS = 150


def announced(page: Evidence) -> Problem | None:
    """A wall by its address or a heading, or a text that is dense with the words of one."""
    host = urlsplit(page.document.url).hostname or ""
    if host.startswith(_HOSTS) or (page.size < STUB and page.names(_HEADING)) or _is_dense(page):
        return Problem("consent-wall", "a wall that asks for consent to cookies")
    return None


def worded(page: Evidence) -> Problem | None:
    """A wall in words of its own."""
    if page.size >= SHORT or not page.is_unowned or not (page.turned or page.size < 2 * NOTHING):
        return None
    # How cookies are cleared takes fewer words than to ask for consent, and nothing to answer by.
    least = _FAMILY.least + (not takes_answers(page.tree))
    if _FAMILY.weight("\n".join((*page.words, *_answers(page.tree))).lower()) >= least and page.speaks(_FAMILY):
        return Problem("consent-wall", "a wall that asks for consent to cookies")
    return None


def _is_dense(page: Evidence) -> bool:
    """Whether a text is full of the words of consent, speaks to the reader, as articles about cookies do not, and
    tells nothing more."""
    if page.size > 4_000:
        return False
    text = page.found.text or page.seen[:SHORT]
    # The words of an article are soonest counted.
    if page.standing != PLAIN and len(text.split(None, _FEW_WORDS)) >= _FEW_WORDS:
        return False
    if not any(map(text.lower().__contains__, _FIRST_WORDS)):
        return False
    words = len(text.split())
    dense = words >= 15 and any(map(page.turns, text.split("\n"))) and len(_WORDS.findall(text)) >= max(4, words / 14)
    return dense and not _tells_more(text, page)


def _tells_more(text: str, page: Evidence) -> bool:
    """Whether a good part of a text has nothing to do with consent: a short article above a banner."""
    lines = text.split("\n")
    other = sum(len(line) for line in lines if not _WORDS.search(line) and not page.turns(line))
    return other >= max(2 * NOTHING, len(text) / 4)


def _answers(tree: HtmlElement) -> list[str]:
    """What the buttons of the page say."""
    return [" ".join(text_inside(button).split())[:_LONGEST_ANSWER] for button in islice(tree.iter("button"), 20)]

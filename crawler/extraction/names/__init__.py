"""The names in a byline, without all that stands around them: "By", roles, places, agencies, dates, photographers."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extraction.dates.written import dates_in, first_date
from crawler.extraction.given_names import has_given_name
from crawler.extraction.names.about import first_name, told_of
from crawler.extraction.names.asian import asian_names, has_surname
from crawler.extraction.names.kinds import (
    AGENCY,
    CASELESS,
    EDGES,
    ORGANISATION,
    PARTICLES,
    is_agency,
    is_name,
    is_organisation,
    is_personal,
)
from crawler.extraction.names.labels import (
    LABEL_ENDS,
    LABELS,
    SPOKEN_AFTER_DATE,
    is_label,
    is_picture_role,
    says_by,
    spoken_for,
    without_prefix,
)
from crawler.extraction.site import key
from crawler.references import unescape

__all__ = [
    "CAPITAL_PLACE",
    "CASELESS",
    "MAYBE_DETAILS",
    "MOST_NAMES",
    "SPOKEN_AFTER_DATE",
    "asian_names",
    "first_name",
    "is_agency",
    "is_label",
    "is_name",
    "is_organisation",
    "is_personal",
    "is_picture_role",
    "names_in_details",
    "says_by",
    "split_names",
    "told_of",
]

_ADDRESS = re.compile(r"[^\s(]+@[^\s)]+\.\w+|(?:https?://|www\.)[^\s)]+|(?<!\w)@\w+")
_JUNK = re.compile(
    r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|"
    r"(?<=\w)\s+(?:at|um|@)\s+\d{1,2}[:.]\d\d(?!.*\b(?:by|von)\b)(?:\s*[ap]\.?m\.?\s+in\b.*|[^|]*)|"
    # "Ann @ The Paper"
    r"(?<=\w)\s+@(?:\s+(?=[^\W\d_])(?!.*\b(?:by|von)\b)[^|,;]*|(?=\s|$))|"
    r"(?<=[\w.])\s*[\u2010-\u2015-]\s*\d.*$|\b\d+\s*(?:min(?:ut(?:e[ns]?|os|i)|\.)?|мин(?:ут[аы]?|\.)?|comments?|kommentare?|"
    r"commentaires?|comentarios?|commenti|reacties|posts?|articles?|beiträge|stories|followers?)\b[^|·•,]*|"
    r"\binterview (?:mit|with|avec|con)\b.*|"
    r"(?<=\w)['’]s (?:\w+ ){0,2}(?:posts|articles|stories|columns?|profile|bio)\b.*|"
    r"\b(?:follow(?:\s+(?:us|me))?(?:\s+on\b.*)?|e-?mail(?:\s+(?:to )?(?:the )?author)?|google\s?\+|share|"
    r"view all posts.*|"
    r"more posts?.*|search for this author.*|archive page|see (?:all|more)\b.*|all articles.*|"
    r"zum (?:autor|profil(?: von)?)|mehr (?:von|zu)\b.*|"
    r"(?:toutes les|tous (?:les|ses)|s?es articles|tod[oa]s (?:[oa]s|l[oa]s|sus)|tutt[ie] (?:gli|i|le))\b.*|"
    r"(?:view )?more articles.*|view author.*|letzte artikel|"
    r"alle artikel.*|im gespräch$|read more.*|contact(?: me)?|bio(?:graphy)?|profile|updated?\b.*|"
    r"(?:published|veröffentlicht|publiziert)\b(?!\s+(?:by|von|par)\b).*|"
    r"aktualisiert\b.*|actualizad[oa]\b.*|atualizad[oa]\b.*|mis(?:e)? à jour\b.*|aggiornat[oa]\b.*|"
    r"bijgewerkt\b.*|oppdatert\b.*|uppdaterad\b.*|opdateret\b.*|päivitetty\b.*|обновлено\b.*|zuletzt\b.*|"
    r"(?<=\s)(?:unter|filed under|abgelegt (?:in|unter)|dans|verfasst|geschrieben|aufgezeichnet)\b.*|"
    r"lesezeit\b.*|已?关注(?:[她他]|TA)?$|企鹅号$|フォロー.*|すべて見る.*|この記事の筆者|(?:有料(?:会員限定)?|会員限定)記事)(?=\W|$)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]\W?")
_DEGREE = (
    r"(?:Ph\.?\s?D|M\.?D|D\.?O|Psy\.?D|Ed\.?D|Pharm\.?D|J\.?D|M\.?P\.?H|M\.?S\.?[cWN]?|B\.?Sc|M\.?A|M\.?B\.?A|RDN?|RN|LDN?|"
    r"CPT|CSCS|DDS|DVM|Esq|LCSW|LMFT|FACP|FACS|CFP|CFA|CPA|FRCP|OBE|MBE|CBE)"
)
_DEGREES = re.compile(rf"(?:\s*,\s*|\s+){_DEGREE}\b\.?(?=$|[\s,;|&/])")
_SPLIT = re.compile(
    r"\s+/\s*|\s*/\s+|(?<=\w [^\W\d_]{3})/|(?<=[^\W\d_]{4})/(?=[^\W\d_]{2,}[ -]|dpa|afp|ap$|"
    r"(?i:reuters|sda|apa$|sid|epd|kna|tt$))|"
    r"(?<=[^\x00-\u2e7f])/(?=[^\x00-\u2e7f])|"
    r"\s*(?:通讯员|通訊員)\s*|\s*(?:[;|•∙、，；／\n\t]|(?<!l)·|·(?!l)|"
    r",(?!\s*(?:[JjSs][Rr]|II|III|IV)\b\.?)|&amp;|&(?!\w)|\+)\s*|"
    r"\s+(?:and|und|og|och|en|ja|и|та|i|és|și|ve|und die|sowie|with|mit|avec|con|im [Gg]espräch mit|και|dan|"
    r"und der|a)\s+(?=[^\W\d_a-zß-öø-ÿа-я]|\w+$|[^\x00-\u024f])|"
    # "José Ortega y Gasset" is one person, "Ana Gil y Juan Paz" are two.
    r"\s+(?:y|e|et)\s+(?=(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*)\s+\w|\w+$(?<!\w\s[ye]\s\w))|"
    r"\s+(?:AND|And|UND|ET|OG|OCH|WITH|MIT)\s+"
)
_JOINED = re.compile(r"^\S+(?:\s\S+)+\s(?:y|e)\s\S+$")
_PLACE = re.compile(
    r"\s+(?:(?:in|aus|(?:reporting )?from|em|à|w|we|в|из|[Ff]or|FOR|pour|für|para|voor|för)\s+"
    r"(?:[Tt]he\s+|der\s+|die\s+)?(?=[^\W\d_a-zß-öø-ÿа-я])|"
    r"(?:BBC|CNN|NBC|CBS|NPR|PBS|ITV)\s).*$",
)
_PLACE_ALONE = re.compile(
    r"^(?:in|im|aus|em|à|au|aux|en|w|we|v|ve|в|из|from|na|no|nos|(?:[Ee]special )?[Pp]ara|"
    r"[Ss]pecial (?:[Tt]o|[Ff]or))\s+[^\W\d_a-zß-öø-ÿа-я]"
)
# "Serkan AYDIN/İZMİR": only the surname and the place are in capitals.
CAPITAL_PLACE = re.compile(r"(?<=[A-ZÇĞİÖŞÜ]{3})/[A-ZÇĞİÖŞÜ]{3,}$")
_ARABIC_PLACE = re.compile(r"^[\u0600-\u06ff]+:\s+(?=\S+\s)")  # "نيروبي: هشام الطيب"
_TAIL = re.compile(
    r"\s+[-–—]\s+|:\s|\s+for(?:\s|$)|\s+\d{1,2}\s+[a-zß-ÿ].*$|(?i:\s+(?:at|um)\s+\d.*$)|"
    r"\s+(?:\d+\s*)?(?=\S*\d\s*(?:時間|分|日|小时|小時|天|시간)\s*[前전])"
)
_ROLE = re.compile(
    r"\b(?:(?:AP|AFP|AAP|UPI)\s+(?:[a-z]+\s+)?)?(?:deputy|head of|"
    r"staff|assistant|associate|executive|editors?|reporters?|correspondents?|writers?|"
    r"journalists?|columnists?|chief|rechtsanw[aä]lt\w*|redakteur\w*|redaktör|redaktor|redaktionsmitglied\w*|korrespondent\w*|chefredak\w*|"
    r"volontär\w*|contributors?|kontributor|contributing|photograph\w*|"
    r"fotograf\w*|fotos?|photos?|freelance\w*|analyst|professor|director|ceo|cto|founder|co-founder|senior|"
    r"bureau|desk|specialist|manager|\w*leiter(?:in)?|leitung|ressort\w*|reporterin|journalistin|autorin|"
    r"mitarbeiter\w*|\S*vorsitzende[rn]?|"
    r"journaliste|rédac\w*|correspondant\w*|envoyé\w*|periodista|redactora?|corresponsal|enviad[oa] especial|"
    r"giornalista|"
    r"inviat[oa]|verslaggever|redacteur|politikredakteur\w*|toimittaja|journalist|"
    r"author|medically|reviewed|fact.?check\w*|producer|host|"
    r"videograf\w*|illustration\w*|grafik\w*|kolumnist\w*|gastautor\w*|корреспондент|редактор|журналист|"
    r"обозреватель|secretary|minister|member|lecturer|expert\w*|lead|strategist|intern|trainee|correspondente|"
    r"repórter|jornalista|editora|dziennikarz|dziennikarka|novinář|redaktorka|muhabir\w*|speciale verslaggever)\b|"
    r"記者|记者|編集|기자",
    re.IGNORECASE,
)
# What somebody reports on, between the name and the role: "Ann Lee Science Editor".
_BEATS = frozenset(
    """affairs arts audience business climate consumer cricket crime culture defence defense democracy diplomatic
    east economics economy education energy entertainment environment europe fashion finance food football
    foreign health housing investigative ireland legal local middle multimedia national news northern personal
    political politics property religion rugby science security showbiz sport sports tech technology transport
    travel washington""".split()
)
# "Ann Lee Reuters", "ANN LEE The Associated Press"; not the surname behind an initial.
_AGENCY_BEHIND = re.compile(rf"(?<=[^\W\d_]\w)\s+(?:The\s+)?{AGENCY.pattern}(?:\s+News)?$")
_LEVEL = re.compile(r"\s+L[Vv]\.?\s?\d{1,3}$")  # that a site gives its users
_APPOSED = frozenset({",", "|", "•", "·"})  # what stands between a name and the role of its bearer
_BARS = frozenset({"|", "•", "·"})
_LOWER_START = re.compile(r"\s*[a-zß-öø-ÿа-яёα-ωά-ώ]")
_DASHES = ("–", "—")
_ENDS_IN_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|contributor|analyst|producer|redakteur(?:in)?|"
    r"korrespondent(?:in)?|redactora?|periodista|journaliste|correspondante?|staff|desk|bureau)$",
    re.IGNORECASE,
)
_CONJUNCTION = r"(?:und|and|sowie|et|og|och|y|e|en|i)"
_PICTURED = re.compile(
    rf"(?:^|[,;|&]|\b{_CONJUNCTION}\b)(?:(?!\b{_CONJUNCTION}\b)[^,;|()&])*"
    r"\((?:fotos?|photos?|bild(?:er)?|illustrationen?|illustrations?|grafik|kamera|video|fot\.|foto's|fotogra(?:f[ií]a|fie))\)",
    re.IGNORECASE,
)
_IS_DESK = re.compile(r"^(?:\S+\s){1,3}(?:Bureau|Desk)$")
# Whole names with commas and conjunctions of their own.
_OFFICE = re.compile(
    r"\b(?:university|universität|università|université|universidad|universidade|department|departement|departamento|"
    r"ministry|ministerium|ministère|ministerio|bundesamt|institut[eo]?|committee|commission|council|federation|"
    r"union|gesellschaft|verein)\b|ministerium|bundesamt|verband\b|\be\.\s?v\.",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"[^,;|/]+,? (?:Inc|Ltd|LLC|LLP|Corp|Co|PLC|GmbH|AG|SE|KG|S\.?A|S\.?p\.?A|B\.?V|Pty)\.?")
_COUNTRY = re.compile(
    r",[^,]+,\s*(?:Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz|France|Italy|Italia|Spain|España|UK|USA)$"
)
_SET_APART = re.compile(r"\s*\|\s*(in|from|aus)\s*\|\s*")  # a link behind it: to a book, a place
MOST_NAMES = 12
_TITLED = re.compile(r"([\u4e00-\u9fff]{2,3}) [\u4e00-\u9fff]{4,}")  # a person's name and place of work, or a section
_WHERE = ("当前位置", "您的位置", "您当前的位置", "您所在的位置", "现在位置", "首页")
_LONGEST_DATE = 40  # characters from the beginning of a date to the "by" behind it
MAYBE_DETAILS = re.compile(r"\d|：")
_NAMED_AFTER = re.compile(  # what bears the name of a person
    r"(?:markt|schule|halle|haus|stiftung|verein|platz|straße|strasse|preis|festival|museum|theater|kirche|award|school|"
    r"foundation|festival|hall|street|square|prize|hospital|airport|stadium|avenue|boulevard|klinik|zentrum|center|centre)$",
    re.IGNORECASE,
)
CHINESE_REPORTERS = ("记者", "記者")
KOREAN_REPORTER = "기자"  # stands behind the name
_DETAIL = re.compile(r"\s*[|·•—–»/;]\s*|,\s+|\s+-\s+|\s+(?:in|auf)\s+")
_NUMBERS = re.compile(r"\d+(?:\s*(?:Uhr|h|[ap]\.?m\.?|[AP]M)(?!\w))?")
_LONGEST_LIST = 1_000  # characters of stated names
_SHORTEST_BEFORE_DATE = 12  # characters before a date; fewer only say "Posted"
_BEFORE_DATE = re.compile(
    r"(?:(?:\s|\|)+(?:on|at|am|vom|le|el|il|op|den|dne|в|@)|[\s|]*[|»,·•–-])[\s|]*"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom)\w*[.,]*\s*)?$",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"[\w ,.'/:–-]{4,40}\d(?:[ ]?(?:Uhr|h|am|pm))?\s*[|·•,–-]?\s+(?=[^\W\d_])", re.IGNORECASE)
_ENDS_BY = re.compile(r"(?:^|\s)(?:by|von|par|por|di|av|af|door|the|to|of)$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:\w|[JS]r|Inc|Ltd|Corp|Co|[Rr]ed)\.$")


def names_in_details(text: str) -> list[str]:
    """The names in a line of details: "5 May 2024 · 6 min · Ann Lee", "11.6.2024 09:00 by Ann Lee, 2 comments".

    A name without any word before it must begin with a common given name.
    """
    if not MAYBE_DETAILS.search(text):
        return []
    if any(mark in text for mark in LABEL_ENDS):
        for label in LABELS.finditer(text):
            if label["author"] and label[0].rstrip().endswith(LABEL_ENDS):
                names = split_names(text[label.start() :])
                return names if all(map(is_personal, names)) else []
    if any(word in text for word in (*CHINESE_REPORTERS, KOREAN_REPORTER)):
        names = split_names(text)
        return names if all(map(is_personal, names)) else []
    dated = first_date(text)
    if dated is None:
        return []
    said = SPOKEN_AFTER_DATE.search(text, dated[1], dated[1] + _LONGEST_DATE)
    if said:
        names = split_names(text[said.end() :])
        return names if all(map(is_personal, names)) else []
    found: dict[str, str] = {}
    for part in _DETAIL.split(text):
        for words in _NUMBERS.split(part):
            name = _without_role(words.strip(EDGES))
            if is_personal(name) and has_given_name(name) and is_name(name) and not _NAMED_AFTER.search(name):
                found.setdefault(key(name), name)
    return list(found.values())[:MOST_NAMES]


def split_names(text: str) -> list[str]:
    """The names in a byline: "By Ann Lee and Bo Ek, Political Editor | 5 May" gives Ann Lee, Bo Ek."""
    return list(_split_names(text[:_LONGEST_LIST]))


@lru_cache(maxsize=2_000)
def _split_names(text: str) -> tuple[str, ...]:
    text = " ".join(unescape(text).replace("\u200b", "").replace("\xad", "").split())
    if listed := _surnames_first(text):
        return listed
    if text.startswith(("#", *_WHERE)):
        return ()  # a topic, or where on the site a page stands
    if (inside := _BRACKETED.fullmatch(text)) is not None:
        text = inside[1]
    text = _ADDRESS.sub(" ", text)
    seated = _COUNTRY.search(text)
    text = _undated(text[: seated.start()] if seated else text)
    if seated or _is_office(text) or (_COMPANY.fullmatch(text) and not says_by(text)):
        name = _ended(text.strip(EDGES), text)
        return (name,) if is_name(name, longest=100) else ()
    for said in spoken_for(text):
        if names := _names_of(said):
            return tuple(names[:MOST_NAMES])
    return ()


def _surnames_first(text: str) -> tuple[str, ...]:
    """ "Lee, Ann; Ek, Bo" as libraries write it."""
    parts = [part.split(",") for part in text.split(";")]
    if len(parts) > 1 and all(len(pair) == 2 and all(0 < len(half.split()) <= 2 for half in pair) for pair in parts):
        return tuple(f"{first.strip()} {last.strip()}" for last, first in parts)
    return ()


def _undated(text: str) -> str:
    """The text before its first date, or what follows the date where only that names somebody."""
    for _, at in dates_in(text):
        before = _BEFORE_DATE.sub("", text[:at])
        said = SPOKEN_AFTER_DATE.search(text, at)
        if len(before) >= _SHORTEST_BEFORE_DATE and (said is None or _names_of(before)):
            return _placeless(before) if text[len(before) : at].lstrip().startswith("|") else before
        if said:
            return text[said.end() :]
        beyond = _AFTER_DATE.match(text, at)
        after = text[beyond.end() :] if beyond else ""
        return after if after and (names := _names_of(after)) and all(map(is_personal, names)) else before
    return text


def _placeless(text: str) -> str:
    """The name in "Ann Lee | Palma de Mallorca", behind which the date stood."""
    name, _, place = (part.strip(" |") for part in text.partition("|"))
    return name if has_given_name(name) and "|" not in place and not has_given_name(place) else text


def _is_office(text: str) -> bool:
    """Whether the text is the name of one institution, commas and all, rather than a list of persons."""
    if _OFFICE.search(text) is None:
        return False
    first = re.split(r"[,;|/]| (?:and|und) ", text)[0]
    return not is_personal(first) and not says_by(text)


def _names_of(text: str) -> list[str]:
    text = _PICTURED.sub("", text) if "(" in text else text
    text = without_prefix(_DEGREES.sub("", _JUNK.sub(" ", text)))
    text = _SET_APART.sub(r" \1 ", text) if "|" in text else text
    joined = _JOINED.match(text) and text.rpartition(" ")[2][:1].isupper()
    parts = [(text, "")] if joined else _parts(text)
    names: list[str] = []
    lesser: list[str] = []  # agencies, roles and places: authors only where there is no person
    for part, before in parts:
        if names and before in _APPOSED and is_picture_role(part):
            names.pop()
            continue
        alone = not any(map(is_personal, names))
        if not alone and before == "," and (_is_apposed(part) or is_organisation(part)):
            continue  # "Ann Lee, owner of the pool", "Ann Lee, University of Oslo"
        apposition = (
            not alone
            and before in _APPOSED
            and (part.lstrip()[:1] in _DASHES or _ENDS_IN_ROLE.search(part.rstrip(EDGES)) is not None)
        )
        for name, is_author in _single(part, alone=alone):
            sure = is_author and not apposition and (alone or not any(map(str.isdigit, name)))
            known = {key(other) for other in (*names, *lesser)}
            if key(name) not in known:
                (names if sure else lesser).append(name)
    if any(is_personal(name) for name in names):
        if len(parts) > 1 and parts[1][1] in _BARS and not is_personal(names[0]) and " " not in names[0]:
            names = names[1:]  # the section before the author
        return [name for name in names if is_personal(name) or not AGENCY.fullmatch(name)]
    found = names or lesser
    if len(found) > 1 and AGENCY.search(text):
        whole = text.strip(" .,:;|")
        return [whole] if len(whole) < 40 and "," not in whole else found
    return found


def _is_apposed(part: str) -> bool:
    """Whether a part says what somebody is: no name begins with such words without a capital."""
    words = without_prefix(part.strip()).split()[:2]
    return any(_LOWER_START.match(word) and word not in PARTICLES for word in words)


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a list of names, each with what stands before it: a comma, "and"."""
    parts: list[tuple[str, str]] = []
    start, before = 0, ""
    for separator in _SPLIT.finditer(text):
        if separator.start() > start:
            parts.append((text[start : separator.start()], before))
        start, before = separator.end(), separator[0].strip()
    return [*parts, (text[start:], before)] if start < len(text) else parts


def _single(part: str, *, alone: bool) -> list[tuple[str, bool]]:
    """What one part of a byline names, and whether it is more than a role, a place or an agency."""
    raw = part.strip()
    part = without_prefix(_LEVEL.sub("", raw) if raw[-1:].isdigit() else raw)
    if part > "\u2e80" and (titled := _TITLED.fullmatch(part)) and has_surname(titled[1]):
        return [(titled[1], True)]
    if (part > "\u2e80" or raw > "\u2e80") and (asian := asian_names(raw)) is not None:
        return [(name, True) for name in asian]
    whole = _ARABIC_PLACE.sub("", part.strip(EDGES))
    if not whole.isupper():
        whole = CAPITAL_PLACE.sub("", whole)
    whole = told_of(whole) or whole
    said = _TAIL.split(whole)[0].strip(EDGES)
    if said != whole and ((said.islower() and said.isascii()) or (len(said) < 4 and not said.isascii())):
        return []  # "3 hours ago", "vor 3 Stunden"
    if not said or _ENDS_BY.search(said) or (_PLACE_ALONE.match(said) and not alone):
        return []
    role = _ROLE.search(said)
    name = _without_agency(_without_role(said) if role else said)
    placeless = _PLACE.sub("", name).strip(EDGES)
    if is_personal(placeless) or AGENCY.fullmatch(placeless):
        name = placeless
    name = " ".join(_ended(name, part).split())
    if not is_name(name):
        return []
    lesser = (
        (role if name == said else _ROLE.search(name))
        or (role and (AGENCY.search(name) or not (alone or is_personal(name))))
        or (not alone and (AGENCY.search(name) or ORGANISATION.search(name) or (" " not in name and name < "\u2e80")))
    )
    return [(name, not lesser)]


def _ended(name: str, text: str) -> str:
    """The name with the full stop that belongs to its abbreviation: Jr., e.V., Inc."""
    abbreviated = _ABBREVIATED.search(text.rstrip())
    return f"{name}." if abbreviated and text.rstrip(" .").endswith(name) else name


def _without_agency(name: str) -> str:
    """ "Ann Lee Reuters" is Ann Lee."""
    agency = _AGENCY_BEHIND.search(name)
    person = name[: agency.start()] if agency else name
    return person if is_personal(person) else name


def _without_role(name: str) -> str:
    """ "Ann Lee Chief Reporter" and "Staff Writer Ann Lee" are Ann Lee."""
    roles = list(_ROLE.finditer(name))
    if not roles or _IS_DESK.search(name):
        return name
    before = name[: roles[0].start()].strip(" ,-–").split()
    while len(before) > 2 and before[-1].lower() in _BEATS:
        before.pop()
    if len(before) >= 2 and not _ENDS_BY.search(person := _without_agency(" ".join(before))):
        if is_organisation(person):  # "Ann Lee Globe Staff", "Reed Globe Staff"
            person = " ".join(before[:-1])
            return person if len(before) > 2 and has_given_name(person) and is_personal(person) else name
        return person
    after = name[roles[-1].end() :].strip(" ,-–")
    if len(after.split()) >= 2 and all(word[0].isupper() or word in PARTICLES for word in after.split()):
        return after
    return name

"""Dates as feeds and pages write them, read without guessing: what is not said is not made up."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from dateutil import tz

_FIRST_YEAR = 1000  # Go and .NET write the year 1 for no date
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)  # what Unix systems write for no date
_NO_DATES = (_ZERO, _ZERO.replace(tzinfo=None))
_MAX_LENGTH = 100  # characters; longer text is prose, not a date

# A line a language: the month's names, months separated by "|". Compared without case, accents and full stops.
_MONTH_NAMES = """
jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october|nov november|dec december
januar jänner|februar|mär mrz märz|april|mai|juni|juli|august|september|okt oktober|november|dez dezember
janv janvier|fév fevr févr février|mars|avr avril|mai|juin|juil juillet|août|septembre|octobre|novembre|déc décembre
ene enero|febrero|marzo|abr abril|mayo|junio|julio|ago agosto|septiembre setiembre|octubre|noviembre|dic diciembre
janeiro|fev fevereiro|março|abril|maio|junho|julho|agosto|set setembro|out outubro|novembro|dez dezembro
gen gennaio|febbraio|marzo|aprile|mag maggio|giu giugno|lug luglio|agosto|settembre|ott ottobre|novembre|dicembre
januari|februari|mrt maart|april|mei|juni|juli|augustus|september|oktober|november|december
januari|februari|mars marts|april|maj|juni|juli|augusti|september|oktober|november|des desember
tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta
sty stycznia|lut lutego|marca|kwi kwietnia|maj maja|cze czerwca|lip lipca|sie sierpnia|wrz września|paź października|lis listopada|gru grudnia
ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince
янв января|фев февр февраля|мар марта|апр апреля|май мая|июн июня|июл июля|авг августа|сен сент сентября|окт октября|ноя нояб ноября|дек декабря
січ січня|лют лютого|бер березня|кві квітня|тра травня|чер червня|лип липня|сер серпня|вер вересня|жов жовтня|лис листопада|гру грудня
január|február februári|március|április|május|június|július|augusztus|szeptember|október|november|december
ian ianuarie|februarie|martie|aprilie|mai|iun iunie|iul iulie|august|septembrie|octombrie|noi noiembrie|decembrie
oca ocak|şub şubat|mart|nis nisan|mayıs|haz haziran|tem temmuz|ağu ağustos|eyl eylül|eki ekim|kas kasım|ara aralık
januari|februari|maret|april|mei|juni|juli|agu agustus|september|oktober|november|desember
ιαν ιανουαρίου|φεβ φεβρουαρίου|μαρ μαώ μάώ μαρτίου|απρ απριλίου|μάι μαϊ μαΐου|ιουν ιον ιουνίου|ιουλ ιολ ιουλίου|αυγ αυγούστου|σεπ σεπτεμβρίου|οκτ οκτωβρίου|νοε νοεμβρίου|δεκ δεκεμβρίου
"""  # noqa: E501

# Hours from UTC. Of the ambiguous names the North American sense is taken, as RFC 5322 (4.3) defines it.
_ZONE_NAMES = """
0 z ut utc gmt wet 0000 00:00, 1 bst west cet met mez, 2 eet sast cest mest mesz, 3 eest msk, 4 msd, 5.5 ist, 7 ict wib
8 awst hkt pht sgt, 9 jst kst, 9.5 acst, 10 aest, 10.5 acdt, 11 aedt, 12 nzst, 13 nzdt
-2 brst, -2.5 ndt, -3 adt art brt, -3.5 nst, -4 ast at edt, -5 cdt est et, -6 cst ct mdt, -7 mst mt pdt
-8 akdt pst pt, -9 akst, -10 hst
"""
_ZONES = {
    name: timezone(timedelta(hours=float(group.split()[0])))
    for group in re.split(r"[,\n]", _ZONE_NAMES.strip())
    for name in group.split()[1:]
}

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MERIDIEMS = {
    **dict.fromkeys(["am", "오전", "上午", "午前"], 0),
    **dict.fromkeys(["pm", "오후", "下午", "午後"], 12),
}
_CONNECTIVES = frozenset(["den", "der", "del", "uhr", "uur", "στις"])  # and all words of one or two letters

_ZONE = (
    r"(?P<zone>(?![AaPp][Mm]\b)"
    r"(?:(?:[A-Za-z]{1,4} ?)?[+\-\u2212](?:\d\d?:\d\d|\d{3,4}|\d\d?)|[A-Za-z]{1,4}(?:/[A-Za-z]{2,4})?"
    r"|0000|00:00))"  # whose sign a URL's decoding has taken, and which need none
    r"(?: [A-Z]{1,5})?"
)
_TIME = r"(?P<hour>\d\d?):(?P<minute>\d\d?)(?::(?P<second>\d\d?)(?:[.,](?P<fraction>\d+))?)?"

# ISO 8601 with its profiles RFC 3339 and W3CDTF, and what is written in their manner: "2022-05-26 11:38:09  +0800".
_ISO = re.compile(
    r"(?P<year>\d{4})"
    r"(?:(?P<separator>[-/.])(?P<month>\d\d?)(?:(?P=separator)(?P<day>\d\d?))?|(?P<basic>\d{4})"
    r"|-?(?P<ordinal>\d{3})|-?W(?P<week>\d\d)-?(?P<weekday>[1-7]))?"
    r"(?:(?:[Tt ]T?|(?<=^\d{8})(?=\d{6}(?!\d)))"  # "20220526113809" is ISO 8601 but for its T
    rf"(?:{_TIME}|(?P<basic_time>\d{{4}}|\d{{6}})(?:[.,]\d+)?|(?P<only_hour>\d\d)(?=[Zz+-])) ?(?:{_ZONE})?)?"
)
# RFC 822, 1036, 2822 and 5322.
_RFC = re.compile(
    rf"(?:[^\W\d]+\.?,? ?)?(?P<day>\d\d?)[ -](?P<name>[^\W\d]+)\.?[ -](?P<year>\d{{2,4}})(?:,? {_TIME} ?(?:{_ZONE})?)?"
)
_CLOCK = re.compile(
    rf"(?:(?P<before>오전|오후|上午|下午|午前|午後) ?)?{_TIME}(?: ?(?P<after>[AaPp]\.?[Mm]\b\.?))?"
    rf"(?: ?(?:{_ZONE})(?![\w:]))?"
)
_SPELT_CLOCK = re.compile(
    r"(?<!\d)(\d\d?) ?[h時时시] ?(\d\d?)(?: ?(?:min|分|분))?(?: ?(\d\d?) ?[s秒초])?(?!\w)"  # "11h38", "11時38分"
)
_PLACE = re.compile(  # after the time, as in RFC 9557
    r"\s*[\[(]?\b([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}(?:[+-]\d\d?)?)[\])]?$"
)
_OFFSET = re.compile(r"[A-Za-z]* ?([+\-\u2212])(\d\d?)(?::?(\d\d))?")
_COMMENT = re.compile(r"\([^()]*\)")
_BRACKETED_ZONE = re.compile(  # directly behind the time
    r"(?<![+-]\d\d)(?<![+-]\d)(:\d\d(?: ?[AaPp][Mm])?) ?\(((?:GMT|UTC) ?[+-]\d\d?(?::?\d\d)?)\)"
)
_CJK_DAY = re.compile(r"(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일号]?")
_NUMERIC_DAY = re.compile(r"(\d{1,4})([-/.]) ?(\d\d?)\2 ?(\d{1,4})\.?")
_TOKEN = re.compile(r"\d+|[^\W\d]+")


def parse_date(text: str) -> date | None:
    """Read one date, with or without a time of day, in any form that feeds are known to carry.

    Understood are RFC 822 to 5322 with their common abuses, ISO 8601 with RFC 3339 and W3CDTF, asctime, and day,
    month name and year in about twenty languages. What is missing from a W3CDTF date counts as first: "2003-12" is
    2003-12-01. The order of 05/06/2022 is unknowable, so it is no date (05/26/2022 and 05/06/2022 3:00 PM are).

    Returns:
        An aware `datetime` where the text names a zone that is known, a naive one where it gives a time alone, a
        plain `date` where it gives a day; None where it gives none, one that does not exist, or what systems write for
        none: the first moment of their calendar. Never "now".
    """
    found = _parse_common(text) or _parse_others(text)
    return None if found is None or found.year < _FIRST_YEAR or found in _NO_DATES else found


def _parse_others(text: str) -> date | None:
    text = " ".join(text.split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    if place := _PLACE.search(text):
        return _in_place(parse_date(text[: place.start()]), place[1])
    try:
        if match := _ISO.fullmatch(text):
            return _moment(_iso_day(match), match)
        if (match := _RFC.fullmatch(text)) and (month := _MONTHS.get(_plain(match["name"]))):
            return _moment(date(_year(match["year"]), month, int(match["day"])), match)
        return _parse_loosely(" ".join(_COMMENT.sub(" ", _BRACKETED_ZONE.sub(r"\1 \2", text)).split()))
    except (ValueError, OverflowError):  # no such day, hour or offset
        return None


def _parse_common(text: str) -> datetime | None:
    """The two forms that most feeds have, read fast: RFC 5322 with all its parts, and RFC 3339."""
    if len(text) < 19:
        return None
    try:
        if text[10] == "T":
            return datetime.fromisoformat(text)
        if text[3:5] == ", " and text[7] == text[11] == text[16] == text[25] == " ":
            zone = text[26:]
            return datetime.fromisoformat(
                f"{text[12:16]}-{_ABBREVIATED[text[8:11]]}-{text[5:7]}T{text[17:25]}{'Z' if zone == 'GMT' else zone}"
            )
    except (ValueError, KeyError, IndexError):
        pass
    return None


def _in_place(moment: date | None, name: str) -> date | None:
    """The moment, which names no zone itself, as the clocks of a place in the IANA database show it."""
    zone = _zone_of(name)
    if zone is None or not isinstance(moment, datetime) or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=timezone(zone.utcoffset(moment) or timedelta(0)))


@lru_cache(maxsize=1024)
def _zone_of(name: str) -> tzinfo | None:
    return tz.gettz(name)


def from_epoch(number: float) -> datetime | None:
    """The moment that many seconds, or milliseconds, after 1970 (UTC); which of them is told by the size.

    Numbers of 10**11 and more are milliseconds: as seconds they would lie beyond the year 5138. Fractions are kept
    to the millisecond. None where no calendar has the moment, and for zero, which stands for no date.
    """
    try:
        milliseconds = int(number) if abs(number) >= 10**11 else round(number * 1000)
        return _ZERO + timedelta(milliseconds=milliseconds) if milliseconds else None
    except (ValueError, OverflowError):
        return None


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("ı", "i"))  # of which "I" is the capital, too
    return decomposed if decomposed.isascii() else "".join(c for c in decomposed if not unicodedata.combining(c))


_MONTHS = {
    _plain(name): number
    for line in _MONTH_NAMES.strip().splitlines()
    for number, names in enumerate(line.split("|"), start=1)
    for name in names.split()
}


def month_named(name: str) -> int | None:
    """The number of a month that is called so in one of the languages whose dates are read here."""
    return _MONTHS.get(_plain(name))


_ABBREVIATED = {name: f"{number:02}" for number, name in enumerate(_ENGLISH, start=1)}


def _year(digits: str) -> int:
    """RFC 5322, 4.3: two digits up to 49 are of this century, other short years count from 1900."""
    year = int(digits)
    if len(digits) >= 4:
        return year
    return year + 2000 if len(digits) == 2 and year < 50 else year + 1900


def _iso_day(match: re.Match[str]) -> date:
    year = int(match["year"])
    if match["ordinal"]:
        day = date(year, 1, 1) + timedelta(days=int(match["ordinal"]) - 1)
        if day.year != year:
            raise ValueError("no such day of the year")
        return day
    if match["week"]:
        return date.fromisocalendar(year, int(match["week"]), int(match["weekday"]))
    if match["basic"]:
        return date(year, int(match["basic"][:2]), int(match["basic"][2:]))
    return date(year, int(match["month"] or 1), int(match["day"] or 1))


def _moment(day: date, match: re.Match[str], afternoon: int | None = None) -> date:
    """The day with the time and the zone that the match holds."""
    parts = match.groupdict()
    if basic := parts.get("basic_time"):
        hour, minute, second = int(basic[:2]), int(basic[2:4]), int(basic[4:] or 0)
    elif only_hour := parts.get("only_hour"):
        hour, minute, second = int(only_hour), 0, 0
    elif parts["hour"]:
        hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    else:
        return day
    if afternoon is not None:
        if not 1 <= hour <= 12:
            afternoon = 0 if hour > 12 else afternoon  # "13:05 PM" says the same thing twice
        else:
            hour %= 12
        hour += afternoon
    microsecond = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    extra = timedelta(0)
    if (hour, minute, second) == (24, 0, 0):  # ISO 8601: the end of the day
        hour, extra = 0, timedelta(days=1)
    elif second == 60:  # a leap second
        second, extra = 59, timedelta(seconds=1)
    zone = _zone(parts["zone"]) if parts["zone"] else None
    return datetime.combine(day, time(hour, minute, second, microsecond, zone)) + extra


def _zone(text: str) -> timezone | None:
    """A zone's offset; None where the name is not known, so that the time stays without one."""
    if match := _OFFSET.fullmatch(text):
        sign, hours, minutes = match.groups()
        if minutes is None and len(hours) == 2 and text[-3:].isdigit():  # "+800"
            hours, minutes = hours[:1], text[-2:]
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if offset > timedelta(hours=14) or int(minutes or 0) > 59:
            raise ValueError("no such zone")
        return timezone(-offset if sign != "+" else offset)
    name = text.casefold().removeprefix("etc/")
    if len(name) == 1:  # RFC 5322, 4.3: the military letters were defined the wrong way round; they mean nothing
        return UTC
    return _ZONES.get(name)


def _parse_loosely(text: str) -> date | None:
    """Read a date whose parts stand in any order, as long as nothing else stands among them."""
    text = _SPELT_CLOCK.sub(lambda spelt: ":".join(filter(None, spelt.groups())), text)
    clock = _CLOCK.search(text)
    rest, afternoon = text, None
    if clock:
        meridiem = clock["before"] or clock["after"]
        afternoon = _MERIDIEMS[meridiem.casefold().replace(".", "")] if meridiem else None
        rest = f"{text[: clock.start()]} {text[clock.end() :]}"
    day = _loose_day(rest, month_first=afternoon is not None and clock is not None and clock["after"] is not None)
    if day is None or clock is None:
        return day
    moment = _moment(day, clock, afternoon)
    if isinstance(moment, datetime) and moment.tzinfo is None and re.search(r"[년오]", text):
        return moment.replace(tzinfo=timezone(timedelta(hours=9)))  # Korean blog hosts mean their own time
    return moment


def _loose_day(text: str, *, month_first: bool) -> date | None:
    if match := _CJK_DAY.search(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC_DAY.search(text):
        words = _TOKEN.findall(text[: match.start()] + " " + text[match.end() :])
        return _numeric_day(match, month_first=month_first) if _only_filler(words) else None
    tokens = _TOKEN.findall(text)
    months = [index for index, token in enumerate(tokens) if _plain(token) in _MONTHS]
    if not months:
        return None
    at = months[-1]  # a weekday may look like a month: "mar. 26 avr. 2022"
    numbers = [(index, token) for index, token in enumerate(tokens) if token.isdigit()]
    words = [token for index, token in enumerate(tokens) if not token.isdigit() and index != at]
    if len(numbers) != 2 or not _only_filler(words):
        return None
    (_, first), (_, second) = numbers
    day, year = (second, first) if len(first) == 4 else (first, second)
    return date(_year(year), _MONTHS[_plain(tokens[at])], int(day)) if len(day) <= 2 else None


def _numeric_day(match: re.Match[str], *, month_first: bool) -> date | None:
    first, separator, second, third = match.groups()
    if len(first) == 4:
        return date(int(first), int(second), int(third))
    if len(third) != 4:
        return None
    if separator == "." or int(first) > 12:
        return date(int(third), int(second), int(first))
    if month_first or int(second) > 12 or first == second:
        return date(int(third), int(first), int(second))
    return None


def _only_filler(words: list[str]) -> bool:
    """Whether the words beside the date are a weekday's name, whatever the language, and small words at most."""
    return len([word for word in words if _plain(word) not in _CONNECTIVES and len(word) > 2]) <= 1

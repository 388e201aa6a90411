"""Days written for readers: in words, digits, calendars and orders of many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from crawler.dates import month_named, parse_date
from crawler.extraction.dates.months import CROATIAN, MORE_MONTHS, SOLAR_HIJRI_MONTHS

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_DAY_LENGTH = 50  # characters, more than a date has between two of its numbers or behind the last
_MONTH_LENGTH = 20  # characters, at most, from the beginning of a date to its first digit
# A Western day has at least that: four digits in a row, a mark between two, or a mark before two.
_MAYBE_DAY = re.compile(r"\d(?:\d{3}| ?[./|-] ?\d|(?<=['’.-].)\d)")
_ORDINAL = r"(?:st|nd|rd|th|ST|ND|RD|TH|er|ère|[.ºª°])?"
_OF = r"(?:[dD][eE] |[oO][fF] |[dD][aAiI] |[dD]['’] ?|ta['’] ?)?"
_DAY_IN_TEXT = re.compile(  # case is spelt out: a pattern that ignores it is searched for letter by letter
    # What begins with a digit is asked for at digits alone.
    rf"(?=\d)(?:(?<![\d.,/-])(?P<ymd>{_YEAR}(?:(?P<s1>[-/.]) ?(?:0?[1-9]|1[0-2])(?P=s1) ?"
    rf"(?:0?[1-9]|[12]\d|3[01])(?![\d])(?![-/]\d)| ?(?:0[1-9]|1[0-2]) ?/ ?(?:0[1-9]|[12]\d|3[01])(?= ?\d\d ?:)))|"
    rf"(?P<cjk>{_YEAR} ?[年년][도 ]?\d\d? ?[月월] ?\d\d? ?[日일号]?)|"
    rf"(?<![\d.,/-])(?P<dmy>(?P<first>0?[1-9]|[12]\d|3[01]) ?(?P<s2>[./|-]) ?(?P<second>0?[1-9]|[12]\d|"
    rf"3[01]) ?(?P=s2) ?(?P<year>{_YEAR}|[0-4]\d))(?![\d])(?![./–-]\d)|"
    rf"(?<![\d.,])(?P<dny>(?P<d1>0?[1-9]|[12]\d|3[01]){_ORDINAL}[ ,]{{0,2}}{_OF}[/-]?"
    rf"(?P<n1>[^\W\d_][^\s\d,.;:/|()'’-]{{1,13}}(?: [^\W\d_]{{2,10}})??)\.?[ ,/-]{{0,2}}(?:[dD][eE][lL]? |"
    rf"d['’] ?|['’])?(?P<y1>{_YEAR}|(?<=[.'’-])[0-4]\d))(?!\d)|"
    rf"(?P<yndx>(?<!\d)(?P<y3>{_YEAR})(?:[. ,-]{{1,3}}| m\. )"
    rf"(?!(?:vom|von|am|den|bis|und|le|el|il|on|at|and|the|to)\b)(?P<n3>[^\W\d_]{{3,14}})[. ,-]{{1,3}}"
    rf"(?P<d3>0?[1-9]|[12]\d|3[01])(?!\d)))|"
    rf"(?P<ndy>(?<![^\W\d_])(?P<n2>[^\W\d_][^\s\d,.;:/|()'’-]{{2,13}})\.? (?P<d2>0?[1-9]|[12]\d|3[01])"
    rf"{_ORDINAL},? {{0,2}}(?:de |at )?(?P<y2>{_YEAR}))(?!\d)"
)
# What Western calendars and digits do not write: looked for only where nothing else is found.
_OTHER_DAY = re.compile(
    r"(?P<era>令和|平成|(?:中華)?民國) ?(?P<ey>\d{1,3}|元) ?年 ?(?P<em>\d\d?) ?月 ?(?P<ed>\d\d?) ?日|"
    r"(?<!\d)(?P<vd>\d\d?)(?: tháng |/)(?P<vm>\d\d?),? năm (?P<vy>20\d\d)|"
    r"(?P<ly>20\d\d)\. gada (?P<ld>\d\d?)\. (?P<ln>[^\W\d_]{3,14})|"
    r"(?<!\d)(?P<td>0?[1-9]|[12]\d|3[01]) ?(?P<tn>[\u0e01-\u0e4e.]{4,12}?)\.? ?"
    r"(?:[พค]\.ศ\. ?)?(?P<ty>2[05]\d\d|\d\d)(?!\d)|"
    r"(?<!\d)(?P<pd>0?[1-9]|[12]\d|3[01]) ?(?P<pn>[\u0600-\u06ff]{2,8}),? ?(?P<py>1[34]\d\d)(?!\d)|"
    r"(?<![\d/])(?P<sy>1[34]\d\d)/(?P<sm>0?[1-9]|1[0-2])/(?P<sd>0?[1-9]|[12]\d|3[01])(?![\d/])|"
    r"(?<!\d)(?P<ad>0?[1-9]|[12]\d|3[01]) (?P<an>[^\W\d_][^\s\d,/،]{1,13})(?:/[^\s\d/]+)?،? (?P<ay>20[0-4]\d)(?!\d)"
)
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "中華民國": 1911}
_BUDDHIST_ERA = 543  # years
_OTHER_DIGITS = re.compile(r"[٠-٩۰-۹०-९০-৯๐-๙０-９]")
_DIGITS = {ord(zero) + value: str(value) for zero in "\u0660\u06f0\u0966\u09e6\u0e50\uff10" for value in range(10)}
_CLOCK = re.compile(
    r"[^\d\w]{0,6}(?:at|um|à|a las|alle|ore|às|kl\.?|klo|в|o|godz\.?|om|time)?[^\d\w]{0,4}"
    r"(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.h]|時|时) ?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d|[./]\d)"
    r"(?P<half> ?[ap]\.?m\b\.?)?(?P<zone> ?(?:UTC|GMT|[ECMP][SD]?T|CES?T|MESZ|MEZ|BST|IST|JST|KST|SGT|HKT|MSK|"
    r"AES?T|AEDT)\b(?: ?[+-]\d\d?(?::?\d\d)?)?| ?[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_HOUR_WORD = re.compile(r"uhr|klo|kl|ore|hs|Uhr")


def day_of(moment: date) -> date:
    """The day of a moment where it is, without its time."""
    return moment.date() if isinstance(moment, datetime) else moment


class Order(NamedTuple):
    """How a page writes its dates: whether 05/06/2022 is the sixth of May, listopada October, and 18-03-08 of 2018."""

    month_first: bool = False
    croatian: bool = False
    year_first: bool = False


DAY_FIRST = Order()


def dates_in(text: str, order: Order = DAY_FIRST) -> Iterator[tuple[date, int]]:
    """The dates in a text written for readers, with where each begins; with its time of day where one follows."""
    western = text.isascii() and " gada " not in text
    if not (_MAYBE_DAY if western else DIGIT).search(text):
        return
    if not western and _OTHER_DIGITS.search(text):
        text = text.translate(_DIGITS)
    none = True
    spans = (span for span in _with_digits(text) if _MAYBE_DAY.search(text, *span))
    for match in chain.from_iterable(_DAY_IN_TEXT.finditer(text, *span) for span in spans):
        day = _written_day(match, order)
        if day is None or not 1990 <= day.year < 2050:
            continue
        none = False
        clock = _CLOCK.match(text, match.end())
        yield _with_clock(day, clock) if clock else day, match.start()
    if none and not western:
        for match in chain.from_iterable(_OTHER_DAY.finditer(text, *span) for span in _with_digits(text)):
            day = _other_day(match)
            if day is not None and 1990 <= day.year < 2050:
                yield day, match.start()


def _with_clock(day: date, clock: re.Match[str]) -> date:
    """The day with the time that follows it, or alone where that is none."""
    if not (
        clock["mark"] in ":h時时" or clock["second"] or _HOUR_WORD.search(clock.string, clock.start(), clock.end() + 5)
    ):
        return day
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    half, zone = clock["half"] or "", (clock["zone"] or "").strip()
    if half or zone or hour > 23:
        return parse_date(f"{day} {hour:02}:{minute:02}:{second:02}{half} {zone}".strip()) or day
    return datetime.combine(day, time(hour, minute, second))


def first_date(text: str, order: Order = DAY_FIRST) -> tuple[date, int] | None:
    """The first of the dates in a short text, and where it begins."""
    return _first_date(text, order) if DIGIT.search(text) else None


@lru_cache(maxsize=1_000)
def _first_date(text: str, order: Order) -> tuple[date, int] | None:
    """As above; who looks for names in a line asks for its date, too, and templates repeat theirs."""
    return next(dates_in(text, order), None)


def _with_digits(text: str) -> Iterator[tuple[int, int]]:
    """Where the dates in a text begin and end at most: around digits no farther apart than those of one date."""
    start = end = -1
    for digits in _NUMBER.finditer(text):
        if digits.start() > end:
            if end >= 0:
                yield start, end
            start = max(digits.start() - _MONTH_LENGTH, 0)
        end = digits.end() + _DAY_LENGTH
    if end >= 0:
        yield start, end


def _other_day(match: re.Match[str]) -> date | None:
    """A day of another calendar or another order: of an era, Buddhist, Iranian, Vietnamese, Latvian."""
    try:
        if match["era"]:
            year = 1 if match["ey"] == "元" else int(match["ey"])
            return date(_ERAS[match["era"]] + year, int(match["em"]), int(match["ed"]))
        if match["vy"]:
            return date(int(match["vy"]), int(match["vm"]), int(match["vd"]))
        if match["ly"]:
            return _named(match["ld"], match["ln"], match["ly"])
        if match["ty"]:
            year = int(match["ty"]) + (2500 if len(match["ty"]) == 2 else 0)
            month = MORE_MONTHS[match["tn"].strip(".")]
            return date(year - (_BUDDHIST_ERA if year > 2400 else 0), month, int(match["td"]))
        if match["py"]:
            return _from_solar_hijri(int(match["py"]), SOLAR_HIJRI_MONTHS[match["pn"]], int(match["pd"]))
        if match["sy"]:
            return _from_solar_hijri(int(match["sy"]), int(match["sm"]), int(match["sd"]))
        return _named(match["ad"], match["an"], match["ay"])
    except (KeyError, ValueError):
        return None


def _from_solar_hijri(year: int, month: int, day: int) -> date:
    """A day of the Iranian calendar in ours, by its 33-year cycle of leap years, true from 1244 to 1472."""
    days = (year - 1) * 365 + (8 * year + 21) // 33 + (month - 1) * 30 + min(month - 1, 6) + day
    return date.fromordinal(days + 226_894)


def _written_day(match: re.Match[str], order: Order) -> date | None:
    try:
        if year_first := match["ymd"] or match["cjk"]:
            year, month, day = _NUMBER.findall(year_first)
            return date(int(year), int(month), int(day))
        if match["dmy"]:
            first, second, full = int(match["first"]), int(match["second"]), int(match["year"])
            if order.year_first and full < 100:
                return date(2000 + first, second, full)
            full += 2000 if full < 100 else 0
            if match["s2"] == "-" and full < 100:
                return None
            if second > 12 or (order.month_first and first <= 12 and match["s2"] != "."):
                first, second = second, first
            return date(full, second, first)
        if match["dny"]:
            return _named(match["d1"], match["n1"], match["y1"], croatian=order.croatian)
        if match["ndy"]:
            return _named(match["d2"], match["n2"], match["y2"])
        return _named(match["d3"], match["n3"], match["y3"])
    except ValueError:
        return None


def _named(day: str, name: str, year: str, *, croatian: bool = False) -> date | None:
    name = name.strip().casefold().replace("\u0307", "")  # what it makes of "İ" is an "i" with a second dot
    year = f"20{year}" if len(year) == 2 else year
    if croatian and name in CROATIAN:
        return date(int(year), CROATIAN[name], int(day))
    if month := MORE_MONTHS.get(name):
        return date(int(year), month, int(day))
    if name.isalpha():
        return date(int(year), month, int(day)) if (month := month_named(name)) else None
    moment = parse_date(f"{int(day)} {name} {year}")  # of several words
    return day_of(moment) if moment else None

"""Dates of every form that feeds carry keep what they say, and nothing is added."""

# ruff: noqa: DTZ001 - naive times are part of what is tested

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import dates
from crawler.dates import from_epoch, parse_date


def at(*parts: int, hours: float = 0) -> datetime:
    return datetime(*parts, tzinfo=timezone(timedelta(hours=hours)))  # type: ignore[arg-type,misc]


FORMS = [
    # 36kr: ISO-like, two blanks before the zone
    ("2022-05-26 11:38:09  +0800", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("2022-05-26 11:38:09 +0800", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("2022-05-26 11:38:09", datetime(2022, 5, 26, 11, 38, 9)),
    # RFC 3339, ISO 8601, W3CDTF
    ("2003-12-31T10:14:55Z", at(2003, 12, 31, 10, 14, 55)),
    ("2003-12-31t10:14:55z", at(2003, 12, 31, 10, 14, 55)),
    ("2003-12-31T10:14:55-08:00", at(2003, 12, 31, 10, 14, 55, hours=-8)),
    ("2003-12-31T10:14:55.123456+05:30", at(2003, 12, 31, 10, 14, 55, 123456, hours=5.5)),
    ("2003-12-31T10:14:55,5Z", at(2003, 12, 31, 10, 14, 55, 500000)),
    ("2003-12-31T10:14Z", at(2003, 12, 31, 10, 14)),
    ("2003-12-31T10:14", datetime(2003, 12, 31, 10, 14)),
    ("2003-12-31T10+01:00", at(2003, 12, 31, 10, hours=1)),
    ("2003-12-31", date(2003, 12, 31)),
    ("2003-12", date(2003, 12, 1)),
    ("2003", date(2003, 1, 1)),
    ("20031231", date(2003, 12, 31)),
    ("20031231T101455Z", at(2003, 12, 31, 10, 14, 55)),
    ("2003-365", date(2003, 12, 31)),
    ("2003365", date(2003, 12, 31)),
    ("2004-W53-5", date(2004, 12, 31)),
    ("2003-12-31T24:00:00Z", at(2004, 1, 1)),
    ("2016-12-31T23:59:60Z", at(2017, 1, 1)),
    ("2022/05/26 11:38", datetime(2022, 5, 26, 11, 38)),
    ("2004-07-08 23:56:58.0", datetime(2004, 7, 8, 23, 56, 58)),
    ("2022-05-26 03:38:09 UTC", at(2022, 5, 26, 3, 38, 9)),
    ("2022-05-26 11:38:09 +0800 CST", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("2022-05-26 11:38:09 PM", datetime(2022, 5, 26, 23, 38, 9)),
    # RFC 822 to 5322
    ("Thu, 26 May 2022 03:38:09 GMT", at(2022, 5, 26, 3, 38, 9)),
    ("Thu, 26 May 2022 11:38:09 +0800", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("26 May 2022 11:38:09 +0800", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("Thu, 01 Jan 04 19:48:21 GMT", at(2004, 1, 1, 19, 48, 21)),
    ("Thu, 01 Jan 98 19:48 GMT", at(1998, 1, 1, 19, 48)),
    ("Thu, 1 Jan 2004 19:48:21", datetime(2004, 1, 1, 19, 48, 21)),
    ("Thu, 01 Jan 2004", date(2004, 1, 1)),
    ("Thursday, 26 May 2022 11:38:09 EST", at(2022, 5, 26, 11, 38, 9, hours=-5)),
    ("Thu,26 May 2022 11:38:09 PDT", at(2022, 5, 26, 11, 38, 9, hours=-7)),
    ("Thu 26 May 2022 11:38:09 Z", at(2022, 5, 26, 11, 38, 9)),
    ("Mon, 26 May 2022 11:38:09 GMT", at(2022, 5, 26, 11, 38, 9)),  # the wrong weekday
    ("26-May-2022 11:38:09 GMT", at(2022, 5, 26, 11, 38, 9)),
    ("Thursday, 26-May-22 11:38:09 GMT", at(2022, 5, 26, 11, 38, 9)),
    ("Thu, May 26 2022 11:38:09 GMT", at(2022, 5, 26, 11, 38, 9)),
    ("Thu, 26 Sept. 2022 11:38:09 GMT", at(2022, 9, 26, 11, 38, 9)),
    *((f"May 26, 2022 11:38 {noon}", datetime(2022, 5, 26, 23, 38)) for noon in ("pm", "PM", "pm.", "p.m", "P.M.")),
    ("May 26, 2022 12:38 am.", datetime(2022, 5, 26, 0, 38)),
    ("Thu, 26 May 2022 1:02:03 +0000", at(2022, 5, 26, 1, 2, 3)),
    ("Thu, 26 May 2022 11:38:09 +08:00", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("Thu, 26 May 2022 11:38:09 +8", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("Thu, 26 May 2022 11:38:09 +800", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("Thu, 26 May 2022 11:38:09 GMT+8", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("Thu, 26 May 2022 11:38:09 UTC+08:00", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("Thu, 26 May 2022 11:38:09 Etc/GMT", at(2022, 5, 26, 11, 38, 9)),
    ("Thu, 26 May 2022 11:38:09 -0000", at(2022, 5, 26, 11, 38, 9)),
    ("Thu, 26 May 2022 11:38:09 +0100 (BST)", at(2022, 5, 26, 11, 38, 9, hours=1)),
    ("Thu, 26 May 2022 11:38:09 XYZ", datetime(2022, 5, 26, 11, 38, 9)),  # nobody knows where that is
    ("  Thu,\n 26 May 2022\t11:38:09   GMT ", at(2022, 5, 26, 11, 38, 9)),
    # asctime, ctime, date(1), JavaScript, Perforce
    ("Sun Jan  4 16:29:06 2004", datetime(2004, 1, 4, 16, 29, 6)),
    ("Sun Jan  4 16:29:06 PST 2004", at(2004, 1, 4, 16, 29, 6, hours=-8)),
    ("Sun Jan  4 16:29:06 +0800 2004", at(2004, 1, 4, 16, 29, 6, hours=8)),
    ("Thu Aug 30 2012 17:26:16 +0200", at(2012, 8, 30, 17, 26, 16, hours=2)),
    ("Thu May 26 2022 11:38:09 GMT+0800 (China Standard Time)", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("Fri, 2006/09/15 08:19:53 EDT", at(2006, 9, 15, 8, 19, 53, hours=-4)),
    # by hand
    ("May 26, 2022", date(2022, 5, 26)),
    ("Thursday, May 26th, 2022 at 11:38 AM", datetime(2022, 5, 26, 11, 38)),
    ("May 26, 2022 12:05 am EDT", at(2022, 5, 26, 0, 5, hours=-4)),
    ("5/6/2022 3:00:00 PM", datetime(2022, 5, 6, 15)),
    ("05/26/2022", date(2022, 5, 26)),
    ("26/05/2022 11:38", datetime(2022, 5, 26, 11, 38)),
    ("06.05.2022, 11:38", datetime(2022, 5, 6, 11, 38)),
    # other languages
    ("Thu, 26 May 2022 11:38:09 PM +0000", at(2022, 5, 26, 23, 38, 9)),
    ("2022-05-26 11:38 PM -0500", at(2022, 5, 26, 23, 38, hours=-5)),
    ("Thu, 26 May 2022 11:38:09  0000", at(2022, 5, 26, 11, 38, 9)),
    ("2022-05-26T11:38:09 00:00", at(2022, 5, 26, 11, 38, 9)),
    ("20220526113809", datetime(2022, 5, 26, 11, 38, 9)),
    ("20220526113809+0800", at(2022, 5, 26, 11, 38, 9, hours=8)),
    ("26 mai 2022 à 11h38", datetime(2022, 5, 26, 11, 38)),
    ("26 mai 2022, 11 h 38", datetime(2022, 5, 26, 11, 38)),
    ("26 de maio de 2022 às 11h38min", datetime(2022, 5, 26, 11, 38)),
    ("2022年5月26日11时38分09秒", datetime(2022, 5, 26, 11, 38, 9)),
    ("2022年5月26日(木) 11時38分", datetime(2022, 5, 26, 11, 38)),
    ("2022년 5월 26일 오후 3시 38분", at(2022, 5, 26, 15, 38, hours=9)),
    ("26. 5. 2022", date(2022, 5, 26)),
    ("2022. 5. 26.", date(2022, 5, 26)),
    ("2022. 05. 26. 오후 3:38", at(2022, 5, 26, 15, 38, hours=9)),
    ("Do, 26 Mai 2022 11:38:09 +0200", at(2022, 5, 26, 11, 38, 9, hours=2)),
    ("26. März 2022", date(2022, 3, 26)),
    ("jeu., 26 mai 2022 11:38:09 +0200", at(2022, 5, 26, 11, 38, 9, hours=2)),
    ("mar. 26 avr. 2022", date(2022, 4, 26)),
    ("26 de mayo de 2022 11:38", datetime(2022, 5, 26, 11, 38)),
    ("чт, 26 мая 2022 11:38:09 +0300", at(2022, 5, 26, 11, 38, 9, hours=3)),
    ("26 октября 2022", date(2022, 10, 26)),
    ("26 września 2022", date(2022, 9, 26)),
    ("26 MAYIS 2022", date(2022, 5, 26)),
    ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", at(2004, 7, 11, 12, hours=-5)),
    ("2004-július-13T9:15-05:00", at(2004, 7, 13, 9, 15, hours=-5)),
    ("2004년 05월 28일  01:31:15", at(2004, 5, 28, 1, 31, 15, hours=9)),
    ("2004-05-25 오후 11:23:17", at(2004, 5, 25, 23, 23, 17, hours=9)),
    ("2004-05-25 오전 12:23:17", at(2004, 5, 25, 0, 23, 17, hours=9)),
    ("Thu, 26 May 2022 11:38:09 Europe/Paris", at(2022, 5, 26, 11, 38, 9, hours=2)),
    ("2022-01-26T11:38:09-05:00[America/New_York]", at(2022, 1, 26, 11, 38, 9, hours=-5)),
    ("2022-05-26 11:38 Etc/GMT+2", at(2022, 5, 26, 11, 38, hours=-2)),  # whose signs are those of POSIX
    ("May 26, 2022 11:38 (GMT+2)", at(2022, 5, 26, 11, 38, hours=2)),
    ("May 26, 2022 11:38 AM (UTC+05:30)", at(2022, 5, 26, 11, 38, hours=5.5)),
    ("Thu, 26 May 2022 11:38:09 +02:00 (GMT+2)", at(2022, 5, 26, 11, 38, 9, hours=2)),
    ("2022-01-26 11:38 America/Nowhere", datetime(2022, 1, 26, 11, 38)),
    ("2022年5月26日 11:38", datetime(2022, 5, 26, 11, 38)),
    ("2022年5月26日 下午 3:38", datetime(2022, 5, 26, 15, 38)),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_a_date_is_read_with_the_precision_it_gives(text: str, expected: date) -> None:
    found = parse_date(text)
    assert found == expected
    assert type(found) is type(expected)
    if isinstance(expected, datetime):
        assert isinstance(found, datetime)
        assert found.utcoffset() == expected.utcoffset()


NO_DATES = [
    "",
    "   ",
    "yesterday",
    "now",
    "Invalid Date",
    "Thu, 31 Feb 2022 11:38:09 GMT",
    "2003-02-30",
    "2003-13-01",
    "2003-366",
    "2003-12-31T25:14:55Z",
    "2003-12-31T10:61:55Z",
    "Thu, 26 May 2022 11:38:09 +9900",
    "0000-00-00 00:00:00",
    "0001-01-01T00:00:00+99:99",
    "0001-01-01T00:00:00Z",  # what systems write for no date
    "Mon, 01 Jan 0001 00:00:00 +0000",
    "0001-01-01",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "1970-01-01T01:00:00+01:00",
    "1970-01-01 00:00:00",
    "05/06/2022",  # May or June
    "1653536289",  # a number is a date only where its source says so
    "11:38:09",
    "May 2022 was the best month of the year 2022 for 26 reasons",
    "x" * 1000,
    "Thu, 26 Foo 2022 11:38:09 GMT",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_or_an_impossible_one_gives_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1653536289, at(2022, 5, 26, 3, 38, 9)),
        (1653536289.5, at(2022, 5, 26, 3, 38, 9, 500000)),
        (1653536289417, at(2022, 5, 26, 3, 38, 9, 417000)),
        (0, None),
        (1, at(1970, 1, 1, 0, 0, 1)),
        (float("inf"), None),
        (float("nan"), None),
        (10**30, None),
    ],
)
def test_epoch_numbers_are_seconds_or_milliseconds(number: float, expected: datetime | None) -> None:
    assert from_epoch(number) == expected


def test_no_month_name_means_two_months() -> None:
    meanings: dict[str, set[int]] = {}
    for line in dates._MONTH_NAMES.strip().splitlines():
        for number, names in enumerate(line.split("|"), start=1):
            for name in names.split():
                meanings.setdefault(dates._plain(name), set()).add(number)
    assert {name: numbers for name, numbers in meanings.items() if len(numbers) > 1} == {}


NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # what Unix systems write where there is none


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)).filter(NO_DATE.__ne__))
def test_what_isoformat_writes_is_read_back(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment


@given(st.text(alphabet=st.sampled_from("0123456789-/.:+TZ ,JanFebGMT年月日오후pm"), max_size=40))
def test_no_text_whatever_raises(text: str) -> None:
    parse_date(text)


@given(
    st.lists(
        st.sampled_from(
            "26 2022 22 0 31 99 May Mayo Sept. 5月 年 11:38 23:59:60 11.38 am a.m am. pm p.m. 오후 午後 T Z UTC EST +8 -25:00 "
            "( ) , . / - at of de".split()
        ),
        max_size=9,
    ),
    st.sampled_from(["", " ", ", "]),
)
def test_no_parts_of_dates_whatever_raise(parts: list[str], joined: str) -> None:
    parse_date(joined.join(parts))

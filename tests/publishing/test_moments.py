"""The first and last moments of the calendar are written as any other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from crawler.publishing.moments import http, in_utc, iso, rfc_822

LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [-1, -30, -3_600, -14 * 3_600])
def test_a_moment_that_is_beyond_the_calendar_in_utc_keeps_its_day(seconds: int) -> None:
    moment = LAST.replace(tzinfo=timezone(timedelta(seconds=seconds)))

    assert in_utc(moment) == LAST
    assert iso(moment).startswith("9999-12-31T23:59:59")
    assert rfc_822(moment).startswith("Fri, 31 Dec 9999 23:59:59")
    assert http(moment) == "Fri, 31 Dec 9999 23:59:59 GMT"


def test_a_day_stays_a_day() -> None:
    assert in_utc(date(2022, 5, 26)) == date(2022, 5, 26)

"""How a source is, judged by its own past."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.scheduling.health import Sample, troubles

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WELL = {"title": "og", "authors": "json-ld", "published": "json-ld", "body": "rule"}


def days(*ago: float) -> list[datetime]:
    return [NOW - timedelta(days=number) for number in ago]


def told(
    arrivals: list[datetime] | None = None,
    samples: list[Sample] | None = None,
    failing: tuple[datetime, int, str] | None = None,
) -> dict[str, datetime]:
    found = troubles("news", failing=failing, polled=NOW, arrivals=arrivals or [], samples=samples or [])
    assert all(trouble.source == "news" and "\n" not in trouble.told for trouble in found)
    return {trouble.what: trouble.since for trouble in found}


@pytest.mark.parametrize(
    ("arrivals", "silent"),
    [
        (days(1, 2, 3, 4, 5, 6, 7), False),
        (days(3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5), False),
        (days(5, 6, 7, 8, 9, 10, 11), True),
        (days(20, 27, 34, 41, 48, 55), False),
        (days(40, 47, 54, 61, 68, 75), True),
        (days(5, 6, 7, 17, 18, 19, 20), False),
        (days(300, 301, 302), False),
        (days(1.9, 1.91, 1.92, 1.93, 1.94, 1.95, 1.96), False),
    ],
)
def test_a_source_is_silent_when_it_is_so_beyond_its_own_rhythm(arrivals: list[datetime], silent: bool) -> None:
    assert told(arrivals) == ({"silent": arrivals[0]} if silent else {})


def articles(*recent: Sample) -> list[Sample]:
    return [*recent, *(Sample(NOW - timedelta(days=10 + number), 3000 + 100 * number, WELL) for number in range(12))]


def recent(size: int, origins: dict[str, str], count: int = 5) -> list[Sample]:
    return [Sample(NOW - timedelta(days=number), size, origins) for number in range(count)]


WITHOUT_AUTHORS = {name: origin for name, origin in WELL.items() if name != "authors"}


@pytest.mark.parametrize(
    ("samples", "what"),
    [
        (recent(3100, WELL), None),
        (recent(900, WELL), "shrunk"),
        (recent(900, WELL, 4), None),
        (recent(3100, WITHOUT_AUTHORS), "missing-authors"),
        (recent(3100, WITHOUT_AUTHORS, 3), None),
        (recent(3100, WELL | {"body": "blocks"}), "rule-body"),
    ],
)
def test_what_articles_used_to_have_is_missed_from_its_first_day_on(samples: list[Sample], what: str | None) -> None:
    assert told(samples=articles(*samples)) == ({what: samples[-1].seen} if what else {})


def test_a_few_articles_say_nothing() -> None:
    assert told(samples=recent(10, {}) + recent(3000, WELL)) == {}


def test_a_source_that_fails_more_than_once_is_named_with_the_day_it_began() -> None:
    assert told(failing=(NOW - timedelta(days=3), 9, "404 Not Found")) == {"failing": NOW - timedelta(days=3)}
    assert told(failing=(NOW, 1, "404 Not Found")) == {}


def test_a_source_that_fails_is_not_called_silent_too() -> None:
    assert set(told(days(50, 51, 52, 53, 54, 55), failing=(NOW, 2, "gone"))) == {"failing"}

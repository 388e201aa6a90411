"""When a failed article is tried again."""

from datetime import UTC, datetime, timedelta

from crawler.schedule import Failure, retry_at

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_passing_failure_is_tried_again_by_the_next_run() -> None:
    assert retry_at(Failure.PASSING, 1, NOW) == NOW


def test_a_page_without_article_is_left_alone_for_a_day() -> None:
    assert retry_at(Failure.LASTING, 1, NOW) == NOW + timedelta(days=1)


def test_waits_grow_and_end() -> None:
    for failure in Failure:
        waits = []
        attempt = 1
        while (again := retry_at(failure, attempt, NOW)) is not None:
            waits.append(again)
            attempt += 1
        assert waits == sorted(waits)
        assert attempt <= 12

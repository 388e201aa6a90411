"""When a failed article is tried again."""

from datetime import UTC, datetime, timedelta

from crawler.scheduling.schedule import Failure, host_retry_at, next_look, next_poll, outside, retry_at

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_passing_failure_is_tried_again_by_the_next_run() -> None:
    assert retry_at(Failure.PASSING, 1, NOW) == NOW


def test_a_page_without_article_is_tried_again_after_a_day_three_days_more_and_a_week_more() -> None:
    again = [retry_at(Failure.LASTING, attempts, NOW) for attempts in range(1, 5)]
    assert again == [*(NOW + timedelta(days=days) for days in (1, 3, 7)), None]


def test_waits_grow_and_end() -> None:
    for failure in Failure:
        waits = []
        attempt = 1
        while (again := retry_at(failure, attempt, NOW)) is not None:
            waits.append(again)
            attempt += 1
        assert waits == sorted(waits)
        assert attempt <= 12


def test_an_article_whose_host_is_down_is_tried_ever_more_rarely_but_never_left() -> None:
    waits = [timedelta()]
    for _ in range(2000):
        waits.append(host_retry_at(waits[-1], NOW) - NOW)
    assert waits[:5] == [timedelta(minutes=minutes) for minutes in (0, 1, 2, 4, 8)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=2)


def test_looks_at_a_page_grow_rarer_and_end() -> None:
    looks = []
    moment: datetime | None = NOW
    while moment := next_look(NOW, (1, 3, 7), moment):
        looks.append((moment - NOW).days)
    assert looks == [1, 3, 7]


def test_looks_that_were_missed_are_left_out() -> None:
    assert next_look(NOW, (1, 3, 7), NOW + timedelta(days=5)) == NOW + timedelta(days=7)
    assert next_look(NOW, (), NOW) is None


def test_a_failing_source_is_asked_ever_more_rarely_but_never_left() -> None:
    waits = [(again - NOW) if (again := next_poll(failures, NOW)) else timedelta() for failures in range(1, 2000)]
    assert waits[:6] == [timedelta(hours=hours) for hours in (0, 0, 0, 1, 2, 4)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=2)


def test_a_site_that_blocks_is_left_alone_for_hours_at_once() -> None:
    waits = [(next_poll(failures, NOW, blocked=True) or NOW) - NOW for failures in range(1, 8)]
    assert [wait / timedelta(hours=1) for wait in waits] == [6, 12, 24, 48, 96, 96, 96]


def test_hours_and_days_that_a_source_names_are_left_out() -> None:
    thursday = NOW.replace(hour=22, minute=30)
    assert outside(thursday, {3}, {5}) == thursday
    assert outside(thursday, {22, 23, 0}, ()) == NOW + timedelta(days=1, hours=1)
    assert outside(thursday, {0}, {3, 4}) == NOW + timedelta(days=2, hours=1)
    assert outside(thursday, range(24), ()) == thursday
    assert outside(thursday, (), range(7)) == thursday

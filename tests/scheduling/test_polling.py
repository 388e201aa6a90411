"""When a source is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.scheduling.polling import Hints, Past, Rhythm, Wish, due, hours, rhythm, span

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("30m", HOUR / 2),
        ("2h", 2 * HOUR),
        (" 1 d ", 24 * HOUR),
        ("1w", 168 * HOUR),
        ("auto", Rhythm.AUTO),
        (None, None),
    ],
)
def test_the_time_between_polls_is_written_with_its_unit(written: object, meant: object) -> None:
    assert span(written) == meant


@pytest.mark.parametrize("written", ["often", "0h", "2", 2, "1y", ""])
def test_what_is_no_time_between_polls_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="write auto, 30m"):
        span(written)


def test_hours_may_go_over_midnight() -> None:
    assert hours("22-6") == {22, 23, 0, 1, 2, 3, 4, 5}
    assert hours("9-17") == set(range(9, 17))
    assert hours("0-24") == set(range(24))
    for written in ("night", "6", 6, "25-3"):
        with pytest.raises(ValueError, match="such as 22-6"):
            hours(written)


def test_without_a_wish_each_run_asks() -> None:
    asked_just_now = Past(NOW, hints=Hints(HOUR, frozenset(range(23)), frozenset(range(6))))
    assert due("a", Wish(), asked_just_now, NOW, spread=False) == NOW


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e"])
def test_a_run_each_hour_asks_each_hour_what_is_due_each_hour(name: str) -> None:
    wish = Wish(every=HOUR)
    last = NOW - HOUR + timedelta(seconds=90)  # the last run began on the hour, and took its time
    assert due(name, wish, Past(last), NOW, spread=False) == NOW
    assert due(name, wish, Past(NOW - HOUR / 2), NOW, spread=False) > NOW


def test_sources_of_one_rhythm_drift_apart() -> None:
    moments = {due(name, Wish(every=HOUR), Past(NOW), NOW, spread=True) for name in "abcdefgh"}
    assert len(moments) == 8


def test_a_failing_source_waits_whatever_its_user_wishes() -> None:
    later = NOW + 5 * HOUR
    assert due("a", Wish(every=HOUR), Past(NOW - 9 * HOUR, not_before=later), NOW, spread=False) == later
    assert due("a", Wish(), Past(NOW - 9 * HOUR, not_before=later), NOW, spread=False) == later


def test_what_was_polled_in_the_future_is_due() -> None:
    assert due("a", Wish(every=HOUR), Past(NOW + 9000 * HOUR), NOW, spread=False) == NOW


def test_a_source_of_the_night_waits_for_it() -> None:
    wish = Wish(hours=frozenset({22, 23, 0, 1, 2, 3}))
    assert due("a", wish, Past(), NOW, spread=False) == NOW.replace(hour=22)
    assert due("a", wish, Past(), NOW.replace(hour=23), spread=False) == NOW.replace(hour=23)
    assert due("a", Wish(hours=frozenset({15})), Past(), NOW, spread=False) == NOW.replace(hour=15)


def test_sources_of_the_night_are_spread_over_it() -> None:
    wish = Wish(hours=frozenset({22, 23, 0, 1, 2, 3}))
    moments = sorted(due(f"source {number}", wish, Past(), NOW, spread=True) for number in range(200))
    assert all(moment.hour in wish.hours for moment in moments if wish.hours)
    assert moments[-1] - moments[0] > 4 * HOUR


def test_the_rhythm_is_half_the_usual_gap_within_bounds() -> None:
    def every(gap: timedelta) -> Past:
        return Past(NOW, arrivals=[NOW - number * gap for number in range(10)])

    assert rhythm(every(6 * HOUR), NOW) == 3 * HOUR
    assert rhythm(every(HOUR / 60), NOW) == HOUR / 4
    assert rhythm(every(2000 * HOUR), NOW) == 24 * HOUR
    assert rhythm(Past(), NOW) == HOUR


def test_the_longer_nothing_comes_the_rarer_it_is_asked() -> None:
    arrivals = [NOW - number * HOUR for number in range(10)]
    waits = [rhythm(Past(NOW, arrivals=arrivals), NOW + days * 24 * HOUR) for days in (0, 1, 3, 8, 30)]
    assert waits == [HOUR / 2, 2.4 * HOUR, 7.2 * HOUR, 19.2 * HOUR, 24 * HOUR]  # a tenth of the silence


def test_a_source_in_its_own_rhythm_is_left_alone_when_it_asks_for_that() -> None:
    wish = Wish(every=Rhythm.AUTO)
    arrivals = [NOW - number * HOUR for number in range(10)]
    assert (
        due("a", wish, Past(NOW, hints=Hints(refresh=4 * HOUR), arrivals=arrivals), NOW, spread=False) > NOW + 3 * HOUR
    )
    hints = Hints(skip_hours=frozenset({12, 13, 14, 15}))
    assert due("a", wish, Past(NOW - 6 * HOUR, hints=hints, arrivals=arrivals), NOW, spread=False) == NOW + 4 * HOUR

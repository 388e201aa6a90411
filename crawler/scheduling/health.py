"""The health of a source, judged by its own past: its rhythm, the size of its texts, the fields that they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from statistics import median

from crawler.rules.model import MISSED

_FEWEST_GAPS = 5  # between times at which something new came: fewer make no rhythm
_RECENT = 5  # articles that have to show a trouble
_BEFORE = 10  # articles before them that did not
_SHRUNK = 0.5
_USUALLY = 0.8
_LEAST_SILENCE = timedelta(days=2)
_FIELDS = ("title", "authors", "published", "image", "description")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something is wrong with a source since a day."""

    source: str
    what: str  # a short stable name: "failing", "silent", "shrunk", "missing-authors", "rule-body" …
    since: datetime
    told: str  # a line for the user


@dataclass(frozen=True, slots=True)
class Sample:
    """What is looked at of a published article."""

    seen: datetime
    size: int  # letters
    origins: Mapping[str, str]  # field -> where it came from


def troubles(
    source: str,
    *,
    failing: tuple[datetime, int, str] | None,
    polled: datetime | None,
    arrivals: Sequence[datetime],
    samples: Sequence[Sample],
) -> list[Trouble]:
    """What is wrong with a source.

    Args:
        source: Its name.
        failing: Since when its polls fail, how many in a row, and the last error; None: the last one went well.
        polled: When it was asked last.
        arrivals: The times at which new entries came, each once, the latest first.
        samples: Its articles, the latest first.
    """
    found: list[Trouble] = []
    if polled:  # what came in the future, by a clock that was wrong, tells nothing
        arrivals = [arrival for arrival in arrivals if arrival <= polled]
    if failing:
        since, failures, error = failing
        if failures > 1:
            found.append(Trouble(source, "failing", since, f"fails since {_day(since)}, {failures} times: {error}"))
    elif polled and (rhythm := silence(arrivals)) and polled - arrivals[0] > rhythm:
        told = f"nothing new since {_day(arrivals[0])}, though something used to come every {_span(_usual(arrivals))}"
        found.append(Trouble(source, "silent", arrivals[0], told))
    found += _of_rules(source, samples)
    known = {trouble.what for trouble in found}
    return [*found, *(trouble for trouble in _of_articles(source, samples) if trouble.what not in known)]


def silence(arrivals: Sequence[datetime]) -> timedelta | None:
    """How long nothing new may come before a source counts as silent; None where it has no rhythm yet.

    Four times the usual gap, or half as much again as the longest, whichever is more, and two days at least.
    """
    gaps = [later - earlier for later, earlier in pairwise(arrivals)]
    if len(gaps) < _FEWEST_GAPS:
        return None
    return max(4 * _usual(arrivals), 1.5 * max(gaps), _LEAST_SILENCE)


def _usual(arrivals: Sequence[datetime]) -> timedelta:
    return timedelta(seconds=median((later - earlier).total_seconds() for later, earlier in pairwise(arrivals)))


def _of_rules(source: str, samples: Sequence[Sample]) -> Iterator[Trouble]:
    """Rules that found nothing on the latest pages."""
    for field in ("body", *_FIELDS):
        missed = [sample.origins.get(field, "").endswith(MISSED) for sample in samples]
        if missed and missed[0]:
            began = samples[missed.index(False) - 1 if False in missed else -1].seen
            yield Trouble(source, f"rule-{field}", began, f"its rule for {field} finds nothing since {_day(began)}")


def _of_articles(source: str, samples: Sequence[Sample]) -> Iterator[Trouble]:
    if len(samples) < _RECENT + _BEFORE:
        return
    size = median(sample.size for sample in samples[_RECENT:])
    short = list(takewhile(lambda sample: sample.size < _SHRUNK * size, samples))
    if len(short) >= _RECENT:
        since = short[-1].seen
        now = median(sample.size for sample in short)
        yield Trouble(
            source, "shrunk", since, f"texts are short since {_day(since)}: {now:.0f} letters, not {size:.0f}"
        )
    for field in _FIELDS:
        if began := _lacking(samples, [field in sample.origins for sample in samples]):
            yield Trouble(source, f"missing-{field}", began, f"articles have no {field} since {_day(began)}")
    for field in ("body", *_FIELDS):
        if began := _lacking(samples, [sample.origins.get(field, "").startswith("rule") for sample in samples]):
            yield Trouble(source, f"rule-{field}", began, f"its rule for {field} finds nothing since {_day(began)}")


def _lacking(samples: Sequence[Sample], has: Sequence[bool]) -> datetime | None:
    """Since when the latest articles lack what was usual before; None where they have it, or never had."""
    lost = has.index(True) if True in has else 0
    before = has[lost:]
    if lost < _RECENT or len(before) < _BEFORE or sum(before) < _USUALLY * len(before):
        return None
    return samples[lost - 1].seen


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d")


def _span(gap: timedelta) -> str:
    hours = gap / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"

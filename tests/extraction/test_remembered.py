"""What is told of names is worked out once, and of endless names only the beginning is looked at."""

from __future__ import annotations

from crawler.extraction.remembered import Remembered


def test_what_is_told_of_names_is_worked_out_once() -> None:
    asked = []
    told = Remembered(lambda names: asked.append(names) or len(names), 2)

    assert [told["a"], told["bc"], told["a"]] == [1, 2, 1]
    assert asked == ["a", "bc"]


def test_when_too_many_names_are_remembered_all_are_forgotten() -> None:
    told = Remembered(len, 2)

    assert [told["a"], told["b"], told["c"]] == [1, 1, 1]
    assert dict(told) == {"c": 1}


def test_of_endless_names_only_the_beginning_is_looked_at_and_remembered() -> None:
    told = Remembered(len, 2)

    assert told["a" * 5_000] == told["a" * 6_000] == 1_000
    assert [len(names) for names in told] == [1_000]

"""A lazy pattern does what a compiled one does."""

from __future__ import annotations

import re

import pytest

from crawler.extraction.patterns import lazy


def test_a_lazy_pattern_finds_replaces_and_splits() -> None:
    pattern = lazy("B+", re.IGNORECASE)

    assert [match[0] for match in pattern.finditer("abBc b")] == ["bB", "b"]
    assert pattern.sub("-", "abBc") == "a-c"
    assert pattern.split("abBc") == ["a", "c"]
    assert pattern.fullmatch("bb")
    assert pattern.pattern == "B+"


def test_a_mistake_in_a_pattern_shows_when_it_is_used() -> None:
    with pytest.raises(re.error):
        lazy("(").search("a")

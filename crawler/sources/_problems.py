"""Lines for the user about entries with a fault: one line, however many they are."""

from __future__ import annotations

from collections.abc import Sequence


def about(numbers: Sequence[int], one: str, several: str) -> list[str]:
    """A line about the entries of these numbers, or none.

    Args:
        numbers: Which entries have the fault, counted from 1.
        one: What is said of a single one: "entry {} has no link".
        several: What is said of more: "entries have no link".
    """
    if not numbers:
        return []
    if len(numbers) == 1:
        return [one.format(numbers[0])]
    return [f"{len(numbers)} {several} (the first is number {numbers[0]})"]


def nameless(numbers: Sequence[int]) -> list[str]:
    """The line about entries that can neither be fetched nor named."""
    return about(numbers, "entry {} has neither link nor title", "entries have neither link nor title")

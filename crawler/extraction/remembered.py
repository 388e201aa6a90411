"""What is told of class names and the like, which templates repeat over and over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Told = TypeVar("_Told")
_LONGEST = 1_000  # characters


class Remembered(dict[str, _Told]):
    """What a function tells of names, asked for by subscription and worked out once.

    It is found sooner than by `lru_cache`, which would keep a list of what was asked last.

    Of what is longer than a thousand characters, only these are looked at.

    Args:
        tell: What tells; the same of the same names.
        most: How many names are remembered; beyond that, all are forgotten.
    """

    def __init__(self, tell: Callable[[str], _Told], most: int) -> None:
        self._tell = tell
        self._most = most

    def __missing__(self, names: str) -> _Told:
        if len(names) > _LONGEST:
            return self[names[:_LONGEST]]
        if len(self) >= self._most:
            self.clear()
        told = self[names] = self._tell(names)
        return told

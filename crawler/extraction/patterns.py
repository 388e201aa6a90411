"""Regular expressions compiled when they are first needed: the long ones would cost milliseconds at every start."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")


class _Lazy:
    """Stands for a pattern; its first use puts the compiled pattern's methods in place of this class's lookup."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._definition = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._definition)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; a pattern that is none raises `re.error` where it is first used."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))

"""What the kinds' options are made of."""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from crawler.selectors import CssOrXPath, listed, select

__all__ = ["CssOrXPath", "Options", "OwnOptions", "Patterns", "own", "select", "wanted"]


class Options(BaseModel):
    """Keys of a source that only its kind knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


OwnOptions = TypeVar("OwnOptions", bound=Options)


def own(source: Options, model: type[OwnOptions]) -> OwnOptions:
    """The options of a kind; its defaults for a source that was only recognised to be of that kind."""
    return source if isinstance(source, model) else model()


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None


Patterns = Annotated[tuple[Annotated[re.Pattern[str], BeforeValidator(_pattern)], ...], BeforeValidator(listed)]


def wanted(text: str, include: tuple[re.Pattern[str], ...], exclude: tuple[re.Pattern[str], ...]) -> bool:
    """Whether one of `include` is found in the text, or there is none, and none of `exclude`."""
    if include and not any(pattern.search(text) for pattern in include):
        return False
    return not any(pattern.search(text) for pattern in exclude)

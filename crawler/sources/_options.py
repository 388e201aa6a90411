"""What the kinds' options are made of."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from lxml import etree
from parsel import Selector, SelectorList
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

_XPATH = re.compile(r"^(?:\(*\.{0,2}/|\(|\.$|@|(?:string|normalize-space|concat)\(|[a-z-]+::(?!attr\(|text$))|/@|\[@")
_EMPTY = Selector(text="<html></html>")


class Options(BaseModel):
    """Keys of a source that only its kind knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


OwnOptions = TypeVar("OwnOptions", bound=Options)


def own(source: Options, model: type[OwnOptions]) -> OwnOptions:
    """The options of a kind; its defaults for a source that was only recognised to be of that kind."""
    return source if isinstance(source, model) else model()


def select(scope: Selector, selector: str) -> SelectorList[Selector]:
    """What a CSS selector (with parsel's `::text` and `::attr()`) or an XPath expression finds; told by its form."""
    return scope.xpath(selector) if _XPATH.search(selector) else scope.css(selector)


def _checked(selector: str) -> str:
    try:
        select(_EMPTY, selector)
    except (ValueError, SyntaxError, etree.XPathError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{selector!r} is neither a CSS selector nor an XPath expression: {reason}") from None
    return selector


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


CssOrXPath = Annotated[str, AfterValidator(_checked)]
Patterns = Annotated[tuple[Annotated[re.Pattern[str], BeforeValidator(_pattern)], ...], BeforeValidator(_listed)]


def wanted(text: str, include: tuple[re.Pattern[str], ...], exclude: tuple[re.Pattern[str], ...]) -> bool:
    """Whether one of `include` is found in the text, or there is none, and none of `exclude`."""
    if include and not any(pattern.search(text) for pattern in include):
        return False
    return not any(pattern.search(text) for pattern in exclude)

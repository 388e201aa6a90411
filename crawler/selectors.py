"""Places on a page as users name them: CSS selectors and XPath expressions, told apart by their form."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Annotated, Any

from cssselect import SelectorError
from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector, SelectorList
from parsel.csstranslator import HTMLTranslator
from pydantic import AfterValidator

_XPATH = re.compile(
    r"^(?:\(*\.{0,2}/|\(|\.$|@|(?:string|normalize-space|concat|substring(?:-before|-after)?|translate|id)\("
    r"|[a-z-]+::(?!attr\(|text$))|/@|\[@"
)
_css = HTMLTranslator()
STRING = re.compile(r"""("[^"]*"|'[^']*')""")
_CALL = re.compile(r"([A-Za-z_][\w:.-]*)\s*\(")
# XPath 1.0, 4 and 5.7: its functions, and what looks like one; and the one that parsel adds to all of lxml.
_FUNCTIONS = frozenset(
    "last position count id local-name namespace-uri name string concat starts-with contains substring-before "
    "substring-after substring string-length normalize-space translate boolean not true false lang number sum floor "
    "ceiling round node text comment processing-instruction and or div mod has-class".split()
)
# What it adds where selectors are its own.
_PARSELS = frozenset(
    "re:test re:match re:replace set:difference set:distinct set:has-same-node set:intersection set:leading "
    "set:trailing".split()
)


def listed(value: Any) -> Any:
    """A text that stands for a list of one, as users may write it."""
    return (value,) if isinstance(value, str) else value


def is_xpath(selector: str) -> bool:
    """Whether a selector is written in XPath rather than in CSS."""
    return _XPATH.search(selector) is not None


def select(scope: Selector, selector: str) -> SelectorList[Selector]:
    """What a CSS selector (with parsel's `::text` and `::attr()`) or an XPath expression finds."""
    return scope.xpath(selector) if is_xpath(selector) else scope.css(selector)


def unknown_function(expression: str, more: Collection[str] = ()) -> str | None:
    """The first function of an XPath expression that there is not, which compiling does not tell.

    Args:
        expression: The expression.
        more: Functions that there are besides those of XPath 1.0.
    """
    called = (name for part in STRING.split(expression)[::2] for name in _CALL.findall(part))
    names = (name.rpartition("::")[2] for name in called)  # without the axis of text() and its like
    return next((name for name in names if name not in _FUNCTIONS and name not in more), None)


def xpath_of(selector: str, functions: Collection[str] = ()) -> str:
    """The selector as an XPath expression.

    Args:
        selector: As a user writes it.
        functions: Those that it may call besides the ones of XPath 1.0.

    Raises:
        ValueError: It is neither a CSS selector nor an XPath expression; the message is one line.
    """
    try:
        expression = selector if is_xpath(selector) else _css.css_to_xpath(selector)
        etree.XPath(expression)
        if is_xpath(selector) and (unknown := unknown_function(selector, functions)):
            raise ValueError(f"there is no function {unknown}()")
    except (ValueError, SyntaxError, SelectorError, etree.XPathError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{selector!r} is neither a CSS selector nor an XPath expression: {reason}") from None
    return expression


def find(tree: HtmlElement, expression: str) -> list[HtmlElement | str]:
    """What an XPath expression finds in a tree: elements and texts in document order, no empty texts.

    Values of attributes know their element (lxml's `getparent()` and `attrname`). An expression that fails on this
    very tree finds nothing.
    """
    try:
        found = _compiled(expression)(tree)
    except (etree.XPathError, ValueError, TypeError):
        return []
    if isinstance(found, list):
        return [item for item in found if isinstance(item, (HtmlElement, str)) and not _is_blank(item)]
    return [found] if isinstance(found, str) and found.strip() else []


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> etree.XPath:
    return etree.XPath(expression)


def _is_blank(item: HtmlElement | str) -> bool:
    return isinstance(item, str) and not item.strip() and not getattr(item, "is_attribute", False)


def _checked(selector: str) -> str:
    xpath_of(selector, _PARSELS)
    return selector


CssOrXPath = Annotated[str, AfterValidator(_checked)]

"""Site rules in the form of Full-Text RSS (`name.com.txt`), read into our own, and what is wrong with a file of them.

A file has a `directive: value` or `directive(parameter): value` a line, and comments after `#`. A public collection:
https://github.com/fivefilters/ftr-site-config; the directives: https://help.fivefilters.org/full-text-rss/site-patterns.html
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from pydantic import ValidationError

from crawler.rules.model import Move, Replacement, Rules, Wrap
from crawler.selectors import STRING, is_xpath, unknown_function

_LINE = re.compile(r"\s*(?P<name>\w+)\s*(?:\((?P<parameter>.*?)\)\s*)?:(?P<value>.*)", re.ASCII)
_TAG = re.compile(r"[a-z][a-z0-9]*")
_FILE_NAME = re.compile(r"\.?(?:[\w-]+\.)+[\w-]+\.txt|global\.txt")
_DOUBLE_BREAK = r"(?i)<br\s*/?>(?:\s|&nbsp;)*(?:<br\s*/?>(?:\s|&nbsp;)*)+"
_PARAGRAPH = "</p><p>"
_PAGE = etree.HTML("<html><head></head><body></body></html>")

_EXPRESSIONS = {
    "title": "title",
    "body": "body",
    "author": "author",
    "date": "date",
    "strip": "strip",
    "strip_attr": "strip",
    "post_strip_attr": "strip",
    "single_page_link": "single_page",
    "next_page_link": "next_page",
    "native_ad_clue": "skip_if",
    "dissolve": "dissolve",
}
_SWITCHES = {
    "convert_double_br_tags", "skip_json_ld", "autodetect_on_failure", "prune", "tidy", "insert_detected_image",
    "autodetect_next_page", "strip_comments", "https", "requires_login",
}  # fmt: skip
_YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_PARAMETERS = {"replace_string": "text to find", "http_header": "header", "wrap_in": "tag", "move_into": "XPath"}
_HEADERS = {name.lower(): name for name in ("User-Agent", "Referer", "Cookie", "Accept", "Accept-Language")}
# What makes no difference here, and why.
_WITHOUT_EFFECT = {
    "prune": "what a rule finds is never pruned",
    "tidy": "one parser reads all pages, as browsers do",
    "parser": "one parser reads all pages, as browsers do",
    "insert_detected_image": "a lead picture stays beside the body",
    "autodetect_next_page": "where no rule leads to a next page, it is always looked for",
    "footnotes": "links are never turned into footnotes",
    "strip_comments": "comments are always taken out",
    "skip_id_or_class": "what a rule finds is never pruned",
    "https": "addresses are asked for as they are",
    "test_url": "for tests of the rules",
    "test_contains": "for tests of the rules",
}
_LOGIN = "logging in is not supported: pages are fetched as for anyone"
_UNSUPPORTED = {
    **dict.fromkeys(
        (
            "requires_login", "not_logged_in_xpath", "login_uri", "login_username_field", "login_password_field",
            "login_extra_fields",
        ),
        _LOGIN,
    ),
    "single_page_link_in_feed": "a link inside the feed's text is not followed; use the source's rewrite",
}  # fmt: skip
_HANDLED = {"strip_id_or_class", "strip_image_src", "find_string", "replace_string", "http_header", "wrap_in"} | {
    "convert_double_br_tags", "if_page_contains", "move_into", "skip_json_ld", "autodetect_on_failure",
    "src_lazy_load_attr",
}  # fmt: skip
UNDERSTOOD = frozenset(_EXPRESSIONS) | _HANDLED | frozenset(_WITHOUT_EFFECT)
KNOWN = UNDERSTOOD | frozenset(_UNSUPPORTED)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something amiss in a file of rules.

    `is_fault` tells what the file's author got wrong from what this crawler does not do.
    """

    line: int
    text: str
    is_fault: bool = True


@dataclass(slots=True)
class SiteRules:
    """A file of rules: the rules, the headers to ask the site with, and what could not be used."""

    rules: Rules = field(default_factory=Rules)
    headers: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def parse(text: str) -> SiteRules:
    """Read the text of a file of rules. What is wrong is left out and remarked upon; never raises."""
    reader = _Reader()
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        reader.read(number, line)
    return reader.finished()


def read(file: Path) -> SiteRules:
    """Read a file of rules; bytes that are no UTF-8 are read as windows-1252.

    Raises:
        OSError: The file cannot be read.
    """
    data = file.read_bytes()
    try:
        return parse(data.decode("utf-8"))
    except UnicodeDecodeError:
        return parse(data.decode("windows-1252", errors="replace"))


def lint(folder: Path) -> Iterator[tuple[Path, Remark]]:
    """All that is amiss in the files of a folder, in the order of their names.

    Raises:
        OSError: The folder or a file of it cannot be read.
    """
    for file in sorted(path for path in folder.iterdir() if path.suffix == ".txt" and path.is_file()):
        if not _FILE_NAME.fullmatch(file.name.lower()):
            yield (
                file,
                Remark(1, "its name is no host: name.com.txt is for name.com, .name.com.txt for its sub-domains"),
            )
        for remark in read(file).remarks:
            yield file, remark


class _Reader:
    """What the lines read so far say."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}
        self._wraps: list[Wrap] = []
        self._moves: list[Move] = []
        self._find: list[tuple[int, str]] = []
        self._put: list[tuple[int, str]] = []
        self._lazy: list[str] = []
        self._switches: dict[str, bool] = {}
        self._last = ""
        self._site = SiteRules()

    def read(self, number: int, line: str) -> None:
        if not line.strip() or line.lstrip().startswith("#"):
            return
        match = _LINE.fullmatch(line)
        if match is None:
            self._fault(number, f"{line.strip()[:60]!r} is no 'directive: value'")
            return
        name, parameter, value = match["name"].lower(), match["parameter"], match["value"].strip()
        if problem := self._problem(name, parameter, value):
            self._fault(number, problem)
        elif name in _UNSUPPORTED:
            self._site.remarks.append(Remark(number, f"{name}: {_UNSUPPORTED[name]}", is_fault=False))
        else:
            try:
                self._take(number, name, parameter or "", value)
            except ValidationError as error:
                self._fault(number, f"{name}: {error.errors()[0]['msg']}")
            except ValueError as error:
                self._fault(number, f"{name}: {error}")
        self._last = name

    def finished(self) -> SiteRules:
        if len(self._find) != len(self._put):
            more = self._find if len(self._find) > len(self._put) else self._put
            number = more[min(len(self._find), len(self._put))][0]
            self._fault(
                number, f"{len(self._find)} find_string go with {len(self._put)} replace_string; the rest is left out"
            )
        replacements = [
            Replacement.literal(old, new) for (_, old), (_, new) in zip(self._find, self._put, strict=False)
        ]
        if self._switches.get("convert_double_br_tags"):
            replacements.append(Replacement(find=_DOUBLE_BREAK, with_=_PARAGRAPH))
        said: dict[str, object] = {name: tuple(values) for name, values in self._said.items()}
        for name, values in (
            ("wrap", self._wraps),
            ("move", self._moves),
            ("replace", replacements),
            ("lazy_images", self._lazy),
        ):
            if values:
                said[name] = tuple(values)
        if self._switches.get("skip_json_ld"):
            said["json_ld"] = False
        if self._switches.get("autodetect_on_failure") is False:
            said["fall_back"] = False
        self._site.rules = Rules.model_validate(said)
        self._site.remarks.sort(key=lambda remark: remark.line)
        return self._site

    def _fault(self, number: int, text: str) -> None:
        self._site.remarks.append(Remark(number, text))

    def _problem(self, name: str, parameter: str | None, value: str) -> str | None:
        if name not in KNOWN:
            close = difflib.get_close_matches(name, KNOWN, 1)
            return f"{name!r} is no directive" + (f"; did you mean {close[0]!r}?" if close else "")
        needed = _PARAMETERS.get(name)
        if parameter is not None and needed is None:
            return f"{name} takes nothing in parentheses"
        if parameter is None and needed and name != "replace_string":
            return f"{name} needs its {needed} in parentheses: {name}(…): …"
        if not value and name != "replace_string":
            return f"{name} has no value"
        if name in _SWITCHES and _switch(value) is None:
            return f"{name} is yes or no, not {value[:40]!r}"
        return None

    def _take(self, number: int, name: str, parameter: str, value: str) -> None:
        if name in _EXPRESSIONS:
            self._say(_EXPRESSIONS[name], _xpath(value))
        elif name in _SWITCHES:
            self._switches[name] = _switch(value) is True
        elif name in _TAKEN:
            _TAKEN[name](self, number, parameter, value)

    def _say(self, rule: str, expression: str) -> None:
        self._said.setdefault(rule, []).append(expression)

    def _strip_id_or_class(self, _number: int, _parameter: str, value: str) -> None:
        if value.startswith("//"):
            raise ValueError(f"{value!r} is an XPath expression; strip takes those")
        part = _quoted(value)
        self._say("strip", f"//*[contains(@class, {part}) or contains(@id, {part})]")

    def _strip_image_src(self, _number: int, _parameter: str, value: str) -> None:
        self._say("strip", f"//img[contains(@src, {_quoted(value)})]")

    def _find_string(self, number: int, _parameter: str, value: str) -> None:
        self._find.append((number, value))

    def _replace_string(self, number: int, parameter: str, value: str) -> None:
        if parameter:
            self._find.append((number, parameter))
        self._put.append((number, value))

    def _http_header(self, _number: int, parameter: str, value: str) -> None:
        header = _HEADERS.get(parameter.strip().lower())
        if header is None:
            raise ValueError(f"{parameter!r} is not sent; known: {', '.join(sorted(_HEADERS))}")
        self._site.headers[header] = value

    def _wrap_in(self, _number: int, parameter: str, value: str) -> None:
        tag = parameter.strip().lower()
        if not _TAG.fullmatch(tag):
            raise ValueError(f"{parameter!r} is no tag")
        self._wraps.append(Wrap(tag=tag, select=_xpath(value)))

    def _move_into(self, _number: int, parameter: str, value: str) -> None:
        self._moves.append(Move(into=_xpath(parameter), select=_xpath(value)))

    def _if_page_contains(self, _number: int, _parameter: str, value: str) -> None:
        said = self._said.get(_EXPRESSIONS.get(self._last, ""))
        if not said:
            raise ValueError("stands after no expression that it could be a condition of")
        condition, expression = _xpath(value), said[-1]
        if isinstance(_evaluated(expression), str):
            said[-1] = f"substring({expression}, 1, 10000 * boolean({condition}))"
        else:
            said[-1] = f"({expression})[{condition}]"

    def _src_lazy_load_attr(self, _number: int, _parameter: str, value: str) -> None:
        self._lazy.append(value.lower())


_TAKEN: dict[str, Callable[[_Reader, int, str, str], None]] = {
    "strip_id_or_class": _Reader._strip_id_or_class,
    "strip_image_src": _Reader._strip_image_src,
    "find_string": _Reader._find_string,
    "replace_string": _Reader._replace_string,
    "http_header": _Reader._http_header,
    "wrap_in": _Reader._wrap_in,
    "move_into": _Reader._move_into,
    "if_page_contains": _Reader._if_page_contains,
    "src_lazy_load_attr": _Reader._src_lazy_load_attr,
}


def _switch(value: str) -> bool | None:
    """What a switch is set to, whatever comment stands behind it; None where it says neither."""
    return _YES_OR_NO.get(value.partition("#")[0].strip().lower())


def _xpath(value: str) -> str:
    """The expression with its names in lower case, as elements and attributes have them in a parsed page.

    Raises:
        ValueError: It is no XPath 1.0 expression; the message is one line.
    """
    parts = STRING.split(value.strip())
    parts[::2] = [part.lower() for part in parts[::2]]
    expression = "".join(parts)
    if unknown := unknown_function(expression):
        raise ValueError(f"{expression!r} is no XPath 1.0 expression: there is no function {unknown}()")
    _evaluated(expression)
    return expression if is_xpath(expression) else f"({expression})"


def _evaluated(expression: str) -> object:
    try:
        return etree.XPath(expression)(_PAGE)
    except etree.XPathError as error:
        raise ValueError(f"{expression!r} is no XPath expression: {str(error).partition(chr(10))[0]}") from None


def _quoted(text: str) -> str:
    """The text as an XPath string; Full-Text RSS, too, takes quotation marks out of it."""
    return "'" + text.replace("'", "").replace('"', "") + "'"

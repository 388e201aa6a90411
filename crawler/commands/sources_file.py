"""Adds sources to a sources file as text, so that its comments, its order and all its other bytes stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from crawler.config import read_yaml

_ENDS = ("\r", "\n", "\x85", "\u2028", "\u2029")  # of lines, as YAML 1.1 counts them
_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|\\Z)")


class SourcesFileError(ValueError):
    """A file to which nothing can be added; the message is one line for the user."""


def add(text: str, sources: Sequence[Mapping[str, Any]]) -> str:
    """The text of a sources file with more sources at the end of its list.

    Args:
        text: The file's text; it may be empty.
        sources: Each with the keys and values of a sources file, in the order to write them in.

    Raises:
        SourcesFileError: The text is no sources file.
    """
    if not sources:
        return text
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        before = read_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise SourcesFileError(f"the sources file is no valid YAML{where}") from None
    if root is not None and not isinstance(root, MappingNode):
        raise SourcesFileError("the sources file holds no keys and values")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [line for line in _LINE.findall(text) if line]
    if lines and not lines[-1].endswith(_ENDS):
        lines[-1] += newline
    result = "".join(_added(lines, root, sources, newline))
    expected = dict(before or {})
    expected["sources"] = [*(expected.get("sources") or []), *(_plain(source) for source in sources)]
    try:
        added = read_yaml(result) == expected
    except yaml.YAMLError:
        added = False
    if not added:
        told = "nothing can be added to the list of sources as it is written"
        keys = (key for key, _ in (root.value if root else ()) if key.value == "sources")
        where = next((f" (line {key.start_mark.line + 1})" for key in keys), "")
        raise SourcesFileError(f"{told}{where}; write it as a list with a line `- name: …` a source")
    return result


def _added(lines: list[str], root: MappingNode | None, sources: Sequence[Mapping[str, Any]], newline: str) -> list[str]:
    pair = next(((key, value) for key, value in root.value if key.value == "sources"), None) if root else None
    if pair is None:
        gap = [newline] if lines and lines[-1].strip() else []
        return [*lines, *gap, f"sources:{newline}", *_block(sources, 2, newline)]
    key, value = pair
    if not isinstance(value, SequenceNode) or not value.value:  # "sources:" or "sources: []"
        first, last = key.start_mark.line, max(key.start_mark.line, _last_line(value, key.start_mark.line))
        comments = "".join(re.findall(r"(?<!\S)#.*", "".join(lines[first : last + 1])))
        head = f"sources:  {comments}{newline}" if comments else f"sources:{newline}"
        return [*lines[:first], head, *_block(sources, 2, newline), *lines[last + 1 :]]
    if value.flow_style:
        line, column = value.end_mark.line, value.end_mark.column - 1
        flow = ", ".join(json.dumps(_plain(source), ensure_ascii=False) for source in sources)
        comma = "" if lines[line][:column].rstrip().endswith(",") else ", "
        return [
            *lines[:line],
            f"{lines[line][:column].rstrip()}{comma}{flow}{lines[line][column:]}",
            *lines[line + 1 :],
        ]
    end = _last_line(value, value.start_mark.line) + 1
    return [*lines[:end], *_block(sources, value.start_mark.column, newline), *lines[end:]]


def _last_line(node: Node, least: int) -> int:
    """The last line that a node really stands on; the marks of a block go on over the comments after it."""
    if isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last, least)
    end = node.end_mark
    return max(least, end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line)


def _block(sources: Sequence[Mapping[str, Any]], indent: int, newline: str) -> list[str]:
    text = yaml.safe_dump([_plain(source) for source in sources], sort_keys=False, allow_unicode=True, width=1000)
    return [f"{' ' * indent}{line}{newline}" for line in text.split("\n")[:-1]]


def _plain(value: Any) -> Any:
    """The value as YAML and JSON have it: lists for tuples, dicts for mappings."""
    if isinstance(value, Mapping):
        return {str(key): _plain(member) for key, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(member) for member in value]
    return value if isinstance(value, bool | int | float) or value is None else str(value)

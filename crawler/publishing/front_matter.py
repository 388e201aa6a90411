"""Front matter: the keys of a post in the languages that generators read, each by a real emitter.

Every form ends with an empty line, which parts it from the body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import tomli_w
import yaml

from crawler.publishing.moments import aware, http, iso
from crawler.publishing.options import FrontMatter
from crawler.publishing.values import Value

Emitter = Callable[[Mapping[str, Value]], str]

# Numbers and words of some YAML reader that PyYAML's own would leave bare.
_AMBIGUOUS = re.compile(r"[-+.\d][\d_]*(?:[.eE:xob_+-][\da-fA-F_.:+-]*)?|y|n|[-+.]*(?:inf|nan)", re.IGNORECASE)


def yaml_block(values: Mapping[str, Value]) -> str:
    """YAML between lines of hyphens. Text is always quoted, keys never are, each value is on one line.

    So YAML 1.1 readers (Ruby's, PyYAML) and YAML 1.2 readers (js-yaml, Go's, Rust's) agree on what is text.
    """
    return f"---\n{_yaml(values)}---\n\n"


def toml_block(values: Mapping[str, Value]) -> str:
    """TOML between lines of plus signs."""
    return f"+++\n{tomli_w.dumps({name: _toml(value) for name, value in values.items()})}+++\n\n"


def json_block(values: Mapping[str, Value]) -> str:
    """A JSON object."""
    return json.dumps(values, ensure_ascii=False, indent=2, default=iso) + "\n\n"


def pelican_block(values: Mapping[str, Value]) -> str:
    """The metadata lines that Pelican's Markdown reader takes: bare values, lists parted by semicolons."""
    return "".join(f"{name}: {_pelican(value)}\n" for name, value in values.items()) + "\n"


def house_block(values: Mapping[str, Value]) -> str:
    """The YAML of the `seed` dialect: an empty line first, text quoted where the old system quoted it."""
    lines = "".join(f"{name}: {_house(name, value)}\n" for name, value in values.items())
    return f"\n---\n{lines}---\n\n"


EMITTERS: Mapping[FrontMatter, Emitter] = {
    FrontMatter.YAML: yaml_block,
    FrontMatter.TOML: toml_block,
    FrontMatter.JSON: json_block,
}


class _Key(str):
    """A text that stays bare where it can."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Quotes all text, writes moments as ISO 8601 and knows no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _represent(kind: type, tag: str, write: Callable[[Any], str], style: str | None = None) -> None:
    _Dumper.add_representer(kind, lambda dumper, value: dumper.represent_scalar(tag, write(value), style))


_represent(str, "tag:yaml.org,2002:str", str, "'")
_represent(_Key, "tag:yaml.org,2002:str", str)
_represent(date, "tag:yaml.org,2002:timestamp", iso)
_represent(datetime, "tag:yaml.org,2002:timestamp", iso)


def _yaml(values: Mapping[str, Value]) -> str:
    return yaml.dump(_plain(values), Dumper=_Dumper, allow_unicode=True, width=float("inf"), sort_keys=False)


def _plain(value: object) -> object:
    """The value in the types that PyYAML represents."""
    if isinstance(value, Mapping):
        return {_Key(name): _plain(inner) for name, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _toml(value: Value) -> object:
    if isinstance(value, datetime):
        return aware(value)
    if isinstance(value, dict):
        return {name: _toml(inner) for name, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _pelican(value: Value) -> str:
    if isinstance(value, date):
        return iso(value)
    return "; ".join(value) + ";" if isinstance(value, tuple) else str(value)


def _house(name: str, value: Value) -> str:
    if isinstance(value, tuple):
        return "".join(f"\n - {_bare(item)}" for item in value)
    if isinstance(value, date):
        return http(value)
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if name == "author":
        return _bare(text)
    if "'" in text:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"'{text}'"


def _bare(text: str) -> str:
    """A text without quotes where every reader takes it for that text, else in single quotes."""
    style = "'" if _AMBIGUOUS.fullmatch(text) else None
    shown = yaml.safe_dump([text], default_style=style, allow_unicode=True, width=float("inf"))
    return shown.removeprefix("- ").rstrip("\n")

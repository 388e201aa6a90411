"""Posts as their files tell of them, whatever dialect wrote them and whoever edited them since."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from crawler.items import as_moment
from crawler.publishing import values
from crawler.publishing.names import key
from crawler.publishing.rendering import Dialect
from crawler.publishing.text import is_utf_8

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FoundPost:
    """What a post's file says of its article."""

    path: PurePosixPath  # relative to the folder of posts
    hash: str  # SHA-256 of the file, hexadecimal
    title: str
    url: str | None  # None where the dialect, or its user, leaves it out
    moments: tuple[datetime, ...]  # aware, in UTC: all that its front matter names
    lists: tuple[tuple[str, ...], ...]  # those of its front matter that hold addresses


def found_posts(folder: Path, dialect: Dialect, known: Set[str] = frozenset()) -> Iterator[FoundPost]:
    """The files below a folder that may be a dialect's posts: those that have front matter with a title.

    A file whose name is no UTF-8 is none: neither the state nor a feed could name it.

    Args:
        folder: The folder of posts; need not exist.
        dialect: As the user has customised it.
        known: The names of files that are not to be read, as file systems compare them (`names.key`).
    """
    for file in sorted(folder.rglob(f"*{dialect.extension}")):
        path = PurePosixPath(file.relative_to(folder).as_posix())
        is_sought = is_utf_8(str(path)) and key(path) not in known
        if is_sought and file.is_file() and (post := found_post(file, path, dialect)):
            yield post


def found_post(file: Path, path: PurePosixPath, dialect: Dialect) -> FoundPost | None:
    """What a file says; None where it is no post.

    Args:
        file: The file.
        path: Relative to the folder of posts.
        dialect: As the user has customised it.
    """
    try:
        data = file.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return read_post(text, hashlib.sha256(data).hexdigest(), path, dialect)


def read_post(text: str, file_hash: str, path: PurePosixPath, dialect: Dialect) -> FoundPost | None:
    """What the text of a file says; None where it is no post."""
    try:
        keys = dict(_flat(front_matter(text)))
    except RecursionError:  # of a value that holds itself
        return None
    title = _named(keys, dialect, values.title) or keys.get("title") or keys.get("Title")
    if not title:
        return None
    url = _named(keys, dialect, values.url)
    return FoundPost(
        path=path,
        hash=file_hash,
        title=str(title),
        url=url if url and url.lower().startswith(("http://", "https://")) else None,
        moments=tuple(dict.fromkeys(moment for value in keys.values() if (moment := _moment(value)))),
        lists=tuple(found for value in keys.values() if isinstance(value, list) and (found := _addresses(value))),
    )


def front_matter(text: str) -> dict[str, Any]:
    """The keys of a file's front matter, in whichever of the four languages; empty where it has none."""
    text = text.removeprefix("\ufeff").lstrip("\r\n")
    try:
        if text.startswith("---"):
            found = yaml.load(text[3:].partition("\n---")[0], _Loader)  # noqa: S506 - safe loaders both
        elif text.startswith("+++"):
            found = tomllib.loads(text[3:].partition("\n+++")[0])
        elif text.startswith("{"):
            found = json.JSONDecoder().raw_decode(text)[0]
        else:
            lines = (line.partition(": ") for line in text.partition("\n\n")[0].splitlines())
            found = {name: value for name, colon, value in lines if colon and name.isidentifier()}
    except (ValueError, yaml.YAMLError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _flat(keys: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in keys.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _named(keys: dict[str, Any], dialect: Dialect, getter: values.Getter) -> str | None:
    """The text of the key that a dialect fills with `getter`, whatever the user has named it."""
    for name, get in dialect.keys.items():
        if get is getter and (value := keys.get(name)) is not None:
            return str(value)
    return None


def _addresses(values: list[object]) -> tuple[str, ...]:
    """The list where all of it is addresses."""
    found = tuple(map(str, values))
    return found if all("://" in text for text in found) else ()


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = parsedate_to_datetime(value) if value.endswith("GMT") else datetime.fromisoformat(value)
        except (ValueError, OverflowError):  # the latter of a year or an hour of twenty digits
            return None
    if not isinstance(value, date):
        return None
    try:
        return as_moment(value).astimezone(UTC)
    except OverflowError:
        return None

"""What can still be read of a damaged state, row by row, put into a new one."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from crawler.state.adoption import UNVERIFIED
from crawler.state.records import load_entry, load_record

_FIRST = ("article",)  # others refer to it
# What hosts allow is asked anew rather than believed, and what feeds tell of posts made anew.
_LEFT_OUT = {"robots", "sqlite_sequence", "syndicated"}
_MOMENTS = re.compile(r".*_at|first_seen|seen|since|.*_since|next_poll|next_look|fetched")
_HASHES = re.compile(r"hash|next_hash|digest|fingerprint")
_HASH = re.compile(r"[0-9a-f]{64}")
_BROKEN = re.compile("[\x00-\x08\x0e-\x1f\udc80-\udcff]")  # none of it is in texts that were not harmed

Value = str | int | bytes | None
_CHECKS: dict[tuple[str, str], Callable[[str], object]] = {
    ("entry", "data"): load_entry,
    ("version", "fields"): json.loads,
    ("version", "further"): json.loads,
}
_NUMBERS = {  # table -> where its rows' numbers are
    "change": [("id", "change"), ("change", "told")],
    "page": [("id", "page"), ("page", "version"), ("value", "version, json_each(version.further)")],
}


def salvage(damaged: Path, state: Path) -> int:
    """Copy what can be read of a damaged state, and is sound, into another one.

    Rows are read from both ends of each table, up to where it is damaged. A row counts as sound where its moments,
    hashes and records are what they should be; the tables' own rules and references hold as well.

    Args:
        damaged: The database file, with its write-ahead log beside it; may be of any version, or no database.
        state: The database file of the other state, of the present version.

    Returns:
        How many rows were taken over.
    """
    if not damaged.exists() or damaged.stat().st_size == 0:
        return 0
    count = 0
    address = f"{damaged.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(state)) as new:
        with contextlib.suppress(sqlite3.Error):
            old.execute("PRAGMA writable_schema = ON")  # else a file that was cut short is not read at all
        old.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        new.execute("PRAGMA foreign_keys = ON")
        known = {name for (name,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - _LEFT_OUT
        for table in sorted(known, key=lambda name: (name not in _FIRST, name)):
            columns = {name for _, name, *_ in new.execute(f"PRAGMA table_info({table})")}
            for row in _rows(old, table):
                found = {name: value for name, value in row.items() if name in columns}
                if _is_sound(table, found):
                    count += _insert(new, table, found)
        _count_on(new)
        new.commit()
    return count


def _rows(db: sqlite3.Connection, table: str) -> Iterator[dict[str, Value]]:
    """The rows of a table that can be read; some of them twice."""
    for direction in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error):
            cursor = db.execute(f"SELECT * FROM {table} ORDER BY {_order(db, table)} {direction}")  # noqa: S608
            names = [name for name, *_ in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
            return


def _order(db: sqlite3.Connection, table: str) -> str:
    """The order in which a table lies in its file."""
    try:
        db.execute(f"SELECT rowid FROM {table} LIMIT 0")  # noqa: S608
    except sqlite3.OperationalError:
        columns = db.execute(f"PRAGMA table_info({table})")
        return next((str(name) for _, name, *_, place in columns if place == 1), "1")
    return "rowid"


def _is_sound(table: str, row: dict[str, Value]) -> bool:
    try:
        return all(value is None or _is_sound_value(table, name, value) for name, value in row.items())
    except Exception:  # whatever rubbish makes a reader raise, it is rubbish
        return False


def _is_sound_value(table: str, name: str, value: Value) -> bool:
    if isinstance(value, bytes):
        return name != "data" or bool(load_record(value))
    if not isinstance(value, str):
        return True
    if _MOMENTS.fullmatch(name):
        return datetime.fromisoformat(value).tzinfo is not None
    if _HASHES.fullmatch(name):
        return value == UNVERIFIED or bool(_HASH.fullmatch(value))
    if check := _CHECKS.get((table, name)):
        check(value)
    return not _BROKEN.search(value)


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Value]) -> int:
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    try:
        return db.execute(
            f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own tables
            tuple(row.values()),
        ).rowcount
    except sqlite3.Error:
        return 0


def _count_on(db: sqlite3.Connection) -> None:
    """Let what is to come have higher numbers than what others name still, though it may not be kept itself."""
    for table, numbers in _NUMBERS.items():
        found = (db.execute(f"SELECT max({number}) FROM {place}").fetchone()[0] for number, place in numbers)  # noqa: S608
        last = max(number or 0 for number in found)
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))

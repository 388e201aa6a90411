"""Pages kept as they were fetched, in WARC files (ISO 28500) that any web-archive tool reads: a file a day.

Each record is a gzip member of its own, so that records are found by their offset and a file can be appended to. What
a killed run left at a file's end, and the state knows nothing of, is taken in by the next one, or cut off where it is
no whole record. A page's record is
followed by one of type `metadata` that says which entry of which source it was fetched for, so that a lost state can
be made anew from the files alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from crawler import __version__
from crawler.items import Entry, Page
from crawler.state.records import dump_entry, load_entry

if TYPE_CHECKING:
    from crawler.state import State
    from crawler.state.pages import StoredPage

_ENCODINGS = {"content-encoding", "transfer-encoding", "content-length"}  # of the wire; the body is stored decoded
_PRIVATE = {"set-cookie"}
FILES = "????-??-??.warc.gz"
_ABOUT = "application/json"
WHOLE = -1  # the piece of an article that is a page with all of it, asked for in place of the entry's own
_MOST_EXPIRED = 10  # files that one run removes


@dataclass(frozen=True, slots=True)
class Found:
    """A page as a file tells of it, without the help of the state."""

    url: str  # after redirects
    source: str
    key: str  # of the entry that it was fetched for
    entry: Entry
    fetched: datetime
    file: str
    offset: int  # bytes
    length: int  # bytes, compressed, of the page's record and the one that says what it is
    digest: str  # SHA-256 of the body, hexadecimal
    piece: int = 0  # as `Archive.store` was told


class Archive:
    """The stored pages of a state.

    Args:
        folder: Where the WARC files lie.
        state: Knows which page lies where.
    """

    def __init__(self, folder: Path, state: State) -> None:
        self._folder = folder
        self._state = state
        self._file: BinaryIO | None = None
        self._name = ""

    def store(
        self,
        url: str,
        status: str,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        *,
        source: str,
        key: str,
        entry: Entry,
        now: datetime,
        piece: int = 0,
    ) -> int:
        """Keep a page, unless the last one that was kept for its entry is the same.

        Args:
            url: The page's address, after redirects.
            status: The status line's end, such as `200 OK`.
            headers: Of the answer.
            body: Decoded.
            source: The name of the source.
            key: The key of the entry that the page was fetched for.
            entry: That entry.
            now: When it was fetched, aware.
            piece: 0 for the entry's own page, 1 and on for those that its article goes on in, or `WHOLE`.

        Returns:
            The stored page's id.

        Raises:
            OSError: It cannot be written.
        """
        digest = hashlib.sha256(body).hexdigest()
        if (self._folder / _file_name(now)).exists():
            self._open(now)  # a killed run may have left this very page there
        last = self._state.last_page(source, key, piece)
        if last and last[1] == digest:
            return last[0]
        file = self._open(now)
        offset = file.tell()
        about = {"source": source, "key": key, "piece": piece, "entry": json.loads(dump_entry(entry))}
        told = json.dumps(about, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            self._write(file, url, status, headers, body, told, now)
        except OSError:
            self._undo(offset)
            raise
        return self._state.keep_page(source, key, url, now, self._name, offset, file.tell() - offset, digest, piece)

    def load(self, page: int) -> tuple[Page, str] | None:
        """A stored page and its content type; None where it is not kept any more, or was damaged."""
        from w3lib.encoding import http_content_type_encoding
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        stored = self._state.stored_page(page)
        if stored is None:
            return None
        try:
            # Closed, or its buffers would stay until garbage is looked for.
            with self._at(stored) as file, contextlib.closing(ArchiveIterator(file)) as records:
                record = next(iter(records), None)
                if record is None or record.http_headers is None:
                    return None
                body = record.content_stream().read()
                content_type = record.http_headers.get_header("Content-Type") or ""
        except (OSError, ValueError, ArchiveLoadFailed):
            return None
        if hashlib.sha256(body).hexdigest() != stored.digest:
            return None
        return Page(stored.url, body, http_content_type_encoding(content_type)), content_type

    def found(self, page: int) -> Found | None:
        """A stored page as its file tells of it; None where it is not kept any more, or was damaged."""
        stored = self._state.stored_page(page)
        if stored is None:
            return None
        try:
            with self._at(stored) as file:
                return next(_pages(file, stored.file), None)
        except OSError:
            return None

    def _at(self, stored: StoredPage) -> BinaryIO:
        """The file of a stored page, at its record."""
        file = (self._folder / stored.file).open("rb")
        file.seek(stored.offset)
        return file

    def expire(self, days: int, now: datetime) -> None:
        """Remove the files whose pages are older than so many days.

        A clock that is wrong for a day removes nothing, since the age is reckoned from the last earlier day that has
        a file too; and no run removes more than ten, unless no page is to be kept at all.
        """
        files = sorted(self._folder.glob(FILES))
        expired = files if days == 0 else _expired([file.name[:10] for file in files], days, now.astimezone(UTC).date())
        for file in files[: len(expired)]:
            self._state.forget_pages(file.name)
            file.unlink(missing_ok=True)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self, now: datetime) -> BinaryIO:
        name = _file_name(now)
        if self._file is None or name != self._name:
            self.close()
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / name
            self._name = name
            self._file = path.open("ab")
            self._file.truncate(self._take_in(path))
            self._file.seek(0, io.SEEK_END)
            if self._file.tell() == 0:
                self._begin(self._file)
        return self._file

    def _undo(self, end: int) -> None:
        """Cut off what a full disk took of a record, since nothing could be read behind it."""
        with contextlib.suppress(OSError):
            self.close()  # tries once more to write what it still holds
        self._file = None
        with contextlib.suppress(OSError):
            os.truncate(self._folder / self._name, end)

    def _take_in(self, path: Path) -> int:
        """Remember the pages that a killed run, or one with another state, left in a file; returns where they end.

        Those that a power cut took, since the state was on the disk before them, are forgotten.
        """
        size = path.stat().st_size
        if (end := self._state.end_of_pages(path.name)) > size:
            self._state.forget_pages(path.name, beyond=size)
            end = self._state.end_of_pages(path.name)
        with path.open("rb") as stream:
            stream.seek(end)
            for page in _pages(stream, path.name):
                keep(self._state, page)
                end = page.offset + page.length
        return end

    def _begin(self, file: BinaryIO) -> None:
        from warcio.warcwriter import WARCWriter

        writer = WARCWriter(file, gzip=True)
        about = {"software": f"syndication-crawler/{__version__}", "format": "WARC File Format 1.0"}
        writer.write_record(writer.create_warcinfo_record(self._name, about))

    def _write(
        self,
        file: BinaryIO,
        url: str,
        status: str,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        about: bytes,
        now: datetime,
    ) -> None:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        kept = [(name, value) for name, value in headers if name.lower() not in _ENCODINGS | _PRIVATE]
        head = StatusAndHeaders(status, [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        writer = WARCWriter(file, gzip=True)
        page = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=head,
            warc_headers_dict={"WARC-Date": _date(now)},
        )
        writer.write_record(page)
        of_page = {"WARC-Date": _date(now), "WARC-Concurrent-To": page.rec_headers.get_header("WARC-Record-ID")}
        writer.write_record(
            writer.create_warc_record(
                url, "metadata", payload=io.BytesIO(about), warc_content_type=_ABOUT, warc_headers_dict=of_page
            )
        )
        file.flush()


def keep(state: State, page: Found) -> int:
    """Remember in a state a page that was found in a file; gives back its id."""
    return state.keep_page(
        page.source, page.key, page.url, page.fetched, page.file, page.offset, page.length, page.digest, page.piece
    )


def _expired(files: list[str], days: int, today: date) -> list[str]:
    """Those of the days that have a file, in their order, whose files are to be removed."""
    before = [day for day in files if day < today.isoformat()]
    if not before:
        return []
    oldest = min(today, date.fromisoformat(before[-1]) + timedelta(days=1)) - timedelta(days=days)
    return [day for day in before if day < oldest.isoformat()][:_MOST_EXPIRED]


def whole_pages(folder: Path) -> Iterator[Found]:
    """The pages that the files of a folder hold, file by file, as far as each of them can be read.

    Args:
        folder: Where the WARC files lie.
    """
    for file in sorted(folder.glob(FILES)):
        with file.open("rb") as stream:
            yield from _pages(stream, file.name)


def _pages(stream: BinaryIO, name: str) -> Iterator[Found]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    begin, page = 0, ("", "")
    records = ArchiveIterator(stream)
    try:
        for record in records:
            if record.rec_type == "response":
                page = (record.rec_headers.get_header("WARC-Record-ID"), _digest(record.content_stream()))
                begin = records.get_record_offset()  # known, and the content gone, once the record has been read
            elif (
                record.rec_type == "metadata"
                and record.content_type == _ABOUT
                and record.rec_headers.get_header("WARC-Concurrent-To") == page[0]
            ):
                about = json.loads(record.content_stream().read().decode("utf-8", "surrogatepass"))
                end = records.get_record_offset() + records.get_record_length()
                yield Found(
                    url=record.rec_headers.get_header("WARC-Target-URI"),
                    source=about["source"],
                    key=about["key"],
                    entry=load_entry(json.dumps(about["entry"])),
                    fetched=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
                    file=name,
                    offset=begin,
                    length=end - begin,
                    digest=page[1],
                    piece=about["piece"],
                )
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error, ArchiveLoadFailed):
        return  # what follows cannot be told from rubbish
    finally:
        records.close()


def _digest(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := content.read(65536):
        digest.update(piece)
    return digest.hexdigest()


def _file_name(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y-%m-%d}.warc.gz"


def _date(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

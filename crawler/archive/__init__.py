"""Pages kept as they were fetched, in WARC files (ISO 28500) that any web-archive tool reads: a file a day.

Each record is a gzip member of its own, so that records are found by their offset and a file can be appended to. What
a killed run left at a file's end, and the state knows nothing of, is cut off by the next one.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from crawler import __version__
from crawler.items import Page

if TYPE_CHECKING:
    from crawler.state import State

_ENCODINGS = {"content-encoding", "transfer-encoding", "content-length"}  # of the wire; the body is stored decoded
_PRIVATE = {"set-cookie"}


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
        now: datetime,
    ) -> int:
        """Keep a page, unless the last one that was kept for its entry is the same.

        Args:
            url: The page's address, after redirects.
            status: The status line's end, such as `200 OK`.
            headers: Of the answer.
            body: Decoded.
            source: The name of the source.
            key: The key of the entry that the page was fetched for.
            now: When it was fetched, aware.

        Returns:
            The stored page's id.

        Raises:
            OSError: It cannot be written.
        """
        digest = hashlib.sha256(body).hexdigest()
        last = self._state.last_page(source, key)
        if last and last[1] == digest:
            return last[0]
        file = self._open(now)
        offset = file.tell()
        self._write(file, url, status, headers, body, now)
        return self._state.keep_page(source, key, url, now, self._name, offset, file.tell() - offset, digest)

    def load(self, page: int) -> tuple[Page, str] | None:
        """A stored page and its content type; None where it is not kept any more, or was damaged."""
        from w3lib.encoding import http_content_type_encoding
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        stored = self._state.stored_page(page)
        if stored is None:
            return None
        try:
            with (self._folder / stored.file).open("rb") as file:
                file.seek(stored.offset)
                record = next(iter(ArchiveIterator(file)), None)
                if record is None or record.http_headers is None:
                    return None
                body = record.content_stream().read()
                content_type = record.http_headers.get_header("Content-Type") or ""
        except (OSError, ValueError, ArchiveLoadFailed):
            return None
        if hashlib.sha256(body).hexdigest() != stored.digest:
            return None
        return Page(stored.url, body, http_content_type_encoding(content_type)), content_type

    def expire(self, days: int, now: datetime) -> None:
        """Remove the files whose pages are older than so many days."""
        oldest = (now.astimezone(UTC) - timedelta(days=days)).date().isoformat()
        for file in self._folder.glob("????-??-??.warc.gz"):
            if file.name[:10] < oldest:
                self._state.forget_pages(file.name)
                file.unlink(missing_ok=True)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self, now: datetime) -> BinaryIO:
        name = f"{now.astimezone(UTC):%Y-%m-%d}.warc.gz"
        if self._file is None or name != self._name:
            self.close()
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / name
            self._name = name
            self._file = path.open("ab")
            self._file.truncate(self._state.end_of_pages(name))
            self._file.seek(0, io.SEEK_END)
            if self._file.tell() == 0:
                self._begin(self._file)
        return self._file

    def _begin(self, file: BinaryIO) -> None:
        from warcio.warcwriter import WARCWriter

        writer = WARCWriter(file, gzip=True)
        about = {"software": f"syndication-crawler/{__version__}", "format": "WARC File Format 1.0"}
        writer.write_record(writer.create_warcinfo_record(self._name, about))

    def _write(
        self, file: BinaryIO, url: str, status: str, headers: Iterable[tuple[str, str]], body: bytes, now: datetime
    ) -> None:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        kept = [(name, value) for name, value in headers if name.lower() not in _ENCODINGS | _PRIVATE]
        head = StatusAndHeaders(status, [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        writer = WARCWriter(file, gzip=True)
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": _date(now)},
            )
        )
        file.flush()


def _date(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""Decompression that takes a cut or damaged body for what it is, and stops at the size limit."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import brotli  # type: ignore[import-untyped]
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Response

from crawler.gzipped import gunzip
from crawler.network.failures import PassingRefusal, too_large

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHUNK = 64 * 1024  # bytes
MOST_LAYERS = 3  # encodings on top of each other; no honest server needs more than one
MOST_FRAMES = 1_000  # in a row; each takes its time, also where nothing is in it
ZSTD_WINDOW_LOG = 23  # 8 MiB, the most that RFC 9659 lets a server ask for


class DamagedBody(PassingRefusal):
    """A compressed body that is cut or is not what its Content-Encoding says; the message is one line."""


class BodyTooLarge(IgnoreRequest):
    """A body that is larger than it may be once it is decompressed; the message is one line."""


def _inflate(data: bytes) -> Iterator[bytes]:
    try:
        zlib.decompressobj().decompress(data, 1)
        decompressor = zlib.decompressobj()
    except zlib.error:
        decompressor = zlib.decompressobj(wbits=-15)  # without the zlib frame, as some servers send it
    while not decompressor.eof:
        chunk = decompressor.decompress(data, CHUNK)
        data = decompressor.unconsumed_tail
        if not chunk and not decompressor.eof:
            raise EOFError("the stream ends early")
        yield chunk


def _unbrotli(data: bytes) -> Iterator[bytes]:
    decompressor = brotli.Decompressor()
    while not decompressor.is_finished():
        chunk = decompressor.process(data, output_buffer_limit=CHUNK)
        data = b""
        if not chunk and not decompressor.is_finished():
            raise EOFError("the stream ends early")
        yield chunk


def _unzstd(data: bytes) -> Iterator[bytes]:
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG}
    with zstd.ZstdFile(BytesIO(data), options=options) as stream:
        while chunk := stream.read1(CHUNK):
            yield chunk


_DECODERS: dict[bytes, Callable[[bytes], Iterator[bytes]]] = {
    b"gzip": gunzip,
    b"x-gzip": gunzip,
    b"deflate": _inflate,
    b"br": _unbrotli,
    b"zstd": _unzstd,
}
# With what each frame begins, or a part of that which is not there by chance; the others have but one.
_MARKS = {
    b"gzip": (b"\x1f\x8b\x08",),
    b"x-gzip": (b"\x1f\x8b\x08",),
    b"zstd": (b"\x28\xb5\x2f\xfd", b"\x2a\x4d\x18"),  # the second is of frames to be skipped (RFC 8878, 3.1.2)
}


def decompress(body: bytes, encoding: bytes, max_size: int) -> bytes:
    """Undo one Content-Encoding.

    Args:
        body: The encoded bytes; none stand for none.
        encoding: One of gzip, x-gzip, deflate, br, zstd.
        max_size: The most bytes that may come out; 0: any number.

    Raises:
        DamagedBody: The stream is cut, damaged, of another kind, or more than MOST_FRAMES of them in a row.
        BodyTooLarge: More than max_size bytes would come out.
    """
    if not body:
        return body
    if (frames := sum(map(body.count, _MARKS.get(encoding, ())))) > MOST_FRAMES:
        raise DamagedBody(f"the {encoding.decode()} data is in {frames} pieces")
    decoded = bytearray()
    try:
        for chunk in _DECODERS[encoding](body):
            decoded += chunk
            if max_size and len(decoded) > max_size:
                raise BodyTooLarge(too_large(max_size))
    except (EOFError, OSError, zlib.error, brotli.error, zstd.ZstdError) as error:
        raise DamagedBody(f"the {encoding.decode()} data is cut or damaged ({error})") from error
    return bytes(decoded)


class StrictCompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's decompression, without its leniency: it hands on what it could read of a cut stream as a whole page.

    A damaged body is asked for again, within the bounds of the retry middleware; that of an answer that brings nothing
    but its status, as 404, is dropped.

    Raises:
        DamagedBody: The body is still damaged when the retries are used up.
        BodyTooLarge: See `decompress`. Not retried.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler=crawler)
        self._crawler = crawler

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        try:
            layers = b",".join(response.headers.getlist("Content-Encoding")).split(b",")
            if len(layers) > MOST_LAYERS:
                raise DamagedBody(f"the body is encoded {len(layers)} times over")
            return super().process_response(request, response)
        except (BodyTooLarge, DamagedBody) as error:
            if not 200 <= response.status < 300:  # its status says all that matters of it
                return response.replace(body=b"")
            if isinstance(error, BodyTooLarge):
                raise
            retry = self._crawler.get_downloader_middleware(RetryMiddleware)
            again = retry and retry.process_exception(request, ResponseDataLossError(str(error)))
            if again:
                return again
            raise

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return decompress(body, encoding, max_size)

"""A compressed body is the whole of what the server had, within the size limit, or nothing."""

import gzip
import random
import sys
import zlib

import brotli
import pytest

from crawler.network.compression import BodyTooLarge, DamagedBody, decompress

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "".join(random.Random(1).choices("abcdefgh \n", k=300_000)).encode()
LIMIT = 1 << 20


def raw_deflate(data):
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


ENCODERS = {
    "gzip": (b"gzip", gzip.compress),
    "x-gzip": (b"x-gzip", gzip.compress),
    "gzip in two members": (b"gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
    "deflate": (b"deflate", zlib.compress),
    "deflate without frame": (b"deflate", raw_deflate),
    "brotli": (b"br", lambda data: brotli.compress(data, quality=3)),
    "zstd": (b"zstd", zstd.compress),
    "zstd in two frames": (b"zstd", lambda data: zstd.compress(data[:9]) + zstd.compress(data[9:])),
}
each_encoding = pytest.mark.parametrize(("encoding", "encode"), ENCODERS.values(), ids=ENCODERS)


@each_encoding
@pytest.mark.parametrize("text", [TEXT, b"short", b""], ids=["long", "short", "empty"])
def test_a_whole_body_comes_out_as_it_was(encoding, encode, text):
    assert decompress(encode(text), encoding, LIMIT) == text


@each_encoding
def test_no_body_at_all_is_empty(encoding, encode):
    assert decompress(b"", encoding, LIMIT) == b""


@each_encoding
@pytest.mark.parametrize("kept", [0.3, 0.9, -1])
def test_a_cut_body_is_not_taken_for_a_whole_one(encoding, encode, kept):
    whole = encode(TEXT)
    with pytest.raises(DamagedBody, match="cut or damaged"):
        decompress(whole[:kept] if kept < 0 else whole[: int(len(whole) * kept)], encoding, LIMIT)


@each_encoding
@pytest.mark.parametrize("body", [b"\x1f\x8bnot gzip", b"<html>a page that is not compressed</html>", b"\x00" * 99])
def test_what_is_not_of_its_encoding_is_refused(encoding, encode, body):
    with pytest.raises(DamagedBody):
        decompress(body, encoding, LIMIT)


@pytest.mark.parametrize("more", [b"\n\n", bytes(512), b"<!-- served from a cache -->"])
def test_what_stands_behind_a_gzip_body_is_ignored(more):
    assert decompress(gzip.compress(TEXT) + more, b"gzip", LIMIT) == TEXT


def test_a_gzip_body_with_a_flipped_bit_is_refused():
    body = bytearray(gzip.compress(TEXT, compresslevel=0))
    body[1000] ^= 1
    with pytest.raises(DamagedBody):
        decompress(bytes(body), b"gzip", LIMIT)


@each_encoding
def test_a_bomb_is_stopped_at_the_limit(encoding, encode):
    with pytest.raises(BodyTooLarge, match=f"more than {LIMIT} bytes; a higher max_bytes"):
        decompress(encode(bytes(32 * LIMIT)), encoding, LIMIT)


@each_encoding
def test_a_body_of_just_the_limit_passes(encoding, encode):
    assert len(decompress(encode(TEXT), encoding, len(TEXT))) == len(TEXT)
    with pytest.raises(BodyTooLarge):
        decompress(encode(TEXT), encoding, len(TEXT) - 1)


SKIPPED = b"\x50\x2a\x4d\x18\x00\x00\x00\x00"


@pytest.mark.parametrize(
    ("encoding", "frame"),
    [(b"gzip", gzip.compress(b"")), (b"zstd", zstd.compress(b"")), (b"zstd", SKIPPED)],
    ids=["gzip", "zstd", "zstd, skipped"],
)
def test_a_body_of_countless_empty_frames_is_refused_at_once(encoding, frame):
    assert decompress(100 * frame, encoding, LIMIT) == b""
    with pytest.raises(DamagedBody, match="in 100000 pieces"):
        decompress(100_000 * frame, encoding, LIMIT)


def test_a_zstd_frame_may_not_ask_for_more_memory_than_the_standard_lets_it():
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.checksum_flag: 1}
    compressor = zstd.ZstdCompressor(options=options)
    body = compressor.compress(TEXT * 4) + compressor.flush()
    with pytest.raises(DamagedBody):
        decompress(body, b"zstd", LIMIT * 2)

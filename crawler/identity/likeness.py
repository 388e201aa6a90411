"""How alike two texts are, whatever their language: word shingles, and MinHash with banding to find candidates.

Texts are cut into shingles of four tokens; a token is a word, or one character in scripts that part no words. Two
texts are compared by their sets of shingles (Broder 1997). A text's signature is a one-permutation MinHash (Li, Owen,
Zhang 2012) whose empty bins are filled by optimal densification (Shrivastava 2017), which costs one hash a shingle;
texts that share a band of their signatures are candidates. Of a signature two bytes a bin are kept as a sketch (b-bit
MinHash, Li and König 2010), which tells how much two texts have in common without a look at either.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from hashlib import blake2b
from operator import eq

_UNPARTED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_UNPARTED}]|[^\W_{_UNPARTED}]+")
_SHINGLE = 4  # tokens
_BINS = 64
_ROWS = 4  # bins a band: half of the pairs with a Jaccard similarity of 0.47 share a band, 99 of 100 with 0.7

_SKETCH = struct.Struct(f"<I{_BINS}H")  # the number of shingles, and the bins

FEWEST = 24  # shingles; shorter texts are alike by chance


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to find those that are like it."""

    bands: tuple[int, ...] = ()  # signed 64-bit keys; texts that are much alike have at least one in common
    sketch: bytes = b""


def shingles(text: str) -> frozenset[int]:
    """The hashes of all runs of four tokens of a text."""
    tokens = [token.encode() for token in _TOKEN.findall(text.casefold())]
    runs = set(map(b" ".join, zip(*(tokens[at:] for at in range(_SHINGLE)), strict=False)))
    digests = b"".join([blake2b(run, digest_size=8).digest() for run in runs])
    return frozenset(struct.unpack(f">{len(runs)}Q", digests))


def signature(found: frozenset[int]) -> Signature:
    """The signature of a text's shingles; an empty one for short texts."""
    if len(found) < FEWEST:
        return Signature()
    bins: list[int | None] = [None] * _BINS
    for value in found:
        rest, place = divmod(value, _BINS)
        lowest = bins[place]
        if lowest is None or rest < lowest:
            bins[place] = rest
    filled = [value if value is not None else _borrowed(bins, place) for place, value in enumerate(bins)]
    bands = tuple(
        int.from_bytes(_digest(band, *filled[band : band + _ROWS]), "big", signed=True)
        for band in range(0, _BINS, _ROWS)
    )
    # The lowest values have their upper bits in common; the lower ones tell them apart.
    return Signature(bands, _SKETCH.pack(len(found), *(value & 0xFFFF for value in filled)))


def _borrowed(bins: list[int | None], place: int) -> int:
    """The value of another bin, chosen by the place alone, so that like texts borrow from like bins."""
    attempt = 0
    while True:
        attempt += 1
        value = bins[int.from_bytes(_digest(place, attempt), "big") % _BINS]
        if value is not None:
            return value


def _digest(*numbers: int) -> bytes:
    return blake2b(",".join(map(str, numbers)).encode(), digest_size=8).digest()


def estimate(one: bytes, other: bytes) -> float:
    """The containment of two texts, judged by their sketches: 0 to 1, with a standard error of some 0.08."""
    size, *bins = _SKETCH.unpack(one)
    other_size, *other_bins = _SKETCH.unpack(other)
    same: float = sum(map(eq, bins, other_bins)) / _BINS  # the Jaccard index
    contained: float = same / (1 + same) * (size + other_size) / min(size, other_size)
    return min(1.0, contained)


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of all shingles of both that both have (the Jaccard index), 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 1.0


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's shingles that the other has too, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0

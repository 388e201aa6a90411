"""How alike two texts are, whatever their language: word shingles, and MinHash with banding to find candidates.

Texts are cut into shingles of four tokens; a token is a word, or one character in scripts that part no words. Two
texts are compared by their sets of shingles (Broder 1997). A text's signature is a one-permutation MinHash (Li, Owen,
Zhang 2012) whose empty bins are filled by optimal densification (Shrivastava 2017), which costs one hash a shingle;
texts that share a band of their signatures are candidates.
"""

from __future__ import annotations

import re
from hashlib import blake2b

_UNPARTED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_UNPARTED}]|[^\W_{_UNPARTED}]+")
_SHINGLE = 4  # tokens
_BINS = 64
_ROWS = 4  # bins a band: half of the pairs with a Jaccard similarity of 0.47 share a band, 99 of 100 with 0.7

FEWEST = 24  # shingles; shorter texts are alike by chance


def shingles(text: str) -> frozenset[int]:
    """The hashes of all runs of four tokens of a text."""
    tokens = _TOKEN.findall(text.casefold())
    return frozenset(
        int.from_bytes(blake2b(" ".join(tokens[at : at + _SHINGLE]).encode(), digest_size=8).digest(), "big")
        for at in range(len(tokens) - _SHINGLE + 1)
    )


def bands(found: frozenset[int]) -> list[int]:
    """Signed 64-bit keys; texts that are much alike have at least one in common. None for short texts."""
    if len(found) < FEWEST:
        return []
    bins: list[int | None] = [None] * _BINS
    for value in found:
        place, rest = value % _BINS, value // _BINS
        lowest = bins[place]
        if lowest is None or rest < lowest:
            bins[place] = rest
    filled = [value if value is not None else _borrowed(bins, place) for place, value in enumerate(bins)]
    return [
        int.from_bytes(_digest(band, *filled[band : band + _ROWS]), "big", signed=True)
        for band in range(0, _BINS, _ROWS)
    ]


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


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of all shingles of both that both have (the Jaccard index), 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 1.0


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's shingles that the other has too, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0

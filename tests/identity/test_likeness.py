"""How alike texts are, in any script."""

from __future__ import annotations

import random

import pytest

from crawler.identity.likeness import Signature, containment, estimate, resemblance, shingles, signature

WORDS = [
    f"{first}{second}" for first in ("ka", "lo", "mi", "ru", "te") for second in ("den", "fal", "gor", "hin", "jes")
]
HANZI = [chr(code) for code in range(0x4E00, 0x4E00 + 800)]
THAI = [chr(code) for code in range(0x0E01, 0x0E2F)]


def paragraphs(script: str, seed: int) -> list[str]:
    rng = random.Random(seed)
    if script == "latin":
        return [" ".join(rng.choices(WORDS, k=50)) for _ in range(8)]
    return ["".join(rng.choices(HANZI if script == "han" else THAI, k=90)) for _ in range(8)]


SCRIPTS = ("latin", "han", "thai")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_text_without_a_paragraph_is_found_and_held_by_the_whole(script: str) -> None:
    for seed in range(20):
        whole = paragraphs(script, seed)
        one, other = shingles("\n".join(whole)), shingles("\n".join(whole[:3] + whole[4:]))
        assert set(signature(one).bands) & set(signature(other).bands)
        assert estimate(signature(one).sketch, signature(other).sketch) > 0.75
        assert containment(one, other) > 0.95
        assert resemblance(one, other) > 0.8


@pytest.mark.parametrize("script", SCRIPTS)
def test_texts_of_other_words_are_not_alike(script: str) -> None:
    for seed in range(20):
        one, other = (shingles("\n".join(paragraphs(script, number))) for number in (seed, seed + 100))
        assert not set(signature(one).bands) & set(signature(other).bands)
        assert estimate(signature(one).sketch, signature(other).sketch) < 0.2
        assert containment(one, other) < 0.1


def test_case_punctuation_and_breaks_do_not_count() -> None:
    assert shingles("The mill, by the weir:\nit turns.") == shingles("the MILL by the weir it turns")


def test_short_texts_have_no_signature() -> None:
    assert signature(shingles("Closed on Monday, open again on Tuesday at nine.")) == Signature()


def test_signatures_are_the_same_in_every_process() -> None:
    assert signature(shingles(" ".join(str(number) for number in range(100)))).bands[0] == 1405791293724779062

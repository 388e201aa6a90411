"""References to characters, however wrong, stand for what browsers show."""

from __future__ import annotations

import pytest

from crawler.references import unescape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("&#00065;&#x42;&copy", "AB©"),
        ("&#" + "0" * 900 + "65;", "A"),
        ("a&#" + "9" * 5_000 + ";b&#x" + "9" * 5_000 + ";c", "a\ufffdb\ufffdc"),
        ("&#99999999;", "\ufffd"),
    ],
)
def test_references_become_characters(text: str, shown: str) -> None:
    assert unescape(text) == shown

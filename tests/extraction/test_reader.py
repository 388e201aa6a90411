"""Refusals speak to their reader, in whatever language."""

from __future__ import annotations

import pytest

from crawler.extraction.reader import turns_to_reader


@pytest.mark.parametrize(
    ("line", "language", "turns"),
    [
        ("Le maire a parlé du pont et du fleuve.", "fr", False),
        ("Votre accès au site est limité.", "fr", True),
        ("Su madre cruzó el puente.", "es", False),
        ("“You shall pass,” said the guard.", "en", False),
        ("お探しの記事は削除されました。", "ja", True),
        ("Wir bitten um Geduld.", "en", True),
        ("Die Verlage bitten sie um ihre Adresse.", "de", False),
        ("Questo sito non c'è più.", "it", True),
        ("Этот материал снят.", "ru", True),
        ("Жао нам је, страница не постоји.", "sr", True),
        ("Most je otvoren u subotu.", "sr", False),
        ("Morda je bila odstranjena.", "sl", True),
        ("Ho sentim, no hi és.", "ca", True),
    ],
)
def test_a_line_turns_to_its_reader_in_its_own_language(line: str, language: str, turns: bool) -> None:
    assert turns_to_reader(line, language) is turns

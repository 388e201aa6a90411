"""Persons are told by their given names, in whatever case and script these are written."""

from __future__ import annotations

import pytest

from crawler.extraction.given_names import has_given_name


@pytest.mark.parametrize(
    "name",
    [
        "Ann Lee",
        "ANN LEE",
        "Jean-Marie Dubois",
        "Prof. Dr. Anna Berg",
        "Иван Петров",
        "Μαρία Παπαδοπούλου",
        "Γιώργος Παπαδόπουλος",
        "ΓΙΏΡΓΟΣ ΠΑΠΑΔΌΠΟΥΛΟΣ",
        "İbrahim Kaya",
        "SİNAN KAYA",
    ],
)
def test_who_begins_with_a_common_given_name_is_a_person(name: str) -> None:
    assert has_given_name(name)


@pytest.mark.parametrize("name", ["Ann", "Paris Match", "The Paper", "Dr. Lee", ""])
def test_others_need_not_be_persons(name: str) -> None:
    assert not has_given_name(name)

from pathlib import PurePosixPath

import pytest

from crawler.publishing.names import Slug, free_name, key, possible, shorten, slug, visible


@pytest.mark.parametrize(
    ("title", "letters", "expected"),
    [
        ("The Lamps: a 2nd look!", Slug.ASCII, "the-lamps-a-2nd-look"),
        ("金融 AI", Slug.ASCII, "jin-rong-ai"),
        ("金融 AI", Slug.UNICODE, "金融-ai"),
        ("Čaj\u030c a Œuvre", Slug.ASCII, "caj-a-oeuvre"),
        ("!?…", Slug.ASCII, ""),
        ("😀", Slug.UNICODE, ""),
    ],
)
def test_a_slug_has_the_words_of_the_title(title: str, letters: Slug, expected: str) -> None:
    assert slug(title, letters) == expected


@pytest.mark.parametrize("letters", list(Slug))
def test_a_slug_of_a_long_title_still_fits_with_a_date_and_a_number(letters: Slug) -> None:
    assert 0 < len(slug("金融机构" * 1000, letters).encode()) <= 150


@pytest.mark.parametrize(
    ("wished", "expected"),
    [
        ("a:b/c?d.md", "a_b/c_d.md"),
        ("con.md", "con_.md"),
        ("AUX.notes.md", "AUX_.notes.md"),
        ("com1/post.md", "com1_/post.md"),
        ("console.md", "console.md"),
        ("folder./post.md", "folder/post.md"),
        ("cafe\u0301.md", "caf\u00e9.md"),
        (".md", ".md"),
        ("line\nbreak.md", "line_break.md"),
    ],
)
def test_a_path_is_made_possible_on_every_system(wished: str, expected: str) -> None:
    assert possible(PurePosixPath(wished)) == PurePosixPath(expected)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("_\u00a0_x", "x"),
        ("..", ""),
        (".", ""),
        ("..\\..\\x", "x"),
        ("100%", "100"),
        ("{% raw %}", "{ raw }"),
        ("%", ""),
    ],
)
def test_a_part_of_a_name_is_seen_by_every_generator(part: str, expected: str) -> None:
    assert visible(part) == expected


def test_each_part_of_a_path_has_255_bytes_at_most_and_keeps_its_extension() -> None:
    path = possible(PurePosixPath("灯" * 200) / ("灯" * 200 + ".md"))
    assert [len(part.encode()) for part in path.parts] == [255, 255]
    assert path.suffix == ".md"


def test_the_name_of_a_device_has_255_bytes_at_most_too() -> None:
    assert len(possible(PurePosixPath("con." + "x" * 300 + ".md")).name) == 255


def test_a_text_is_not_cut_within_what_looks_like_one_character() -> None:
    assert shorten("ae\u0301", 2) == "a"
    assert shorten("a👩\u200d🚀", 9) == "a"
    assert shorten("灯灯", 5) == "灯"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Abc.md", "abc.md"), ("caf\u00e9.md", "cafe\u0301.md"), ("STRASSE.md", "straße.md"), ("Ǆ.md", "ǆ.md")],
)
def test_paths_that_some_file_system_mixes_up_have_one_key(one: str, other: str) -> None:
    assert key(PurePosixPath(one)) == key(PurePosixPath(other))


def test_a_post_gets_the_first_free_number_where_others_have_its_name() -> None:
    there = {key(PurePosixPath(name)) for name in ("a/Lamps.md", "a/lamps-2.md")}
    assert free_name(PurePosixPath("a/lamps.md"), lambda path: key(path) in there) == PurePosixPath("a/lamps-3.md")
    assert free_name(PurePosixPath("b/lamps.md"), lambda path: key(path) in there) == PurePosixPath("b/lamps.md")


def test_a_numbered_name_still_has_255_bytes_at_most() -> None:
    wished = possible(PurePosixPath("灯" * 200 + ".md"))
    numbered = free_name(wished, lambda path: path == wished)
    assert numbered.name.endswith("灯-2.md")
    assert len(numbered.name.encode()) <= 255

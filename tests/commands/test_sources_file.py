"""Sources are added to a sources file without touching anything else in it."""

from __future__ import annotations

import pytest
import yaml

from crawler.commands import sources_file
from crawler.commands.sources_file import SourcesFileError

NEW = {"name": "新闻: news", "url": "https://new.example/feed", "categories": ("A", "B"), "item": "li > a"}
ADDED = """- name: '新闻: news'
  url: https://new.example/feed
  categories:
  - A
  - B
  item: li > a
"""


def indented(blanks: int) -> str:
    return "".join(" " * blanks + line + "\n" for line in ADDED.splitlines())


FILES = [
    ("an empty file", "", "sources:\n" + indented(2)),
    ("only comments", "# mine\n", "# mine\n\nsources:\n" + indented(2)),
    ("no sources yet", "output: out # here\n", "output: out # here\n\nsources:\n" + indented(2)),
    ("an empty list", "a: 1\nsources: []  # none\nb: 2\n", "a: 1\nsources:  # none\n" + indented(2) + "b: 2\n"),
    ("a list that is commented out", "sources: [  # a\n  # b\n]\n", "sources:  # a# b\n" + indented(2)),
    ("nothing", "sources:\n# end\n", "sources:\n" + indented(2) + "# end\n"),
    (
        "a block with comments",
        "# a\nsources:\n  # b\n  - name: x   # c\n    url: 'https://x/'\n\n  # - name: o\n\n# d\nz: 1\n",
        f"# a\nsources:\n  # b\n  - name: x   # c\n    url: 'https://x/'\n{indented(2)}\n  # - name: o\n\n# d\nz: 1\n",
    ),
    (
        "no indentation",
        "sources:\n- name: x\n  tags: [a,\n    b]\nz: 1\n",
        f"sources:\n- name: x\n  tags: [a,\n    b]\n{indented(0)}z: 1\n",
    ),
    (
        "a block scalar at its end",
        "sources:\n  - name: |\n      x\n      y\nz: 1\n",
        f"sources:\n  - name: |\n      x\n      y\n{indented(2)}z: 1\n",
    ),
    ("no newline at the end", "sources:\n  - name: x", f"sources:\n  - name: x\n{indented(2)}"),
    (
        "Windows' line ends",
        "sources:\r\n  - name: x\r\n",
        f"sources:\n  - name: x\n{indented(2)}".replace("\n", "\r\n"),
    ),
    (
        "a flow list",
        "sources: [{name: x}]  # short\n",
        'sources: [{name: x}, {"name": "新闻: news", "url": "https://new.example/feed",'
        ' "categories": ["A", "B"], "item": "li > a"}]  # short\n',
    ),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_source_is_added_at_the_end_of_the_list(before: str, after: str) -> None:
    assert sources_file.add(before, [NEW]) == after


def test_several_sources_are_added_in_their_order() -> None:
    text = sources_file.add("sources:\n  - name: a\n", [{"name": "b"}, {"name": "c"}])
    assert [source["name"] for source in yaml.safe_load(text)["sources"]] == ["a", "b", "c"]


def test_nothing_to_add_changes_nothing() -> None:
    assert sources_file.add("sources: [ ]", []) == "sources: [ ]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [\n", "no valid YAML"),
        ("- a\n", "holds no keys and values"),
        ("x: &a\n  - name: x\nsources: *a\n", r"as it is written \(line 3\); write it as a list"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_named_in_one_line(text: str, message: str) -> None:
    with pytest.raises(SourcesFileError, match=message):
        sources_file.add(text, [NEW])

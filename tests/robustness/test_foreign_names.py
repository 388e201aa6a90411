"""Folders and files whose names are no UTF-8, as old archives and other systems leave them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from spiders.test_articles import item, page, rss, write_sources
from support import Command, Site, snapshot

from crawler.state import State

FOREIGN = os.fsdecode(b"caf\xe9")


@pytest.fixture(autouse=True)
def _needs_such_names(tmp_path: Path) -> None:
    try:
        (tmp_path / FOREIGN).touch()
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (tmp_path / FOREIGN).unlink()


@pytest.fixture
def source(site: Site) -> dict[str, object]:
    feed = rss(item("Fog over the harbour", site.put("/fog", page("Fog over the harbour"))))
    return {"name": "news", "url": site.put("/feed", feed)}


def test_the_sources_file_may_lie_in_such_a_folder(command: Command, tmp_path: Path, source: dict[str, object]) -> None:
    folder = tmp_path / FOREIGN
    folder.mkdir()
    write_sources(folder, source)
    for arguments in (("run",), ("run", "--refetch"), ("rebuild",), ("run", "-q")):
        assert command(*arguments, cwd=folder).code == 0
    assert len(list((folder / "output").rglob("*.md"))) == 1


def test_which_sources_such_a_file_lists_is_known_to_others_with_its_state(tmp_path: Path) -> None:
    one, other = tmp_path / FOREIGN, tmp_path / "sources.yaml"
    one.touch()
    with State(tmp_path / "state.db") as state:
        for names in (["harbour", "market"], ["harbour"], ["harbour"]):
            assert state.listed_elsewhere(one, names) == set()
        assert state.listed_elsewhere(other, ["bridge"]) == {"harbour"}
        one.unlink()
        assert state.listed_elsewhere(other, ["bridge"]) == set()


def test_a_file_of_such_a_name_among_the_posts_is_none_and_does_no_harm(
    command: Command, tmp_path: Path, site: Site, source: dict[str, object]
) -> None:
    write_sources(tmp_path, source, dialect="hugo")
    assert command("run", "-q").code == 0
    (post,) = (tmp_path / "output").rglob("*.md")
    moved = post.rename(post.with_name(f"{FOREIGN}.md"))
    before = snapshot(tmp_path / "output")
    assert "deleted by hand" in command("run", "--refetch").out
    assert command("reprocess").code == 0
    (tmp_path / ".crawler/state.db").unlink()
    assert command("rebuild").code == 0
    assert command("why", site.url + "/fog").code == 1
    assert command("why", moved).err.endswith("nothing is known of it: no source has listed it\n")
    assert command("history", moved).err.endswith("no version of it is known\n")
    assert snapshot(tmp_path / "output") == before

"""Disks that are full, folders that cannot be written, states that are damaged: told in a line, and mended later."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from robustness.crawls import Crawls, rows
from robustness.faulty import FaultySite
from robustness.test_faults import posts, put_articles
from robustness.test_kills import STAGES, Runs, left
from robustness.test_rebuild import alter
from support import Command

from crawler.archive import whole_pages
from crawler.state import State

ARTICLES = 3


@pytest.mark.parametrize("stage", STAGES)
def test_a_disk_that_becomes_full_ends_the_run_with_its_cause(runs: Runs, stage: str, tmp_path: Path) -> None:
    for full_at in (2, runs.steps[stage] // 3, runs.steps[stage] * 3 // 4):
        folder = tmp_path / str(full_at)
        shutil.copytree(runs.begin[stage], folder)
        runs.town.show(stage)
        crawl = runs.crawls.run(folder, "-q", now=STAGES[stage], full_at=full_at)
        assert crawl.code in {1, 2}
        assert f"{folder}/.crawler/state.db: cannot be used as state: disk I/O error" in crawl.told
        runs.crawls.run(folder, "-q", now=STAGES[stage])
        assert left(folder) == runs.end[stage]


def test_an_output_that_is_a_file_ends_the_run_and_loses_nothing(
    site: FaultySite, crawls: Crawls, tmp_path: Path
) -> None:
    put_articles(site, tmp_path, ARTICLES)
    (tmp_path / "output").write_text("I was here first.", encoding="utf-8")
    for _ in range(5):
        crawl = crawls.run(tmp_path, "-q")
        assert (crawl.code, crawl.told.count("\n")) == (2, 1), crawl.told
        assert f"{tmp_path}/output is no folder" in crawl.told
    assert site.paths() == []
    (tmp_path / "output").unlink()
    assert crawls.run(tmp_path, "-q").code == 0
    assert len(posts(tmp_path)) == ARTICLES


def test_an_output_that_cannot_be_made_ends_the_run_before_anything_is_fetched(
    site: FaultySite, crawls: Crawls, tmp_path: Path
) -> None:
    put_articles(site, tmp_path, ARTICLES)
    config = json.loads((tmp_path / "sources.yaml").read_text(encoding="utf-8"))
    (tmp_path / "sources.yaml").write_text(json.dumps(config | {"output": "site/" + 300 * "a"}), encoding="utf-8")
    crawl = crawls.run(tmp_path, "-q")
    assert (crawl.code, crawl.told.count("\n"), site.paths()) == (2, 1, []), crawl.told
    assert "cannot be made" in crawl.told
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("folder", ["output", ".crawler"])
def test_a_folder_that_cannot_be_written_ends_the_run_and_loses_nothing(
    site: FaultySite, crawls: Crawls, tmp_path: Path, folder: str
) -> None:
    put_articles(site, tmp_path, ARTICLES)
    (tmp_path / folder).mkdir(mode=0o555)
    crawl = crawls.run(tmp_path, "-q")
    assert (crawl.code, crawl.told.count("\n"), site.paths()) == (2, 1, [])
    assert f"{tmp_path / folder} may not be written in" in crawl.told
    (tmp_path / folder).chmod(0o755)
    assert crawls.run(tmp_path, "-q").code == 0
    assert len(posts(tmp_path)) == ARTICLES


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Makes a folder a small disk of its own, or makes that disk larger: `disk(folder, "size=64k")`."""
    mounted: list[Path] = []

    def mount(folder: Path, options: str) -> None:
        again = ["-o", "remount"] if folder in mounted else []
        folder.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", *again, "-o", options, "tmpfs", folder]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("only root may mount a small disk")
        mounted.append(folder)

    yield mount
    for folder in set(mounted):
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount(8)")
@pytest.mark.parametrize("name", ["output", ".crawler", ".crawler/pages"])
def test_a_full_disk_that_only_one_folder_is_on_loses_nothing(
    site: FaultySite, crawls: Crawls, disk: Callable[..., None], tmp_path: Path, name: str
) -> None:
    put_articles(site, tmp_path, 8)
    disk(tmp_path / name, "size=" + ("160k" if name == ".crawler" else "8k"))
    crawl = crawls.run(tmp_path, "-q")
    if name == ".crawler/pages":  # which posts do without
        assert "its page cannot be kept: No space left on device" in crawl.told
        assert (crawl.code, len(posts(tmp_path))) == (0, 8)
    else:
        assert crawl.code in {1, 2}
        assert str(tmp_path / name) in crawl.told
        assert len(posts(tmp_path)) < 8
    disk(tmp_path / name, "size=20m")
    assert crawls.run(tmp_path, "-q").code == 0
    assert len(posts(tmp_path)) == 8
    pages = {page.key for page in whole_pages(tmp_path / ".crawler/pages")}
    assert pages == {key for (key,) in rows(tmp_path, "SELECT DISTINCT key FROM page")}


def test_an_output_that_is_a_link_stays_one(site: FaultySite, crawls: Crawls, tmp_path: Path) -> None:
    put_articles(site, tmp_path, 1)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").symlink_to("elsewhere")
    crawls.run(tmp_path, "-q")
    assert (tmp_path / "output").is_symlink()
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1


def test_what_a_killed_run_left_half_written_is_swept_away(site: FaultySite, crawls: Crawls, tmp_path: Path) -> None:
    put_articles(site, tmp_path, 1)
    (tmp_path / "output/news").mkdir(parents=True)
    for name in (".0123456789abcdef.tmp", ".mine.tmp", "0123456789abcdef.tmp"):
        (tmp_path / "output/news" / name).write_text("half", encoding="utf-8")
    crawls.run(tmp_path, "-q")
    assert posts(tmp_path)[:2] == [".mine.tmp", "0123456789abcdef.tmp"]


WRITING = ["run", "backfill news --since 2026-01-01", "reprocess", "rebuild", "verify"]


@pytest.mark.parametrize("line", WRITING)
def test_a_command_that_finds_the_state_held_says_by_whom_and_changes_nothing(
    site: FaultySite, command: Command, tmp_path: Path, line: str
) -> None:
    put_articles(site, tmp_path, 1)
    (tmp_path / "hugo.toml").write_text('title = "A site"', encoding="utf-8")
    alter(tmp_path, output="content/posts")
    (tmp_path / "content/posts").mkdir(parents=True)
    with State(tmp_path / ".crawler/state.db"):
        ended = command(*line.split())
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    held = rf"state\.db: another run \(process {os.getpid()}, since 20[-\d]+ [\d:]+\) is using this state"
    assert re.search(held, ended.err)
    assert (list((tmp_path / "content/posts").iterdir()), site.paths()) == ([], [])


def test_a_lock_that_outlived_its_run_holds_nobody_up(site: FaultySite, crawls: Crawls, tmp_path: Path) -> None:
    put_articles(site, tmp_path, 1)
    assert crawls.run(tmp_path, "-q", die_at=60).code == -signal.SIGKILL
    assert (tmp_path / ".crawler/state.db.lock").read_text(encoding="ascii")
    assert (crawls.run(tmp_path, "-q").code, len(posts(tmp_path))) == (0, 1)

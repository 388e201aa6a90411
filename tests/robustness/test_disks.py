"""Disks that are full, folders that cannot be written, states that are damaged: told in a line, and mended later."""

from __future__ import annotations

import os
import re
import shutil
import threading
from pathlib import Path

import pytest
from robustness.crawls import Crawls
from robustness.faulty import FaultySite
from robustness.test_faults import posts, put_articles
from robustness.test_kills import STAGES, Runs, left
from support import Command

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
        assert (crawl.code, crawl.told.count("\n")) == (1, 1), crawl.told
        assert f"{tmp_path}/output" in crawl.told
        assert "Not a directory" in crawl.told
    (tmp_path / "output").unlink()
    assert crawls.run(tmp_path, "-q").code == 0
    assert len(posts(tmp_path)) == ARTICLES


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("folder", ["output", ".crawler"])
def test_a_folder_that_cannot_be_written_ends_the_run_and_loses_nothing(
    site: FaultySite, crawls: Crawls, tmp_path: Path, folder: str
) -> None:
    put_articles(site, tmp_path, ARTICLES)
    (tmp_path / folder).mkdir(mode=0o555)
    crawl = crawls.run(tmp_path, "-q")
    assert crawl.code in {1, 2}
    assert str(tmp_path / folder) in crawl.told
    (tmp_path / folder).chmod(0o755)
    assert crawls.run(tmp_path, "-q").code == 0
    assert len(posts(tmp_path)) == ARTICLES


def test_of_two_runs_at_once_the_second_says_who_holds_the_state(
    site: FaultySite, crawls: Crawls, command: Command, tmp_path: Path
) -> None:
    put_articles(site, tmp_path, 1)
    asked, over = threading.Event(), threading.Event()
    site.before = lambda path: path == "/0" and (asked.set(), over.wait(60))
    first = threading.Thread(target=crawls.run, args=(tmp_path,))
    first.start()
    assert asked.wait(60)
    second = command("run", "-q")
    over.set()
    first.join()
    assert second.code == 2
    assert re.search(r"state\.db: another run \(process \d+, since [-\d: ]+\) is using this state", second.err)
    crawls.run(tmp_path)
    assert len(posts(tmp_path)) == 1

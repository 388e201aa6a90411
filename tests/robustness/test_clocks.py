"""Clocks that jump: nothing is lost or doubled for it, and no source, article or page waits for a year to come."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from robustness.crawls import Crawls, rows
from robustness.faulty import FaultySite
from robustness.test_faults import posts, put_articles
from robustness.test_kills import STAGES, Runs, left

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRONG = [datetime(2036, 1, 1, tzinfo=UTC), NOW + timedelta(hours=5)]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_failed_in_the_future_is_tried_at_once(
    site: FaultySite, crawls: Crawls, tmp_path: Path, wrong: datetime
) -> None:
    put_articles(site, tmp_path, 2)
    site.faults = {"/1": "404"}
    assert crawls.run(tmp_path, "-q", now=wrong).code == 1
    site.faults["/feed"] = "500"
    for _ in range(5):
        crawls.run(tmp_path, "-q", now=wrong)
    site.faults = {}
    assert crawls.run(tmp_path, "-q", now=NOW).told == ""
    assert len(posts(tmp_path)) == 2


@pytest.mark.parametrize("wrong", [datetime(2036, 1, 1, tzinfo=UTC), STAGES["first"] - timedelta(hours=5)])
def test_a_run_under_a_wrong_clock_leaves_what_runs_without_it_leave(
    runs: Runs, tmp_path: Path, wrong: datetime
) -> None:
    folder = tmp_path / "later"
    shutil.copytree(runs.begin["later"], folder)
    runs.town.show("first")
    runs.crawls.run(folder, "-q", now=wrong)
    runs.town.show("later")
    for hour in range(2):
        runs.crawls.run(folder, "-q", now=STAGES["later"] + timedelta(hours=hour))
    found = left(folder)
    assert found["files"] == runs.end["later"]["files"]
    assert found["stored"] == runs.end["later"]["stored"]
    assert (
        rows(folder, "SELECT path, looked_at, next_look FROM article WHERE looked_at > '2027' OR next_look > '2027'")
        == []
    )

"""A state that is lost or damaged: named, made anew by `crawler rebuild`, and no post doubled, lost or overwritten."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from robustness.crawls import Crawls, rows
from robustness.faulty import FaultySite
from robustness.test_faults import page, put_articles
from robustness.test_kills import SNOW, STAGES, Runs, left
from support import Command, snapshot

MORE = "<p>More is known by now: the quarry at the ridge is closed for all of the spring, and so is the jetty.</p>"
STATE = ".crawler/state.db"


def _garble(data: bytearray) -> bytes:
    chance = random.Random(1)
    for at in range(4096, len(data), 9000):
        data[at : at + 700] = chance.randbytes(700)
    return bytes(data)


HARMS: dict[str, Callable[[bytearray], bytes]] = {
    "cut": lambda data: bytes(data[: len(data) // 2]),
    "empty": lambda data: b"",
    "another file": lambda data: b"no database" * 2000,
    "garbled": _garble,
}


@pytest.mark.parametrize("harm", [*HARMS, "removed"])
def test_a_state_made_anew_goes_on_where_the_old_one_was(
    runs: Runs, command: Command, harm: str, tmp_path: Path
) -> None:
    shutil.copytree(runs.begin["later"], tmp_path, dirs_exist_ok=True)
    runs.town.show("first")
    (tmp_path / "output/own.md").write_text("---\ntitle: My own\n---\n", encoding="utf-8")
    before, state = snapshot(tmp_path / "output"), tmp_path / STATE
    harmed = None if harm == "removed" else HARMS[harm](bytearray(state.read_bytes()))
    state.unlink() if harmed is None else state.write_bytes(harmed)
    if harm != "garbled":  # that is found once what it hit is read
        stopped = runs.crawls.run(tmp_path, "-q", now=STAGES["first"])
        assert (stopped.code, stopped.told.count("\n")) == (2, 1)
        assert str(state) in stopped.told
        assert "`crawler rebuild`" in stopped.told
    done = command("rebuild")
    assert (done.code, done.err) == (0, "")
    kept = [file.read_bytes() for file in state.parent.glob("state.db.2*") if not file.name.endswith("-wal")]
    assert kept == ([harmed] if harmed else [])
    assert runs.crawls.run(tmp_path, "-q", now=STAGES["first"]).told == ""
    assert snapshot(tmp_path / "output") == before
    # What happens at the sources afterwards comes to the posts that there are.
    runs.town.show("later")
    runs.crawls.run(tmp_path, "-q", "--refetch", now=STAGES["later"])
    (fog,) = (tmp_path / "output").rglob("*fog*.md")
    assert SNOW[0] in fog.read_text(encoding="utf-8")  # which its page has gained
    there = {file.name.removeprefix("2026-01-05-") for file in (tmp_path / "output").rglob("*.md")}
    expected = {"fog-over-the-harbour.md", "bread-of-the-old-town.md", "snow-on-the-pass.md", "own.md"}
    assert there - {"a-draw-refused.md"} == expected  # whose page is gone, which it takes a look to see


@pytest.fixture
def crawled(site: FaultySite, crawls: Crawls, tmp_path: Path) -> FaultySite:
    put_articles(site, tmp_path, 3)
    assert crawls.run(tmp_path, "-q").code == 0
    return site


@pytest.mark.usefixtures("crawled")
def test_a_page_that_the_crawler_stumbles_over_costs_that_page_alone(command: Command, tmp_path: Path) -> None:
    (tmp_path / STATE).unlink()
    (tmp_path / "flawed.py").write_text(
        "from crawler.pipelines import clean\nfrom crawler.__main__ import main\n\nright = clean.clean\n\n"
        "def flawed(body, url, **named):\n"
        "    if url.endswith('/1'):\n        raise KeyError('pm.')\n"
        "    return right(body, url=url, **named)\n\n"
        "if __name__ == '__main__':\n    clean.clean = flawed\n    main()\n",
        encoding="utf-8",
    )
    done = command("rebuild", module="flawed")
    assert (done.code, done.err) == (0, "")
    assert "3 stored pages and 2 posts taken up again, 1 post not verified" in done.out


def write_again(site: FaultySite) -> None:
    for number in range(3):
        site.put(f"/{number}", page(number).replace("</article>", f"{MORE}</article>"))


def alter(folder: Path, **keys: object) -> None:
    config = json.loads((folder / "sources.yaml").read_text(encoding="utf-8"))
    (folder / "sources.yaml").write_text(json.dumps(config | keys), encoding="utf-8")


def edit(folder: Path, name: str) -> Path:
    (post,) = (folder / "output").rglob(name)
    post.write_text(post.read_text(encoding="utf-8") + "\nMy own words.\n", encoding="utf-8")
    return post


@pytest.mark.parametrize("dialect", ["seed", "plain"])
@pytest.mark.parametrize("has_pages", [True, False])
def test_posts_are_brought_up_to_date_in_place_but_for_those_that_were_edited(
    site: FaultySite, crawls: Crawls, command: Command, tmp_path: Path, dialect: str, has_pages: bool
) -> None:
    put_articles(site, tmp_path, 3)
    alter(tmp_path, dialect=dialect, keep_pages=365 * has_pages)
    crawls.run(tmp_path, "-q")
    edited = edit(tmp_path, "*1.md")
    before = snapshot(tmp_path / "output")
    (tmp_path / STATE).write_bytes(b"\xa5" * 50_000)
    told = command("rebuild").out
    assert (f"not verified: {edited.name}" in told) == (has_pages or dialect != "seed")
    said = crawls.run(tmp_path, "-q").told
    assert (
        said
        == f"note      news  {edited.name}: left as it is: edited by hand, or its article changed, while the state was lost\n"
    )
    assert snapshot(tmp_path / "output") == before
    write_again(site)
    crawls.run(tmp_path, "-q", "--refetch")
    after = snapshot(tmp_path / "output")
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] == before[name]} == {edited.name}


def test_whoever_edited_no_post_may_say_so(
    crawled: FaultySite, crawls: Crawls, command: Command, tmp_path: Path
) -> None:
    edited = edit(tmp_path, "*1.md")
    (tmp_path / STATE).unlink()
    assert "0 posts not verified" in command("rebuild", "--trust").out
    write_again(crawled)
    crawls.run(tmp_path, "-q", "--refetch")
    assert "My own words" not in edited.read_text(encoding="utf-8")


def test_without_state_and_pages_a_run_takes_up_the_posts_that_are_there(
    crawled: FaultySite, crawls: Crawls, tmp_path: Path
) -> None:
    before = snapshot(tmp_path / "output")
    shutil.rmtree(tmp_path / ".crawler")
    crawl = crawls.run(tmp_path)
    assert crawl.code == 0
    assert "state.db is new: 3 posts of earlier runs" in crawl.told
    assert snapshot(tmp_path / "output") == before
    assert rows(tmp_path, "SELECT count(*) FROM article WHERE length(hash) = 64") == [(3,)]


def test_a_state_older_than_its_posts_doubles_none_of_them(site: FaultySite, crawls: Crawls, tmp_path: Path) -> None:
    put_articles(site, tmp_path, 1)
    crawls.run(tmp_path, "-q")
    shutil.copytree(tmp_path / ".crawler", tmp_path / "backup")
    put_articles(site, tmp_path, 3)
    crawls.run(tmp_path, "-q")
    before = snapshot(tmp_path / "output")
    shutil.rmtree(tmp_path / ".crawler")
    (tmp_path / "backup").rename(tmp_path / ".crawler")
    crawls.run(tmp_path, "-q")
    assert snapshot(tmp_path / "output") == before


def test_a_sound_state_loses_nothing_by_being_made_anew(runs: Runs, command: Command, tmp_path: Path) -> None:
    shutil.copytree(runs.begin["later"], tmp_path, dirs_exist_ok=True)
    assert command("rebuild").code == 0
    runs.town.show("later")
    runs.crawls.run(tmp_path, "-q", now=STAGES["later"])
    found = left(tmp_path)
    assert {what: sorted(map(repr, found[what])) for what in found} == {
        what: sorted(map(repr, expected)) for what, expected in runs.end["later"].items()
    }


def test_what_was_taken_down_stays_down(runs: Runs, command: Command, tmp_path: Path) -> None:
    shutil.copytree(runs.begin["later"], tmp_path, dirs_exist_ok=True)
    runs.town.show("later")
    runs.crawls.run(tmp_path, "-q", now=STAGES["later"])
    before = snapshot(tmp_path / "output")
    (tmp_path / STATE).unlink()
    assert "1 taken down before" in command("rebuild").out
    runs.town.show("first")
    runs.crawls.run(tmp_path, "-q", now=STAGES["later"] + timedelta(hours=1))
    assert snapshot(tmp_path / "output").keys() == before.keys()


def test_while_the_output_folder_is_away_nothing_is_fetched_and_nothing_counts_as_deleted(
    crawled: FaultySite, crawls: Crawls, tmp_path: Path
) -> None:
    before = snapshot(tmp_path / "output")
    (tmp_path / "output").rename(tmp_path / "elsewhere")
    stopped = crawls.run(tmp_path, "-q")
    assert (stopped.code, stopped.told.count("\n")) == (2, 1)
    assert "crawler run --refetch" in stopped.told
    (tmp_path / "elsewhere").rename(tmp_path / "output")
    assert crawls.run(tmp_path, "-q").told == ""
    assert snapshot(tmp_path / "output") == before
    shutil.rmtree(tmp_path / "output")
    crawls.run(tmp_path, "-q", "--refetch")
    assert set(snapshot(tmp_path / "output")) == set(before)

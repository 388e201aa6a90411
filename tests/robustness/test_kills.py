"""`kill -9` at any moment: the next run brings everything to where an undisturbed run would have brought it."""

from __future__ import annotations

import json
import random
import shutil
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from robustness.crawls import Crawls, rows
from support import Site
from warcio.archiveiterator import ArchiveIterator

FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
STAGES = {"first": FIRST, "later": FIRST + timedelta(days=2)}

FOG = [
    "The harbour was quiet that morning, and the fishermen mended their nets while the fog held.",
    "By noon the wind had turned, the fog was gone, and the first boats went out past the lighthouse.",
    "In the evening they counted the boats, as they always did, and all of them had come home.",
]
BREAD = [
    "The bakers of the old town begin at two, and by four the whole street smells of rye and caraway.",
    "Their ovens were built before the war, and nobody living knows how to build another one of them.",
    "A master who retired in spring has left his recipes to the museum, written in a hand few can read.",
]
CHESS = [
    "Eleven moves into the final game the champion leaned back, looked at the ceiling and offered a draw.",
    "His opponent, who is sixteen and had slept badly, thought for half an hour and shook her head.",
    "She won in the endgame with a knight against a bishop, which the books had called impossible.",
]
SNOW = [
    "Two metres of snow fell on the pass in a single night, and the road will stay closed until Sunday.",
    "The village has bread for a week and a doctor of its own, so that nobody there is much concerned.",
    "Children who should have been in school dug a tunnel from the church to the only shop that was open.",
]


def page(title: str, paragraphs: list[str], body: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title><meta property=og:title content='{escape(title)}'>"
        "<meta property=article:published_time content=2026-01-05T06:00:00Z></head>"
        f"<body><article><h1>{title}</h1>{text}{body}</article></body></html>"
    )


def rss(site: Site, **items: tuple[str, str]) -> str:
    listed = "".join(
        f"<item><title>{title}</title><link>{site.url}/{path}</link><guid>{path}</guid>"
        f"<description>{escape(text)}</description><pubDate>Mon, 05 Jan 2026 06:00:00 GMT</pubDate></item>"
        for path, (title, text) in items.items()
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{listed}</channel></rss>"


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 200), colour).save(out, "PNG")
    return out.getvalue()


class Town:
    """Two sources whose articles are new at first; later one is changed, one gone, one new, one listed by both."""

    def __init__(self) -> None:
        self.site = Site()

    def show(self, stage: str) -> None:
        put, fog = self.site.put, "<p><img src=/fog.png alt=fog></p>"
        items = {"fog": ("Fog over the harbour", "")}
        bread = {"bread": ("Bread of the old town", "".join(f"<p>{text}</p>" for text in BREAD * 6))}
        put("/fog.png", picture("grey"), content_type="image/png")
        put("/snow.png", picture("white"), content_type="image/png")
        put("/snow", page("Snow on the pass", SNOW, "<p><img src=/snow.png alt=snow></p>"))
        if stage == "first":
            put("/fog", page("Fog over the harbour", FOG, fog))
            put("/chess", page("A draw refused", CHESS))
            put("/town.xml", rss(self.site, chess=("A draw refused", ""), **items))
            put("/other.xml", rss(self.site, **bread))
        else:
            put("/fog", page("Fog over the harbour", [*FOG, SNOW[0]], fog))
            put("/chess", "gone", status=410)
            put("/town.xml", rss(self.site, snow=("Snow on the pass", ""), **items))
            put("/other.xml", rss(self.site, **items, **bread))

    def write_sources(self, folder: Path) -> None:
        names = {"town": f"{self.site.url}/town.xml", "other": f"{self.site.url}/other.xml"}
        config = {
            "allow_private_addresses": True,
            "delay": 0,
            "dialect": "plain",
            "defaults": {"media": "download", "gone_after": 1, "look_again": [1]},
            "sources": [{"name": name, "url": url} for name, url in names.items()],
        }
        (folder / "sources.yaml").write_text(json.dumps(config), encoding="utf-8")


def left(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a run leaves: the bytes of each file that is meant to be seen, the pages, and what the state knows."""
    seen = [
        (str(path.relative_to(folder)), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent != folder / ".crawler" and path.suffix != ".gz"
    ]
    known = {
        "articles": "SELECT url, source, title, path, hash, next_hash, first_seen, withdrawn, gone FROM article",
        "versions": "SELECT article.url, refused, size FROM version JOIN article ON article.id = version.article",
        "entries": "SELECT entry.source, entry.key, data, reason, retry_at, article.url FROM entry"
        " LEFT JOIN article ON article.id = entry.article",
        "sources": "SELECT name, etag, error, failures FROM source",
        "addresses": "SELECT address.url, article.url FROM address JOIN article ON article.id = address.article",
        "pictures": "SELECT url, file FROM picture",
        "pages": "SELECT url, digest FROM page",
    }
    return {
        "files": seen,
        "stored": stored_pages(folder),
        **{name: sorted(rows(folder, query), key=repr) for name, query in known.items()},
    }


def stored_pages(folder: Path) -> list[tuple[object, ...]]:
    """The addresses of all the pages that the archive's files hold; they have to be readable to the end."""
    found = []
    for file in sorted((folder / ".crawler/pages").glob("*.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                record.content_stream().read()
                if record.rec_type == "response":
                    found.append((record.rec_headers.get_header("WARC-Target-URI"),))
    return sorted(found)


class Runs:
    """What undisturbed runs leave, stage by stage, and the folder that each stage begins with."""

    def __init__(self, folder: Path, crawls: Crawls) -> None:
        self.town = Town()
        self.crawls = crawls
        self.begin: dict[str, Path] = {}
        self.end: dict[str, dict[str, list[tuple[object, ...]]]] = {}
        self.steps: dict[str, int] = {}
        running = folder / "undisturbed"
        running.mkdir()
        self.town.write_sources(running)
        for stage, now in STAGES.items():
            self.begin[stage] = folder / f"before-{stage}"
            shutil.copytree(running, self.begin[stage])
            self.town.show(stage)
            self.steps[stage] = crawls.run(running, now=now).steps
            self.end[stage] = left(running)

    def kill(self, stage: str, folder: Path, *steps: int) -> list[str]:
        """Kill a run, and perhaps its followers, at steps; what the run after that leaves otherwise than it should."""
        shutil.copytree(self.begin[stage], folder)
        self.town.show(stage)
        for die_at in steps:
            crawl = self.crawls.run(folder, now=STAGES[stage], die_at=die_at)
            assert crawl.code in {-signal.SIGKILL, 0, 1}
        self.crawls.run(folder, now=STAGES[stage])
        found = left(folder)
        shutil.rmtree(folder)
        return [
            f"{stage}, killed at {steps}: {what}: {thing}"
            for what, expected in self.end[stage].items()
            for thing in sorted(Counter(map(repr, expected)).items() ^ Counter(map(repr, found[what])).items())
        ]


def test_undisturbed_runs_do_all_that_is_to_be_killed(runs: Runs) -> None:
    first, later = ([str(name) for name, _ in runs.end[stage]["files"]] for stage in STAGES)
    assert [Path(name).suffix for name in first].count(".md") == 3
    assert [Path(name).suffix for name in later].count(".md") == 4
    assert any(name.startswith(".crawler/taken-down/") for name in later)
    assert min(runs.steps.values()) > 60


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_that_is_killed_is_healed_by_the_next_one(runs: Runs, stage: str, tmp_path: Path) -> None:
    points = range(3, runs.steps[stage], runs.steps[stage] // 4)
    assert [fault for at in points for fault in runs.kill(stage, tmp_path / "killed", at)] == []


# What follows runs as a step of its own (.ci/run): `pytest -m kills` kills at every other step, `-m slow` at the rest.
PARTS = 6  # that may run beside each other
SWEEPS = [pytest.param(1, marks=pytest.mark.kills, id="odd"), pytest.param(2, marks=pytest.mark.slow, id="even")]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("first", SWEEPS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_run_that_is_killed_at_any_step_is_healed_by_the_next_one(
    runs: Runs, stage: str, first: int, part: int, tmp_path: Path
) -> None:
    points = range(first + 2 * part, runs.steps[stage] + 1, 2 * PARTS)
    assert [fault for at in points for fault in runs.kill(stage, tmp_path / "killed", at)] == []


SEEDS = [pytest.param(seed, marks=pytest.mark.slow if seed > 1 else pytest.mark.kills) for seed in range(8)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("stage", STAGES)
def test_runs_that_are_killed_again_and_again_are_healed_by_the_first_that_is_not(
    runs: Runs, stage: str, seed: int, tmp_path: Path
) -> None:
    chance = random.Random(f"{stage} {seed}")
    for _ in range(5):
        steps = [chance.randint(1, runs.steps[stage]) for _ in range(chance.randint(2, 5))]
        assert runs.kill(stage, tmp_path / "killed", *steps) == []

"""What a state of many articles costs: time of the look-ups that a run makes, size on disk, memory.

    python -m benchmarks.state [ARTICLES] [FOLDER]

The articles are of random words by Zipf's law, 450 a text on average, a tenth of them in Chinese; one in fifty is a
wire story, printed by another source under another headline and without a paragraph. A look-up takes all that is done
for a new text: reading it, its signature, the candidates, their comparison.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from crawler.config import Config, Source
from crawler.editing.recognition import Recognition
from crawler.editing.updates import reading
from crawler.identity import Identity, likeness, normal_url
from crawler.items import Article, Entry
from crawler.network.conditional import Validators
from crawler.state import Record, State, Written

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOURCES = 50
WORDS = [f"{first}{second}{third}" for first in "bdfglmnprst" for second in "aeiou" for third in ("n", "ra", "st", "l")]
WORDS = [one + two for one in WORDS for two in ("", *WORDS[:60])]
WEIGHTS = [1 / rank for rank in range(1, len(WORDS) + 1)]
HANZI = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]


def paragraphs(rng: random.Random, number: int) -> list[str]:
    if number % 10 == 0:
        return ["".join(rng.choices(HANZI, weights=WEIGHTS[: len(HANZI)], k=rng.randint(60, 140))) for _ in range(8)]
    return [" ".join(rng.choices(WORDS, weights=WEIGHTS, k=rng.randint(40, 75))) + "." for _ in range(8)]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        path = folder / "state.db"
        with State(path) as state:
            state._db.execute("PRAGMA synchronous = OFF")  # only here: it is made once
            began = time.perf_counter()
            samples = fill(state, count)
            print(f"{count} articles made in {time.perf_counter() - began:.0f} s")
        size = sum(file.stat().st_size for file in folder.glob("state.db*"))
        print(f"size on disk: {size / 2**20:.0f} MiB, {size / count / 1024:.1f} KiB an article")
        with State(path) as state:
            measure(state, samples)
        print(
            f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most, the making included"
        )


def fill(state: State, count: int) -> list[list[str]]:
    """Make the articles; gives back the texts of some, for the look-ups."""
    rng = random.Random(1)
    samples: list[list[str]] = []
    for number in range(count):
        source = f"source {number % SOURCES}"
        url = f"https://{number % SOURCES}.example/{number}"
        text = paragraphs(rng, number)
        if number % (count // 200) == 1:
            samples.append(text)
        entry = Entry(url=url, guid=str(number), title=f"Title {number}", summary=text[0][:200])
        body = "".join(f"<p>{paragraph}</p>" for paragraph in text)
        found = reading(entry.title or "", body)
        now = NOW + timedelta(seconds=number)
        if number < SOURCES or number % 1000 < SOURCES:
            state.polled(source, url, Validators(), [entry], now, kind="feed")
        else:
            with state._transaction():
                state._remember(source, [entry], now, identity=Identity.AUTO, again=False)
        addresses = [normal_url(url)]
        post = state.reserve(
            url=url,
            source=source,
            key=str(number),
            title=entry.title or "",
            path=PurePosixPath(f"{number}.md"),
            addresses=addresses,
            now=now,
        )
        record = Record(entry, url, title=entry.title or "", body=body, authors=["A. Writer"], published=now)
        signature = likeness.signature(likeness.shingles(found.text))
        written = Written("0" * 64, record, found.size, signature, changed=True)
        state.settled(source, str(number), post.id, addresses, now, written=written, new=True)
    return samples


def measure(state: State, samples: list[list[str]]) -> None:
    rng = random.Random(2)

    def address() -> None:
        number = rng.randrange(100_000)
        state.article_at([normal_url(f"http://www.{number % SOURCES}.example/{number}/?utm_source=rss")])

    source = Source(name="another", url="https://another.example/feed")
    recognition = Recognition(Config(sources=(source,)), state, lambda: NOW)

    def story(text: list[str]) -> bool:
        entry = Entry(url="https://another.example/story", title="Another headline")
        article = Article(source, entry, "story", "https://another.example/story", title="Another headline")
        found = reading(article.title, "".join(f"<p>{part}</p>" for part in text))
        shingles = likeness.shingles(found.text)
        known, _ = recognition.alike(article, found, shingles, likeness.signature(shingles))
        return known is not None

    timed("an article by its address", address, 2000)
    wires: Iterator[list[str]] = iter([[*text[:2], *text[3:]] for text in samples])
    hits: list[bool] = []
    timed("a wire story without a paragraph, found", lambda: hits.append(story(next(wires))), len(samples))
    print(f"    {sum(hits)} of {len(hits)} found")
    news: Iterator[list[str]] = iter([paragraphs(rng, number) for number in range(200)])
    misses: list[bool] = []
    timed("a new text, found unlike all others", lambda: misses.append(story(next(news))), 200)
    print(f"    {sum(misses)} of {len(misses)} taken for another's story")
    timed("what a source has to look at again", lambda: state.due_looks("source 7", NOW), 200)
    timed("what a source has pending", lambda: list(state.pending("source 7", NOW)), 200)


def timed(what: str, work: Callable[[], object], times: int) -> None:
    took = []
    busy = time.process_time()
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    busy = time.process_time() - busy
    took.sort()
    print(
        f"{what}: {took[len(took) // 2] * 1000:.2f} ms in the middle,"
        f" {took[-1 - len(took) // 100] * 1000:.2f} ms at 99 %, {busy / times * 1000:.2f} ms of the processor"
    )


if __name__ == "__main__":
    main()

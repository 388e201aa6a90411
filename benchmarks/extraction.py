#!/usr/bin/env python3
"""Measure this project's extraction beside well-known extractors, on a corpus of pages with known answers.

    extraction.py [CORPUS_DIR] [--peers trafilatura newspaper4k readability resiliparse goose3] [--json FILE]

CORPUS_DIR (default ../shared/corpus beside the project) holds `truth.jsonl`, one page a line (`id`, `url`, and of
`body`, `with`/`without`, `title`, `authors`, `date` what is known), and `pages/<id>.html.gz`. Every extractor runs in a
process of its own; they take turns, ten pages each. A peer that is not installed is left out with a note.

The body's model learned from that corpus (train_body.py, which prints figures of sites that it did not see): the body
figures of pages that it knows flatter it.

What the rows say
  body F1      over runs of four words, every page weighing the same (the public article-extraction-benchmark's measure)
  snippets F1  over texts that must and must not appear (trafilatura's evaluation)
  exact        the share of pages whose title, set of authors or day is exactly right, but for case, space and quotes
  pages/s      of processor time of one process, reading and unpacking files left out; MB is its peak memory
"""

from __future__ import annotations

import argparse
import gzip
import importlib.metadata
import json
import logging
import multiprocessing
import re
import resource
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TURN = 10  # pages

Prediction = dict[str, Any]
Extractor = Callable[[bytes, str], Prediction]


def crawler() -> Extractor:
    from crawler.extraction import extract
    from crawler.items import Page

    def run(page: bytes, url: str) -> Prediction:
        found = extract(Page(url=url, body=page))
        day = found.published.isoformat()[:10] if found.published else None
        return {"title": found.title, "authors": found.authors, "date": day, "text": found.text}

    return run


def trafilatura() -> Extractor:
    from trafilatura import bare_extraction

    def run(page: bytes, url: str) -> Prediction:
        found = bare_extraction(page, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        authors = found.author.split("; ") if found.author else []
        return {"title": found.title, "authors": authors, "date": found.date, "text": found.text}

    return run


def newspaper4k() -> Extractor:
    from newspaper import Article

    decode = _decoder()

    def run(page: bytes, url: str) -> Prediction:
        article = Article(url if "//" in url else f"https://{url}/", fetch_images=False)
        article.download(input_html=decode(page))
        article.parse()
        day = article.publish_date.isoformat()[:10] if article.publish_date else None
        return {"title": article.title, "authors": article.authors, "date": day, "text": article.text}

    return run


def readability() -> Extractor:
    from lxml.html import fromstring
    from readability import Document

    decode = _decoder()

    def run(page: bytes, url: str) -> Prediction:
        found = Document(decode(page), url=url)
        tree = fromstring(found.summary())
        for block in tree.iter("p", "div", "li", "h1", "h2", "h3", "h4", "br", "tr"):
            block.tail = "\n" + (block.tail or "")
        return {"title": found.short_title(), "text": tree.text_content()}

    return run


def resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def run(page: bytes, url: str) -> Prediction:  # noqa: ARG001
        tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page)))
        text = extract_plain_text(tree, main_content=True, alt_texts=False, links=False)
        return {"title": tree.title, "text": text}

    return run


def goose3() -> Extractor:
    from goose3 import Goose

    decode = _decoder()
    goose = Goose({"enable_image_fetching": False})

    def run(page: bytes, url: str) -> Prediction:  # noqa: ARG001
        found = goose.extract(raw_html=decode(page))
        day = (found.publish_date or "")[:10]
        return {"title": found.title, "authors": found.authors, "date": day, "text": found.cleaned_text}

    return run


EXTRACTORS = {
    "crawler": crawler,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "readability": readability,
    "resiliparse": resiliparse,
    "goose3": goose3,
}
PACKAGES = {"readability": "readability-lxml", "crawler": "syndication-crawler"}


def _decoder() -> Callable[[bytes], str]:
    """For extractors that want text: this project's decoding, the same for all."""
    from crawler.charsets import decode

    return lambda page: decode(page, None)


def load(corpus: Path) -> list[dict[str, Any]]:
    with (corpus / "truth.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def measure(name: str, corpus: Path, asked: Any) -> None:
    """In a process of its own: extract the pages that are asked for, turn by turn.

    Sends "" once it is ready, or why it cannot be. Answers each list of truths with predictions, seconds and how many
    pages raised, and None with the peak memory in MB.
    """
    logging.disable(logging.CRITICAL)
    try:
        run = EXTRACTORS[name]()
    except ImportError as error:
        asked.send(f"not installed ({error.name})")
        return
    asked.send("")
    while (truths := asked.recv()) is not None:
        predictions: dict[str, Prediction] = {}
        seconds, failures = 0.0, 0
        for truth in truths:
            page = gzip.decompress((corpus / "pages" / f"{truth['id']}.html.gz").read_bytes())
            started = time.process_time()
            try:
                predictions[truth["id"]] = run(page, truth["url"])
            except Exception:
                predictions[truth["id"]] = {}
                failures += 1
            seconds += time.process_time() - started
        asked.send((predictions, seconds, failures))
    asked.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


@dataclass
class Runner:
    """One extractor at work, and what it has answered so far."""

    name: str
    process: Any
    pipe: Any
    predictions: dict[str, Prediction] = field(default_factory=dict)
    seconds: float = 0.0
    failures: int = 0
    memory: float = 0.0

    def take_turn(self, truths: list[dict[str, Any]]) -> None:
        self.pipe.send(truths)
        predictions, seconds, failures = self.pipe.recv()
        self.predictions |= predictions
        self.seconds += seconds
        self.failures += failures

    def end(self) -> None:
        self.pipe.send(None)
        self.memory = self.pipe.recv()
        self.process.join()


def run_all(names: list[str], corpus: Path, truths: list[dict[str, Any]]) -> list[Runner]:
    """Let the extractors take turns, a few pages each, so that a busy machine slows all of them alike."""
    context = multiprocessing.get_context("spawn")
    runners = []
    for name in names:
        here, there = context.Pipe()
        process = context.Process(target=measure, args=(name, corpus, there), daemon=True)
        process.start()
        there.close()
        if missing := here.recv():
            print(f"{name}: {missing}", file=sys.stderr)
        else:
            runners.append(Runner(name, process, here))
    for start in range(0, len(truths), TURN):
        for runner in list(runners):
            try:
                runner.take_turn(truths[start : start + TURN])
            except (EOFError, BrokenPipeError):
                print(f"{runner.name}: died", file=sys.stderr)
                runners.remove(runner)
        runners.reverse()  # who goes first now goes last next time
    for runner in runners:
        runner.end()
    return sorted(runners, key=lambda runner: names.index(runner.name))


def runs_of_words(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1)))


def folded(text: str | None) -> str:
    text = unicodedata.normalize("NFKC", text or "").casefold()
    text = re.sub(r"[‘’‚‛“”„‟«»‹›\"'`´]", "", text)
    return " ".join(re.sub(r"[‐-―−-]+", "-", text).split())


def spaced(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def scores(truths: list[dict[str, Any]], predictions: dict[str, Prediction]) -> Iterator[tuple[str, float]]:
    """Each row's name and value, of the fields that the extractor gives at all."""
    given = {name for found in predictions.values() for name in found}
    precisions, recalls, exact = defaultdict(list), defaultdict(list), defaultdict(list)
    snippets: dict[str, Counter[str]] = defaultdict(Counter)
    for truth in truths:
        found, where = predictions.get(truth["id"]) or {}, truth["set"]
        if "body" in truth:
            wanted, got = runs_of_words(truth["body"]), runs_of_words(found.get("text") or "")
            common = sum((wanted & got).values())
            if got:
                precisions[where].append(common / sum(got.values()))
            if wanted:
                recalls[where].append(common / sum(wanted.values()))
        if "with" in truth:
            text = spaced(found.get("text"))
            right = sum(spaced(snippet) in text for snippet in truth["with"])
            wrong = sum(spaced(snippet) in text for snippet in truth["without"])
            snippets[where].update(right=right, wrong=wrong, missed=len(truth["with"]) - right)
        if truth.get("title"):
            exact[f"{where} title exact"].append(folded(found.get("title")) == folded(truth["title"]))
        if truth.get("authors") and "authors" in given:
            names = {folded(name) for name in found.get("authors") or []}
            exact[f"{where} authors exact"].append(names == {folded(name) for name in truth["authors"]})
        if truth.get("date") and "date" in given:
            exact[f"{where} date exact"].append((found.get("date") or "")[:10] == truth["date"])
    for where in recalls:
        yield f"{where} body F1", f1(mean(precisions[where]), mean(recalls[where]))
    for where, count in snippets.items():
        right = count["right"]
        precision = right / max(1, right + count["wrong"])
        yield f"{where} snippets F1", f1(precision, right / max(1, right + count["missed"]))
    for row, hits in exact.items():
        yield row, mean([float(hit) for hit in hits])


def table(columns: dict[str, dict[str, str]]) -> str:
    """A Markdown table with a column an extractor and a row a measure."""
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    lines = [["", *columns], *([row, *(column.get(row, "–") for column in columns.values())] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def version(name: str) -> str:
    try:
        return f"{name} {importlib.metadata.version(PACKAGES.get(name, name))}"
    except importlib.metadata.PackageNotFoundError:
        return name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    peers = [name for name in EXTRACTORS if name != "crawler"]
    parser.add_argument("--peers", nargs="*", choices=peers, default=["trafilatura"], metavar="PEER")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args()
    if not (args.corpus / "truth.jsonl").is_file():
        sys.exit(f"{args.corpus}: no truth.jsonl there; name the folder of the corpus")
    truths = load(args.corpus)
    columns: dict[str, dict[str, str]] = {}
    figures: dict[str, dict[str, float]] = {}
    for runner in run_all(["crawler", *args.peers], args.corpus, truths):
        found = dict(scores(truths, runner.predictions))
        speed = len(truths) / runner.seconds
        columns[version(runner.name)] = {row: f"{value:.3f}" for row, value in sorted(found.items())} | {
            "pages/s": f"{speed:.1f}",
            "peak memory, MB": f"{runner.memory:.0f}",
            "pages that raised": str(runner.failures),
        }
        figures[runner.name] = found | {"pages/s": speed, "peak memory, MB": runner.memory}
    print(f"{len(truths)} pages, {datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}\n")
    print(table(columns))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

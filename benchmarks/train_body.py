#!/usr/bin/env python3
"""Train the model that tells an article's blocks from the rest of a page, and measure it on other sites than it learned.

    train_body.py [--corpus DIR] [--write]

Prints the figures of a cross-validation in which all pages of a site are held out together; `--write` then trains on
all pages and writes crawler/extraction/body/model.py. Needs lightgbm, numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import tldextract

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from crawler.extraction import document as documents  # noqa: E402
from crawler.extraction.body import known_of  # noqa: E402
from crawler.extraction.body.blocks import cut  # noqa: E402
from crawler.extraction.body.features import NAMES, is_caption, measure  # noqa: E402
from crawler.extraction.metadata import read_metadata  # noqa: E402
from crawler.items import Page  # noqa: E402

WORD = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]|[^\W\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]+")
FOLDS = 8
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 20,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "cat_smooth": 20,
    "seed": 7,
    "deterministic": True,
    "num_threads": 2,
    "verbose": -1,
}
TREES = 120


@dataclass
class Sample:
    """A page of the corpus, cut and measured, with what its blocks should be (1, 0, or -1 where nobody knows)."""

    truth: dict[str, Any]
    texts: list[str]
    captions: list[bool]
    rows: Any
    labels: Any
    weights: Any


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def label_by_body(texts: list[str], body: str) -> list[int]:
    truth = words(body)
    grams = Counter(tuple(truth[i : i + 4]) for i in range(max(1, len(truth) - 3)))
    joined = " " + " ".join(truth) + " "
    lines = {" ".join(words(line)) for line in body.splitlines()}
    labels = []
    for text in texts:
        own = words(text)
        if len(own) >= 6:
            mine = [tuple(own[i : i + 4]) for i in range(len(own) - 3)]
            labels.append(int(sum(gram in grams for gram in mine) / len(mine) > 0.5))
        elif own and " ".join(own) in lines:
            labels.append(1)
        elif own and f" {' '.join(own)} " in joined:
            labels.append(2)
        else:
            labels.append(0)
    # A few words are in the truth by chance: believed only between blocks that are.
    sure = [i for i, (label, text) in enumerate(zip(labels, texts)) if label == 1 and len(words(text)) >= 6]
    for i, label in enumerate(labels):
        if len(words(texts[i])) < 6 and label:
            near = sum(1 for j in sure if abs(i - j) <= 4)
            labels[i] = int(near >= (1 if label == 1 else 2))
    return labels


def flat(text: str) -> str:
    return " ".join(text.split())


def label_by_snippets(texts: list[str], wanted: list[str], unwanted: list[str]) -> list[int]:
    return [
        0
        if any(flat(s) in text for s in unwanted)
        else 1
        if any(flat(s) in text for s in wanted) or (len(text) > 60 and any(text in flat(s) for s in wanted))
        else -1
        for text in texts
    ]


def sample(truth: dict[str, Any], raw: bytes) -> Sample:
    document = documents.read(Page(url=truth["url"], body=raw))
    if document.tree is None:
        return Sample(truth, [], [], np.zeros((0, len(NAMES))), np.zeros(0), np.zeros(0))
    title = read_metadata(document, None).title
    blocks, places = cut(document.tree)
    rows = np.array(measure(blocks, places, known_of(document, title)), dtype=np.float64).reshape(-1, len(NAMES))
    texts = [block.text for block in blocks]
    captions = [is_caption(block) or not block.text for block in blocks]
    if "body" in truth:
        labels = label_by_body(texts, truth["body"])
        total = max(1, sum(len(words(text)) for text, label in zip(texts, labels) if label))
        weights = [min(1.0, (len(words(text)) + 4) / total) * 10 + 0.05 for text in texts]
    else:
        labels = label_by_snippets(texts, truth["with"], truth["without"])
        weights = [0.4] * len(texts)
    labels = [-1 if caption else label for caption, label in zip(captions, labels)]
    return Sample(truth, texts, captions, rows, np.array(labels), np.array(weights))


def load(corpus: Path) -> list[Sample]:
    samples = []
    for line in (corpus / "truth.jsonl").open(encoding="utf-8"):
        truth = json.loads(line)
        if "body" in truth or "with" in truth:
            raw = gzip.decompress((corpus / "pages" / f"{truth['id']}.html.gz").read_bytes())
            samples.append(sample(truth, raw))
    return samples


_DOMAIN = tldextract.TLDExtract(suffix_list_urls=())  # the list that it comes with: no network


def site(truth: dict[str, Any]) -> str:
    url = truth["url"]
    return _DOMAIN(url).domain


def fold_of(name: str) -> int:
    return sum(name.encode()) * 2654435761 % 2**32 % FOLDS


def train(samples: list[Sample]) -> lightgbm.Booster:
    rows = np.concatenate([s.rows[s.labels >= 0] for s in samples])
    labels = np.concatenate([s.labels[s.labels >= 0] for s in samples])
    weights = np.concatenate([s.weights[s.labels >= 0] for s in samples])
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(rows, labels, weight=weights), num_boost_round=TREES)


def predictions(samples: list[Sample], scores: list[Any], threshold: float) -> dict[str, Any]:
    found = {}
    for s, score in zip(samples, scores):
        kept = [t for t, c, p in zip(s.texts, s.captions, score) if not c and p > threshold]
        found[s.truth["id"]] = {"text": "\n".join(kept)}
    return found


def report(samples: list[Sample], scores: list[Any], corpus: Path) -> None:
    sys.path.insert(0, str(corpus))
    from score import score as measure_score  # noqa: PLC0415

    truth = [s.truth for s in samples]
    for threshold in (0.3, 0.4, 0.5, 0.6):
        out, worst = measure_score(truth, predictions(samples, scores, threshold))
        print(threshold, "  ".join(
            f"{'.'.join(k)} {v['f1']:.4f} (p {v['precision']:.4f} r {v['recall']:.4f})"
            for k, v in out.items() if k[1] in {"body", "snippets"}
        ))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    args = parser.parse_args()
    samples = load(args.corpus)
    scores: list[Any] = [None] * len(samples)
    folds = [fold_of(site(s.truth)) for s in samples]
    for fold in range(FOLDS):
        model = train([s for s, f in zip(samples, folds) if f != fold])
        for i, (s, f) in enumerate(zip(samples, folds)):
            if f == fold:
                scores[i] = model.predict(s.rows) if len(s.rows) else np.zeros(0)
    report(samples, scores, args.corpus)
    model = train(samples)
    gains = sorted(zip(model.feature_importance("gain"), NAMES), reverse=True)
    print(", ".join(f"{name} {gain:.0f}" for gain, name in gains[:40]))
    print("unused:", [name for gain, name in gains if gain == 0])
    oracle = [np.array(s.labels, dtype=float) for s in samples]
    report(samples, oracle, args.corpus)


if __name__ == "__main__":
    main()

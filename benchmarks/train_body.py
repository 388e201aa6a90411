#!/usr/bin/env python3
"""Train the model that tells an article's blocks from the rest of a page, measured on sites that it did not see.

    train_body.py [--corpus DIR] [--splits N] [--write]

Prints the figures of a cross-validation in which all pages of a site are held out together, for each of N ways to share
the sites out: figures move from one to the next, and what moves them less is no progress. `--write` trains on all
pages and writes crawler/extraction/body/model.py. Needs lightgbm, numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
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
from crawler.extraction.body.features import (  # noqa: E402
    CONTEXT_NAMES,
    GLANCE_NAMES,
    NAMES,
    candidates,
    glance,
    measure,
    measure_context,
)
from crawler.extraction.body.settle import settle  # noqa: E402
from crawler.extraction.body.survey import Survey, survey  # noqa: E402
from crawler.extraction.metadata import read_metadata  # noqa: E402
from crawler.items import Page  # noqa: E402

WORD = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]|[^\W\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]+")
JUDGED = Path(__file__).with_name("judged.jsonl")
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
    "num_threads": 1,
    "verbose": -1,
}
GLANCE_TREES = 20
FIRST_TREES = 40
TREES = 200
LEAVES = 12  # of the second model's trees: more and smaller ones judge as well and are sooner walked
GLIMPSE = 30  # trees of the second model that are walked first
SURE = 1.5  # log-odds of these alone from which the others could change nothing
THRESHOLD = 0.5
HOPELESS = -2.5  # log-odds of the glance up to which blocks are not looked at any closer
KNOWN_WEIGHT = 10  # of all blocks of a page with a known body
JUDGED_WEIGHT = 5  # the same, of a page that was judged by eye
SNIPPET_WEIGHT = 2.5  # of a block that a snippet judges
DOUBTFUL = 0.25  # probability below which the first model's word is final
CERTAIN = 0.9  # likewise, from which it is; the second model learns from these blocks all the same


@dataclass
class Sample:
    """A page of the corpus, cut and measured, with what its blocks should be (1, 0, or -1 where nobody knows)."""

    truth: dict[str, Any]
    texts: list[str]
    captions: list[bool]
    rows: Any
    glances: Any
    page: Survey | None
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
    # A few words are in the truth by chance: believed only where they continue a block beside them that is.
    sure = [
        i for i, (label, text) in enumerate(zip(labels, texts, strict=True)) if label == 1 and len(words(text)) >= 6
    ]
    following = {i: next((j for j in sure if j > i), None) for i in range(len(texts))}
    last: list[str] = []
    for i, text in enumerate(texts):
        own = words(text)
        if len(own) >= 6:
            last = own if labels[i] else last
        elif labels[i]:
            after = words(texts[following[i]])[:4] if following[i] is not None else []
            runs = [last[-4:] + own if last else [], own + after if after else []]
            labels[i] = int(any(run and f" {' '.join(run)} " in joined for run in runs))
            last = own if labels[i] else last
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


def mark(text: str) -> str:
    """What tells a block of a page from its others, without its text."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()[:8]


def label_by_marks(texts: list[str], marks: frozenset[str]) -> list[int]:
    return [int(mark(text) in marks) for text in texts]


def sample(truth: dict[str, Any], raw: bytes, marks: frozenset[str]) -> Sample:
    document = documents.read(Page(url=truth["url"], body=raw))
    if document.tree is None:
        return Sample(
            truth, [], [], np.zeros((0, len(NAMES))), np.zeros((0, len(GLANCE_NAMES))), None, *np.zeros((2, 0))
        )
    title = read_metadata(document, None).title
    blocks, places = cut(document.tree)
    known = known_of(document, title)
    page = survey(blocks, places, known.title)
    captions = page.excluded
    measured = measure(page, known, [not caption for caption in captions])
    nothing = (0.0,) * len(NAMES)
    rows = np.array([row or nothing for row in measured], dtype=np.float64).reshape(-1, len(NAMES))
    nothing = (0.0,) * len(GLANCE_NAMES)
    glances = np.array([row or nothing for row in glance(page)], dtype=np.float64).reshape(-1, len(GLANCE_NAMES))
    texts = [block.text for block in blocks]
    if "body" in truth or marks:
        labels = label_by_body(texts, truth["body"]) if "body" in truth else label_by_marks(texts, marks)
        total = max(1, sum(len(words(text)) for text, label in zip(texts, labels, strict=True) if label))
        most = KNOWN_WEIGHT if "body" in truth else JUDGED_WEIGHT
        weights = [min(1.0, (len(words(text)) + 4) / total) * most + 0.05 for text in texts]
    else:
        labels = label_by_snippets(texts, truth["with"], truth["without"])
        weights = [SNIPPET_WEIGHT] * len(texts)
    labels = [-1 if caption else label for caption, label in zip(captions, labels, strict=True)]
    for block in blocks:
        block.tokens.clear()
    return Sample(truth, texts, captions, rows, glances, page, np.array(labels), np.array(weights))


def load(corpus: Path) -> list[Sample]:
    samples = []
    judged = map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines())
    marks = {page["id"]: frozenset(page["body"].split()) for page in judged}
    for line in (corpus / "truth.jsonl").open(encoding="utf-8"):
        truth = json.loads(line)
        if "body" in truth or "with" in truth or truth["id"] in marks:
            raw = gzip.decompress((corpus / "pages" / f"{truth['id']}.html.gz").read_bytes())
            samples.append(sample(truth, raw, marks.get(truth["id"], frozenset())))
    return samples


_DOMAIN = tldextract.TLDExtract(suffix_list_urls=())  # the list that it comes with: no network


def site(truth: dict[str, Any]) -> str:
    url = truth["url"]
    return _DOMAIN(url).domain


def fold_of(name: str) -> int:
    return sum(name.encode()) * 2654435761 % 2**32 % FOLDS


def share_out(names: list[str], split: int) -> list[int]:
    """The fold of each site, in one of many random ways."""
    sites = sorted(set(names))
    random.Random(split).shuffle(sites)
    fold = {name: position % FOLDS for position, name in enumerate(sites)}
    return [fold[name] for name in names]


def fit(samples: list[Sample], rows: list[Any], trees: int, among: list[Any] | None = None, **parameters: Any) -> Any:
    known = [s.labels >= 0 for s in samples]
    if among is not None:
        known = [k & a for k, a in zip(known, among, strict=True)]
    data = lightgbm.Dataset(
        np.concatenate([r[k] for r, k in zip(rows, known, strict=True)]),
        np.concatenate([s.labels[k] for s, k in zip(samples, known, strict=True)]),
        weight=np.concatenate([s.weights[k] for s, k in zip(samples, known, strict=True)]),
    )
    return lightgbm.train(PARAMETERS | parameters, data, num_boost_round=trees)


def predict(model: lightgbm.Booster, rows: Any) -> Any:
    return model.predict(rows) if len(rows) else np.zeros(0)


def hopeful(model: lightgbm.Booster, s: Sample) -> Any:
    """Which blocks a glance leaves as candidates."""
    if s.page is None or not len(s.rows):
        return np.zeros(len(s.rows), dtype=bool)
    promising = (model.predict(s.glances, raw_score=True) > HOPELESS) & ~np.array(s.captions)
    return np.array(candidates(s.page, promising.tolist()))


def out_of_fold(samples: list[Sample], folds: list[int], among: list[Any]) -> list[Any]:
    scores: list[Any] = [None] * len(samples)
    for fold in sorted(set(folds)):
        inside = [i for i, f in enumerate(folds) if f != fold]
        chosen = [samples[i] for i in inside]
        model = fit(chosen, [s.rows for s in chosen], FIRST_TREES, [among[i] for i in inside])
        for i, f in enumerate(folds):
            if f == fold:
                scores[i] = np.where(among[i], predict(model, samples[i].rows), 0.0)
    return scores


def in_context(s: Sample, scores: Any) -> Any:
    if s.page is None:
        return np.zeros((0, len(NAMES) + len(CONTEXT_NAMES)))
    nothing = (0.0,) * len(CONTEXT_NAMES)
    wanted = (scores >= DOUBTFUL).tolist()
    context = [row or nothing for row in measure_context(s.page, scores.tolist(), wanted)]
    return np.hstack([s.rows, np.array(context).reshape(len(s.rows), len(CONTEXT_NAMES))])


Models = tuple[lightgbm.Booster, lightgbm.Booster, lightgbm.Booster]


def train(samples: list[Sample]) -> Models:
    """A model that sorts out the hopeless at a glance, one that judges blocks by themselves, one that knows all
    opinions of the one before."""
    at_a_glance = fit(samples, [s.glances for s in samples], GLANCE_TREES, num_leaves=12, learning_rate=0.3)
    among = [hopeful(at_a_glance, s) for s in samples]
    folds = [fold_of(site(s.truth)) % 5 for s in samples]
    opinions = out_of_fold(samples, folds, among)
    doubtful = [o >= DOUBTFUL for o in opinions]
    first = fit(samples, [s.rows for s in samples], FIRST_TREES, among)
    in_contexts = [in_context(s, o) for s, o in zip(samples, opinions, strict=True)]
    second = fit(samples, in_contexts, TREES, doubtful, num_leaves=LEAVES)
    return at_a_glance, first, second


def judge(models: Models, s: Sample) -> Any:
    if s.page is None or not len(s.rows):
        return np.zeros(0)
    at_a_glance, first, second = models
    opinions = np.where(hopeful(at_a_glance, s), predict(first, s.rows), 0.0)
    context = in_context(s, opinions)
    glimpses = second.predict(context, raw_score=True, num_iteration=GLIMPSE)
    odds = np.where(np.abs(glimpses) < SURE, second.predict(context, raw_score=True), glimpses)
    final = (opinions < DOUBTFUL) | (opinions >= CERTAIN)
    opinions = np.where(final, opinions, 1 / (1 + np.exp(-odds)))
    settled: list[float] = opinions.tolist()
    settle(s.page.blocks, settled, s.captions, THRESHOLD)
    return np.array(settled)


def source_of(model: lightgbm.Booster, name: str, rows: list[Any], glimpse: int | None = None) -> str:
    """The model as a Python function of a row of features: one expression a tree, far faster than walking arrays.

    Features that are whole numbers in all rows are compared with whole numbers, which takes Python a third of the time.
    With `glimpse`, the trees behind so many are walked only where those leave it open.
    """
    whole = np.all([(r == np.floor(r)).all(axis=0) for r in rows], axis=0)

    def expression(node: dict[str, Any]) -> str:
        if "leaf_value" in node:
            return f"{node['leaf_value']:.4g}"
        feature, threshold = node["split_feature"], node["threshold"]
        limit = str(math.floor(threshold)) if whole[feature] else f"{threshold:.6g}"
        return f"({expression(node['left_child'])} if x{feature} <= {limit} else {expression(node['right_child'])})"

    trees = model.dump_model()["tree_info"]
    width = model.num_feature()
    used = sorted({int(i) for i in np.flatnonzero(model.feature_importance("split"))})
    names = ", ".join(f"x{i}" if i in set(used) else "_" for i in range(width))
    terms = [expression(tree["tree_structure"]) for tree in trees]

    def total(some: list[str], indent: str) -> str:
        return f"(\n{indent}    " + f"\n{indent}    + ".join(some) + f"\n{indent})"

    head = f"def {name}(row: Sequence[float]) -> float:\n    {names} = row\n"
    if glimpse is None:
        return f"{head}    return {total(terms, ' ' * 4)}\n"
    return (
        f"{head}    odds = {total(terms[:glimpse], ' ' * 4)}\n    if -{SURE} < odds < {SURE}:\n"
        f"        odds += {total(terms[glimpse:], ' ' * 8)}\n    return odds\n"
    )


def write(models: Models, samples: list[Sample]) -> None:
    rows = [s.rows for s in samples]
    contexts = [in_context(s, np.linspace(0.3, 0.7, len(s.rows))) for s in samples]  # any opinions do here
    text = f'''"""The model that tells an article's blocks from the rest. Made by benchmarks/train_body.py: do not edit.

`glance` judges a row of `features.GLANCE_NAMES`, `first` one of `features.NAMES`, `second` one of `features.NAMES` and
`features.CONTEXT_NAMES`; all give log-odds.
"""
# ruff: noqa
# fmt: off

from collections.abc import Sequence

THRESHOLD = {THRESHOLD}  # of probability, above which a block belongs to the article
HOPELESS = {HOPELESS}  # log-odds of `glance` up to which a block is not looked at any closer
DOUBTFUL = {DOUBTFUL}  # probability below which the word of `first` is final
CERTAIN = {CERTAIN}  # likewise, from which it is


{source_of(models[0], "glance", [s.glances for s in samples])}

{source_of(models[1], "first", rows)}

{source_of(models[2], "second", contexts, GLIMPSE)}'''
    (ROOT / "crawler" / "extraction" / "body" / "model.py").write_text(text, encoding="utf-8")


def predictions(samples: list[Sample], scores: list[Any], threshold: float) -> dict[str, Any]:
    found = {}
    for s, score in zip(samples, scores, strict=True):
        kept = [t for t, c, p in zip(s.texts, s.captions, score, strict=True) if not c and p > threshold]
        found[s.truth["id"]] = {"text": "\n".join(kept)}
    return found


def report(samples: list[Sample], scores: list[Any], corpus: Path) -> None:
    sys.path.insert(0, str(corpus))
    from score import score as measure_score

    truth = [s.truth for s in samples]
    for threshold in (0.3, 0.4, 0.5, 0.6):
        out, _ = measure_score(truth, predictions(samples, scores, threshold))
        print(threshold, "  ".join(
            f"{'.'.join(k)} {v['f1']:.4f} (p {v['precision']:.4f} r {v['recall']:.4f})"
            for k, v in out.items() if k[1] in {"body", "snippets"}
        ))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--write", action="store_true", help="write the model trained on all pages")
    parser.add_argument("--splits", type=int, default=1, metavar="N", help="ways to share the sites out (default 1)")
    parser.add_argument("--no-validation", action="store_true", help="leave out the cross-validation")
    args = parser.parse_args()
    samples = load(args.corpus)
    if args.write:
        write(train(samples), samples)
    if args.no_validation:
        return
    names = [site(s.truth) for s in samples]
    for split in range(1, args.splits + 1):
        scores: list[Any] = [None] * len(samples)
        folds = share_out(names, split)
        for fold in range(FOLDS):
            models = train([s for s, f in zip(samples, folds, strict=True) if f != fold])
            for i, (s, f) in enumerate(zip(samples, folds, strict=True)):
                if f == fold:
                    scores[i] = judge(models, s)
        report(samples, scores, args.corpus)
    looked = sum(int(hopeful(models[0], s).sum()) for s in samples) / max(1, sum(len(s.rows) for s in samples))
    print(f"{looked:.1%} of the blocks are looked at closely")


if __name__ == "__main__":
    main()

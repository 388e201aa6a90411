"""The body of an article: the part of a page that a reader came for, as a tree of its own.

A page is cut into blocks (`blocks`), which are looked over (`survey`, and `outside` for what is surely none of the
article's), measured (`features`) and judged by a small learned model (`model`, made by benchmarks/train_body.py); what
it doubts is settled by its company (`settle`), what stands there twice goes (`repeats`), pictures and players around
the chosen text join it (`media`), and all of it is put together again (`assemble`). Where the markup has no article,
the page's data may (`state`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import html

from crawler.extraction import images
from crawler.extraction.body import features, model, recipe, state
from crawler.extraction.body.assemble import assemble, tidy
from crawler.extraction.body.blocks import HEADINGS, Block, Place, cut
from crawler.extraction.body.cards import choose_cards
from crawler.extraction.body.flash import flash
from crawler.extraction.body.media import choose_media
from crawler.extraction.body.repeats import find_copies, find_pull_quotes
from crawler.extraction.body.settle import settle
from crawler.extraction.body.survey import measure_roughly, survey
from crawler.extraction.body.words import LEADS_ON, is_filler, is_reading_time, phrase_kind
from crawler.extraction.dates.written import day_of, first_date
from crawler.extraction.document import Document
from crawler.extraction.names import is_label, says_by
from crawler.extraction.result import Extraction
from crawler.extraction.text import fold, width

_MOST_BLOCKS = 10_000  # larger pages are judged by rule: the model would take seconds
_SHORTEST = 20  # columns; less is no article
_SHORT = 400  # columns of text below which a page's data are asked for more
_NEAR_BEST = 0.5  # log-odds of a glance that a block may have less than the most promising one
_BULLETS = "–—-•·*>» "
_BEGINNING = 4  # blocks
_END = 2  # likewise
_LONGEST_BYLINE = 120  # characters
_SENTENCE = 8  # blanks in a line with a full stop, from which it is no byline
_MORE_AT_END = 20  # letters and digits besides the names of a byline below a text
_MORE_THAN_NAMES = 40  # letters and digits of a byline besides the names
_TITLES = frozenset({"h1", "h2"})


@dataclass(slots=True)
class Body:
    """An article's blocks inside one `div` that belongs to nobody else, and where they came from."""

    element: html.HtmlElement
    origin: str  # "html", "json-ld", "script-state"
    _elements: list[html.HtmlElement] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._elements = list(self.element.iter())  # while they are held, no walk makes them anew


def find_body(document: Document, said: Extraction | None = None) -> Body:
    """Find the article's body; without one, the `div` is empty.

    Args:
        document: The page; it is left as it is.
        said: What is known of the article, so that the body does not begin with its title, its authors and its date.
    """
    if document.tree is None:
        return Body(html.Element("div"), "html")
    said = said or Extraction()
    blocks, places = cut(document.tree)
    chosen, captions = choose_text(blocks, places, known_of(document, said.title))
    chosen -= _bylines(blocks, chosen, said)
    size = 0
    for index in chosen:
        size += width(blocks[index].text)
        if size >= _SHORT:
            break
    if size < _SHORT and (other := _from_data(document, said.title, size)) is not None:
        images.repair(other.element, document.base_url)
        tidy(other.element)
        return other
    chosen |= choose_cards(blocks, chosen, document.url)
    body = Body(assemble(blocks, *choose_media(blocks, chosen, captions, document.url, said.image)), "html")
    images.repair(body.element, document.base_url)
    tidy(body.element)
    return body


def known_of(document: Document, title: str | None) -> features.Known:
    """What the page's metadata say of the article's text."""
    descriptions = [node.get("description") for node in document.json_ld if node.get("headline")]
    description = document.first("og:description", "description", "twitter:description") or next(
        (text for text in descriptions if isinstance(text, str)), ""
    )
    return features.Known(
        title=fold(title or ""),
        description=fold(description),
        recipe=recipe.read(document.json_ld),
    )


def choose_text(blocks: Sequence[Block], places: Sequence[Place], known: features.Known) -> tuple[set[int], list[bool]]:
    """The positions of the blocks that are the article's text, and for every block whether it is a caption."""
    if len(blocks) > _MOST_BLOCKS:
        return measure_roughly(blocks, places)
    page = survey(blocks, places, known.title)
    hopes = [model.glance(row) if row else -math.inf for row in features.glance(page)]
    least = min(model.HOPELESS, max(hopes, default=0.0) - _NEAR_BEST)  # where all lines are short, so is the best
    rows = features.measure(page, known, features.candidates(page, [hope > least for hope in hopes]))
    scores = [_probability(model.first(row)) if row else 0.0 for row in rows]
    doubtful = [model.DOUBTFUL <= score < model.CERTAIN for score in scores]
    for index, context in enumerate(features.measure_context(page, scores, doubtful)):
        if context:
            scores[index] = _probability(model.second((*rows[index], *context)))
    parts, none = recipe.find(page, known.recipe, scores, model.THRESHOLD)
    for index in parts:
        scores[index] = 1.0
    settle(blocks, scores, page.excluded, model.THRESHOLD, parts)
    for index in none:
        scores[index] = 0.0
    if max(scores, default=0.0) <= model.THRESHOLD:
        return set(flash(page)), page.captions
    chosen = []
    for index, score in enumerate(scores):
        if score <= model.THRESHOLD:
            continue
        text = blocks[index].text
        if is_filler(text) or (
            page.densities[index] > features.MOSTLY_LINKS and phrase_kind(text.lstrip(_BULLETS)) == LEADS_ON
        ):
            continue
        if blocks[index].place.tag in _TITLES and known.title and fold(text) == known.title:
            continue
        chosen.append(index)
    positions = set(chosen) - find_copies(blocks, scores, chosen) - find_pull_quotes(blocks, chosen)
    if sum(page.widths[index] for index in positions) < _SHORTEST:
        return set(), page.captions
    return positions, page.captions


def _bylines(blocks: Sequence[Block], chosen: set[int], said: Extraction) -> set[int]:
    """The positions of lines that tell but who wrote a text, when, or how long reading takes.

    Such lines stand where the text begins; where it ends, only its authors' names do.
    """
    names = [fold(name) for name in said.authors]
    days = {day_of(moment) for moment in (said.published, said.modified) if moment is not None}
    found = set()
    positions = sorted(chosen)
    for index in positions[:_BEGINNING]:
        text = blocks[index].text
        if len(text) > _LONGEST_BYLINE:
            continue
        if is_reading_time(text):
            found.add(index)
            continue
        rest, named = _without_names(text, names)
        if len(rest) > _MORE_THAN_NAMES:
            continue
        moment, _ = first_date(text) or (None, 0)
        names_authors = named and (not rest or moment is not None or says_by(text) is not None or is_label(rest))
        dated = (
            moment is not None
            and day_of(moment) in days
            and blocks[index].place.tag not in HEADINGS
            and not (text.endswith(".") and text.count(" ") >= _SENTENCE)
        )
        if names_authors or dated:
            found.add(index)
    for index in positions[_BEGINNING:][-_END:]:
        text = blocks[index].text
        if len(text) <= _LONGEST_BYLINE:
            rest, named = _without_names(text, names)
            if named and (not rest or (len(rest) <= _MORE_AT_END and says_by(text) is not None)):
                found.add(index)
    return found


def _without_names(text: str, names: Sequence[str]) -> tuple[str, bool]:
    """A text, folded, without these names, which are folded, too; and whether it held any."""
    whole = rest = fold(text)
    for name in names:
        rest = rest.replace(name, "")
    return rest, rest != whole


def _probability(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))


def _from_data(document: Document, title: str | None, size: int) -> Body | None:
    for origin, element in (
        ("json-ld", state.from_json_ld(document)),
        ("script-state", state.from_scripts(document, title)),
    ):
        if element is not None and width("".join(element.itertext())) > max(2 * size, 200):
            return Body(element, origin)
    return None

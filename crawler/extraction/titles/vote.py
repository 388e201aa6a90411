"""The vote between the wordings of a title that a page proposes."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.extraction.site import key
from crawler.extraction.titles.wording import LONGEST, overlap

_REPEATED = 0.6  # what a metadata title counts that repeats another


@dataclass(slots=True)
class _Wording:
    """One wording of the title, with all that speaks for it."""

    text: str
    origin: str
    stated: list[float] = field(default_factory=list)  # weights of the metadata that state it
    shown: float | None = None  # weight of the best heading that shows it
    heading: HtmlElement | None = None
    rank: int = 9  # of the text's source: a heading's spelling is the one that readers see

    def score(self) -> float:
        """Metadata mostly repeat one field of the site's database, so what several of them say counts little more."""
        most = max(self.stated, default=0.0)
        return most + _REPEATED * (sum(self.stated) - most) + (self.shown or 0.0)


class Vote:
    """The wordings that the page proposes, by what all spellings of one have in common."""

    def __init__(self) -> None:
        self.wordings: dict[str, _Wording] = {}

    def _wording(self, text: str | None, origin: str, rank: int) -> _Wording | None:
        name = key(text) if text and len(text) <= LONGEST else ""
        if not name or not text:
            return None
        wording = self.wordings.setdefault(name, _Wording(text, origin))
        if rank < wording.rank:
            wording.text, wording.origin, wording.rank = text, origin, rank
        return wording

    def state(self, text: str | None, origin: str, weight: float, rank: int) -> None:
        """Count a wording that metadata state."""
        if wording := self._wording(text, origin, rank):
            wording.stated.append(weight)

    def show(self, text: str, origin: str, weight: float, rank: int, heading: HtmlElement) -> None:
        """Count a wording that a heading shows; lists that repeat it say no more than the first."""
        if wording := self._wording(text, origin, rank):
            wording.shown = weight if wording.shown is None else max(wording.shown, weight)
            if wording.heading is None:
                wording.heading = heading

    def best(self, sites: AbstractSet[str], slug: set[str], trust: float) -> Title:
        """The wording with the best support, the address's words among it, which count as `trust` says."""
        best, most = None, 0.0
        for name, wording in self.wordings.items():
            score = wording.score() + trust * overlap(wording.text, slug)
            if name in sites:
                score -= 6
            if len(name) < 8:
                score -= 1
            if best is None or score > most:
                best, most = wording, score
        return Title(best.text, best.origin, best.heading) if best else Title()


@dataclass(slots=True)
class Title:
    """The article's title, where it was found, and the heading that shows it."""

    text: str | None = None
    origin: str = ""
    heading: HtmlElement | None = None

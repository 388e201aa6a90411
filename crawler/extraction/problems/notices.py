"""What the kinds of notices have in common: they announce themselves in a heading, or are told by their words."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from crawler.extraction.problems import (
    age_gate,
    challenge,
    index_page,
    log_in,
    needs_javascript,
    no_body,
    not_found,
    placeholder,
    redirect,
    server_error,
)
from crawler.extraction.problems.evidence import (
    DATED,
    LINE,
    NOTHING,
    NOTICE,
    PLAIN,
    SENTENCE_END,
    SHORT,
    STUB,
    TALE,
    Evidence,
    letters,
)
from crawler.extraction.problems.wording import Family
from crawler.extraction.result import Problem
from crawler.extraction.text import lower_case

# Kind, what is found in a heading, what is found in a sentence, the most letters, and what to tell.
_ANNOUNCED = (
    ("not-found", not_found.HEADING, None, SHORT, "a page for what is not found"),
    ("placeholder", placeholder.HEADING, placeholder.SENTENCE, SHORT, "a page without content"),
    ("age-gate", age_gate.HEADING, age_gate.SENTENCE, NOTICE, "a page that asks for the reader's age"),
    ("redirect", redirect.HEADING, None, NOTICE, "a page that leads on to another"),
)  # fmt: skip
# Each with what tells that its words mean something else on a page.
_FAMILIES: tuple[tuple[Family, Callable[[Evidence], bool] | None], ...] = (
    (challenge.BLOCK, None),
    (not_found.FAMILY, None),
    (server_error.FAMILY, server_error.is_question),
    (log_in.FAMILY, log_in.leads_nowhere),
    (log_in.PRIVATE, log_in.tells_of_accounts),
    (age_gate.FAMILY, None),
    (redirect.FAMILY, None),
    (placeholder.FAMILY, None),
    (challenge.CLOSED, None),
    (challenge.AD_BLOCKER, None),
    (challenge.COUNTRY, None),
    (needs_javascript.FAMILY, None),
    (index_page.FAMILY, None),
    (no_body.FAMILY, no_body.confirms_nothing),
)


def announced(page: Evidence) -> Problem | None:
    """A notice that a heading or a sentence announces."""
    if page.size >= SHORT or (page.standing == DATED and (page.size >= NOTICE or page.tells)):
        return None
    for kind, heading, sentence, most, tells in _ANNOUNCED:
        if page.size >= most:
            continue
        # The longer the text, the more of the heading must be the notice.
        words = page.names(heading, PLAIN if page.size < STUB else DATED)
        if not words and sentence is not None and page.size < NOTICE and page.standing == PLAIN:
            words = page.says(sentence)
        if words:
            return Problem(kind, f"{tells}: {words[:80]!r}")
    return None


def worded(page: Evidence) -> Problem | None:
    """A few lines that speak to the reader of what is not there, where nothing says that they are an article."""
    if not page.turns_away:
        return None
    text = lower_case("\n".join(page.words))
    weighed = [(_weight(page, family, text, unless), family) for family, unless in _FAMILIES]
    for weight, family in sorted(weighed, key=itemgetter(0), reverse=True):
        if weight >= (family.least if page.size < NOTICE else 3) and page.speaks(family):
            return Problem(family.kind, f"{family.tells}, by its words")
    return None


def _weight(page: Evidence, family: Family, text: str, unless: Callable[[Evidence], bool] | None) -> int:
    """How much a page's words say of a family: the different words, less what longer lines may hold by chance.

    Both halves of the family must stand in one sentence, and that be short or turn to the reader, but on pages of a
    line or two that turn to the reader; a short line that says it alone counts once more.
    """
    weight = family.weight(text)
    if not weight:
        return 0
    if page.size >= (2 * NOTHING if page.turned else NOTHING) and not any(
        family.weight(lower_case(sentence))
        and (letters(sentence) < (LINE if page.turned else TALE) or page.turns(sentence))
        for line in page.words
        for sentence in SENTENCE_END.split(line)
    ):
        return 0
    if unless is not None and unless(page):
        return 0
    weight -= max(0, sum(letters(line) >= TALE for line in page.words) - 1)
    return weight + any(len(line) < LINE and family.weight(lower_case(line)) for line in page.words)

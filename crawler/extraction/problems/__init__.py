"""No article here: the pages that must not be published as articles, each recognised with its reason.

A kind of problem is a room of its name, which holds its words, its marks and its checks; `notices` has what several
kinds have in common. `evidence` is what the checks ask of a page, `wording` and `reader` tell what words say.
A page with a body of some length is an article, whatever else it holds: the marks of walls and challenges count only
where there is little text, since many sites load the same scripts on every page.
"""

from __future__ import annotations

from crawler.extraction.document import Document
from crawler.extraction.problems import (
    account,
    address,
    age_gate,
    challenge,
    consent_wall,
    index_page,
    log_in,
    needs_javascript,
    no_body,
    not_found,
    not_html,
    notices,
    paywall,
    placeholder,
    redirect,
    server_error,
)
from crawler.extraction.problems.evidence import DATED, LONG, SHORT, Evidence
from crawler.extraction.result import Extraction, Problem

# The surest first: what a page says in so many words goes before its markup, and that before what it lacks.
_CHECKS = (
    server_error.announced,
    challenge.announced,
    challenge.puzzle,
    challenge.checking_script,
    consent_wall.announced,
    consent_wall.worded,
    notices.announced,
    not_found.mentioned,
    redirect.refresh,
    log_in.form,
    log_in.password,
    log_in.lock,
    account.form,
    no_body.contact,
    paywall.stub,
    placeholder.template,
    server_error.trace,
    age_gate.question,
    notices.worded,
    not_found.marked,
    needs_javascript.announced,
    needs_javascript.other_browser,
    redirect.script,
    needs_javascript.shell,
    index_page.front,
    index_page.headlines,
    index_page.teasers,
    no_body.lines_to_reader,
    address.service,
    no_body.form,
    no_body.empty,
)
_CHECKS_OF_LONG_TEXTS = (consent_wall.announced, account.form, index_page.front, index_page.long_teasers)


def find_problem(document: Document, found: Extraction) -> Problem | None:
    """Why a page is no article; None where it is one.

    Kinds: "empty-page", "not-html", "challenge", "consent-wall", "age-gate", "not-found", "server-error",
    "placeholder", "redirect", "log-in", "paywall", "needs-javascript", "index-page", "no-body".

    Args:
        document: The page.
        found: All that was extracted from it.
    """
    if document.tree is None:
        return Problem("empty-page", "the page is empty")
    if problem := not_html.other_file(document.html):
        return problem
    page = Evidence(document, found)
    for check in _CHECKS_OF_LONG_TEXTS if _is_long(page) else _CHECKS:
        if problem := check(page):
            return problem
    return None


def _is_long(page: Evidence) -> bool:
    """Whether there is more text than walls and notices have, or than lists have where nothing says that it is one."""
    return page.size >= LONG or (page.size >= SHORT and (page.standing == DATED or not index_page.is_listed(page)))

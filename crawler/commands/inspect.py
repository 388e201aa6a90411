"""What is known of an article, told to a person: `crawler why` and `crawler history`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from crawler.config import Config
from crawler.editing.editor import DELETED, get_back
from crawler.identity import normal_url
from crawler.publishing.text import is_utf_8
from crawler.reporting.report import plain
from crawler.state import KnownOfEntry, Published, State, Version


def find(state: State, config: Config, address: str) -> tuple[Published | None, list[KnownOfEntry]]:
    """The article and the entries that an address, a GUID or a post's file stands for.

    Args:
        state: The memory between runs.
        config: The sources file.
        address: What the user typed.
    """
    if not is_utf_8(address):
        return None, []
    listed = state.entries_at(address, normal_url(address))
    article = state.article_at([normal_url(address)])
    if article is None:
        article = next((found for entry in listed if (found := state.article_of(entry.source, entry.key))), None)
    if article is None:
        article = state.article_in(_within(config.output, address))
    if article is not None:
        listed = [entry for entry in listed if entry.article != article.id] + state.entries_of(article.id)
    return article, listed


def _within(output: Path, address: str) -> str:
    path = Path(address)
    try:
        return path.absolute().relative_to(output).as_posix()
    except ValueError:
        return path.as_posix()


def why(state: State, config: Config, address: str) -> Iterator[str]:
    """What is known of an address, a line each; none where nothing is.

    Args:
        state: The memory between runs.
        config: The sources file.
        address: An article's address, an entry's GUID, or a post's file.
    """
    article, listed = find(state, config, address)
    for entry in listed:
        yield f"listed by {entry.source} since {_day(entry.first_seen)}: {plain(entry.title or '(no title)')}"
        yield f"  key {plain(entry.key)}" + (f", link {plain(entry.url)}" if entry.url else "")
        if entry.reason:
            again = (
                f"next try {_day(entry.retry_at)}" if entry.pending and entry.retry_at else "given up until it changes"
            )
            times = {0: "put off", 1: "tried once"}.get(entry.attempts, f"tried {entry.attempts} times")
            tried = f", last {_day(entry.tried_at)}" if entry.tried_at else ""
            yield f"  {times}{tried}: {plain(entry.reason)}; {again}"
        elif entry.pending:
            yield "  waits for its turn"
        elif article and entry.source != article.source:
            yield f"  its story is published from {article.source}"
        if distrust := state.distrust(entry.source):
            yield f"  GUIDs of {entry.source} are not trusted: {plain(distrust)}"
    if article is not None:
        yield from _why_article(state, config, article)


def _why_article(state: State, config: Config, article: Published) -> Iterator[str]:
    file = config.output / article.path
    if article.withdrawn:
        yield f"no post since {_day(article.withdrawn_at)}: {article.withdrawn}"
        if article.withdrawn == DELETED:
            yield f"  {plain(get_back(article))}"
    elif article.hash is None:
        yield f"about to be written: {file}"
    else:
        yield f"published {_day(article.first_seen)} from {article.source}: {file}"
        if not file.exists():
            yield (
                f"  set aside in the quarantine: {plain(article.aside)}" if article.aside else "  the file is not there"
            )
    yield f"  at {plain(article.url)}"
    if article.looked_at:
        again = f"next look {_day(article.next_look)}" if article.next_look else "not looked at again"
        yield f"  page {plain(article.page or '')}: last fetched {_day(article.looked_at)}; {again}"
    for source, address in state.claims(article.id).items():
        yield f"  its page at {source} names {plain(address)} as the original"
    if article.gone:
        yield "  its page was gone at the last " + ("look" if article.gone == 1 else f"{article.gone} looks")
    versions = state.versions(article.id)
    published = [version for version in versions if version.refused is None]
    refused = [version for version in versions if version.refused is not None]
    if published:
        yield f"  {_versions(published)}, the last of {_day(published[-1].seen)}: {published[-1].size} letters"
        origins = published[-1].origins
        yield "  fields: " + ", ".join(f"{name} from {origin}" for name, origin in sorted(origins.items()))
        if (page := published[-1].page) and (stored := state.stored_page(page)):
            yield f"  stored page: {stored.file}, byte {stored.offset}"
    if refused:
        yield f"  {_versions(refused)} not published, the last of {_day(refused[-1].seen)}: {refused[-1].refused}"


def _versions(versions: list[Version]) -> str:
    return "1 version" if len(versions) == 1 else f"{len(versions)} versions"


def history(versions: list[Version], *, diffs: bool) -> Iterator[str]:
    """The versions of an article, the oldest first, a line each, and what changed between them.

    Args:
        versions: As the state has them.
        diffs: Show what changed.
    """
    from crawler.editing.updates import reading  # loads extraction

    before: list[str] | None = None
    for number, version in enumerate(versions, 1):
        verdict = f"not published: {version.refused}" if version.refused else "published"
        yield f"{number}  {_day(version.seen)}  {version.source}  {version.size} letters  {plain(verdict)}"
        if diffs:
            found = reading(version.record.title, version.record.body)
            lines = [plain(line) for line in (found.title, *found.lines)]
            if before is not None:
                yield from list(difflib.unified_diff(before, lines, lineterm="", n=0))[2:]
            if version.refused is None:
                before = lines


def _day(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "never"

"""What is done once a run has changed posts: feeds are written, and the hooks of `on_success` are told.

The state keeps each change until every hook has been told of it, so that a run that was killed before its hooks, and a
hook that failed, are made up for by the next run.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from crawler.config import Config
from crawler.editing.editor import make_post
from crawler.identity import fingerprint
from crawler.media.library import Library
from crawler.reporting import hooks
from crawler.reporting.feeding import write_feeds
from crawler.state import State, StateHeldError, telling

_FEEDS = "feeds"  # as a listener


def tell(config: Config, folder: Path) -> Iterator[str]:
    """Write the feeds and call the hooks, where something changed that they have not been told of.

    Args:
        config: The sources file.
        folder: Where commands run.

    Yields:
        What failed, a line each.
    """
    with telling(config.state), contextlib.suppress(StateHeldError):  # whoever holds it tells it as well, at the end
        yield from _tell(config, folder)


def _tell(config: Config, folder: Path) -> Iterator[str]:
    listeners = {fingerprint(hook.model_dump_json(exclude_unset=True)): hook for hook in config.on_success}
    names = [*([_FEEDS] if config.feeds else []), *listeners]
    with State(config.state) as state:
        untold = {name: found for name in names if (found := state.untold(name)).paths}
        feeds = write_feeds(config, state) if untold else []
        if _FEEDS in untold:
            state.tell(_FEEDS, untold[_FEEDS].upto)
        pictures = _pictures(config, state, {path for news in untold.values() for path in (*news.new, *news.updated)})
    for name, hook in listeners.items():
        if name not in untold:
            continue
        news = untold[name]
        new, updated, removed = (
            [config.output / path for path in paths] for paths in (news.new, news.updated, news.removed)
        )
        try:
            hooks.run(hook, hooks.Changes(config.output, new, updated, removed, [*pictures, *feeds]), folder)
        except hooks.HookError as error:
            yield f"on_success: {error}"
        else:
            # Other runs may have begun since.
            with State(config.state, lock=False) as state:
                state.tell(name, news.upto)
    with State(config.state, lock=False) as state:
        state.forget_changes(names)


def _pictures(config: Config, state: State, paths: set[str]) -> list[Path]:
    """The stored pictures that these posts show."""
    library = Library(config, state)
    sources = config.by_name()
    for path in paths:
        known = state.article_in(path)
        current, source = (state.current(known.id), sources.get(known.source)) if known else (None, None)
        if known and current and source:
            library.shown(make_post(current.record.article(source, known.key or ""), known.first_seen), source)
    return sorted(library.used)

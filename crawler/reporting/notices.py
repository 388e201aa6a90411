"""Notices: what is newly wrong with sources is told once, to a command or a webhook."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from crawler.config import Config
from crawler.reporting import hooks
from crawler.state import State, telling


def tell(config: Config, folder: Path) -> Iterator[str]:
    """Tell the troubles of all sources that were not told before, as `on_trouble` says.

    A command gets them as JSON on its standard input, and their number as CRAWLER_TROUBLES; a webhook gets the same
    JSON as a POST. They count as told once all have taken them.

    Args:
        config: The sources file.
        folder: Where commands run.

    Yields:
        What failed, a line each.
    """
    if not config.on_trouble:
        return
    with telling(config.state), State(config.state, lock=False) as state:
        found = [
            trouble
            for source in config.sources
            for trouble in state.untold_troubles(source.name, state.troubles(source.name))
        ]
        if not found:
            return
        values = {
            "troubles": [
                {
                    "source": trouble.source,
                    "what": trouble.what,
                    "since": trouble.since.isoformat(),
                    "told": trouble.told,
                }
                for trouble in found
            ]
        }
        failures = list(_send(config, folder, values))
        if not failures:
            state.told_troubles(found)
    yield from failures


def _send(config: Config, folder: Path, values: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for hook in config.on_trouble:
        try:
            if hook.command:
                count = {"CRAWLER_TROUBLES": str(len(values["troubles"]))}
                hooks.call(hook.command, folder, os.environ | count, json.dumps(values, ensure_ascii=False).encode())
            elif hook.webhook:
                hooks.post(hook.webhook, values)
        except hooks.HookError as error:
            yield f"on_trouble: {error}"

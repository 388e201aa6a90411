"""`crawler run` and `crawler backfill`: a crawl, what has to be looked at before it, and what is told after it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click

from crawler import runner
from crawler.commands.console import FAILED, WENT_WELL, RunDisplay, count, fail, make_console
from crawler.config import Config
from crawler.editing.editor import SOME, are_away, check_output
from crawler.editing.moving import follow
from crawler.reporting import afterwards, notices
from crawler.scheduling.schedule import MADE
from crawler.spiders.articles import ArticlesSpider
from crawler.state import State, StateError


def crawl(file: Path, config: Config, *, quiet: bool, verbose: int, only: tuple[str, ...], **arguments: Any) -> int:
    """Run the crawl, show it, and do what is to be done after it.

    Args:
        file: The sources file.
        config: What it says.
        quiet: Say only what went wrong.
        verbose: Say also what did not change (1), show Scrapy's log (2), all of it (3).
        only: The names of the sources to crawl; empty: all.
        arguments: Others of `ArticlesSpider.from_crawler`.

    Returns:
        The exit code of the command.

    Raises:
        ConfigError: A source is not in the file, or no post can be written.
        StateError: The state, the posts or the clock are not as they have to be.
        OSError: The output takes no more.
    """
    chosen = config.select(only)
    check_output(config)
    console = make_console()
    with State(config.state) as state:
        _take_up(config, state, quiet=quiet, refetch=bool(arguments.get("refetch")))
        with RunDisplay(console, len(chosen), quiet=quiet, verbose=bool(verbose)) as display:
            spider, reason = runner.run(
                ArticlesSpider,
                runner.settings(file, "DEBUG" if verbose > 2 else "INFO" if verbose > 1 else None),
                config=config,
                state=state,
                observer=display,
                only=only,
                **arguments,
            )
    report = spider.report
    display.sum_up(report)
    if reason != "finished":
        fail(f"the run was ended early ({reason}); the next one goes on from here")
    went_well = reason == "finished" and not report.failed
    folder = file.absolute().parent
    for failure in (*afterwards.tell(config, folder), *notices.tell(config, folder)):
        fail(failure)
        went_well = False
    if display.lost:
        raise display.lost
    return WENT_WELL if went_well else FAILED


def _take_up(config: Config, state: State, *, quiet: bool, refetch: bool) -> None:
    """Go on with the posts that are there where the state was lost, or where they were moved.

    Raises:
        StateError: The clock cannot be right, or all posts are gone, which no user means who deletes a post.
    """
    if (now := datetime.now(UTC)) < MADE:
        raise StateError(f"nothing was fetched: the clock of this machine says {now:%Y-%m-%d %H:%M} UTC; set it first")
    if state.is_new():
        from crawler.commands.rebuild import take_up  # takes a while to load

        found = take_up(config, state, now)
        if found and not quiet:
            posts = count(found, "post")
            click.echo(f"{config.state} is new: {posts} of earlier runs in {config.output} taken up again")
        return
    if not are_away(config, state):
        return
    if moved := follow(config, state):
        if not quiet:
            click.echo(f"{config.output}: {count(len(moved), 'post')} moved by hand, kept up to date in the new place")
    elif not refetch:
        told = f"{config.output}: nothing was fetched: none of the posts that were written there is left;"
        told += " bring the folder back, or have them all written again: crawler run --refetch"
        if config.output.is_dir() and len([*islice(state.paths(), SOME)]) < SOME:
            told += "; if you deleted them, put any file there"
        raise StateError(told)

"""`crawler demo`: a small news site that comes with the crawler, crawled as a user would crawl it."""

from __future__ import annotations

import hashlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from crawler.commands.console import FAILED, WENT_WELL, count
from crawler.config import ConfigError, load
from crawler.demo.server import serve, sources_file
from crawler.publishing import files
from crawler.state import State

_FOLDER = Path(".crawler/demo")


def play(output: Path, program: Sequence[str], console: Console) -> int:
    """Serve the demo's site on the loopback, crawl it twice, and say what was written.

    Args:
        output: The folder for the posts. Those of an earlier demo are replaced, other files are left alone.
        program: The command that starts the crawler, without its arguments.
        console: Where to tell it.

    Returns:
        The exit code of the command: it went well when the posts are there.

    Raises:
        ConfigError: No post can be written to that folder.
    """
    if obstacle := files.obstacle(output):
        raise ConfigError(f"{output}: no post can be written there: {obstacle}; let --output name another folder")
    file = _FOLDER / "sources.yaml"
    _forget_earlier(file)
    with serve() as url:
        files.write(file, sources_file(url, output.absolute()))
        console.print(f"A small news site is up at {url}, and {file} lists its feeds.\n", markup=False)
        _type(program, "run", "-c", str(file), console=console)
        console.print("\nAgain: nothing has changed, so only the feeds are asked, and the page that failed.\n")
        _type(program, "run", "-c", str(file), console=console)
    config = load(file)
    with State(config.state) as state:
        posts = [config.output / post.path for post in state.posts()]
    console.print(f"\n{count(len(posts), 'post')} in {output}:", markup=False)
    for post in posts:
        console.print(f"  {post.relative_to(output.absolute())}", markup=False)
    console.print(
        "\nThe failures above are part of the show: a page that is gone, and one that robots.txt keeps crawlers from."
        "\nYour own sources: crawler init, then crawler run."
    )
    return WENT_WELL if posts else FAILED


def _type(program: Sequence[str], *arguments: str, console: Console) -> None:
    """Run a command as if it had been typed here."""
    console.print(f"$ crawler {shlex.join(arguments)}", style="bold", markup=False)
    sys.stdout.flush()
    subprocess.run([*program, *arguments], check=False)  # noqa: S603 - our own command


def _forget_earlier(file: Path) -> None:
    """Remove the posts that an earlier demo wrote, unless they were edited, and its memory."""
    if not file.exists():
        return
    config = load(file)
    with State(config.state) as state:
        for post in state.posts():
            path = config.output / post.path
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == post.hash:
                path.unlink()
    for leftover in config.state.parent.glob(f"{config.state.name}*"):
        leftover.unlink()
    shutil.rmtree(config.stored_pages, ignore_errors=True)

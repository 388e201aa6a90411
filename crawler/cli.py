"""The commands that a person types."""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from crawler import __version__, publishing, sources
from crawler.commands.console import (
    FAILED,
    WENT_WELL,
    WRONG_INPUT,
    count,
    fail,
    make_console,
    print_findings,
    print_status,
    search_display,
    status_line,
)
from crawler.config import BY_HAND, ConfigError, by_hand, load, read_yaml, with_defaults
from crawler.opml import OpmlError, Subscriptions
from crawler.state import State, StateError

_sources_file = click.option(
    "-c",
    "--config",
    "file",
    type=click.Path(readable=False, path_type=Path),  # what is wrong with it is told as all else is that is wrong in it
    metavar="FILE",
    default=Path("sources.yaml"),
    show_default=True,
    help="The sources file.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crawler")
def cli() -> None:
    """Crawl the sources of a file and write each new article as a post for a static site generator.

    \b
    crawler demo          see it work on a small site of its own
    crawler init          write a sources file to start from
    crawler run           fetch what is new; run it again whenever you like
    """


@cli.command(short_help="Write a sources file to start from.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option(
    "--for",
    "dialect",
    type=click.Choice(publishing.dialects()),
    help="The generator, or form, of the posts; left out: that of the site in FOLDER, else hexo.",
)
@click.option("--contact", help="An e-mail address or URL that a site's owner may ask about your crawler.")
def init(folder: Path, dialect: str | None, contact: str | None) -> None:
    """Write a commented sources file into FOLDER (default: here), fit for the site that is there."""
    from crawler.commands.init import sources_file
    from crawler.publishing import files

    if contact is None and sys.stdin.isatty():
        contact = click.prompt(
            "Contact for the owners of the sites you crawl (an e-mail address or URL; empty for none)",
            default="",
            show_default=False,
        )
    file = folder / "sources.yaml"
    if os.path.lexists(file):
        raise ConfigError(f"{file}: is there already; edit it, or remove it first")
    text, advice = sources_file(folder, dialect, contact)
    try:
        files.write(file, text)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written: {error.strerror}") from None
    option = "" if folder == Path() else f" -c {shlex.quote(str(file))}"
    click.echo(f"{file} written. Put your sources in it (crawler add URL{option}), then: crawler run{option}")
    for line in advice:
        click.echo(f"Your site: {line}")


@cli.command("add", short_help="Find the sources of a site and add the best one.")
@click.argument("url")
@_sources_file
@click.option("--kind", type=click.Choice(sources.kinds()), help="Take the best source of this kind.")
@click.option("--pick", type=click.IntRange(min=1), metavar="N", help="Take the Nth of those shown.")
@click.option("--name", help="The source's name; left out: the title that the site gives.")
@click.option("--dry-run", is_flag=True, help="Only show what there is.")
def add_source(url: str, file: Path, kind: str | None, pick: int | None, name: str | None, dry_run: bool) -> None:
    """Find the sources of a site, given any address of it, and add the best one to the sources file.

    URL may be a home page, a section, an article, a feed, a sitemap, or an OPML list (also a file): all sources of
    a list are added.
    """
    from crawler.commands import add

    config = load(file, may_be_empty=True) if file.exists() else None
    console = make_console()
    subscriptions: Subscriptions | None
    if os.path.isfile(url) or add.is_file_name(url):  # noqa: PTH113 - which takes no name for too long
        subscriptions = _subscriptions(Path(url))
    else:
        with search_display() as observer:
            found = add.look(url, file, observer)
        if found.error:
            fail(f"{url}: {found.error}")
            sys.exit(FAILED)
        subscriptions = found.subscriptions
    if subscriptions is not None:
        if kind or pick or name:
            raise click.UsageError("--kind, --pick and --name are for a site; of a list all sources are added")
        for problem in subscriptions.problems:
            fail(f"{url}: {problem}")
        if not subscriptions.sources:
            raise ConfigError(f"{url}: no source is in this list")
        chosen = add.new_ones(subscriptions.sources, config)
        if dry_run:
            click.echo("\n".join(f"{source['name']}  {source['url']}" for source in chosen) or "nothing new")
            return
    else:
        if kind:
            found.findings = [finding for finding in found.findings if finding.kind == kind]
        if not found.findings:
            fail(f"{url}: no {kind or 'source'} was found")
            sys.exit(FAILED)
        print_findings(console, found.findings, pick or 1)
        if pick and pick > len(found.findings):
            raise ConfigError(f"{url}: there is no number {pick} among the {len(found.findings)} that were found")
        if dry_run:
            return
        chosen = [add.entry(found.findings[(pick or 1) - 1], name, config)]
    add.put(chosen, file)
    names = ", ".join(str(source["name"]) for source in chosen) or "nothing new"
    click.echo(f"{file}: added {names}")


def _subscriptions(file: Path) -> Subscriptions:
    from crawler import opml

    try:
        return opml.read(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    except OpmlError as error:
        raise ConfigError(f"{file}: {error}") from None


@cli.command("export", short_help="Print the sources as an OPML list.")
@_sources_file
def export_opml(file: Path) -> None:
    """Write the sources as an OPML list, with all that is said of them, for other programs or another crawler."""
    from crawler import opml

    load(file)
    data = read_yaml(file.read_text(encoding="utf-8-sig"))
    listed = [with_defaults(source, data.get("defaults") or {}) for source in data["sources"]]
    click.echo(opml.write(listed, file.stem), nl=False)


_quiet = click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
_verbose = click.option("-v", "--verbose", count=True, help="Say also what did not change; -vv: show Scrapy's log.")


@cli.command(short_help="Fetch what is new.")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@_sources_file
@click.option("--url", "urls", multiple=True, help="Fetch this article, no source; may be repeated, - reads a list.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Start on N articles at most.")
@click.option("--refetch", is_flag=True, help="Fetch and write again even what has not changed.")
@click.option("--due", is_flag=True, help="Ask only sources that are due: by 'every:', else by their own rhythm.")
@_quiet
@_verbose
def run(
    names: tuple[str, ...],
    file: Path,
    urls: tuple[str, ...],
    limit: int | None,
    refetch: bool,
    due: bool,
    quiet: bool,
    verbose: int,
) -> None:
    """Fetch what is new from all sources, or from those named.

    Ends with 0 when all went well, 1 when something failed, 2 when the command line or the sources file is wrong, or
    the folders that it names cannot be used.
    """
    config = load(file)
    if urls and names:
        raise click.UsageError("give either names of sources or --url")
    wanted = [line.strip() for url in urls for line in (sys.stdin if url == "-" else [url])]
    crawled = by_hand(config, [url for url in wanted if url]) if urls else config
    only = (BY_HAND,) if urls else names
    from crawler.commands.run import crawl  # Scrapy takes a while to load

    sys.exit(crawl(file, crawled, quiet=quiet, verbose=verbose, only=only, limit=limit, refetch=refetch, due_only=due))


def _program() -> list[str]:
    """How this program was started, for it to be started again.

    `-m` would not find it in an archive, and would look for it, and all that it loads, in the current folder first.
    """
    script = ["-m", "crawler"] if Path(sys.argv[0]).name == "__main__.py" else [sys.argv[0]]
    return [sys.executable, *script]


@cli.command(short_help="Go on running, each source in its time.")
@_sources_file
@_quiet
def watch(file: Path, quiet: bool) -> None:
    """Run whenever a source is due: by its 'every:', else by its own rhythm. Ends with Ctrl-C or SIGTERM.

    The sources file is read anew before each run, so that what is changed in it counts from the next one on.
    """
    from crawler.commands.watch import watch as go_on

    go_on(file, _program(), quiet=quiet)


@cli.command(short_help="Fetch a source's back catalogue.")
@click.argument("name")
@_sources_file
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day, YYYY-MM-DD.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Start on N articles at most.")
@_quiet
@_verbose
def backfill(name: str, file: Path, since: datetime, limit: int | None, quiet: bool, verbose: int) -> None:
    """Fetch a source's back catalogue: its archives, older pages and sitemaps, back to a day.

    It can be ended at any time; run again, it goes on with what is still missing.
    """
    config = load(file)
    from crawler.commands.run import crawl

    sys.exit(crawl(file, config, quiet=quiet, verbose=verbose, only=(name,), limit=limit, back_to=since.date()))


@cli.command(short_help="Show how each source fares.")
@_sources_file
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line for each source, for programs.")
def status(file: Path, as_json: bool) -> None:
    """Show each source: its last poll, what was new, how many posts it has, what is wrong."""
    config = load(file)
    now = datetime.now(UTC)
    with State(config.state, lock=False) as state:
        rows = [state.status(source.name, source.url, now) for source in config.sources]
    if as_json:
        for row in rows:
            click.echo(status_line(row))
    else:
        print_status(make_console(), rows)


@cli.command("verify", short_help="Build the site and find the posts that it loses or dies of.")
@_sources_file
@click.option("--keep", is_flag=True, help="Leave the posts to blame where they are.")
def verify_site(file: Path, keep: bool) -> None:
    """Build your site with its own generator, in a copy, and set aside the posts that it loses or dies of.

    They go to the quarantine beside the state, each with what the generator said. Ends with 0 when every post has
    its page.
    """
    from crawler.commands import verify
    from crawler.publishing.verify import VerifyError

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does, with nothing left of the copy
    try:
        site, verdict, moved = verify.check(load(file), keep=keep)
    except VerifyError as error:
        raise ConfigError(str(error)) from None
    have = "1 post has its page" if len(verdict.built) == 1 else f"{len(verdict.built)} posts have their page"
    click.echo(f"{site.generator}: {have} ({count(verdict.builds, 'build')})")
    for culprit in verdict.culprits:
        click.echo(f"failed    {culprit.path}: {culprit.message}")
    if moved:
        click.echo(f"set aside in {moved[0].parent}")
    sys.exit(FAILED if verdict.culprits else WENT_WELL)


@cli.command("why", short_help="Say what is known of an address.")
@click.argument("address", metavar="URL")
@_sources_file
def say_why(address: str, file: Path) -> None:
    """Say what is known of an article: URL is its address, its GUID, or the file of its post."""
    from crawler.commands import inspect

    config = load(file)
    with State(config.state, lock=False) as state:
        lines = list(inspect.why(state, config, address))
    if not lines:
        fail(f"{address}: nothing is known of it: no source has listed it")
        sys.exit(FAILED)
    click.echo("\n".join(lines))


@cli.command(short_help="Show the versions of an article.")
@click.argument("address", metavar="URL")
@_sources_file
@click.option("--list", "only_list", is_flag=True, help="List the versions without what changed.")
def history(address: str, file: Path, only_list: bool) -> None:
    """Show the versions of an article, and what changed: URL is its address, its GUID, or the file of its post."""
    from crawler.commands import inspect

    config = load(file)
    with State(config.state, lock=False) as state:
        article, _ = inspect.find(state, config, address)
        versions = state.versions(article.id) if article else []
    if not versions:
        fail(f"{address}: no version of it is known")
        sys.exit(FAILED)
    click.echo("\n".join(inspect.history(versions, diffs=not only_list)))


@cli.command(short_help="Read stored pages anew, with the rules of today.")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@_sources_file
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only posts that were first published since then.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Show no differences, only the summary.")
def reprocess(names: tuple[str, ...], file: Path, since: datetime | None, dry_run: bool, quiet: bool) -> None:
    """Read the stored pages of posts anew, with today's rules and dialect and without any request.

    Posts that would lose by it, and those that were edited by hand, are left as they are.
    """
    from crawler.commands.reprocess import Outcome, Reprocessing, Revised
    from crawler.settings import EXTRACTION_PROCESSES

    config = load(file)
    config.select(names)
    counts: Counter[Outcome] = Counter()
    dialect = publishing.dialect(config.dialect)
    passed_over = 0

    def tell(revised: Revised) -> None:
        nonlocal passed_over
        counts[revised.outcome] += 1
        passed_over += dialect.passes_over(revised.post.path)
        if not quiet and revised.outcome is not Outcome.SAME:
            click.echo(": ".join(part for part in (revised.outcome, str(revised.post.path), revised.reason) if part))
            if revised.diff:
                click.echo(revised.diff)

    with State(config.state) as state:
        Reprocessing(config, state, lambda: datetime.now(UTC), processes=EXTRACTION_PROCESSES, write=not dry_run).run(
            names, since and since.replace(tzinfo=UTC), tell
        )
    click.echo(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome))
    if passed_over:
        begins = dialect.file_name_begins.replace("{date:%Y-%m-%d}", "YYYY-MM-DD")
        fail(
            f"dialect {dialect.name}: the names of {count(passed_over, 'post')} have to begin with {begins} to be on"
            f" the site: rename them ({begins}…{dialect.extension}), and they are kept up to date there"
        )


@cli.command("rebuild", short_help="Make a lost or damaged state anew.")
@_sources_file
@click.option("--trust", is_flag=True, help="No post was edited by hand: take each for the crawler's own.")
def rebuild_state(file: Path, trust: bool) -> None:
    """Make the state anew of what can be read of it, the stored pages and the posts; fetch nothing, change no post.

    The old state is kept beside it. Posts that are not known to be as the crawler wrote them are left as they are
    until a run has made the very same file again.
    """
    from crawler.commands import rebuild
    from crawler.settings import EXTRACTION_PROCESSES

    config = load(file)
    done = rebuild.rebuild(config, lambda: datetime.now(UTC), processes=EXTRACTION_PROCESSES, trust=trust)
    if done.aside:
        click.echo(f"kept the old state as {done.aside}")
    click.echo(
        f"{config.state}: {count(done.rows, 'row')} read of the old one, {count(done.pages, 'stored page')} and"
        f" {count(done.verified, 'post')} taken up again, {count(len(done.unverified), 'post')} not verified,"
        f" {done.withdrawn} taken down before"
    )
    for path in done.unverified:
        click.echo(f"not verified: {path}")


@cli.command(short_help="Extract saved pages, without any crawl.")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@click.option("--url", help="The address that the page was saved from; makes links absolute and dates surer.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8", errors="replace"),
    metavar="LIST.jsonl",
    help='Read pages from lines {"id", "url", "path"} instead.',
)
def extract(files: tuple[Path, ...], url: str | None, batch: IO[str] | None) -> None:
    """Extract saved pages (.html or .html.gz), without any crawl: a JSON object a line."""
    from crawler.extraction.batch import extract_lines
    from crawler.pipelines.beginning import look_rarely_for_garbage

    look_rarely_for_garbage()
    if bool(files) == (batch is not None):
        raise click.UsageError("give either FILES or --batch LIST.jsonl")
    if url and len(files) != 1:
        raise click.UsageError("--url goes with one file; for more, write a list and use --batch")
    listed = (json.dumps({"id": str(file), "url": url, "path": str(file)}) for file in files)
    failed = False
    for row in extract_lines(batch if batch is not None else listed):
        failed |= "error" in row
        click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    sys.exit(FAILED if failed else WENT_WELL)


@cli.command(short_help="Show the post that would come of a page.")
@click.argument("url")
@_sources_file
@click.option("--source", "name", help="Use the settings of this source.")
def preview(url: str, file: Path, name: str | None) -> None:
    """Fetch one page and show the post that would come of it, and where each field came from."""
    from crawler.commands.preview import preview as show

    config = load(file, may_be_empty=not name) if file.exists() or name else None
    sys.exit(show(url, file, config, name, make_console()))


@cli.command(short_help="See the crawler at work on a site of its own.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("output"), show_default=True)
def demo(output: Path) -> None:
    """Crawl a small news site that comes with the crawler, served on this machine, and write its posts."""
    from crawler.demo import play

    sys.exit(play(output, _program(), make_console()))


@cli.command("lint-rules", short_help="Say what is wrong in rule files.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def lint_rules(folder: Path) -> None:
    """Say what is wrong in the rule files of FOLDER (name.com.txt, in the form of Full-Text RSS), and where.

    Ends with 1 where a file has a fault; what this crawler merely does not do is told, too, but is none.
    """
    from crawler.rules.full_text_rss import lint

    faults = 0
    try:
        for file, remark in lint(folder):
            faults += remark.is_fault
            click.echo(f"{file}:{remark.line}: {remark.text}")
    except OSError as error:
        raise ConfigError(f"{error.filename or folder}: cannot be read: {error.strerror}") from None
    sys.exit(FAILED if faults else WENT_WELL)


def main() -> None:
    """The entry point: errors that are the user's to mend become one line each, and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # titles may have letters that the machine's encoding lacks
    try:
        cli()
    except (ConfigError, OpmlError, StateError) as error:
        fail(str(error))
        sys.exit(WRONG_INPUT)
    except UnicodeEncodeError as error:
        if error.encoding == "utf-8":  # of the command line, or the name of a folder
            fail(f"{error.object[max(0, error.start - 20) : error.end]!r} is no text in UTF-8")
        else:
            told = f"can be no file's name in this machine's encoding, {error.encoding}; set PYTHONUTF8=1"
            fail(f"{error.object!r} {told}")
        sys.exit(WRONG_INPUT)
    except OSError as error:  # a full disk, a closed terminal
        fail(f"{error.filename or 'the output'}: cannot be written: {error.strerror}")
        if error.filename is None:  # what is left in its buffer would fail once more at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)

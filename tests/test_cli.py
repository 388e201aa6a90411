"""The commands, as a person types them."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from forking import Forker
from support import Command, Site

STORY = """<!doctype html><html lang="en"><head><title>The lighthouse keeper</title>
<meta property="og:title" content="The lighthouse keeper"><meta name="author" content="Ida Holm">
<meta property="article:published_time" content="2024-03-01T08:00:00+01:00"></head><body><article>
<h1>The lighthouse keeper</h1>
<p>For forty years she lit the lamp each evening, and for forty years no ship was lost on the rocks below.</p>
<p>When the machine came that was to do her work, she taught it everything she knew, and it listened well.</p>
<p>Then she moved to the village, and from her window she still sees whether the lamp is lit in time.</p>
</article></body></html>"""
FEED = f"""<rss version="2.0"><channel><title>News</title>{
    "".join(
        f"<item><title>Story {number}</title><guid>{number}</guid><description>Text of story {number}.</description></item>"
        for number in (1, 2)
    )
}</channel></rss>"""


def test_its_help_tells_what_it_can_do(command: Command) -> None:
    ended = command("--help")
    assert ended.code == 0
    for name in ("init", "run", "status", "preview", "extract", "demo"):
        assert f"  {name} " in ended.out


@pytest.mark.parametrize("arguments", [["rum"], ["run", "--limit", "0"], ["run", "--frob"], ["extract"], ["preview"]])
def test_a_wrong_command_line_ends_with_2(command: Command, arguments: list[str]) -> None:
    assert command(*arguments).code == 2


def test_the_address_of_one_page_is_refused_for_a_list(command: Command, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text("", encoding="utf-8")
    ended = command("extract", "--batch", "list.jsonl", "--url", "https://a.example/")
    assert (ended.code, "--url goes with one file" in ended.err) == (2, True)


def test_init_writes_a_sources_file_that_is_valid_and_names_every_dialect(command: Command, tmp_path: Path) -> None:
    ended = command("init", "--for", "seed", "--contact", "me@example.org")
    assert ended.code == 0, ended
    text = (tmp_path / "sources.yaml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)
    assert (config["dialect"], config["contact"]) == ("seed", "me@example.org")
    assert "hexo" in text


def test_what_init_writes_waits_for_the_first_source(command: Command, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    command("init")
    ended = command("run")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "`crawler add URL`" in ended.err
    text = file.read_text(encoding="utf-8").replace("# allow_private_addresses: false", "allow_private_addresses: true")
    file.write_text(text, encoding="utf-8")
    assert command("preview", site.put("/story", STORY)).code == 0
    feed = "<rss version='2.0'><channel><title>News</title><item><title>a</title><link>/a</link></item></channel></rss>"
    assert command("add", site.put("/feed", feed, content_type="application/rss+xml")).code == 0
    assert file.read_text(encoding="utf-8") == f"{text}  - name: News\n    url: {site.url}/feed\n"


@pytest.mark.parametrize(
    "arguments", [("run", "-q"), ("status",), ("add", "list.opml"), ("preview", "https://a.example/")]
)
def test_a_sources_file_that_cannot_be_read_is_told_in_one_line(
    command: Command, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "sources.yaml").mkdir()
    ended = command(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith("sources.yaml: cannot be read: ")


def test_init_names_the_commands_that_come_next_as_a_shell_takes_them(command: Command, tmp_path: Path) -> None:
    told = command("init", "my site").out
    assert "then: crawler run -c 'my site/sources.yaml'" in told


def test_init_overwrites_nothing(command: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("mine", encoding="utf-8")
    ended = command("init")
    assert (ended.code, "is there already" in ended.err) == (2, True)
    assert (tmp_path / "sources.yaml").read_text(encoding="utf-8") == "mine"


def test_status_of_sources_that_were_never_polled(command: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "sources: [{name: example, url: https://example.com/feed}]", encoding="utf-8"
    )
    ended = command("status")
    assert ended.code == 0
    header, row = ended.out.splitlines()
    assert header.split("  ")[0] == "source"
    assert "never" in row


def test_preview_shows_the_post_and_where_each_field_came_from(command: Command, site: Site, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        f"{{allow_private_addresses: true, delay: 0, dialect: seed, sources: [{{name: a, url: '{site.url}/'}}]}}",
        encoding="utf-8",
    )
    ended = command("preview", site.put("/story", STORY))
    assert ended.code == 0, ended
    assert "title: 'The lighthouse keeper'" in ended.out
    assert "from her window" in ended.out
    (authors,) = [line for line in ended.out.splitlines() if line.startswith("authors")]
    assert "meta" in authors
    assert "Ida Holm" in authors
    assert not (tmp_path / "output").exists()


def test_preview_says_why_there_is_nothing_to_show(command: Command, site: Site, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        f"{{allow_private_addresses: true, delay: 0, sources: [{{name: a, url: '{site.url}/'}}]}}", encoding="utf-8"
    )
    ended = command("preview", site.url + "/nothing")
    assert (ended.code, ended.err) == (1, f"{site.url}/nothing: the server answered 404 Not Found\n")


def test_preview_with_an_unknown_source_is_wrong_input(command: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "sources: [{name: example, url: https://example.com/feed}]", encoding="utf-8"
    )
    ended = command("preview", "https://a.example/", "--source", "exampel")
    assert (ended.code, "did you mean 'example'" in ended.err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [("preview", "file:///etc/passwd"), ("preview", "story"), ("add", "ftp://a.example/"), ("add", "")],
)
def test_what_is_no_web_address_is_wrong_input(command: Command, arguments: tuple[str, str]) -> None:
    ended = command(*arguments)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "is no web address" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "--contact", "me\udcff"),
        ("demo", "--output", "posts\udcff"),
        ("run", "--url", "https://a.example/\udcff", "-c", "listed.yaml"),
    ],
)
def test_what_was_typed_in_another_encoding_is_told_and_nothing_comes_of_it(
    command: Command, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "listed.yaml").write_text("sources: [{name: a, url: https://a.example/feed}]", encoding="utf-8")
    ended = command(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n"), "\\udcff' is no" in ended.err) == (2, "", 1, True), ended
    assert [path.name for path in tmp_path.rglob("*")] == ["listed.yaml"]


def test_extract_prints_what_a_saved_page_holds(command: Command, tmp_path: Path) -> None:
    (tmp_path / "story.html").write_text(STORY, encoding="utf-8")
    ended = command("extract", "story.html", "--url", "https://news.example/story")
    assert ended.code == 0
    row = json.loads(ended.out)
    assert (row["id"], row["title"], row["authors"]) == ("story.html", "The lighthouse keeper", ["Ida Holm"])
    assert (row["date"], row["language"]) == ("2024-03-01T08:00:00+01:00", "en")
    assert row["text"].splitlines()[-1].startswith("Then she moved")
    assert row["html"].startswith("<p>For forty years")


def test_a_batch_goes_on_after_a_page_that_cannot_be_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "story.html.gz").write_bytes(gzip.compress(STORY.encode()))
    lines = [
        {"id": 1, "url": "https://news.example/1", "path": str(tmp_path / "missing.html")},
        {"id": 2, "url": "https://news.example/2", "path": str(tmp_path / "story.html.gz")},
    ]
    (tmp_path / "list.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    ended = command("extract", "--batch", "list.jsonl")
    missing, story = map(json.loads, ended.out.splitlines())
    assert (missing["id"], story["id"], story["title"]) == (1, 2, "The lighthouse keeper")
    assert missing["error"]
    assert ended.code == 1


def test_a_batch_that_is_no_text_is_told_line_by_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_bytes(b"\xe8\xff\n")
    ended = command("extract", "--batch", "list.jsonl")
    assert (ended.code, "line 1 is no JSON" in ended.out) == (1, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_takes_nothing_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("sources: [{name: a, url: https://a.example/feed}]", encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "crawler", "status", "-c", tmp_path / "sources.yaml"],
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (1, "the output: cannot be written: No space left on device\n")


@pytest.mark.parametrize(("arguments", "told"), [(["status"], b"\\u6a58\\u5b50"), (["export"], "橘子".encode())])
def test_letters_that_the_machines_encoding_lacks_stop_nothing(
    arguments: list[str], told: bytes, tmp_path: Path
) -> None:
    (tmp_path / "sources.yaml").write_text("sources: [{name: 橘子, url: https://a.example/feed}]", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "crawler", *arguments, "-c", tmp_path / "sources.yaml"],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert told in ended.stdout


@pytest.mark.parametrize("kind", ["full", "closed"])
def test_a_run_whose_output_is_lost_goes_on_to_its_end(kind: str, site: Site, forker: Forker, tmp_path: Path) -> None:
    url = site.put("/feed", FEED, content_type="application/rss+xml")
    (tmp_path / "sources.yaml").write_text(
        f"{{allow_private_addresses: true, delay: 0, sources: [{{name: a, url: '{url}', content: feed}}],"
        " on_success: [{command: touch told}]}",
        encoding="utf-8",
    )
    if kind == "full":
        if not Path("/dev/full").exists():
            pytest.skip("needs /dev/full")
        output = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, output = os.pipe()
        os.close(reader)
    with (tmp_path / "said").open("wb") as said:
        run = forker.start("crawler", ["run"], cwd=tmp_path, stdout=output, stderr=said.fileno())
    os.close(output)
    assert run.wait(60) == 1
    full = "the output: cannot be written: No space left on device\n"
    assert (tmp_path / "said").read_text() == (full if kind == "full" else "")
    assert len(list((tmp_path / "output").iterdir())) == 2
    assert (tmp_path / "told").exists()


def test_a_run_that_is_ended_says_so_at_once_and_repeats_no_request(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/feed"
        (tmp_path / "sources.yaml").write_text(
            f"{{allow_private_addresses: true, delay: 0, sources: [{{name: a, url: '{url}'}}]}}", encoding="utf-8"
        )
        running = subprocess.Popen(
            [sys.executable, "-m", "crawler", "run"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
        )
        assert running.stderr
        try:
            connection, _ = listening.accept()
            with connection:
                running.send_signal(signal.SIGINT)
                told = running.stderr.readline()
            said = running.communicate(timeout=60)[1]
        finally:
            running.kill()
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert told == "stopping: finishing what is under way (1 request); press Ctrl-C again to stop now\n"
    assert (running.returncode, "the run was ended early" in said) == (1, True)


def test_it_works_from_an_archive_and_loads_no_python_file_of_the_folder_where_one_stands(tmp_path: Path) -> None:
    archive, folder = tmp_path / "crawler.pyz", tmp_path / "site"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(
            "__main__.py", "if __name__ == '__main__':\n    from crawler.__main__ import main\n    main()\n"
        )
    folder.mkdir()
    for name in ("crawler", "json", "scrapy"):
        (folder / f"{name}.py").write_text("raise SystemExit('this is for something else')", encoding="utf-8")
    ended = subprocess.run([sys.executable, archive, "demo"], cwd=folder, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(list((folder / "output").iterdir())) == 10


def test_init_fits_the_site_that_is_there(command: Command, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "hugo.toml").write_text("title = 'Site'\n", encoding="utf-8")
    assert command("init", "site").code == 0
    config = yaml.safe_load((site / "sources.yaml").read_text(encoding="utf-8"))
    assert config["dialect"] == "hugo"
    assert config["output"].startswith("content/")


@pytest.mark.parametrize(
    ("name", "text", "output"),
    [
        ("pelicanconf.py", "PATH = '/srv/content'", "/srv/content"),
        ("eleventy.config.js", "module.exports = {dir: {input: '/srv/src'}}", "/srv/src/posts"),
        ("pelicanconf.py", "PATH = 'posts #1'", "posts #1"),
    ],
)
def test_init_fits_a_site_whose_posts_lie_elsewhere_or_in_a_folder_of_any_name(
    command: Command, tmp_path: Path, name: str, text: str, output: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert command("init").code == 0
    assert yaml.safe_load((tmp_path / "sources.yaml").read_text(encoding="utf-8"))["output"] == output


def test_verify_without_a_site_says_what_is_missing(command: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "sources: [{name: example, url: https://example.com/feed}]", encoding="utf-8"
    )
    ended = command("verify")
    assert (ended.code, "build: {command: …, pages: …}" in ended.err) == (2, True)

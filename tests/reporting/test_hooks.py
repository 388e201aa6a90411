"""What is done after a run that changed something, with real commands, real git and a real server."""

from __future__ import annotations

import hashlib
import http.server
import itertools
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from crawler.reporting.hooks import Changes, Hook, HookError, call, run


@pytest.fixture
def changes(tmp_path: Path) -> Changes:
    output = tmp_path / "site" / "posts"
    output.mkdir(parents=True)
    (output / "new one.md").write_text("new", encoding="utf-8")
    (output / "old.md").write_text("changed", encoding="utf-8")
    return Changes(output, new=[output / "new one.md"], updated=[output / "old.md"])


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(changes: Changes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site as a clone, whose remote is a folder; git knows nothing of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_") or name == "EMAIL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    site = tmp_path / "site"
    git(site, "init", "--quiet", "--initial-branch=main")
    git(site, "config", "user.name", "Test")
    git(site, "config", "user.email", "test@example.org")
    (site / "theme.css").write_text("", encoding="utf-8")
    git(site, "add", "theme.css")
    git(site, "commit", "--quiet", "-m", "start")
    git(site, "remote", "add", "origin", "../remote.git")
    git(site, "push", "--quiet", "--set-upstream", "origin", "main")
    return site


def test_a_command_runs_in_the_folder_of_the_sources_file_and_knows_the_counts(
    changes: Changes, tmp_path: Path
) -> None:
    run(Hook(command="sh -c 'echo $CRAWLER_NEW $CRAWLER_UPDATED $CRAWLER_REMOVED > told'"), changes, tmp_path)
    assert (tmp_path / "told").read_text() == "1 1 0\n"


def test_pictures_are_committed_with_the_posts_that_show_them(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    for name in ("shown.png", "another.png"):
        (repository / name).write_bytes(b"")
    run(Hook.model_validate({"git": {}}), replace(changes, files=[repository / "shown.png"]), tmp_path)
    committed = git(repository, "show", "--name-only", "--format=").splitlines()
    assert sorted(committed) == ["posts/new one.md", "posts/old.md", "shown.png"]


def test_a_command_that_fails_is_told_in_one_line(changes: Changes, tmp_path: Path) -> None:
    with pytest.raises(HookError, match=r"failed with 3: no disk") as error:
        run(Hook(command=["sh", "-c", "echo no disk >&2; echo more >&2; exit 3"]), changes, tmp_path)
    assert "\n" not in str(error.value)


def test_a_command_that_is_not_there_is_told(changes: Changes, tmp_path: Path) -> None:
    with pytest.raises(HookError, match="no-such-command: cannot be run"):
        run(Hook(command="no-such-command"), changes, tmp_path)


def test_git_commits_and_pushes_just_the_posts(changes: Changes, repository: Path, tmp_path: Path) -> None:
    (repository / "theme.css").write_text("half done work of the user", encoding="utf-8")
    (repository / "staged.txt").write_text("staged by the user", encoding="utf-8")
    git(repository, "add", "staged.txt")
    run(Hook(git={"push": True}), changes, tmp_path)
    assert git(repository, "log", "-1", "--format=%s") == "Posts: 1 new, 1 updated, 0 removed"
    assert (
        git(repository, "-c", "core.quotePath=false", "show", "--name-only", "--format=")
        == "posts/new one.md\nposts/old.md"
    )
    assert git(tmp_path / "remote.git", "log", "-1", "--format=%s") == "Posts: 1 new, 1 updated, 0 removed"
    assert git(repository, "status", "--porcelain") == "A  staged.txt\n M theme.css"


def test_git_commits_the_removal_of_a_post(changes: Changes, repository: Path, tmp_path: Path) -> None:
    run(Hook(git={}), changes, tmp_path)
    gone = changes.output / "old.md"
    gone.unlink()
    run(Hook(git={"message": "{removed} gone"}), Changes(changes.output, removed=[gone]), tmp_path)
    assert git(repository, "log", "-1", "--format=%s") == "1 gone"
    assert git(repository, "ls-files", "posts") == "posts/new one.md"


def test_a_push_that_is_refused_is_told_and_nothing_is_forced(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", "remote.git", "other")
    other = tmp_path / "other"
    git(
        other,
        "-c",
        "user.name=O",
        "-c",
        "user.email=o@example.org",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "theirs",
    )
    git(other, "push", "--quiet")
    with pytest.raises(HookError, match=r"git -C .* push .*rejected.* main -> main"):
        run(Hook(git={"push": True}), changes, tmp_path)
    assert git(tmp_path / "remote.git", "log", "-1", "--format=%s") == "theirs"


HOOK = ".git/hooks/pre-commit; chmod +x .git/hooks/pre-commit"
HOOK_AFTER = ".git/hooks/post-commit; chmod +x .git/hooks/post-commit"


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("git checkout --quiet --detach", "no branch is checked out"),
        ("git config user.useConfigOnly true; git config --unset user.email", "no email was given"),
        (
            f"printf '#!/bin/sh\necho posts are not allowed >&2\nexit 1' > {HOOK}",
            "posts are not allowed",
        ),
        ("touch .git/index.lock", "index.lock"),
        ("echo posts > .gitignore", "ignored"),
        (
            "git checkout --quiet -b theirs; echo a > theme.css; git commit --quiet -am a; git checkout --quiet main;"
            "echo b > theme.css; git commit --quiet -am b; git merge --quiet theirs; true",
            "unmerged|merge",
        ),
    ],
    ids=["detached", "no-identity", "hook", "locked", "ignored", "merging"],
)
def test_what_stops_a_commit_is_told_in_one_line_and_leaves_the_repository_as_it_was(
    before: str, message: str, changes: Changes, repository: Path, tmp_path: Path
) -> None:
    (repository / "staged.txt").write_text("staged by the user", encoding="utf-8")
    git(repository, "add", "staged.txt")
    if "merge" in before:
        git(repository, "commit", "--quiet", "-m", "staged")
    subprocess.run(["sh", "-c", before], cwd=repository, check=True, capture_output=True)
    at, status = git(repository, "rev-parse", "HEAD"), git(repository, "status", "--porcelain")
    with pytest.raises(HookError, match=message) as error:
        run(Hook(git={"push": True}), changes, tmp_path)
    assert "\n" not in str(error.value)
    assert (git(repository, "rev-parse", "HEAD"), git(repository, "status", "--porcelain")) == (at, status)


def test_git_takes_names_to_the_letter_and_passes_over_posts_that_are_gone(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    names = ["桥上的灯.md", 'it\'s "both".md', "two\nlines.md", "lamps[1].md", ":(glob)*.md", "-f.md"]
    for name in [*names, "lamps1.md"]:  # the last one is the user's own
        (changes.output / name).write_text(name, encoding="utf-8")
    (tmp_path / "atom.xml").write_text("a feed beside the site", encoding="utf-8")
    (tmp_path / "link").symlink_to(repository)
    output = tmp_path / "link" / "posts"
    new = [output / name for name in [*names, "set aside since.md"]]
    run(Hook.model_validate({"git": None}), Changes(output, new=new, files=[tmp_path / "atom.xml"]), tmp_path)
    committed = git(repository, "show", "--name-only", "--format=", "-z").strip("\0").split("\0")
    assert sorted(committed) == sorted(f"posts/{name}" for name in names)


def test_nothing_is_committed_where_the_posts_are_committed_already(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    run(Hook(git={}), changes, tmp_path)
    (repository / "staged.txt").write_text("staged by the user", encoding="utf-8")
    git(repository, "add", "staged.txt")
    at = git(repository, "rev-parse", "HEAD")
    run(Hook(git={"push": True}), changes, tmp_path)
    assert git(repository, "rev-parse", "HEAD") == at == git(tmp_path / "remote.git", "rev-parse", "main")
    assert git(repository, "status", "--porcelain") == "A  staged.txt"


def test_the_first_commit_of_a_repository_may_be_of_posts(changes: Changes, repository: Path, tmp_path: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "mine")
    run(Hook(git={}), changes, tmp_path)
    assert git(repository, "show", "--name-only", "--format=") == "posts/new one.md\nposts/old.md"
    assert git(repository, "status", "--porcelain") == "A  theme.css"


def test_what_was_committed_and_nothing_more_done_is_made_up_for_by_the_next_run(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    subprocess.run(
        ["sh", "-c", f"printf '#!/bin/sh\ntouch .git/index.lock' > {HOOK_AFTER}"], cwd=repository, check=True
    )
    with pytest.raises(HookError, match=r"index\.lock"):
        run(Hook(git={}), changes, tmp_path)
    at = git(repository, "rev-parse", "HEAD")
    assert git(repository, "ls-files", "posts") == ""
    (repository / ".git/index.lock").unlink()
    run(Hook(git={}), changes, tmp_path)
    assert (git(repository, "rev-parse", "HEAD"), git(repository, "status", "--porcelain")) == (at, "")


def test_gits_housekeeping_keeps_what_only_the_user_has_staged(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    git(repository, "config", "gc.auto", "1")  # once there are two objects in the folder that git looks into
    git(repository, "config", "gc.autoDetach", "false")
    texts = map(str, itertools.count())
    in_folder = (text for text in texts if hashlib.sha1(f"blob {len(text)}\0{text}".encode()).hexdigest()[:2] == "17")
    for text in itertools.islice(in_folder, 2):
        (repository / "loose").write_text(text, encoding="ascii")
        git(repository, "hash-object", "-w", "loose")
    (repository / "staged.txt").write_text("staged by the user", encoding="utf-8")
    git(repository, "add", "staged.txt")
    for file in (repository / ".git/objects").rglob("*"):
        os.utime(file, (0, 0))
    run(Hook(git={}), changes, tmp_path)
    assert list((repository / ".git/objects/pack").glob("*.pack")), "git has kept house"
    assert git(repository, "show", ":staged.txt") == "staged by the user"


@pytest.mark.parametrize("name", ["MERGE_HEAD", "CHERRY_PICK_HEAD"])
def test_what_the_user_has_not_finished_is_not_finished_for_him(
    name: str, changes: Changes, repository: Path, tmp_path: Path
) -> None:
    at = git(repository, "rev-parse", "HEAD")
    (repository / ".git" / name).write_text(f"{at}\n", encoding="ascii")
    with pytest.raises(HookError, match="is not finished; nothing was committed"):
        run(Hook(git={}), changes, tmp_path)
    assert git(repository, "rev-parse", "HEAD") == at


def test_a_command_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with pytest.raises(HookError, match=r"took longer than 0\.5 s"):
        call(["sh", "-c", f"trap 'echo ended > {told}; exit' TERM; sleep 60 & wait"], tmp_path, timeout=0.5)
    assert told.read_text() == "ended\n"


def test_a_folder_without_git_is_told(changes: Changes, tmp_path: Path) -> None:
    with pytest.raises(HookError, match="not a git repository"):
        run(Hook(git={}), changes, tmp_path)


@contextmanager
def a_webhook(answer: bytes) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """The address of a server that answers one request so, and what it is sent."""
    got: list[dict[str, object]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/灯", got
        thread.join()


def test_a_webhook_gets_the_changed_posts(changes: Changes, tmp_path: Path) -> None:
    with a_webhook(b"HTTP/1.1 204 No Content\r\n\r\n") as (url, got):
        run(Hook(webhook=url), changes, tmp_path)
    counts = {"new": 1, "updated": 1, "removed": 0}
    assert got == [{"new": ["new one.md"], "updated": ["old.md"], "removed": [], "counts": counts}]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"HTTP/1.1 500 No\r\n\r\n", "HTTP Error 500: No"),
        (b"HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n", "HTTP Error 302: Found"),
        (b"no HTTP\r\n\r\n", "no HTTP"),
        (b"", "closed connection"),
    ],
)
def test_a_webhook_that_does_not_take_them_is_told(
    answer: bytes, message: str, changes: Changes, tmp_path: Path
) -> None:
    with a_webhook(answer) as (url, _), pytest.raises(HookError, match=message):
        run(Hook(webhook=url), changes, tmp_path)
    with pytest.raises(HookError, match=r"webhook http://127\.0\.0\.1:1/x: \w[^<>]*$"):
        run(Hook(webhook="http://127.0.0.1:1/x"), changes, tmp_path)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"command": "a", "git": {}},
        {"command": ""},
        {"webhook": "file:///etc/passwd"},
        {"webhook": None},
        {"shell": "x"},
        {"git": {"message": "{nwe} new"}},
        {"git": {"message": " "}},
    ],
)
def test_a_hook_is_exactly_one_thing(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Hook.model_validate(keys)

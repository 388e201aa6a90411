import hashlib
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from crawler.publishing import dialect, files
from crawler.publishing.site import Site, recognise
from crawler.publishing.verify import Culprit, VerifyError, set_aside, verify
from tests.publishing.generators import ELEVENTY, HEXO, HUGO, JEKYLL, PELICAN, Generator
from tests.publishing.posts import a_post

BROKEN_YAML = "---\ntitle: 'a' b\ndate: 2024-02-29T23:30:15Z\n---\n\n<div>x</div>\n"
UNCLOSED_TAG = "---\ntitle: 'a'\ndate: 2024-02-29T23:30:15Z\nlayout: post\n---\n\n<div>{% if x %}</div>\n"
SHORTCODE = "---\ntitle: 'a'\ndate: 2024-02-29T23:30:15Z\n---\n\n<div>{{< nosuch >}}</div>\n"
AHEAD = "---\ntitle: 'a'\ndate: 2099-02-28T23:30:15Z\nlayout: post\n---\n\n<div>x</div>\n"
NO_DATE = "Title: a\n\n<div>x</div>\n"
SAME_ADDRESS = AHEAD.replace("2099", "2024").replace("layout", "permalink: /lamps/\nslug: 'lamps'\nlayout")


def a_site(generator: Generator, folder: Path, count: int, **others: str) -> tuple[Site, list[PurePosixPath]]:
    """A site with so many good posts and, among them, these others."""
    built = generator.site(folder)
    site = recognise(folder)
    assert site
    form = dialect(generator.name)
    posts = []
    for number in range(count):
        post = a_post(title=f"Lamps {number}", url=f"https://news.example/{number}")
        path = form.path(post)
        files.write(site.posts / path, form.render(post, path))
        posts.append(path)
    for name, text in others.items():
        prefix = "2024-02-29-" if generator is JEKYLL else ""
        path = PurePosixPath(f"{prefix}{name}{form.extension}")
        files.write(site.posts / path, text)
        posts.insert(len(posts) // 2, path)
    command = tuple(built.command)
    return Site(site.folder, site.generator, site.dialect, site.posts, site.pages, command), posts


def blamed(culprits: Iterable[Culprit]) -> set[str]:
    return {culprit.path.stem.removeprefix("2024-02-29-") for culprit in culprits}


def snapshot(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and "node_modules" not in path.parts
    }


@pytest.mark.parametrize("generator", [HEXO, HUGO, JEKYLL, ELEVENTY, PELICAN], ids=str)
def test_a_sound_site_is_built_once_and_left_as_it_was(generator: Generator, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    site, posts = a_site(generator, folder, 7)
    before = snapshot(tmp_path)
    verdict = verify(site, posts)
    assert verdict.culprits == ()
    assert set(verdict.built) == set(posts)
    assert verdict.builds == 1
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("generator", "posts", "message"),
    [
        (HEXO, {"broken": BROKEN_YAML}, "broken.md"),  # exit status 0
        (HEXO, {"same-1": SAME_ADDRESS, "same-2": SAME_ADDRESS}, "another post has its address"),
        (HUGO, {"ahead": AHEAD}, "left out"),
        (HUGO, {"same-1": SAME_ADDRESS, "same-2": SAME_ADDRESS}, "another post has its address"),
        (JEKYLL, {"ahead": AHEAD}, "left out"),
        (PELICAN, {"undated": NO_DATE}, "undated.md"),
    ],
    ids=["hexo-yaml", "hexo-address", "hugo-ahead", "hugo-address", "jekyll-ahead", "pelican-undated"],
)
def test_a_post_that_the_generator_loses_without_a_word_is_found(
    generator: Generator, posts: dict[str, str], message: str, tmp_path: Path
) -> None:
    site, paths = a_site(generator, tmp_path, 5, **posts)
    verdict = verify(site, paths)
    assert len(verdict.culprits) == 1
    assert blamed(verdict.culprits) < {*posts, "x"}
    assert message in verdict.culprits[0].message
    assert verdict.builds == 1
    assert len(verdict.built) == len(paths) - 1


@pytest.mark.parametrize(
    ("generator", "posts"),
    [
        (HEXO, {"unclosed": UNCLOSED_TAG, "broken": BROKEN_YAML}),
        (HUGO, {"shortcode": SHORTCODE, "other": SHORTCODE, "broken": BROKEN_YAML}),
        (JEKYLL, {"unclosed": UNCLOSED_TAG, "broken": BROKEN_YAML}),
        (ELEVENTY, {"unclosed": UNCLOSED_TAG, "broken": BROKEN_YAML}),
    ],
    ids=["hexo", "hugo", "jekyll", "eleventy"],
)
def test_posts_that_stop_the_build_are_found_and_the_others_are_built(
    generator: Generator, posts: dict[str, str], tmp_path: Path
) -> None:
    site, paths = a_site(generator, tmp_path, 3, **posts)
    verdict = verify(site, paths)
    assert blamed(verdict.culprits) == set(posts)
    assert len(verdict.built) == 3
    assert all(culprit.message for culprit in verdict.culprits)
    assert not any("troubleshooting" in culprit.message for culprit in verdict.culprits)


def test_without_the_posts_that_are_set_aside_the_site_builds(tmp_path: Path) -> None:
    site, paths = a_site(HUGO, tmp_path, 2, shortcode=SHORTCODE)
    verdict = verify(site, paths)
    moved = set_aside(site, verdict.culprits, tmp_path / ".crawler" / "quarantine")
    assert [path.name for path in moved] == ["shortcode.md"]
    assert all(path.exists() and path.with_name(f"{path.name}.txt").read_text().strip() for path in moved)
    assert verify(site, verdict.built).culprits == ()


def test_the_number_of_builds_is_bounded(tmp_path: Path) -> None:
    site, paths = a_site(HUGO, tmp_path, 24, shortcode=SHORTCODE)
    verdict = verify(site, paths, max_builds=3)
    assert verdict.builds == 3
    assert blamed(verdict.culprits) == {"shortcode"}
    assert verdict.culprits[0].message.startswith("not cleared in 3 builds: ")
    assert set(verdict.built) | {culprit.path for culprit in verdict.culprits} == set(paths)


def test_a_site_that_is_broken_itself_blames_no_post(tmp_path: Path) -> None:
    site, paths = a_site(HUGO, tmp_path, 3)
    (tmp_path / "layouts/_default/single.html").write_text("{{ nosuch }}")
    with pytest.raises(VerifyError, match=r"even without the posts: .*nosuch"):
        verify(site, paths)


@pytest.mark.parametrize(
    ("generator", "broken", "text"),
    [
        (HEXO, "themes/bare/layout/post.ejs", "<% if ( %>"),  # exit status 0
        (PELICAN, "pelicanconf.py", "PATH = 'content'\nTHEME = 'theme'\nARTICLE_PATHS = ['other']\n"),
    ],
    ids=str,
)
def test_a_site_that_makes_no_page_of_a_plain_post_either_blames_no_post(
    generator: Generator, broken: str, text: str, tmp_path: Path
) -> None:
    site, paths = a_site(generator, tmp_path, 2)
    (tmp_path / broken).write_text(text)
    with pytest.raises(VerifyError, match=r"makes no page of any post, not even of a plain one: ."):
        verify(site, paths)


def test_a_site_that_makes_pages_only_of_posts_with_a_layout_of_their_own_blames_no_post(tmp_path: Path) -> None:
    bare = "---\ntitle: 'a'\ndate: 2024-02-29T23:30:15Z\nlayout: none\n---\n\n<div>x</div>\n"
    site, posts = a_site(JEKYLL, tmp_path, 3, bare=bare)
    (tmp_path / "_layouts" / "post.html").write_text("nothing", encoding="utf-8")
    with pytest.raises(VerifyError, match="makes no page of most posts, not even of a plain one"):
        verify(site, posts)


def test_a_post_that_is_the_only_one_of_a_sound_site_is_blamed(tmp_path: Path) -> None:
    site, paths = a_site(HEXO, tmp_path, 0, broken=BROKEN_YAML)
    assert blamed(verify(site, paths).culprits) == {"broken"}


def test_a_generator_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    site = Site(tmp_path, "hugo", "hugo", tmp_path / "posts", tmp_path / "public", ("no-such-generator",))
    with pytest.raises(VerifyError, match=r"^no-such-generator cannot be run: No such file"):
        verify(site, [])


def test_pages_outside_the_site_are_refused(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", "hugo", "hugo", tmp_path / "site/posts", tmp_path / "public", ("hugo",))
    with pytest.raises(VerifyError, match="is not a folder inside the site's folder"):
        verify(site, [])


def test_a_build_that_hangs_is_ended(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    site = Site(tmp_path, "own", "plain", tmp_path / "posts", tmp_path / "public", ("sh", "-c", "sleep 60 & wait"))
    with pytest.raises(VerifyError, match=r"not done after 0\.2 seconds"):
        verify(site, [], timeout=0.2)


@pytest.mark.parametrize("keeps", ["", "setsid "])
def test_what_a_build_leaves_running_does_not_hold_the_check_up(tmp_path: Path, keeps: str) -> None:
    files.write(tmp_path / "site/posts/a.md", "Text")
    command = f"mkdir public; cp posts/a.md public/a.html; {keeps}sleep 6 & exit 0"
    folder = tmp_path / "site"
    site = Site(folder, "make", "plain", folder / "posts", folder / "public", ("sh", "-c", command))
    began = time.monotonic()
    assert verify(site, [PurePosixPath("a.md")]).culprits == ()
    assert time.monotonic() - began < 5


def test_a_build_writes_to_copies_of_all_files_but_large_pictures(tmp_path: Path) -> None:
    files.write(tmp_path / "site/posts/a.md", "Text")
    folder = tmp_path / "site"
    for name in ("cache.bin", "ferry.jpg"):
        (folder / name).write_bytes(bytes(2_000_000))
    command = "mkdir public; cp posts/a.md public/a.html; echo more >> cache.bin; test $(stat -c %h ferry.jpg) = 2"
    site = Site(folder, "make", "plain", folder / "posts", folder / "public", ("sh", "-c", command))
    assert verify(site, [PurePosixPath("a.md")]).culprits == ()
    assert (folder / "cache.bin").stat().st_size == 2_000_000

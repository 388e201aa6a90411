"""What becomes of a post while its article's page lives on: over days and months of simulated time."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from simulation.world import World, item, page
from support import Answer, Command

from crawler.publishing.found import front_matter
from crawler.state import State, Version

TITLE = "The river returns to its old bed"
TEXT = [
    "After forty years behind concrete the river flows through the meadows again, and the otters were the first to notice.",
    "The city spent nine million on the work, which took three summers longer than the engineers had promised in writing.",
    "Farmers on the eastern bank feared for their fields, yet the floods of this spring stayed below the new willows.",
    "A school class counted the herons last week and came to seventeen, which is more than anyone living remembers here.",
    "Next year the last of the old weirs will be taken out, and boats may then go down to the lake without a portage.",
]


@pytest.fixture
def river(world: World) -> World:
    """A source with one article, published on day 0."""
    world.site.put("/river", page(TITLE, TEXT))
    world.sources({"name": "news", "url": world.feed("/feed", item(TITLE, world.site.url + "/river"))})
    world.run(0)
    return world


def versions(world: World) -> list[Version]:
    with State(world.folder / ".crawler/state.db") as state:
        (post,) = state.posts()
        return state.versions(post.id)


def test_pages_are_looked_at_again_ever_more_rarely_and_with_conditional_requests(river: World) -> None:
    looks = []
    for day in range(1, 120):
        asked = river.run(day)
        looks += [day] * asked.count("/river")
        assert all(request.status == 304 for request in river.site.asked)
    assert looks == [1, 3, 7, 14, 30, 90]
    assert len(versions(river)) == 1


def test_a_second_run_on_the_same_day_looks_at_no_article(river: World) -> None:
    assert river.run(0.5) == ["/feed"]


def test_a_sitemap_that_dates_all_its_pages_anew_has_some_of_them_fetched_in_each_run_and_all_in_turn(
    world: World,
) -> None:
    count = 130
    for number in range(count):
        words = [f"{number}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
        world.site.put(
            f"/{number}", page(f"Report {number}", [" ".join(words[part:] + words[:part]) for part in (0, 9)])
        )
    runs = []
    for day in (0, 1, 2):
        places = "".join(
            f"<url><loc>{world.site.url}/{number}</loc><lastmod>2026-01-{5 + day:02}T06:00:00Z</lastmod></url>"
            for number in range(count)
        )
        url = world.site.put("/sitemap.xml", f"<urlset>{places}</urlset>", content_type="application/xml")
        world.sources({"name": "reports", "url": url, "kind": "sitemap", "max_new": count, "look_again": []})
        runs.append([path for path in world.run(day) if path != "/sitemap.xml"])
    assert [len(asked) for asked in runs] == [count, 100, 100]
    assert len({*runs[1], *runs[2]}) == count


def test_rare_runs_do_not_make_up_for_looks_that_they_missed(river: World) -> None:
    assert river.run(20).count("/river") == 1
    assert river.run(21).count("/river") == 0


def test_an_edit_is_published_under_the_same_name_with_its_date(river: World) -> None:
    names = river.posts
    river.site.put("/river", page(TITLE, [*TEXT[:4], "The last of the old weirs was taken out on Friday."]))
    river.run(3)
    assert river.posts == names
    assert "taken out on Friday" in river.post
    assert str(river.matter["updated"]).startswith("2026-01-08")
    assert [version.refused for version in versions(river)] == [None, None]
    assert river.run(4).count("/river") == 1, "what changed once is looked at sooner again"


UNDATED = page(TITLE, TEXT).replace("article:published_time", "of-no-meaning")
DATED = page(TITLE, TEXT)  # on January 5
CORRECTED = DATED.replace("2026-01-05T06", "2026-01-02T06")
LATER = DATED.replace("2026-01-05T06", "2026-01-05T07")


@pytest.mark.parametrize(
    ("dialect", "first", "then", "shown"),
    [
        ("jekyll", UNDATED, CORRECTED, "2026-01-05"),
        ("jekyll", DATED, CORRECTED, "2026-01-05 06"),
        ("jekyll", DATED, LATER, "2026-01-05 07"),
        ("universal", DATED, CORRECTED, "2026-01-05 06"),
        ("hexo", DATED, CORRECTED, "2026-01-05 06"),
        ("hexo", UNDATED, CORRECTED, "2026-01-02 06"),
        ("seed", DATED, CORRECTED, "Mon, 05 Jan 2026 06"),
        ("hugo", DATED, CORRECTED, "2026-01-02 06"),
    ],
)
def test_a_corrected_date_is_shown_where_it_does_not_move_the_address(
    world: World, dialect: str, first: str, then: str, shown: str
) -> None:
    world.site.put("/river", first)
    source = {"name": "news", "url": world.feed("/feed", item(TITLE, world.site.url + "/river"))}
    world.sources(source, dialect=dialect)
    world.run(0)
    (post,) = (path for path in (world.folder / "output").rglob("*") if path.is_file())
    edit = then.replace(TEXT[4], "The last of the old weirs was taken out on Friday.")
    world.site.put("/river", edit)
    world.run(1)
    text = post.read_text(encoding="utf-8")
    assert "taken out on Friday" in text
    assert str(front_matter(text)["date"]).startswith(shown)


CHURN = {
    "a counter": "<p>1,204 views</p><p>17 comments</p>",
    "a counter in Chinese": "<p>阅读 3021 评论 12</p>",
    "a time of day": "<p>Now playing since 10:42</p>",
    "an age": "<p>Posted 3 hours ago</p>",
    "an advert": "<p>Advertisement</p>",
    "related links": "<ul><li><a href=/a>A quite different story of the day</a></li></ul>",
}


def test_only_what_an_article_says_now_is_kept_to_compare_others_with(river: World) -> None:
    rows = []
    for day in (1, 3, 7, 14):
        river.site.put("/river", page(TITLE, [f"On day {day}: {line}" for line in TEXT]))
        river.run(day)
        with closing(sqlite3.connect(river.folder / ".crawler/state.db")) as db:
            rows += db.execute("SELECT count(*) FROM band").fetchone()
    assert len(versions(river)) == 5
    assert len(set(rows)) == 1


@pytest.mark.parametrize("churn", CHURN)
def test_what_changes_by_itself_is_no_change(river: World, churn: str) -> None:
    before = river.posts[0].stat().st_mtime_ns
    river.site.put("/river", page(TITLE, TEXT, extra=CHURN[churn]))
    assert "/river" in river.run(1)
    assert river.posts[0].stat().st_mtime_ns == before
    assert len(versions(river)) == 1


WORSE = {
    "a consent wall": (
        "<html><head><title>Before you continue</title></head><body><h1>We value your privacy</h1><p>We and our partners"
        " use cookies. Accept cookies for advertising and tracking, or manage consent for each of our partners.</p>"
    ),
    "a challenge": "<html><head><title>Just a moment...</title></head><body>Verify you are human</body>",
    "an error page": "<html><head><title>404 Not Found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body>",
    "a teaser": page(TITLE, [TEXT[0], "Subscribe to continue reading."]),
    "its beginning": page(TITLE, TEXT[:3]),
    "a stub": page(TITLE, ["This article is being prepared for our new home and will be back in a little while."]),
    "another article": page("Ten hotels with a view", ["Hotels of this list have rooms, views, and pools. " * 20]),
}


@pytest.mark.parametrize("worse", WORSE)
def test_a_good_body_is_never_replaced_by_a_worse_one(river: World, worse: str) -> None:
    before = river.post
    good = river.site.pages["/river"]
    river.site.put("/river", WORSE[worse])
    river.run(1)
    river.run(1.1, refetch="1")
    assert river.post == before
    kept = [version for version in versions(river) if version.refused]
    assert kept
    river.site.pages["/river"] = good
    assert "/river" in river.run(2.2), "a refused page is looked at again a day later"
    assert river.post == before


def test_a_correction_may_shorten_an_article(river: World) -> None:
    river.site.put("/river", page(TITLE, ["Correction: the otters were beavers.", TEXT[2]]))
    river.run(1)
    assert "beavers" in river.post


def test_a_page_that_is_gone_three_days_in_a_row_takes_its_post_down_for_good(river: World) -> None:
    good = river.site.pages.pop("/river")
    for day in (1, 1.1, 2.1):
        river.run(day)
        assert len(river.posts) == 1
    river.run(3.2)
    assert river.posts == []
    assert "taken down" in river.said("note")[0]
    aside = river.folder / ".crawler/taken-down"
    assert len(list(aside.rglob("*.md"))) == 1
    river.site.pages["/river"] = good
    river.feed("/feed", item(TITLE + "!", river.site.url + "/river"))
    river.run(10)
    assert river.posts == []


def test_a_page_that_comes_back_in_time_keeps_its_post(river: World) -> None:
    good = river.site.pages.pop("/river")
    river.run(1)
    river.run(2.1)
    river.site.pages["/river"] = good
    river.run(3.2)
    river.site.pages.pop("/river")
    river.run(7)
    assert len(river.posts) == 1


def forbid(world: World, *paths: str) -> None:
    """Let the crawler know a robots.txt that keeps it from these paths; it asks for one once a day of the real time."""
    rules = "".join(["User-agent: *\n", *(f"Disallow: {path}\n" for path in paths)])
    with State(world.folder / ".crawler/state.db") as state:
        state.keep_robots(world.site.url, datetime.now(UTC), rules.encode())


@pytest.fixture
def counted(world: World) -> World:
    """As `river`, but its source links a click counter that leads there; a page that is gone once is gone."""
    world.site.put("/river", page(TITLE, TEXT))
    world.site.put("/click", "", status=302, headers={"Location": "/river"}, validators=False)
    url = world.feed("/feed", item(TITLE, world.site.url + "/click"))
    world.sources({"name": "news", "url": url, "gone_after": 1})
    world.run(0)
    return world


def test_a_link_that_is_gone_takes_no_post_down_while_the_page_it_led_to_is_there(counted: World) -> None:
    counted.site.pages.pop("/click")
    counted.site.put("/river", page(TITLE, [*TEXT, "The otters have had young."]))
    assert "/river" in counted.run(1)
    assert "have had young" in counted.post
    counted.feed("/feed", item(f"{TITLE} at last", counted.site.url + "/click"))
    assert "/river" in counted.run(1.5)
    assert len(counted.posts) == 1


def test_robots_txt_that_forbids_a_link_takes_no_post_down_while_it_allows_the_page_it_led_to(counted: World) -> None:
    counted.sources({"name": "news", "url": counted.site.url + "/feed", "gone_after": 1, "takedown_on": ["robots"]})
    forbid(counted, "/click")
    assert counted.run(2) == ["/feed", "/river"]
    assert len(counted.posts) == 1
    forbid(counted, "/click", "/river")
    counted.run(6)
    assert counted.posts == []


def test_a_print_view_that_is_gone_for_a_while_is_not_taken_for_the_page_it_is_of(world: World) -> None:
    world.site.put("/river", page(TITLE, TEXT[:2]))
    world.site.put("/river/print", page(TITLE, TEXT))
    url = world.feed("/feed", item(TITLE, world.site.url + "/river"))
    world.sources({"name": "news", "url": url, "gone_after": 1, "rewrite": [{"find": "$", "with": "/print"}]})
    world.run(0)
    world.site.pages.pop("/river/print")
    assert world.run(1) == ["/feed", "/river/print", "/river"]
    assert world.said("unchanged")[0].endswith("not looked at again: the server answered 404 Not Found")
    world.feed("/feed", item(f"{TITLE} at last", world.site.url + "/river"))
    assert world.run(1.1) == ["/feed", "/river/print", "/river"]
    assert world.said("failed") == [f"{world.site.url}/river: the server answered 404 Not Found"]
    world.site.put("/river/print", page(TITLE, [*TEXT, "The otters have had young."]))
    assert world.run(4) == ["/feed", "/river/print"]
    assert "have had young" in world.post


def test_a_page_that_is_gone_takes_its_post_down_also_where_its_link_is(counted: World) -> None:
    counted.site.pages.clear()
    assert sorted(counted.run(1)) == ["/click", "/feed", "/river"]
    assert counted.posts == []


def test_a_page_that_is_gone_is_asked_for_once_however_it_writes_its_own_address(world: World) -> None:
    own = f'<link rel="canonical" href="{world.site.url}/flüsse/otter">'
    world.site.put("/fl%C3%BCsse/otter", page(TITLE, TEXT, head=own))
    url = world.feed("/feed", item(TITLE, world.site.url + "/flüsse/otter"))
    world.sources({"name": "news", "url": url, "gone_after": 1})
    world.run(0)
    assert len(world.posts) == 1
    world.site.pages.clear()
    assert len(world.run(1)) == 2
    assert world.posts == []


def test_a_server_that_fails_takes_no_post_down(river: World) -> None:
    river.site.pages["/river"] = Answer(b"", 503)
    for day in range(1, 9):
        river.run(day)
    assert len(river.posts) == 1
    assert river.said("failed") == []


def test_a_post_that_the_user_deleted_stays_deleted(river: World) -> None:
    river.posts[0].unlink()
    river.site.put("/river", page(TITLE, [*TEXT, "And a sentence more."]))
    river.run(1)
    river.run(2, refetch="1")
    assert river.posts == []


def test_a_deleted_post_is_noticed_also_where_only_its_source_says_something_else(river: World) -> None:
    river.posts[0].unlink()
    river.feed("/feed", item(f"{TITLE} at last", river.site.url + "/river"))
    river.run(0.5)
    assert ("/river", 304) in river.answers
    assert "deleted by hand" in "".join(river.said("note"))


def test_a_post_that_was_edited_by_hand_is_left_alone_and_told(river: World) -> None:
    river.posts[0].write_text(river.post + "\nMy own note.\n", encoding="utf-8")
    edited = river.post
    river.run(0.5, refetch="1")
    assert river.said("note")[0].endswith("edited by hand, so left as it is")
    river.site.put("/river", page(TITLE, [*TEXT, "And a sentence more."]))
    river.run(1)
    assert river.post == edited
    assert river.said("note")[0].endswith("edited by hand, so left as it is though its article changed")


def test_a_lost_output_folder_is_no_deletion(river: World) -> None:
    post: Path = river.posts[0]
    text = river.post
    post.unlink()
    (river.folder / "output").rename(river.folder / "moved")
    river.run(1, refetch="1")
    assert river.post == text


@pytest.mark.parametrize("how", ["draft", "move", "remove", "keep"])
def test_a_post_is_taken_down_as_its_source_says(river: World, how: str) -> None:
    feed = river.site.url + "/feed"
    river.sources({"name": "news", "url": feed, "takedown": how, "gone_after": 1}, dialect="hugo")
    river.site.pages.pop("/river")
    river.run(1)
    assert len(river.posts) == (how in {"draft", "keep"})
    if how == "draft":
        assert river.matter["draft"] is True
    if how == "keep":
        assert "draft" not in river.matter
    assert len(list((river.folder / ".crawler").rglob("taken-down/*.md"))) == (how == "move")
    assert "/river" not in river.run(3)


def test_a_post_that_is_to_be_kept_stays_in_the_feeds_and_is_not_called_taken_down(
    river: World, command: Command
) -> None:
    source = {"name": "news", "url": river.site.url + "/feed", "takedown": "keep", "gone_after": 1}
    river.sources(source, feeds={"folder": "feeds", "url": "https://me.example/", "title": "Mine"})
    river.site.pages.pop("/river")
    river.run(1)
    (told,) = river.said("note")
    assert re.search(r"\.md: stays as it is: its page is gone: the server answered 404", told)
    assert "/river" not in river.run(30)
    assert command("run").code == 0
    assert (river.folder / "feeds/atom.xml").read_text(encoding="utf-8").count("<entry>") == 1
    assert not any(line.startswith("no post") for line in command("why", river.site.url + "/river").out.splitlines())


@pytest.mark.parametrize("how", ["remove", "keep"])
def test_an_article_whose_page_is_gone_is_asked_for_once_when_its_source_lists_it_anew(river: World, how: str) -> None:
    river.sources({"name": "news", "url": river.site.url + "/feed", "takedown": how, "gone_after": 1})
    river.site.pages.pop("/river")
    for day, title in ((1, TITLE + "!"), (20, TITLE + "?")):
        river.feed("/feed", item(title, river.site.url + "/river"))
        assert "/river" in river.run(day)
        assert river.said("failed") == []
        assert "/river" not in river.run(day + 10)


@pytest.mark.parametrize("asked", ["noindex", "noarchive", "robots"])
def test_a_page_that_forbids_its_copy_takes_its_post_down_where_the_user_wants_it(river: World, asked: str) -> None:
    source = {"name": "news", "url": river.site.url + "/feed"}
    if asked == "robots":
        forbid(river, "/river")
    else:
        river.site.put("/river", page(TITLE, TEXT, head=f"<meta name=robots content={asked}>"))
    river.run(1)
    assert len(river.posts) == 1
    river.sources(source | {"takedown_on": [asked], "gone_after": 1})
    river.run(3, refetch="1")
    assert river.posts == []

"""One story, one post: whatever GUIDs, addresses and other sources do."""

from __future__ import annotations

import pytest
from simulation.world import World, item, page
from support import Command

TITLE = "Harbour workers vote to end their strike"
TEXT = [
    "The dockers of the northern harbour voted on Monday evening to end a strike that had lasted for eleven weeks.",
    "Their union had asked for shorter night shifts and for a say in how the new cranes will be worked from a distance.",
    "The harbour's owners agreed to both, but they did not agree to pay for the days on which no ship was unloaded.",
    "Some forty ships are still waiting outside the bay, and the last of them will be served before the month is over.",
    "A spokeswoman said that the first containers would leave the quay on Tuesday, beginning with those that hold fruit.",
    "In the town's bars the news was met with relief, since most of their guests had not been paid since the winter.",
]


def entry(world: World, path: str = "/strike", guid: str = "g1", title: str = TITLE) -> str:
    return item(title, world.site.url + path, guid)


def test_an_article_whose_guid_changes_stays_one_post(world: World) -> None:
    world.site.put("/strike", page(TITLE, TEXT))
    world.sources({"name": "news", "url": world.feed("/feed", entry(world, guid="a#0"))})
    world.run(0)
    world.feed("/feed", entry(world, guid="a#1"))
    assert world.run(0.1) == ["/feed"]
    assert any("GUIDs are not trusted" in note for note in world.said("note"))
    world.feed("/feed", entry(world, guid="a#2"))
    assert world.run(0.2) == ["/feed"]
    assert len(world.posts) == 1


def test_a_guid_that_stands_for_all_articles_hides_none(world: World) -> None:
    for number in range(3):
        world.site.put(f"/{number}", page(f"Story number {number}", [text + f" {number}." for text in TEXT]))
    items = [entry(world, f"/{number}", "always the same", f"Story number {number}") for number in range(3)]
    world.sources({"name": "news", "url": world.feed("/feed", *items)})
    world.run(0)
    assert len(world.posts) == 3


def test_a_guid_that_comes_back_with_another_article_gives_it_a_post_of_its_own(world: World) -> None:
    world.site.put("/1", page("First of its kind", TEXT[:3]))
    world.site.put("/2", page("Second of its kind", TEXT[3:]))
    world.sources({"name": "news", "url": world.feed("/feed", entry(world, "/1", "top", "First of its kind"))})
    world.run(0)
    world.feed("/feed", entry(world, "/2", "top", "Second of its kind"))
    world.run(1.5)
    assert len(world.posts) == 2


def test_entries_that_share_a_page_are_posts_of_their_own(world: World) -> None:
    body = "".join(f"<description>{''.join(f'&lt;p&gt;{text}&lt;/p&gt;' for text in TEXT * 3)}</description>")
    items = [item(f"Version {number}", f"{world.site.url}/log#v{number}", "", body) for number in (1, 2, 3)]
    world.sources({"name": "log", "url": world.feed("/feed", *items)})
    world.run(0)
    assert len(world.posts) == 3
    world.feed("/feed", item("Version 4", f"{world.site.url}/log#v4", "", body), *items)
    world.run(1)
    assert len(world.posts) == 4


def test_an_entry_of_a_change_log_is_known_at_its_place_there(world: World, command: Command) -> None:
    body = "".join(f"<description>{''.join(f'&lt;p&gt;{text}&lt;/p&gt;' for text in TEXT * 3)}</description>")
    items = [item(f"Version {number}", f"{world.site.url}/log#v{number}", "", body) for number in (1, 2)]
    world.sources({"name": "log", "url": world.feed("/feed", *items)})
    world.run(0)
    written = [post.read_text(encoding="utf-8") for post in world.posts]
    assert all(f"{world.site.url}/log#v{number}" in text for number, text in enumerate(written, 1))
    assert command("reprocess").out.endswith("2 same, 0 changed, 0 better, 0 worse, 0 lost, 0 edited, 0 no page\n")


def test_an_article_that_moves_keeps_its_post(world: World) -> None:
    world.site.put("/strike", page(TITLE, TEXT))
    world.sources({"name": "news", "url": world.feed("/feed", entry(world))})
    world.run(0)
    names = world.posts
    world.site.pages["/2026/strike"] = world.site.pages.pop("/strike")
    world.feed("/feed", entry(world, "/2026/strike"))
    world.run(1)
    world.feed("/feed", entry(world, "/2026/strike-ends", "g9"))
    world.site.pages["/2026/strike-ends"] = world.site.pages.pop("/2026/strike")
    world.run(2)
    assert world.posts == names


def test_a_canonical_link_tells_two_addresses_of_one_article(world: World) -> None:
    head = f'<link rel=canonical href="{world.site.url}/strike">'
    world.site.put("/strike", page(TITLE, TEXT, head=head))
    world.site.put("/amp/strike", page("Strike over", TEXT[:3], head=head))
    world.sources(
        {"name": "news", "url": world.feed("/feed", entry(world))},
        {"name": "amp", "url": world.feed("/amp.xml", entry(world, "/amp/strike", "x", "Strike over"))},
    )
    world.run(0)
    assert world.matter["title"] == TITLE
    assert world.matter["also_at"] == [world.site.url + "/amp/strike"]


def wire(world: World, **keys: object) -> None:
    """Five papers print an agency's report, each under a headline of its own and without a paragraph of its choice."""
    papers = []
    for number in range(5):
        text = TEXT if number == 2 else [part for at, part in enumerate(TEXT) if at != number + 1]
        headline = f"{['Strike', 'Harbour', 'Dockers', 'Union', 'Quay'][number]}: the end after eleven weeks"
        world.site.put(f"/{number}/strike", page(headline, text))
        feed = world.feed(f"/{number}.xml", entry(world, f"/{number}/strike", "g", headline))
        papers.append({"name": f"paper {number}", "url": feed, **keys})
    world.sources(*papers)
    for number in range(5):
        world.run(number / 10, only=f"paper {number}")


def test_a_wire_story_on_five_sites_is_one_post_made_of_the_fullest(world: World) -> None:
    wire(world)
    name = world.posts
    assert TEXT[3] in world.post
    assert all(text in world.post for text in TEXT)
    assert world.matter["canonical_url"].endswith("/2/strike")
    assert [link.rpartition(":")[2].partition("/")[2] for link in world.matter["also_at"]] == [
        "0/strike",
        "1/strike",
        "3/strike",
        "4/strike",
    ]
    world.run(1.5)
    assert world.posts == name


@pytest.mark.parametrize(("duplicates", "linked"), [("keep", False), ("link", True)])
def test_who_wants_all_tellings_of_a_story_gets_them(world: World, duplicates: str, linked: bool) -> None:
    wire(world, duplicates=duplicates)
    assert len(world.posts) == 5
    assert all(("also_at" in post.read_text(encoding="utf-8")) is linked for post in world.posts)


def test_tellings_under_one_headline_have_names_of_their_own_where_folders_make_no_address(world: World) -> None:
    copies = []
    for name, text in (("a", TEXT[:4]), ("b", TEXT[2:])):
        world.site.put(f"/{name}", page(TITLE, text))
        copies.append({"name": name, "url": world.feed(f"/{name}.xml", entry(world, f"/{name}"))})
    keys = {"duplicates": "keep", "post": {"file_name": "{source}/{date:%Y-%m-%d}-{slug}"}}
    world.sources(*copies, dialect="jekyll", defaults=keys)
    world.run(0)
    posts = (world.folder / "output").rglob("*.html")
    name = "2026-01-05-harbour-workers-vote-to-end-their-strike"
    assert sorted(post.name for post in posts) == [f"{name}-2.html", f"{name}.html"]


def test_the_source_of_the_higher_priority_has_the_post(world: World) -> None:
    world.site.put("/copy", page(TITLE, TEXT))
    world.site.put("/strike", page(TITLE, TEXT, head='<meta name="author" content="Ida Holm">'))
    copy = {"name": "copy", "url": world.feed("/copy.xml", entry(world, "/copy"))}
    origin = {"name": "origin", "url": world.feed("/feed", entry(world)), "priority": 5}
    world.sources(copy, origin)
    world.run(0, only="copy")
    world.run(0.1, only="origin")
    world.run(0.2)
    assert world.matter["canonical_url"].endswith("/strike")
    assert world.matter["also_at"] == [world.site.url + "/copy"]


def test_a_telling_that_is_refused_for_being_worse_is_listed(world: World) -> None:
    world.site.put("/strike", page(TITLE, TEXT))
    world.site.put("/copy", page("Strike over", TEXT[:5]))
    copy = {"name": "copy", "url": world.feed("/copy.xml", entry(world, "/copy", title="Strike over")), "priority": 5}
    world.sources({"name": "origin", "url": world.feed("/feed", entry(world))}, copy)
    world.run(0, only="origin")
    world.run(0.1, only="copy")
    assert any("only the beginning of its text" in note for note in world.said("note"))
    assert world.matter["canonical_url"].endswith("/strike")
    assert world.matter["also_at"] == [world.site.url + "/copy"]


def test_stories_in_chinese_are_found_alike(world: World) -> None:
    text = [
        "北部港口的码头工人周一晚间投票决定结束持续了十一周的罢工,工会此前要求缩短夜班时间。",
        "港口业主同意了这两项要求,但不同意支付没有船只卸货的那些日子的工资,谈判一直持续到深夜。",
        "目前仍有大约四十艘船在海湾外等候,最后一批将在月底之前得到处理,首批集装箱将于周二离开码头。",
        "镇上的酒吧对这一消息感到欣慰,因为大多数客人自冬天以来就没有领到过工资,店主们也在苦苦支撑。",
    ]
    world.site.put("/a", page("罢工结束", text))
    world.site.put("/b", page("码头工人复工", text[:3]))
    world.sources(
        {"name": "a", "url": world.feed("/a.xml", entry(world, "/a", "1", "罢工结束"))},
        {"name": "b", "url": world.feed("/b.xml", entry(world, "/b", "2", "码头工人复工"))},
    )
    world.run(0)
    assert len(world.posts) == 1


def test_a_notice_that_is_printed_each_week_is_another_one_each_time(world: World) -> None:
    def notice(day: int) -> str:
        return page("Opening hours", TEXT[:2]).replace("2026-01-05", f"2026-01-{day:02}")

    world.site.put("/1", notice(5))
    world.sources({"name": "news", "url": world.feed("/feed", entry(world, "/1", "1", "Opening hours"))})
    world.run(0)
    world.site.put("/2", notice(12))
    world.feed("/feed", entry(world, "/2", "2", "Opening hours"))
    world.run(7)
    assert len(world.posts) == 2


def test_notices_of_two_months_are_two_posts_though_two_sources_list_them(world: World) -> None:
    for number, month in ((1, "January"), (2, "March")):
        text = [*TEXT[:2], f"The tides of {month} are printed on the last page of this notice, as they are each time."]
        notice = page(f"Notes for {month}", text).replace("2026-01-05", f"202{number}-01-05")
        world.site.put(f"/{number}", notice)
    january = entry(world, "/1", "1", "Notes for January")
    march = entry(world, "/2", "2", "Notes for March")
    world.sources(
        {"name": "news", "url": world.feed("/feed", march)}, {"name": "category", "url": world.feed("/c", january)}
    )
    world.run(0, only="news")
    world.run(0.1, only="category")
    world.feed("/feed", march, january)
    world.run(1)
    assert [post.name[11:] for post in world.posts] == ["notes-for-january.md", "notes-for-march.md"]


@pytest.mark.parametrize(("identity", "count"), [("guid", 2), ("link", 1)])
def test_a_source_may_say_what_tells_its_articles_apart(world: World, identity: str, count: int) -> None:
    world.site.put("/strike", page(TITLE, TEXT))
    world.sources({"name": "news", "url": world.feed("/feed", entry(world, guid="1")), "identity": identity})
    world.run(0)
    world.site.put("/strike", page("Cranes", [text + " Indeed." for text in TEXT[::-1]]))
    world.feed("/feed", entry(world, guid="2", title="Cranes"))
    world.run(2)
    assert len(world.posts) == count


def test_a_canonical_link_that_all_pages_have_makes_them_no_single_post(world: World) -> None:
    texts = [TEXT[:2], TEXT[2:4], TEXT[4:]]
    for number, text in enumerate(texts):
        head = f'<link rel=canonical href="{world.site.url}/section">'
        world.site.put(f"/{number}", page(f"Story number {number}", text * 2, head=head))
    items = [entry(world, f"/{number}", f"g{number}", f"Story number {number}") for number in range(3)]
    world.sources({"name": "news", "url": world.feed("/feed", *items)})
    world.run(0)
    assert len(world.posts) == 3


def test_an_entry_whose_date_changes_all_the_time_costs_its_server_no_page(world: World) -> None:
    world.site.put("/strike", page(TITLE, TEXT))
    for hour in range(3):
        stamp = f"<pubDate>Mon, 05 Jan 2026 0{hour}:00:00 GMT</pubDate>"
        url = world.feed("/feed", item(TITLE, world.site.url + "/strike", "g", stamp))
        world.sources({"name": "news", "url": url})
        world.run(hour / 24)
        assert ("/strike", 304 if hour else 200) in world.answers
    assert len(world.posts) == 1
    world.site.put("/strike", page(TITLE, [*TEXT, "The last ship was served on Sunday."]))
    world.feed("/feed", item(TITLE + "?", world.site.url + "/strike", "g"))
    world.run(0.6)
    assert "The last ship was served on Sunday." in world.post

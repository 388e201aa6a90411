"""Five papers over four months: in the end the site is as a careful editor would have kept it."""

from __future__ import annotations

import random

from simulation.world import World, item, page

from crawler.state import State

DAYS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 21, 30, 45, 60, 90, 120)
SUBJECTS = ("orchard", "glacier", "theatre", "railway", "library")
WIRE = [
    "The two countries signed the treaty on the shared lake on Thursday after nine years of talks in four capitals.",
    "Fishing will be allowed from May to October only, and both coastguards will count the catch in every harbour.",
    "Environmental groups called the quotas generous, while the fishermen's guild called them the end of a trade.",
    "The parliaments have to agree before the winter, and in one of them the government has a majority of two seats.",
    "A commission of scientists will publish the state of the lake each spring and may propose other numbers.",
    "The lake lost a third of its trout within twenty years, which most of the scientists put down to warmer water.",
    "On the day of the signing the ferries between the two shores carried passengers without asking for a fare.",
]


WORDS = (
    "mayor roof road vote snow work morning glove shoe town valley pride money voice winter summer stone garden"
    " light water child teacher letter market window bridge river evening bread table music paper corner neighbour"
).split()


def own(subject: str) -> list[str]:
    """A text that no other subject's is like."""
    rng = random.Random(subject)
    return [f"The {subject} and the {' '.join(rng.choices(WORDS, k=22))} of our town." for _ in range(5)]


def title(subject: str) -> str:
    return f"How the {subject} was saved"


class Papers:
    """What the five papers show on a day."""

    def __init__(self, world: World) -> None:
        self.world = world

    def show(self, day: int) -> None:
        churn = f"<p>{day * 137} views</p><p>{day} comments</p><p>Read {day} days ago</p><p>Advertisement</p>"
        for number, subject in enumerate(SUBJECTS):
            path, guid, text = f"/{number}/own", f"own-{number}", own(subject)
            site = self.world.site
            if subject == "orchard" and day >= 3:
                text = [*text, "On Saturday the first forty helpers came, and three of them brought trees."]
            if subject == "glacier":
                guid = f"own-{number}#{day}"
                if day >= 5:
                    site.pages.pop(path, None)
                    path = "/1/moved"
            if subject == "railway" and day >= 6:
                text = [*text, "The first train is to run at Easter."]
            if subject == "theatre" and day >= 9:
                site.pages.pop(path, None)
            elif subject == "orchard" and day in {6, 14}:
                site.put(path, "<title>Just a moment...</title><body>Verify you are human</body>")
            else:
                site.put(path, page(title(subject), text, extra=churn))
            items = [item(title(subject), site.url + path, guid)]
            if day >= 1:
                parts = WIRE if number == 2 else [part for at, part in enumerate(WIRE) if at != number]
                headline = f"{subject.title()} Gazette: treaty on the lake is signed"
                items.append(item(headline, site.put(f"/{number}/wire", page(headline, parts, extra=churn)), "wire"))
            self.world.feed(f"/{number}.xml", *items)


def test_after_four_months_the_site_is_as_a_careful_editor_would_have_kept_it(world: World) -> None:
    papers = Papers(world)
    papers.show(0)
    world.sources(*({"name": name, "url": f"{world.site.url}/{at}.xml"} for at, name in enumerate(SUBJECTS)))
    for day in DAYS:
        papers.show(day)
        world.run(day)
        found = {subject: [post for post in world.posts if subject in post.name] for subject in SUBJECTS}
        if day == 2:
            (edited,) = [post for post in found["railway"] if "saved" in post.name]
            edited.write_text(edited.read_text(encoding="utf-8") + "\nWe were there!\n", encoding="utf-8")
            (deleted,) = [post for post in found["library"] if "saved" in post.name]
            deleted.unlink()
        assert len([post for post in world.posts if "treaty" in post.name]) == (day >= 1), (day, world.told)

    names = {post.name for post in world.posts}
    assert {name for name in names if "saved" in name} == {
        f"2026-01-05-how-the-{subject}-was-saved.md" for subject in ("orchard", "glacier", "railway")
    }
    assert len(names) == 4
    texts = {post.name: post.read_text(encoding="utf-8") for post in world.posts}
    orchard = texts["2026-01-05-how-the-orchard-was-saved.md"]
    assert "three of them brought trees" in orchard
    assert "updated: 2026-01-08" in orchard
    assert "We were there!" in texts["2026-01-05-how-the-railway-was-saved.md"]
    assert "Easter" not in texts["2026-01-05-how-the-railway-was-saved.md"]
    (wire,) = [text for name, text in texts.items() if "treaty" in name]
    assert [part for part in WIRE if part not in wire] == []
    assert wire.count("/wire") == 5

    with State(world.folder / ".crawler/state.db") as state:
        kept = {
            post.path.stem.split("-")[5]: state.versions(post.id) for post in state.posts() if "saved" in post.title
        }
    assert [version.refused is None for version in kept["orchard"]].count(True) == 2
    assert any("block page" in (version.refused or "") for version in kept["orchard"])
    assert [version.refused for version in kept["glacier"]] == [None]
    assert [version.refused for version in kept["railway"]] == [None, "edited by hand"]
    assert [post.name for post in (world.folder / ".crawler/taken-down").iterdir()] == [
        "2026-01-05-how-the-theatre-was-saved.md"
    ]

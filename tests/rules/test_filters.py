"""Which articles a source's filter wants: told by the entry alone, and once all is known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.items import Entry
from crawler.rules.filters import Facts, Filter, facts_of, objection

NOW = datetime(2024, 5, 31, 12, tzinfo=UTC)
ENTRY = Entry(
    url="https://news.example/sport/1",
    title="Sponsored: a race",
    authors=["Ann Lee"],
    tags=["Running"],
    language="pt-BR",
    published=datetime(2024, 5, 1, 12, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({}, None),
        ({"exclude": {"title": "sponsored"}}, "its filter excludes title 'sponsored'"),
        ({"exclude": {"title": ["advert", "^sponsored"]}}, "its filter excludes title 'advert' or '^sponsored'"),
        ({"exclude": {"title": "^race"}}, None),
        ({"exclude": {"url": "/sport/"}}, "its filter excludes url '/sport/'"),
        ({"exclude": {"author": "ann"}}, "its filter excludes author 'ann'"),
        ({"exclude": {"tag": "^running$"}}, "its filter excludes tag '^running$'"),
        ({"exclude": {"language": "pt"}}, "its filter excludes language 'pt'"),
        ({"exclude": {"language": "pt-PT"}}, None),
        ({"exclude": {"age": "> 4 weeks"}}, "its filter excludes age > 4 weeks"),
        ({"exclude": {"age": "> 31 days"}}, None),
        ({"include": {"age": "< 48 hours"}}, "its filter includes only age < 48 hours"),
        ({"include": {"title": "race"}}, None),
        ({"include": {"title": "rowing"}}, "its filter includes only title 'rowing'"),
        ({"include": {"title": "race", "url": "/politics/"}}, "its filter includes only url '/politics/'"),
        ({"include": {"language": ["de", "pt"]}}, None),
        ({"include": {"tag": "rowing"}}, None),  # the page may have more tags
        ({"include": {"text": "kayak"}}, None),  # not known yet
    ],
)
def test_an_entry_is_judged_by_what_it_tells(wanted: dict[str, object], why: str | None) -> None:
    assert objection(Filter.model_validate(wanted), facts_of(ENTRY), NOW, final=False) == why


@pytest.mark.parametrize(
    ("wanted", "is_wanted"),
    [
        ({"include": {"tag": "rowing"}}, False),
        ({"include": {"text": "kayak"}}, False),
        ({"include": {"text": "the finish"}}, True),
        ({"exclude": {"text": "the finish"}}, False),
        ({"include": {"language": "en"}}, False),  # unknown, so not English
        ({"exclude": {"language": "en"}}, True),
        ({"include": {"age": "< 2 days"}}, True),
        ({"exclude": {"author": "."}}, True),
    ],
)
def test_once_all_is_known_what_is_unknown_meets_no_condition(wanted: dict[str, object], is_wanted: bool) -> None:
    facts = Facts(titles=("A race",), text="At the finish line.", published=date(2024, 5, 30))
    assert (objection(Filter.model_validate(wanted), facts, NOW, final=True) is None) is is_wanted


def test_naive_times_are_read_as_utc() -> None:
    wanted = Filter.model_validate({"exclude": {"age": "> 1 hour"}})
    assert objection(wanted, Facts(published=datetime(2024, 5, 31, 11, 30)), NOW, final=False) is None  # noqa: DTZ001

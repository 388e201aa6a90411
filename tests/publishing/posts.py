"""Posts for tests: an ordinary one, to be changed where a test looks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from crawler.publishing import Post

BEIJING = timezone(timedelta(hours=8))

ORDINARY = Post(
    title="桥上的灯",
    body="<p>Evening came.</p>\n<p>The lamps were lit.</p>",
    url="https://news.example/lamps",
    source="Harbour News",
    first_seen=datetime(2024, 3, 2, 6, 0, tzinfo=UTC),
    published=datetime(2024, 3, 1, 7, 30, 15, 900_000, tzinfo=BEIJING),
    authors=("Ada Quill", "Bo Lin"),
    categories=("World", "Harbour", "Latest"),
    tags=("lamps", "bridges"),
    language="en",
    description="How the lamps were lit.",
    placeholder="https://pictures.example/7",
)


def a_post(**changes: Any) -> Post:
    return replace(ORDINARY, **changes)

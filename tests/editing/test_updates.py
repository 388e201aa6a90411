"""Whether an article has changed for its readers, and whether it is as good as before."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from crawler.editing.updates import Change, first_published, judge, reading, updated

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG = "".join(
    f"<p>{text}</p>"
    for text in (
        "The old mill by the weir has a new wheel, and on the first Sunday of the month it grinds flour for visitors.",
        "Its timber came from the forest above the village, where a storm had felled eleven oaks in a single night.",
        "The miller learned her trade in another country and speaks of stones as other people speak of their dogs.",
    )
)


def change(old: str, new: str, *, titles: tuple[str, str] = ("The mill", "The mill")) -> Change:
    return judge(reading(titles[0], old), reading(titles[1], new)).change


def test_text_inside_many_blocks_does_not_hold_the_crawl_up() -> None:
    body = f"<p>w</p>{'<div>' * 150}{'<p>words of text</p>' * 20_000}{'</div>' * 150}"
    began = time.process_time()
    assert reading("", body).size == 1 + 13 * 20_000
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>Views: 12</p>", "<p>Views: 1,304</p>"),
        ("<p>阅读 12</p>", "<p>阅读 1304 · 评论 3</p>"),
        ("<p>Vor 3 Stunden</p>", "<p>Vor 2 Tagen</p>"),
        ("<p>3小时前</p>", "<p>2天前</p>"),
        ("<p>Last update: 10:42</p>", "<p>Last update: 18:03 CET</p>"),
        ("<p>Updated 5 minutes ago</p>", "<p>Updated just now</p>"),
        ("<p>Mis à jour il y a 5 minutes</p>", "<p>Mis à jour il y a une heure</p>"),
        ("<p>Bijgewerkt 5 minuten geleden</p>", "<p>Bijgewerkt een uur geleden</p>"),
        ("<p>Обновлено 5 минут назад</p>", "<p>Обновлено час назад</p>"),
        ("<p>Aggiornato un'ora fa</p>", "<p>Aggiornato 3 ore fa</p>"),
        ("<p>更新:5分前</p>", "<p>更新:2時間前</p>"),
        ("<p>5 min read</p>", "<p>6 min read</p>"),
        ("<p>Lesezeit: 5 Minuten</p>", "<p>Lesezeit: 6 Minuten</p>"),
        ("<p>Temps de lecture : 5 min</p>", "<p>Temps de lecture : 6 min</p>"),
        ("<p>Время чтения: 5 минут</p>", "<p>Время чтения: 6 минут</p>"),
        ("<p>2 301 просмотр</p>", "<p>2 302 просмотра</p>"),
        ('<p>He said "no" - twice...</p>', "<p>He said “no” – twice…</p>"),
        ("", "<p>Anzeige</p>"),
        ("<div><a href='/a'>One story</a></div>", "<ul><li><a href='/b'>A quite different story</a></li></ul>"),
        ("<p>A  quotation</p>", "<p>A\n quotation</p>"),
        ("<p>A quotation</p>", "<p class='x'>A <b>quotation</b></p>"),
        ("", "<figure><img src='https://a.example/1.jpg?token=2'></figure>"),
    ],
)
def test_what_changes_by_itself_is_no_change(old: str, new: str) -> None:
    assert change(LONG + old, LONG + new) is Change.NONE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>The damage is 12 million.</p>", "<p>The damage is 14 million.</p>"),
        ("", "<p>The wheel turned for the first time at noon.</p>"),
        ("<p>共有12人受伤,其中3人伤势严重。</p>", "<p>共有14人受伤,其中3人伤势严重。</p>"),
        ("<p>The price is 12.50 for adults.</p>", "<p>The price is 13.50 for adults.</p>"),
        (
            "<p>See <a href='/a'>the report</a> of last year, which says more.</p>",
            "<p>See the report of this year.</p>",
        ),
    ],
)
def test_what_a_reader_sees_is_a_change(old: str, new: str) -> None:
    assert change(LONG + old, LONG + new) is Change.CHANGED


def test_a_new_title_is_a_change() -> None:
    assert change(LONG, LONG, titles=("The mill", "The miller")) is Change.CHANGED


def test_an_article_that_is_all_links_is_compared_by_them() -> None:
    assert change("<ul><li><a href='/a'>One</a></li></ul>", "<ul><li><a href='/b'>Two</a></li></ul>") is Change.CHANGED


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("", "gone"),
        ("<p>The old mill by the weir has a new wheel, and on the first Sunday of…</p>", "only the beginning"),
        (LONG[: LONG.index("<p>Its timber")], "only the beginning"),
        ("<p>We are sorry.</p>", "shrank"),
    ],
)
def test_a_loss_is_refused_with_its_reason(new: str, reason: str) -> None:
    judgement = judge(reading("The mill", LONG), reading("The mill", new))
    assert judgement.change is Change.WORSE
    assert reason in judgement.reason


def test_another_article_at_the_address_is_refused() -> None:
    other = "<p>Ten beaches, each with a view, a bar and a boat, and what they cost in the summer to come.</p>" * 4
    assert change(LONG, other, titles=("The mill", "Ten beaches")) is Change.WORSE


def test_a_correction_may_take_most_of_a_text_away() -> None:
    assert change(LONG, "<p>Correction: there is no mill at the weir.</p>") is Change.CHANGED
    assert change(LONG, "<p>更正:水坝旁没有磨坊。</p>") is Change.CHANGED


def test_a_short_text_is_not_judged_by_its_length() -> None:
    assert change("<p>The vote is postponed to Monday.</p>", "<p>It passed.</p>") is Change.CHANGED


@pytest.mark.parametrize(
    ("modified", "before", "expected"),
    [
        (NOW - timedelta(hours=1), NOW - timedelta(days=3), NOW - timedelta(hours=1)),
        (NOW - timedelta(days=3), NOW - timedelta(days=3), NOW),
        (NOW + timedelta(days=1), NOW - timedelta(days=3), NOW),
        (None, None, NOW),
        (date(2026, 2, 28), date(2026, 2, 20), date(2026, 2, 28)),
        (datetime(2026, 3, 1, 19, tzinfo=timezone(timedelta(hours=8))), None, datetime(2026, 3, 1, 11, tzinfo=UTC)),
    ],
)
def test_an_update_has_the_pages_date_where_that_is_new_and_possible(
    modified: date | None, before: date | None, expected: date
) -> None:
    assert updated(modified, before, NOW) == expected


@pytest.mark.parametrize(
    ("published", "modified", "before", "expected"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), date(2026, 2, 20), date(2026, 2, 20)),
        (NOW, NOW, date(2026, 2, 20), date(2026, 2, 20)),
        (date(2026, 2, 21), date(2026, 3, 1), date(2026, 2, 20), date(2026, 2, 21)),
        (date(2026, 2, 19), date(2026, 2, 19), date(2026, 2, 20), date(2026, 2, 19)),
        (date(2026, 3, 1), None, date(2026, 2, 20), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1), None, date(2026, 3, 1)),
        (None, date(2026, 3, 1), date(2026, 2, 20), None),
    ],
    ids=[
        "the day of the last change",
        "the moment of the last change",
        "a correction",
        "an earlier day",
        "a day of no known change",
        "nothing was known",
        "nothing is said any more",
    ],
)
def test_a_publication_never_moves_to_the_day_of_a_change(
    published: date | None, modified: date | None, before: date | None, expected: date | None
) -> None:
    assert first_published(published, modified, before) == expected


def test_a_text_of_many_dots_is_judged_at_once() -> None:
    dots = "<p>" + "." * 40_000 + "a</p>"
    began = time.process_time()
    assert change(LONG * 300, LONG + dots) is Change.WORSE
    assert time.process_time() - began < 1

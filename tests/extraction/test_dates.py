"""Dates keep the zone and the precision that the page gives, and are those of the article."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from extraction.pages import json_ld, read

from crawler.extraction.dates import find_dates
from crawler.extraction.dates.written import dates_in
from crawler.extraction.titles import find_title

WEST = timezone(timedelta(hours=-5))
EAST = timezone(timedelta(hours=8))
TITLE = "<h1>New bridge opens after three years</h1>"


def article(fields: str) -> str:
    return json_ld('{"@type": "NewsArticle", ' + fields + "}")


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        pytest.param(article('"datePublished": "2024-05-01T23:30:00-05:00"'), "", datetime(2024, 5, 1, 23, 30, tzinfo=WEST), id="zone kept"),
        pytest.param(article('"datePublished": "2024-05-01T23:30:00Z"'), "", datetime(2024, 5, 1, 23, 30, tzinfo=UTC), id="UTC"),
        pytest.param(article('"datePublished": "2024-05-01T23:30:00"'), "", datetime(2024, 5, 1, 23, 30), id="no zone stays no zone"),  # noqa: DTZ001
        pytest.param(article('"datePublished": "2024-05-01"'), "", date(2024, 5, 1), id="a day stays a day"),
        pytest.param(article('"datePublished": 1714570200000'), "", datetime(2024, 5, 1, 13, 30, tzinfo=UTC), id="milliseconds"),
        pytest.param(article('"datePublished": "2024-05-01"') + '<meta property="article:published_time" content="2024-05-01T09:15:00+08:00">', "", datetime(2024, 5, 1, 9, 15, tzinfo=EAST), id="the more precise of two"),
        pytest.param('<meta property="article:published_time" content="2024-05-01T09:15:00+08:00">', "", datetime(2024, 5, 1, 9, 15, tzinfo=EAST), id="Open Graph"),
        pytest.param('<meta name="DC.date.issued" content="2024-05-01">', "", date(2024, 5, 1), id="Dublin Core"),
        pytest.param("", '<span itemprop="datePublished" content="2024-05-01">May</span>', date(2024, 5, 1), id="microdata"),
        pytest.param("", '<time datetime="2024-05-01T09:15+08:00">1 May</time>', datetime(2024, 5, 1, 9, 15, tzinfo=EAST), id="time element"),
        pytest.param("", '<abbr class="published" title="2024-05-01T09:15:00+08:00">1 May</abbr>', datetime(2024, 5, 1, 9, 15, tzinfo=EAST), id="hAtom"),
        pytest.param("", '<relative-time datetime="2024-05-01T09:15:00+08:00">3 days ago</relative-time>', datetime(2024, 5, 1, 9, 15, tzinfo=EAST), id="an element that shows how long ago"),
        pytest.param("", '<p class="tarih">1 Mayıs 2024</p>', date(2024, 5, 1), id="a Turkish class"),
        pytest.param("", '<p class="date">3 hours ago</p>', None, id="how long ago is no date"),
        pytest.param("", '<p class="date">1. Mai 2024, 9.15 Uhr</p>', datetime(2024, 5, 1, 9, 15), id="a marked line"),  # noqa: DTZ001
        pytest.param("", "<p>Town hall, 1 May 2024</p><p>The bridge …</p>", date(2024, 5, 1), id="the text"),
        pytest.param('<meta property="article:expiration_time" content="2030-01-01">', '<p class="event-date">3 June 2031</p>', None, id="not when it expires, nor an event"),
        pytest.param("", '<p class="date">1 May 2024</p><div class="comments"><time datetime="2024-06-01">June</time></div>', date(2024, 5, 1), id="not when someone commented"),
        pytest.param("", '<p class="date">1 May 2024</p><aside class="related"><time datetime="2024-06-01">June</time></aside>', date(2024, 5, 1), id="not that of another article"),
        pytest.param("", '<p class="date">Written: 2024-05-01 09:15:00 / Updated: 2024-05-02 10:00:00</p>', datetime(2024, 5, 1, 9, 15), id="the first of two in one line"),  # noqa: DTZ001
        pytest.param("", "<p>Last updated: 31.05.2024 - 14:49:39<br>Published on: 01.05.2024, on paper and here</p>" , date(2024, 5, 1), id="what a text calls published"),
        pytest.param("", '<p><span>Erschienen am</span> <time datetime="2024-05-01">1. Mai</time> <span>geändert</span> <time datetime="2024-06-01">1. Juni</time></p>', date(2024, 5, 1), id="labels in elements of their own"),
        pytest.param('<meta name="date" content="2024-05-01">', "".join(f'<li><span class="datum">{day}.06.2024</span> Concert</li>' for day in (1, 2, 3)), date(2024, 5, 1), id="not the days of a list of events"),
        pytest.param("", "<script>window.state = {\"article\": {\"publishedAt\": \"2024-05-01T09:15:00+08:00\"}}</script>", datetime(2024, 5, 1, 9, 15, tzinfo=EAST), id="data of scripts"),
        pytest.param("", '<script>window.state = {"publishDateLocal": "2024-05-01", "up": 1}</script>', date(2024, 5, 1), id="data of scripts, with more behind the name"),
        pytest.param("", "<p>FILE - In this June 2, 2011 photo the old bridge is seen.</p><p>The town opened its bridge on May 1, 2024, after years of work.</p>", date(2024, 5, 1), id="not when a picture was taken"),
        pytest.param(article('"datePublished": "2024-06-01"') + json_ld('{"@type": "WebPage", "datePublished": "2024-05-01"}') + '<meta property="article:published_time" content="2024-05-01">', 25 * '<p class="info">Soup</p>' + '<p class="recipedate">May 1, 2024</p>', date(2024, 5, 1), id="the day of most metadata, which the page shows"),
        pytest.param("", '<aside class="related">' + "".join(f'<time itemprop="datePublished" datetime="2024-06-0{day}">{day} June</time>' for day in (1, 2, 3)) + "</aside>", None, id="not those of a list of other articles"),
        pytest.param("", "<!-- Published: 2024-06-01 09:15 --><p>1 May 2024, Jane Doe</p>", date(2024, 5, 1), id="not when a CMS wrote the file"),
        pytest.param("", '<span class="date" data-timestamp="1714570200">3 hours ago</span>', datetime(2024, 5, 1, 13, 30, tzinfo=UTC), id="what a script shows as how long ago"),
        pytest.param("", '<aside class="article-meta"><p class="date">1 May 2024</p></aside>', date(2024, 5, 1), id="meta data in an aside"),
        pytest.param("", '<p class="date">1 May 2024</p><div itemscope itemtype="https://schema.org/Comment"><span itemprop="datePublished" content="2024-06-01">June</span></div>', date(2024, 5, 1), id="not when a comment was published, says microdata"),
        pytest.param("", '<p class="news-date">7 June 2024</p><p class="text">One</p><p class="news-date">12 May 2024</p><p class="news-date">1 May 2024</p>', date(2024, 6, 7), id="the first of a list of news, not the shortest"),
        pytest.param("", "<blockquote>— Jane (@jane) April 3, 2024</blockquote><p>Written down by Jane Doe, 1 May 2024</p>", date(2024, 5, 1), id="not that of a quoted post"),
        pytest.param("", "<p>Release: 3 May 2025</p><p>Jane Doe, 1 May 2024</p>", date(2024, 5, 1), id="not when something comes out"),
        pytest.param('<meta name="date" content="2024-06-01">', "<h2>Published on:</h2><h3>1 May 2024</h3>", date(2024, 5, 1), id="what the text calls published before a bare date"),
        pytest.param("", '<footer><ul><li class="info-lastmod">This page was last modified on 1 May 2024.</li></ul></footer>', date(2024, 5, 1), id="a wiki's last change"),
        pytest.param("", "<p>1. Mai 2024, Anna Lee, 3 Kommentare</p><p>Uwe wrote on</p><p>2 May 2024</p>", date(2024, 5, 1), id="before who wrote and how many comments there are"),
        pytest.param("", '<div class="elementor-widget"><span class="date">1 May 2024</span></div><p class="updated">5 May 2024</p>', date(2024, 5, 1), id="a widget that the page is built of"),
        pytest.param("", '<article><footer class="node__meta"><span class="created">1 May 2024</span></footer><p>The bridge …</p></article>', date(2024, 5, 1), id="the footer with the article's details above it"),
        pytest.param("", "<p>Mis à jour le 4 août 2024, publié le 1 mai 2024, à Reed, par la rédaction</p>", date(2024, 5, 1), id="each of two dates by its own label"),
        pytest.param("", "<p>Ausgabe 3/2024 vom 1. Mai 2024, Seite 4</p>", date(2024, 5, 1), id="behind the number of an issue"),
        pytest.param('<meta property="og:updated_time" content="2024-08-04T10:00:00Z">', "<div>1 May 2024</div><p>The bridge …</p>", date(2024, 5, 1), id="a line that is but a date, before the last change"),
        pytest.param('<meta property="og:updated_time" content="2024-05-01T10:00:00Z">', "<p>The bridge opened on 4 August 2023, said the mayor, who had cut the ribbon himself.</p>", datetime(2024, 5, 1, 10, tzinfo=UTC), id="the last change before a date in prose"),
        pytest.param("", "<p>The town wants it done by 1 May 2026, in time for summer.</p>", None, id="not a deadline"),
        pytest.param("", "<p>北京时间2021年10月7日，大桥今天上午通车，市民可以免费通行三天，此后按照里程收费，货车除外。</p><p>2020-11-23 10:22 出处：河畔报 作者：林小溪 责任编辑：赵小河 浏览次数：1234</p>", datetime(2020, 11, 23, 10, 22), id="beside the source of a text"),  # noqa: DTZ001
        pytest.param("", '<p class="time">最新推荐文章于 2024-06-01 10:00:00 发布</p><p class="time">于 2024-05-01 09:20:31 发布</p>', datetime(2024, 5, 1, 9, 20, 31), id="not that of an article that is recommended"),  # noqa: DTZ001
        pytest.param("", "<script>var ct = \"1714570200\";</script>", datetime(2024, 5, 1, 13, 30, tzinfo=UTC), id="a variable of when it was created"),
        pytest.param("", "<script>var createTime = '2024-05-01 13:30';</script>", datetime(2024, 5, 1, 13, 30), id="when it was created"),  # noqa: DTZ001
        pytest.param("", "<p>© 2019 – all rights reserved</p>", None, id="not the year of the copyright"),
        pytest.param("", "<p>The bridge …</p><ul>" + "".join(f'<li class="hentry"><h3><a href="/{day}">Other</a></h3><div class="post-date"><time datetime="2024-06-0{day}T09:00Z"><a href="/{day}">June {day}, 2024</a></time></div></li>' for day in (1, 2, 3)) + "</ul>", None, id="not that of the first of other posts in a list"),
        pytest.param("", '<p>The bridge …</p><ul><li class="wp-block-post post type-post"><h3><a href="/1">Other</a></h3><time datetime="2024-06-01T09:00Z">June 1, 2024</time></li></ul>', None, id="not that of the only other post"),
        pytest.param('<meta property="article:published_time" content="2024-05-02T07:15:00Z">', '<div class="post-date"><time datetime="2024-05-01T08:00:00Z">May 1, 2024</time></div>', datetime(2024, 5, 2, 7, 15, tzinfo=UTC), id="no other moment in UTC than that of the metadata"),
        pytest.param("", '<p>The bridge …</p><div class="wp-block-comments"><ol><li id="comment-2" class="comment"><div class="comment-date"><time datetime="2024-06-01T10:00Z"><a href="#comment-2">June 1, 2024</a></time></div></li></ol></div>', None, id="not when someone commented, where nothing else has a date"),
        pytest.param("", "<p>No date at all</p>", None, id="none is none, never today"),
        pytest.param(article('"datePublished": "0001-01-01T00:00:00Z"'), "", None, id="a date of no article"),
    ],
)  # fmt: skip
def test_published(head: str, body: str, published: date | None) -> None:
    page = read(TITLE + body, head)

    found = find_dates(page, find_title(page).heading).published

    assert found == published
    assert type(found) is type(published)
    if isinstance(found, datetime) and isinstance(published, datetime):
        assert found.utcoffset() == published.utcoffset()


def test_a_footer_at_the_beginning_of_the_text_tells_of_the_article() -> None:
    page = read(
        '<article><header><h1 class="entry-title">New bridge opens after three years</h1></header>'
        '<div class="entry-content"><footer class="post-info"><abbr class="published" title="2024-05-01T09:15:00+08:00">'
        'Published: Wed 01 May 2024</abbr><br><abbr class="modified" title="2024-08-04T10:00:00+08:00">Updated: Sun 04 '
        "August 2024</abbr></footer><p>The bridge …</p></div></article>"
    )
    assert find_dates(page, find_title(page).heading).published == datetime(2024, 5, 1, 9, 15, tzinfo=EAST)


TODAY = '<header><div><div><div><div><span class="date">Friday, 7 June 2024</span></div></div></div></div></header>'


def test_the_day_at_the_top_of_every_page_is_not_the_articles() -> None:
    page = read(f"{TODAY}<main>{TITLE}<p>Town hall, 1 May 2024</p><p>The bridge …</p></main>")

    assert find_dates(page, find_title(page).heading).published == date(2024, 5, 1)


def test_the_day_of_the_visit_is_not_believed_before_an_earlier_change() -> None:
    today = '<div class="top-date">Friday, 7 June 2024</div>'
    page = read(f'{today}<main>{TITLE}<p class="date">LAST UPDATED: 05/15/2024 20:32</p><p>The bridge …</p></main>')

    found = find_dates(page, find_title(page).heading)

    assert (str(found.published), found.published_origin) == ("2024-05-15 20:32:00", "text (modified)")


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        pytest.param('<p class="date">7 May 2024</p>', date(2024, 5, 7), id="the day of the last change alone"),
        pytest.param('<p class="date">2 May 2024</p>', date(2024, 5, 1), id="a day that the metadata do not know"),
        pytest.param('<p class="date">7 May 2024 (first on 1 May 2024)</p>', date(2024, 5, 1), id="both days"),
        pytest.param('<p class="date">1 May 2024</p>', date(2024, 5, 1), id="the day of publishing"),
        pytest.param(
            '<aside class="related"><p class="date">7 May 2024</p></aside>', date(2024, 5, 1), id="of another"
        ),
    ],
)
def test_readers_may_be_given_another_day_of_the_metadata_than_the_first(shown: str, published: date) -> None:
    stated = article('"datePublished": "2024-05-01T09:15:00+08:00", "dateModified": "2024-05-07T10:00:00+08:00"')
    page = read(TITLE + shown, stated)

    found = find_dates(page, find_title(page).heading).published

    assert found is not None
    assert str(found)[:10] == str(published)


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="date" itemprop="datePublished">1 May 2024</p>',
        '<time datetime="2024-04-30T23:15:00Z">Published 1 May 2024</time>',
    ],
)
def test_a_moment_in_utc_gives_way_to_the_day_that_it_may_be_where_the_page_is_read(shown: str) -> None:
    stated = article('"datePublished": "2024-04-30T23:15:00Z"')
    page = read(TITLE + shown, stated)

    assert find_dates(page, find_title(page).heading).published == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://paper.example/2024/05/01/bridge", date(2024, 5, 1)),
        ("https://paper.example/news/2024-05-01-bridge.html", date(2024, 5, 1)),
        ("https://paper.example/20240501/bridge", date(2024, 5, 1)),
        ("https://paper.example/2024/may/01/bridge", date(2024, 5, 1)),
        ("https://paper.example/2024/POLITICS/05/01/bridge", date(2024, 5, 1)),
        ("https://paper.example/2024/volume/12/3/bridge", None),
        ("https://paper.example/bridge-1234567890", None),
        ("https://paper.example/2024/13/45/bridge", None),
    ],
)
def test_the_address_tells_the_day_where_nothing_else_does(url: str, day: date | None) -> None:
    assert find_dates(read(TITLE, url=url)).published == day


def test_published_and_modified_are_told_apart() -> None:
    page = read(
        TITLE + '<p class="updated">Updated: 3 May 2024</p><p class="date">Published: 1 May 2024</p>',
    )

    found = find_dates(page, find_title(page).heading)

    assert (found.published, found.modified) == (date(2024, 5, 1), date(2024, 5, 3))


def test_a_page_that_only_says_when_it_was_changed_is_dated_by_that_and_says_so() -> None:
    found = find_dates(read(TITLE, '<meta property="article:modified_time" content="2024-05-03">'))

    assert (found.published, found.published_origin) == (date(2024, 5, 3), "og (modified)")


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="date">May 1, 2024 at 9:30 pm</p>',
        '<time datetime="2024-05-02T02:30:00Z">May 1, 2024 at 9:30 pm</time>',
    ],
)
def test_a_moment_in_utc_is_told_in_the_zone_that_the_page_shows_its_readers(shown: str) -> None:
    page = read(TITLE + shown, article('"datePublished": "2024-05-02T02:30:00Z"'))

    found = find_dates(page, find_title(page).heading).published

    assert isinstance(found, datetime)
    assert found.isoformat() == "2024-05-01T21:30:00-05:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 May 2024", date(2024, 5, 1)),
        ("May 1st, 2024", date(2024, 5, 1)),
        ("1. Mai 2024", date(2024, 5, 1)),
        ("01.05.2024", date(2024, 5, 1)),
        ("1er mai 2024", date(2024, 5, 1)),
        ("1 de mayo de 2024", date(2024, 5, 1)),
        ("1º de maio de 2024", date(2024, 5, 1)),
        ("1 maggio 2024", date(2024, 5, 1)),
        ("1 мая 2024 г.", date(2024, 5, 1)),
        ("2024年5月1日", date(2024, 5, 1)),
        ("2024년 5월 1일", date(2024, 5, 1)),
        ("1 مايو 2024", date(2024, 5, 1)),
        ("1 मई 2024", date(2024, 5, 1)),
        ("2024/05/01", date(2024, 5, 1)),
        ("25/12/2024", date(2024, 12, 25)),
        ("05/01/2024", date(2024, 1, 5)),
        ("31 February 2024", None),
        ("call 01-05-20245", None),
        ("version 1.5.2024.7", None),
        ("in 2024", None),
    ],
)
def test_dates_written_for_readers(text: str, day: date | None) -> None:
    assert next((moment for moment, _ in dates_in(text)), None) == day


@pytest.mark.parametrize(
    ("lang", "url", "day"),
    [
        ("en-US", "https://paper.example/bridge", date(2024, 5, 1)),
        ("en-Latn-US", "https://paper.example/bridge", date(2024, 5, 1)),
        ("en-Latn-GB", "https://paper.example/bridge", date(2024, 1, 5)),
        ("en-001", "https://paper.example/bridge", date(2024, 1, 5)),
        ("en-GB", "https://paper.example/bridge", date(2024, 1, 5)),
        ("en", "https://paper.co.uk/bridge", date(2024, 1, 5)),
        ("fr", "https://paper.example/bridge", date(2024, 1, 5)),
    ],
)
def test_which_number_is_the_month_depends_on_the_country(lang: str, url: str, day: date) -> None:
    page = read(TITLE + '<p class="date">05/01/2024</p>', lang=lang, url=url)

    assert find_dates(page, find_title(page).heading).published == day


def test_the_year_comes_first_where_the_title_is_chinese() -> None:
    page = read('<h1>大桥今天上午通车</h1><p class="date">发布时间：18-03-08 23:16</p>', lang="")

    found = find_dates(page, find_title(page).heading).published

    assert found == datetime(2018, 3, 8, 23, 16)  # noqa: DTZ001


def test_a_date_beside_a_source_is_the_articles_where_nothing_shows_the_title() -> None:
    page = read("<p>2021年10月7日，另一座桥。</p><p>2020-11-23 10:22 出处：<a>河畔报</a> 作者：林溪</p>", lang="zh")

    assert find_dates(page).published == datetime(2020, 11, 23, 10, 22)  # noqa: DTZ001


def test_the_first_post_of_a_thread_has_the_date_of_its_title() -> None:
    first = f'<li><span class="date">1 May 2024</span>{TITLE}<p>The bridge …</p></li>'
    page = read(f'<ol>{first}<li><span class="date">2 May 2024</span><p>No.</p></li></ol>')

    assert find_dates(page, find_title(page).heading).published == date(2024, 5, 1)


def test_days_of_items_that_repeat_are_not_the_articles() -> None:
    others = "".join(
        f'<li><a href="/{n}">Ferry strike {n}</a> <span class="date">28.11.2017.</span></li>' for n in "123"
    )
    page = read(f'{TITLE}<div class="item-meta">Аутор: Б. Реч 03.12.2017. у 20:15</div><ul>{others}</ul>')

    assert find_dates(page, find_title(page).heading).published == date(2017, 12, 3)


def test_the_day_of_a_change_beside_a_moment_is_not_that_of_publishing() -> None:
    shown = (
        '<div itemprop="datePublished" content="2024-05-01T13:23:00Z">By Ann Lee <p>Updated 10:00, 2 May 2024</p></div>'
    )
    page = read(TITLE + shown, article('"datePublished": "2024-05-01T13:23:00Z"'))

    assert str(find_dates(page, find_title(page).heading).published) == "2024-05-01 13:23:00+00:00"


DAY_OF_UTC = '<meta name="sailthru.date" content="2024-05-02">'
CHANGED = article('"datePublished": "2024-05-01T14:52:39", "dateModified": "2024-05-02T08:42:27"')


@pytest.mark.parametrize(
    ("head", "shown", "published"),
    [
        pytest.param(DAY_OF_UTC, "May 1, 2024", date(2024, 5, 1), id="the metadata give the day in UTC"),
        pytest.param(DAY_OF_UTC, "May 2, 2024", date(2024, 5, 2), id="the page shows the day of the metadata"),
        pytest.param(CHANGED, "May 2, 2024", date(2024, 5, 1), id="the page shows when the article was changed"),
    ],
)
def test_the_address_has_the_last_word_on_two_days(head: str, shown: str, published: date) -> None:
    page = read(f'{TITLE}<p class="publish-date">{shown}</p>', head, url="https://paper.example/2024/5/1/bridge")

    found = find_dates(page, find_title(page).heading).published

    assert (found.date() if isinstance(found, datetime) else found) == published


def test_a_later_day_in_the_address_gives_way_where_metadata_and_page_agree() -> None:
    head = '<meta name="date" content="2024-05-01">'
    page = read(f'{TITLE}<p class="date">May 1, 2024</p>', head, url="https://paper.example/bridge-20240502")

    assert find_dates(page, find_title(page).heading).published == date(2024, 5, 1)

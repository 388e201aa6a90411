"""The title is the article's own wording, without the site's name and what else templates add."""

from __future__ import annotations

import pytest
from extraction.pages import json_ld, read

from crawler.extraction.titles import find_title

SITE = '<meta property="og:site_name" content="The Paper">'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param("<title>New bridge opens - The Paper</title>" + SITE, "", "New bridge opens", id="site name behind a dash"),
        pytest.param("<title>The Paper | New bridge opens</title>" + SITE, "", "New bridge opens", id="site name before a bar"),
        pytest.param("<title>New bridge opens » Paper.example</title>", "", "New bridge opens", id="host as site name"),
        pytest.param("<title>New bridge opens | The Paper | Serious since 1890</title>" + SITE, "", "New bridge opens", id="motto"),
        pytest.param("<title>Bridge - a love story - The Paper</title>" + SITE, "", "Bridge - a love story", id="dash in the title"),
        pytest.param("<title>ann_lee: New bridge opens</title>", "<h2>New bridge opens</h2>", "New bridge opens", id="an underscore in a name"),
        pytest.param("<title>t</title>", "<h1>New bridge&shy;head opens</h1>", "New bridgehead opens", id="hyphens that only break words"),
        pytest.param("<title>河畔工业园：从闲置厂房到出口基地</title>", "", "河畔工业园：从闲置厂房到出口基地", id="what a title tells of behind a colon"),
        pytest.param("<title>全市旧区改造推进会召开 - 河畔集团</title>", "<h1>全市旧区改造推进会召开<br><span>2021-11-08 16:30:12 来源： 点击：</span></h1>", "全市旧区改造推进会召开", id="details in the heading"),
        pytest.param("<title>最强芯片：一块顶十块GPU-EDN 电子设计</title>", "", "最强芯片：一块顶十块GPU", id="a site that begins with capitals"),
        pytest.param("<title>[큰 나무 이야기] 나무의 태풍 대비 전략 - 강변신문</title><meta property='og:title' content='[큰 나무 이야기] 나무의 태풍 대비 전략'>", "<h2 class='blind'>강변신문</h2>", "[큰 나무 이야기] 나무의 태풍 대비 전략", id="a heading for the blind"),
        pytest.param("<title>The Paper: New bridge opens</title>" + SITE, "", "New bridge opens", id="site name before a colon"),
        pytest.param("<title>New bridge opens: The Paper</title>" + SITE, "", "New bridge opens", id="site name behind a colon"),
        pytest.param("<title>Soup of pumpkins - Herbs</title><meta property='og:title' content='Soup of pumpkins'>", "<h1>The blog of Herbs</h1><h2>Soup of pumpkins</h2>", "Soup of pumpkins", id="h1 is the blog, which the title names"),
        pytest.param("<title>t</title>", "<table><tr><td class=contentheading>New bridge opens after years</td></tr></table>", "New bridge opens after years", id="Joomla's class for a heading"),
        pytest.param("<title>t</title>", "<h1>The Paper</h1><h1>New bridge opens</h1>" + SITE, "New bridge opens", id="logo is an h1"),
        pytest.param('<meta property="og:title" content="New bridge opens">', "<h1>Local news</h1>", "New bridge opens", id="h1 is the section"),
        pytest.param(
            '<meta property="og:title" content="Bridge opened: all you need to know">',
            "<article><h1>New bridge opens after three years</h1></article>",
            "New bridge opens after three years", id="readers' title before the one for search engines",
        ),
        pytest.param(
            '<meta property="og:title" content="New bridge opens">',
            '<h1><span class="kicker">River city</span> <span>New bridge opens</span></h1>',
            "New bridge opens", id="kicker in the heading",
        ),
        pytest.param(
            '<meta property="og:title" content="River city - New bridge opens | The Paper">' + SITE,
            "<h1><small>River city</small><br>New bridge opens</h1>",
            "New bridge opens", id="kicker that the metadata set apart",
        ),
        pytest.param(
            '<meta property="og:title" content="River city: New bridge opens">',
            "<h1><span>River city</span> <span>New bridge opens</span></h1>",
            "River city: New bridge opens", id="kicker that is part of the title",
        ),
        pytest.param(
            '<meta property="og:title" content="Bridges: prices"><meta name="twitter:title" content="Bridges: prices">'
            "<title>Bridges: prices</title>",
            "<h1>How expensive are bridges?</h1>",
            "How expensive are bridges?", id="the one heading before all that is for machines",
        ),
        pytest.param(
            "<title>Blog Archive » Why bridges fall</title>", "<h2>Why bridges fall</h2>", "Why bridges fall",
            id="the part of a title that a heading shows",
        ),
        pytest.param('<meta property="og:title" content="Tom &amp;amp; Ann">', "", "Tom & Ann", id="escaped twice"),
        pytest.param("", json_ld('{"@type": "NewsArticle", "headline": "New bridge opens"}'), "New bridge opens", id="JSON-LD alone"),
        pytest.param("", '<h1>New<br>bridge <b>op</b>ens<sup>1</sup></h1>', "New bridge opens", id="markup in the heading"),
        pytest.param("<title>新桥今日开通_城市日报</title>", "<h1>新桥今日开通</h1>", "新桥今日开通", id="underscore before a site name"),
        pytest.param("<title>新桥三年后今日通车-城市网</title>", "", "新桥三年后今日通车", id="hyphen before an unknown site's name"),
        pytest.param("<title>Local | New bridge opens after years | Daily</title>", "", "New bridge opens after years", id="bars around the title"),
        pytest.param("<title>Daily: New bridge opens today</title>", '<h1>Daily</h1><h3 class="post-title">New bridge opens today</h3>', "New bridge opens today", id="the site's name is the only h1"),
        pytest.param("<title>New bridge opens today | Daily</title>", '<h1 class="site-title"><a href="/">Daily</a></h1><h1>New bridge opens today</h1>', "New bridge opens today", id="two h1, the first the site's"),
        pytest.param("<title>Detail: Daily</title>", "<h1>New bridge opens after years</h1>", "New bridge opens after years", id="a title that names a template"),
        pytest.param("<title>Daily</title>", '<div class="article-title">New bridge opens after years</div>', "New bridge opens after years", id="a class for a heading"),
        pytest.param("<title>New bridge opens - Wiki</title>", "<h1>New bridge opens<span>[<a>edit</a>]</span></h1>", "New bridge opens", id="a link to edit"),
        pytest.param(
            "<title>New bridge opens after years of delay | Local news | The Paper</title>" + SITE, "",
            "New bridge opens after years of delay", id="section before the site's name",
        ),
        pytest.param(
            "<title>The Paper - Local - New bridge opens after years of delay</title>" + SITE, "",
            "New bridge opens after years of delay", id="section behind the site's name",
        ),
        pytest.param("<title>The Paper | The Paper Online | New bridge opens</title>" + SITE, "", "New bridge opens", id="two names of the site in front"),
        pytest.param("<title>100 years of The Paper | The Paper</title>" + SITE, "<h1>100 years of The Paper</h1>", "100 years of The Paper", id="an article on the site itself"),
        pytest.param("<title>New bridge opens &mdash; The Paper</title>", "<h1>New bridge opens<a href='#top'>\uf0c1</a></h1>", "New bridge opens", id="sign of an icon font behind the heading"),
        pytest.param("<title>新桥三年后今日通车：城市网</title>", "", "新桥三年后今日通车", id="wide colon before a site's name"),
        pytest.param(
            "<title>New bridge opens | Chronicle | The Paper</title>" + SITE, "<h1>New bridge opens <span>Subscribers</span></h1>",
            "New bridge opens", id="label behind the title in the heading",
        ),
        pytest.param(
            "<title>Bridge: opening | The Paper</title>" + SITE,
            '<h1><span class="article__kicker">River city</span> – New bridge opens <span class="badge">Live</span></h1>',
            "New bridge opens", id="kicker and badge that classes name",
        ),
        pytest.param(
            "<title>River city: New bridge opens | The Paper</title>" + SITE,
            '<h1><span class="article__kicker">River city</span> <span>New bridge opens</span></h1>',
            "River city: New bridge opens", id="kicker that the title names too",
        ),
        pytest.param(
            "",
            '<h1><span data-testid="Body.Headline.Topline">River city</span><span>New bridge opens</span></h1>',
            "New bridge opens", id="kicker that only its test identifier names",
        ),
        pytest.param(
            "", "<h1><span>River city</span><span>New bridge opens</span></h1>", "River city New bridge opens",
            id="kicker that only a style sets apart",
        ),
        pytest.param(
            SITE + '<title>The Paper - Busy river city opens its new bridge</title>'
            '<meta property="og:title" content="River city opens its new bridge">',
            "<h1>Busy river city opens its new bridge</h1>",
            "Busy river city opens its new bridge", id="shortened by the metadata, without a kicker",
        ),
        pytest.param(
            SITE + '<title>River city: New bridge opens today - The Paper</title>'
            '<meta property="og:title" content="New bridge opens today">',
            "<h1>River city: New bridge opens today</h1>",
            "New bridge opens today", id="kicker before a colon",
        ),
        pytest.param("", '<h1><span class="kicker">- New bridge opens</span></h1>', "- New bridge opens", id="a heading that is all kicker"),
        pytest.param(
            '<meta property="og:title" content="Neue Brücke nach drei Jahren eröffnet"><title>New bridge opens after years|Neue Brücke nach drei Jahren eröffnet</title>',
            "<h1>New bridge opens after years</h1><h1>Stadt / Neue Brücke nach drei Jahren eröffnet</h1>",
            "Neue Brücke nach drei Jahren eröffnet", id="translation in a heading of its own",
        ),
        pytest.param(
            "<title>Column: Bridges – Of arches and cables</title>",
            '<h2 itemprop="name">Column: Bridges - Of arches and cables</h2><h3>Column: Bridges</h3><h3>Column: Bridges</h3><h3>Column: Bridges</h3>',
            "Column: Bridges - Of arches and cables", id="part of the title repeated in a list",
        ),
        pytest.param(
            '<meta property="og:title" content="Bridges: prices compared"><meta name="twitter:title" content="Bridges: prices compared"><title>Bridges: prices compared</title>',
            "<h2>How prices of bridges compare: compared here</h2><h2>Arches</h2>",
            "How prices of bridges compare: compared here", id="without an h1, the first h2 that says the same",
        ),
        pytest.param(
            '<meta property="og:title" content="River city: Bridge opens, mayor says | City news"><meta name="twitter:title" content="River city: Bridge opens, mayor says | City news">'
            + json_ld('[{"@type": "WebPage", "name": "Bridge opened: mayor"}, {"@type": "NewsArticle", "headline": "Bridge opened: mayor"}]'),
            "<h1>Bridge opened: mayor</h1>", "Bridge opened: mayor", id="heading and JSON-LD agree",
        ),
        pytest.param('<meta property="og:title" content="Pea soup">', "<h1><span>REED ® KITCHEN</span> <div><b>1</b> <a>Pea soup</a></div></h1>", "Pea soup", id="a short title beside labels"),
        pytest.param('<title>A journal: how we built it</title><meta property="og:title" content="A journal: how we built it">', "<h2>Journal:</h2><h4>how we built it</h4>", "A journal: how we built it", id="a heading that ends before the colon"),
        pytest.param("<title>Details | Diary</title>", "<h1>Split pea soup</h1>", "Split pea soup", id="a view of an application"),
        pytest.param('<meta property="og:title" content="橋がやっと開通（写真＝町）">', "<h1><span>橋がやっと開通</span><br><span>編集委員 水野浩二</span></h1>", "橋がやっと開通", id="who wrote it in the heading"),
        pytest.param("", "<h1>New bridge opens <small>by Ann Lee</small></h1>", "New bridge opens", id="a byline in the heading"),
        pytest.param("", "<h1>New bridge opens <small>Stands by river</small></h1>", "New bridge opens Stands by river", id="a subtitle in the heading"),
        pytest.param('<meta property="og:title" content="Pea soup for all: how to make pea soup for all | Homemade pea soup for all">' + json_ld('{"@type": "Recipe", "name": "Pea soup for all"}'), "<aside><h1>Pea soup for all</h1></aside>", "Pea soup for all", id="a column that is called an aside"),
        pytest.param("", "<p>No heading at all</p>", None, id="none"),
    ],
)  # fmt: skip
def test_title(head: str, body: str, title: str | None) -> None:
    assert find_title(read(body, head)).text == title


def test_the_heading_that_shows_the_title_is_found_with_it() -> None:
    page = read('<h2>Weather</h2><h1 id="it">New bridge opens</h1>', "<title>New bridge opens</title>")

    heading = find_title(page).heading

    assert heading is not None
    assert heading.get("id") == "it"


def test_words_of_the_address_tell_which_part_of_a_title_is_the_articles() -> None:
    page = read(
        "",
        "<title>Seven Years Left » Blog Archive » Why bridges fall</title>",
        url="https://b.example/2019/why-bridges-fall/",
    )

    assert find_title(page).text == "Why bridges fall"


def test_the_name_of_a_blog_above_its_articles_is_no_title() -> None:
    page = read(
        '<h1><a href="/river">Along the river</a></h1><h3><a href="/river/e/17">Of arches</a></h3>',
        '<title>Of arches - Along the river</title><meta property="og:site_name" content="Of arches - Along the river">',
        url="https://blogs.example/river/e/17",
    )

    assert find_title(page).text == "Of arches"


def test_a_title_that_leads_back_to_the_first_page_of_its_article_is_one() -> None:
    page = read(
        '<h1><a href="/of-arches/">Of arches</a></h1>',
        "<title>Of arches - Page 2 - The Paper</title>" + SITE,
        url="https://paper.example/of-arches/2/",
    )

    assert find_title(page).text == "Of arches"


@pytest.mark.parametrize(
    ("url", "body"),
    [
        pytest.param("https://paper.example/2019/why-bridges-fall", '<h1>Local news</h1><h2>Why bridges fall</h2>', id="words"),
        pytest.param("https://paper.example/whybridgesfall.html", '<h1>Why bridges fall</h1><h2>Arches</h2>', id="written as one word"),
    ],
)  # fmt: skip
def test_the_address_tells_the_title_where_the_metadata_name_but_the_site(url: str, body: str) -> None:
    page = read(body, "<title>The Paper</title>" + SITE, url=url)

    assert find_title(page).text == "Why bridges fall"


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Diabetes Health Center", "Panel Votes to Change Restrictions on Avandia"),
        ("Panel on a Diabetes Drug", "Panel on a Diabetes Drug"),
    ],
)
def test_a_sections_heading_gives_way_to_a_lower_one_that_has_the_titles_words(top: str, title: str) -> None:
    page = read(
        f"<h1>{top}</h1><article><h2>Panel Votes to Change Restrictions on Avandia</h2><p>The panel met.</p></article>",
        "<title>FDA Panel Votes to Change Tight Restrictions on Diabetes Drug Avandia – The Reader</title>",
    )
    assert find_title(page).text == title


def test_the_blogs_name_on_top_is_no_title_where_articles_differ_by_their_query() -> None:
    head = "<title>Paper » Blog Archive » New bridge opens</title>"
    body = '<h1><a href="https://paper.example/">Paper</a></h1><h2><a href="https://paper.example/?p=5">New bridge opens</a></h2>'

    assert find_title(read(body, head, url="https://paper.example/?p=5")).text == "New bridge opens"


def test_the_heading_that_the_address_repeats_is_the_title_where_all_else_names_the_site() -> None:
    body = "<h1>Town of Reed</h1><h2>News</h2><h3>New bridge opens after years</h3>"
    page = read(body, "<title>Town of Reed</title>", url="https://reed.example/new-bridge-opens-after-years")

    assert find_title(page).text == "New bridge opens after years"


@pytest.mark.parametrize(
    "url", ["https://wiki.example/doku.php?id=notes:harbour", "https://wiki.example/notes/harbour"]
)
def test_a_page_s_name_in_its_address_is_no_title(url: str) -> None:
    body = '<h1><a href="/">The Wiki</a></h1><main><div>notes:harbour</div><h1>Harbour Closed</h1></main>'

    assert find_title(read(body, "<title>notes:harbour [The Wiki]</title>", url=url)).text == "Harbour Closed"

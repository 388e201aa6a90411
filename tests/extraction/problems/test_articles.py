"""Articles are none of the pages that they are near to, whatever stands around them."""

from __future__ import annotations

import pytest
from extraction.pages import FLASH, PARAGRAPH, TEASERS, json_ld, page, paragraphs, teasers

from crawler.extraction import extract

ARTICLE = "<article><h1>New bridge opens</h1>" + paragraphs(6) + "</article>"
STUB = f"<article><h1>New bridge opens</h1><p>{PARAGRAPH}</p></article>"


@pytest.mark.parametrize(
    ("head", "extra"),
    [
        pytest.param("", "", id="plain"),
        pytest.param("", '<script src="/cdn-cgi/challenge-platform/x.js"></script><script>window._cf_chl_opt={}</script>', id="with Cloudflare's script"),
        pytest.param("", '<script src="https://ct.captcha-delivery.com/c.js"></script>', id="with DataDome's script"),
        pytest.param("", '<div class="cookie-banner">We use cookies. Accept all cookies. Consent. Privacy. Partners.</div>', id="with a cookie banner"),
        pytest.param("", "<noscript>Please enable JavaScript to see comments.</noscript>", id="with a noscript note"),
        pytest.param("", '<form><h2>Log in</h2><input type="password"></form>', id="with a log-in form"),
        pytest.param("", "<p>Subscribe to continue reading our newsletter.</p>", id="with a word on subscribing"),
        pytest.param("", f"<ul>{TEASERS}</ul>", id="with many teasers"),
        pytest.param("<title>Why 404 errors happen: page not found</title>", "", id="about 404 errors"),
        pytest.param("<title>Cloudflare checks your browser: access denied explained</title>", "", id="about challenges"),
    ],
)  # fmt: skip
def test_an_article_is_an_article_whatever_stands_around_it(head: str, extra: str) -> None:
    assert extract(page(ARTICLE + extra, head)).problem is None


def test_a_short_news_flash_is_an_article() -> None:
    flash = "<article><h1>Bridge opens</h1><p>The town opened its new bridge today, the mayor said in a statement. Cars may cross from Monday.</p></article>"

    assert extract(page(flash, json_ld('{"@type": "NewsArticle", "headline": "Bridge opens"}'))).problem is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(json_ld('{"@type": "NewsArticle", "isAccessibleForFree": false}'), STUB + paragraphs(1), id="a short report of a site that is not free"),
        pytest.param("", "<h1>Cookies</h1>" + "".join(f"<p>Expert {n} says that cookies, consent, tracking and privacy partners need new rules.</p>" for n in range(5)), id="a short report on cookies"),
        pytest.param("", "<h1>Article 50 removed from treaty</h1>" + paragraphs(4), id="what else is removed"),
        *(pytest.param("", f"<article><h1>{title}</h1><p>{FLASH}</p></article>", id=title) for title in ("Just a moment of silence", "Access denied: wheelchair users wait for ramps", "Are you a robot? Machines pass the test", "404 million euros for new hospital", "The art of the 404 page", "Error 500: race ends in chaos", "Service unavailable: villages without doctor", "Wartungsarbeiten: Aufzug steht still", "Premium domain is for sale for ten million", "Account suspended: actor quits network", "Are you over 60? City gives free bus rides", "Coming soon: a new cinema for the old town", "Log in to win: lottery moves online", "Nie znaleziono zaginionego turysty", "Checking your browser history: what police may do", "Content creators not available for tax audits", "Article 5 no longer exists, says minister", "Too many requests for school meals", "Search results: divers find wreck", "Welcome to Nginx, the village with the odd name")),
        pytest.param("", f"<article><h1>Paywalls</h1><p>More papers ask readers to subscribe to continue reading. “Already a subscriber? Log in” is what they see most.</p><p>{FLASH}</p></article>", id="about paywalls"),
        pytest.param("", "<h1>Le journal devient gratuit</h1><p>Tous les articles seront gratuits dès mardi.</p><p>Les abonnés seront remboursés.</p>", id="about subscribers, French"),
        pytest.param("", "<h1>Members read on</h1><p>Members of the club read a story aloud for two days.</p>", id="about members who read"),
        pytest.param("", f"<article><h1>Bridge opens</h1><p>{FLASH}</p></article><script>window._pxAppId='x';window.KPSDK={{}}</script><div class='frc-captcha'></div>", id="with guards' scripts"),
        pytest.param("", f"<article><h1>Bridge opens</h1><p>{FLASH}</p></article><noscript>Please enable JavaScript.</noscript>", id="with a noscript note"),
        pytest.param("", f"<article><h1>Bridge opens</h1><p>{FLASH}</p></article><aside><p>Become a member</p><p>Subscribe to read more stories.</p></aside>", id="with an offer beside it"),
        pytest.param("", f"<article><h1>Bridge opens</h1><p>{FLASH}</p></article><aside><ul>{TEASERS}</ul></aside>", id="with teasers beside it"),
    ],
)  # fmt: skip
def test_a_short_report_is_an_article(head: str, body: str) -> None:
    assert extract(page(body, head)).problem is None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f'<article><h1>Bridge opens</h1><p>{FLASH}</p></article><form><textarea></textarea><div class="g-recaptcha"></div></form>', id="a puzzle at the comments"),
        pytest.param(f'<header><form><input type="password"></form></header><article><h1>Bridge opens</h1><p>{FLASH}</p></article>', id="a password in the header"),
        pytest.param(f'<article><h1>Bridge opens</h1><p>{FLASH}</p><div class="paywall-content"><p>A band played in the rain.</p></div></article>', id="a class of all texts"),
        pytest.param(f"<article><h1>Rents</h1><p>{FLASH}</p><p>A flat costs € 900 a month there.</p></article>", id="a price of something else"),
        pytest.param("<h1>Captchas must go</h1><p>Websites of towns may no longer ask readers to prove that they are no robots, the ombudsman ruled; access must not be blocked.</p>", id="about challenges"),
        pytest.param("<h1>The deleted page</h1><p>A page that the ministry had removed from its site was found again by a reader, the paper wrote on Monday.</p>", id="about a deleted page"),
        pytest.param("<h1>Why we ask for money</h1><p>You will need a subscription from January. We did not decide that lightly.</p><p>Advertising no longer pays for the stories that you expect of us, though we tried for years.</p>", id="about a paywall of one's own"),
        pytest.param("<h1>How to prune</h1><p>You need a sharp saw and a dry day. Start with what is dead.</p><p>Your tree will sulk if you take more than a third.</p>", id="how something is done"),
        pytest.param('<h1>Open day</h1><p>Come and see the new engine on Saturday. You may try the hose.</p><div><a href="/">Home</a></div>', id="an invitation"),
        pytest.param("<h1>Pool</h1><p>An abonnement of the town's pool will cost 34 euros a month from January, three more than now.</p>", id="a price for a month of something else"),
        pytest.param('<h1>Choir</h1><p>You can sing with us on Fridays at seven.</p><div class="login-modal"><input type="password"></div>', id="a password in a dialogue"),
        pytest.param("<h1>Club opens</h1><p>The club will let non-members in on Sundays. You need to swim, and you must sign in at the desk.</p>", id="about members"),
        pytest.param("<h1>What if the app shows an error?</h1><p>Close it and open it again. If you still see it, tell us what you did.</p>", id="a question answered"),
        pytest.param("<h1>Lost</h1><p>Our cat has been missing since Tuesday. If you see her, please ring us.</p>", id="a notice of readers"),
        pytest.param("<h1>Read this week</h1>" + "".join(f'<p><a href="https://{name}.example/">On {name}s.</a> It tells of those who care for a {name} in the marsh, and why they do.</p>' for name in ("bridge", "ferry", "tower", "mill", "dyke", "lock")), id="a post of links"),
        pytest.param("<div><h1>Bridge</h1>" + paragraphs(5) + "</div>" + teasers(8, '<div><a href="/s/{n}"><h3>{head}</h3></a></div>'), id="teasers below an article"),
        pytest.param("<article><h1>A week</h1>" + f"<p>{FLASH}</p>" + "<p>You have read 2 of your 3 free articles.</p></article>", id="a count that is not used up"),
        pytest.param("<h1>Errors on show</h1><p>The library is showing thirty “page not found” pages of its own until May.</p>", id="what is quoted"),
        pytest.param("<h1>Version 3.2</h1><ul><li>Saves again when a file could not be found</li><li>The second page loads at once</li></ul>", id="a list of changes"),
        pytest.param("<h1>How to empty the jar</h1><p>Choose Privacy, then all sites. You will have to accept cookies once more.</p>", id="how cookies are cleared"),
        pytest.param('<div id="__next"><div><h1>Bridge closed</h1><p>The old bridge is closed on Sunday for repairs.</p></div></div>', id="a flash in a framework's root"),
        pytest.param('<div class="site-main"><article><h1>Bridge closed</h1><p>The old bridge is closed on Sunday.</p></article></div>', id="a flash in a theme's root"),
        pytest.param("<main><h1>น้ำท่วม</h1><p>ถนนเลียบแม่น้ำถูกน้ำท่วมตั้งแต่เช้าวันจันทร์</p></main>", id="a flash without full stops"),
        pytest.param('<div><a href="/">Home page</a></div><div><a href="/a">Sorry</a></div><main><h1>The old mill</h1><p>The mill is gone. A park takes its place.</p></main>', id="words of a menu"),
        pytest.param("<h1>Roof fund</h1><p>Thanks to all who helped. We received 40 donations for the roof and thank everybody who sent one.</p>", id="thanks"),
        pytest.param("<h1>Thank you, nurses</h1><p>The town thanked its nurses with a concert on Sunday. A band played, and the mayor spoke.</p>", id="about thanks"),
        pytest.param("<h1>Your letters</h1><p>We received your message about the pool, Ms Lee. It opens on Friday, and you are welcome to swim.</p>", id="an answer to readers"),
        pytest.param("<h1>Private accounts</h1><p>The network will make the accounts of children private from May, it said. Followers must be approved.</p>", id="about private accounts"),
        pytest.param("<h1>Success for our letter</h1><p>The campaign for the mailing list was a success.</p><p>Some 4,000 people subscribed within a week, the editor said in an e-mail.</p>", id="about subscriptions"),
        pytest.param("<h1>Senator sets her account to private</h1><p>Senator Jane Roe set her profile to private on Tuesday.</p><p>Only approved followers can see her posts.</p>", id="about a private account"),
        pytest.param("<h1>Jane on the ferry</h1><p>The ferry is late again. Third time this week.</p><h3>Leave a reply</h3>", id="an offer to reply"),
        pytest.param("<main><h1>Frost</h1><p>The pond is shut<br>the heron stands<br>on one borrowed leg</p></main>", id="a poem"),
    ],
)  # fmt: skip
def test_an_article_near_them_is_an_article(body: str) -> None:
    assert extract(page(body)).problem is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "<h1>Bestellung bestätigt</h1><p>Die Bahn hat die Bestellung von 40 Zügen bestätigt. Die ersten sollen 2027 fahren.</p>"),
        ("fr", "<h1>Merci pour votre message</h1><p>Le chanteur a remercié ses fans pour leurs messages reçus après le concert. Il confirme une nouvelle tournée en juin.</p>"),
        ("nl", "<h1>Bedankt voor de bestelling</h1><p>De bakker bedankt zijn klanten. De bestelling van duizend broden is ontvangen en zaterdag wordt gebakken.</p>"),
        ("ru", "<h1>Спасибо за сообщение</h1><p>Спасатели благодарят мальчика: сообщение о пожаре было получено вовремя. Пострадавших нет.</p>"),
        ("ru", "<h1>Заказ подтверждён</h1><p>Город подтвердил заказ на десять трамваев. Первый прибудет в мае.</p>"),
        ("zh", "<h1>私密账号成趋势</h1><p>调查显示，三成学生将账号设为私密。只有关注者能看到他们的主页。</p>"),
    ],
)  # fmt: skip
def test_who_reports_of_thanks_and_private_accounts_confirms_nothing(language: str, text: str) -> None:
    assert extract(page(text, lang=language)).problem is None


def test_who_thanks_at_an_address_with_a_year_confirms_nothing() -> None:
    thanks = "<h1>Thank you</h1><p>We received more messages than we can answer. Thank you for each!</p>"

    assert extract(page(thanks, url="https://paper.example/2026/11/thank-you")).problem is None
    assert extract(page(thanks, url="https://paper.example/form/thank-you")).problem is not None


def test_an_address_that_cannot_be_parsed_leads_nowhere() -> None:
    link = '<a href="http://a\u2100b.example/">A</a>'

    assert extract(page(f"<h1>Boats</h1><p>You need a boat for that, we think.</p>{link}")).problem is None


def test_an_article_may_be_a_picture_and_no_more() -> None:
    article = json_ld('{"@type": "NewsArticle", "headline": "First snow", "datePublished": "2026-01-02"}')
    found = extract(page('<article><h1>First snow</h1><img src="/snow.jpg" width="1200"></article>', article))

    assert found.problem is None
    assert "snow.jpg" in found.body


def test_a_heading_may_say_what_errors_say_above_a_dated_report() -> None:
    article = json_ld('{"@type": "NewsArticle", "headline": "Page not found", "datePublished": "2026-01-02"}')

    assert extract(page(f"<article><h1>Page not found</h1><p>{FLASH}</p></article>", article)).problem is None


def test_metadata_of_an_article_outweigh_words_of_a_kind() -> None:
    body = "<h1>Sorry</h1><p>You asked, and our page was moved. We have removed what you did not like.</p>"
    article = json_ld('{"@type": "NewsArticle", "headline": "Sorry", "datePublished": "2026-01-02"}')

    assert extract(page(body, article)).problem is None
    assert extract(page(body)).problem is not None

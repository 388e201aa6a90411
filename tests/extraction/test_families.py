"""Pages without an article are told by their markup, and by words of a kind, where no sentence is known."""

from __future__ import annotations

import pytest
from extraction.pages import json_ld, page, paragraphs

from crawler.extraction import extract, families

FLASH = "The town opened its new bridge today, the mayor said in a statement. Cars may cross it from Monday on."
TEASER = "The council voted for the tram line late on Tuesday after ten years of debate, and work starts in spring."


def _teasers(number: int, card: str) -> str:
    names = ("tram line", "rye bread", "old cinema", "town pool", "ferry strike", "night train", "choir")
    return "".join(
        card.format(n=n, head=f"A story of the {names[n % 7]}, part {n}", text=f"Part {n} of many: {TEASER}")
        for n in range(number)
    )


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param('<h1>One step left</h1><p>We need to know that a person is reading.</p><form><div class="some-captcha"></div></form>', "challenge", id="somebody's puzzle"),
        pytest.param('<script>var n=0;document.cookie="pass="+n;location.reload()</script>', "challenge", id="a cookie, and again"),
        pytest.param('<script>window.location.replace("https://paper.example/new")</script>', "redirect", id="a script that leads on"),
        pytest.param('<h2>Espace adhérents</h2><form><input name="id"><input type="password"></form>', "log-in", id="a password, no word of it"),
        pytest.param('<div class="age-gate"><p>Please drink with care. May we let you in?</p></div>', "age-gate", id="named as an age gate"),
        pytest.param('<div><p>Your old browser does not show this.</p><a href="https://www.mozilla.org/firefox/">A</a><a href="https://www.google.com/chrome/">B</a></div>', "needs-javascript", id="makers of browsers"),
        pytest.param("<h2>Вам уже 18 лет?</h2><p>Ответьте, пожалуйста.</p><button>Да</button><button>Нет</button>", "age-gate", id="a question of age"),
        pytest.param('<h1>{{ post.title }}</h1><div>{{ post.body|safe }}</div>', "placeholder", id="an unfilled template"),
        pytest.param("<h1>OperationalError at /news</h1><pre>could not connect to server: Connection refused</pre>", "server-error", id="a trace"),
        pytest.param('<article><h1>The harbour</h1><p>The cranes fell silent at six for as long as anyone remembers.</p><div class="reg-wall"><p>Subscribers have it all.</p><a href="/x">Go on</a></div></article>', "paywall", id="named as a wall"),
        pytest.param("<article><h1>Přístav</h1><p>Jeřáby utichaly v šest hodin.</p><div><p>Celý text od 99 Kč za měsíc</p></div></article>", "paywall", id="a price for a month"),
        pytest.param("<article><h1>Cầu cũ</h1><p>Thành phố sẽ đóng cầu.</p><p>Bài viết chỉ dành cho hội viên.</p></article>", "paywall", id="a sentence that it is for members only"),
        pytest.param('<h1>A closed circle</h1><p>You need to have an account for that.</p><button>Log in</button>', "log-in", id="a button to log in by"),
        pytest.param('<h1>Your order</h1><form><p>Where shall we send it?</p><input name="name"><input name="street"><input name="town"></form>', "no-body", id="a form to fill in"),
        pytest.param('<h1>Our newsletter</h1><p>Stories of the town, every Sunday.</p><input type="email">', "no-body", id="a newsletter to sign up for"),
        pytest.param('<p>{"status": 403, "message": "Forbidden"}</p>', "server-error", id="data in place of a text"),
        pytest.param("<ul>" + _teasers(8, '<li><h2><a href="/s/{n}">{head}</a></h2><p>{text}</p></li>') + "</ul>", "index-page", id="teasers below linked headlines"),
        pytest.param(_teasers(8, '<a href="/s/{n}"><div>{head}</div><div>{text}</div></a>'), "index-page", id="teasers inside links"),
        pytest.param(_teasers(8, '<div><h3>{head}</h3><p>{text}</p><a href="/s/{n}">more</a></div>'), "index-page", id="teasers above repeated links"),
    ],
)  # fmt: skip
def test_markup_tells_what_a_page_without_an_article_is(body: str, kind: str) -> None:
    problem = extract(page(f"<main>{body}</main>")).problem

    assert problem is not None
    assert problem.kind == kind


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        pytest.param('<meta name="prerender-status-code" content="404">', "404", id="a status for crawlers"),
        pytest.param("<title>404 | The Paper</title>", "404", id="a status as the title"),
        pytest.param("<title>That did not work (422)</title>", "422", id="a status at the title's end"),
        pytest.param('<script id="__NEXT_DATA__" type="application/json">{"page":"/_error"}</script>', "error", id="a framework's page"),
    ],
)  # fmt: skip
def test_a_page_that_calls_itself_an_error_is_one(head: str, mark: str) -> None:
    problem = extract(
        page("<h1>Well, this is awkward</h1><p>Have a look at our cat instead, will you?</p>", head)
    ).problem

    assert problem is not None
    assert problem.kind == "not-found"
    assert mark in problem.detail


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        pytest.param("en", "You ask for more than we can serve. Your network sent too many requests, so access is limited.", "challenge", id="rate limit"),
        pytest.param("de", "Bitte zeigen Sie uns, dass kein Roboter liest: Bestätigen Sie Ihren Zugriff.", "challenge", id="robot, German"),
        pytest.param("ja", "短時間に多数のアクセスがあったため、閲覧を制限しております。しばらくお待ちください。", "challenge", id="limit, Japanese"),
        pytest.param("it", "Ci spiace: il contenuto che hai chiesto è stato spostato oppure eliminato.", "not-found", id="moved, Italian"),
        pytest.param("fi", "Valitettavasti sivu on poistettu tai siirretty.", "not-found", id="moved, Finnish"),
        pytest.param("de", "Unsere Seite wird gerade gewartet und ist in Kürze wieder für Sie da.", "server-error", id="maintenance, German"),
        pytest.param("de", "Um uns zu besuchen, musst du volljährig sein.", "age-gate", id="of age, German"),
        pytest.param("cs", "Se souhlasem s cookies čtete zdarma. Bez souhlasu s cílením reklamy si můžete přístup předplatit.", "consent-wall", id="consent or pay, Czech"),
        pytest.param("de", "Wir haben einen Werbeblocker erkannt. Bitte schalten Sie ihn für uns aus.", "challenge", id="ad blocker"),
        pytest.param("fr", "Désolé, ce programme est indisponible dans votre pays pour des questions de droits.", "challenge", id="country, French"),
        pytest.param("es", "Lo sentimos, tu búsqueda no ha dado nada: sin resultados.", "index-page", id="no results, Spanish"),
        pytest.param("ko", "접속이 제한되었습니다. 문의해 주시면 안내해 드리겠습니다.", "challenge", id="access, Korean"),
        pytest.param("sr", "Тражена страница је премештена или обрисана. Вратите се на насловну.", "not-found", id="moved, Serbian"),
        pytest.param("ta", "நீங்கள் தேடும் பக்கம் நீக்கப்பட்டிருக்கலாம்.", "not-found", id="removed, Tamil"),
        pytest.param("fr", "Félicitations ! Votre domaine est bien enregistré. Mettez votre site en ligne.", "placeholder", id="a domain, French"),
        pytest.param("zh", "您即将离开本站，请点击继续：https://other.example/", "redirect", id="leaving, Chinese"),
        pytest.param("it", "L'accesso al presente sito non è consentito dalla rete, in forza del decreto.", "challenge", id="closed by decree, Italian"),
        pytest.param("en", "Your VPN was detected. Please turn it off to watch.", "challenge", id="VPN"),
        pytest.param("nl", "Ben je een robot? Klik hieronder en laat zien: geen robot.", "challenge", id="robot, Dutch"),
        pytest.param("fr", "Cette application a besoin de JavaScript.", "needs-javascript", id="scripts, French"),
        pytest.param("cs", "Na naší straně se něco porouchalo. Zkuste to prosím za chvíli.", "server-error", id="a failure, Czech"),
        pytest.param("es", "El anuncio que buscas ha caducado.", "not-found", id="an advertisement, Spanish"),
        pytest.param("sk", "Článok, ktorý hľadáte, sme už stiahli.", "not-found", id="withdrawn, Slovak"),
        pytest.param("hr", "Mi i naši partneri koristimo kolačiće za oglase i statistiku.", "consent-wall", id="consent, Croatian"),
        pytest.param("ja", "自動的に移動しない場合は、こちらをクリックしてください。", "redirect", id="moving on, Japanese"),
        pytest.param("hu", "Sajnos ez az oldal már nem elérhető. Kérjük, térjen vissza.", "not-found", id="not there, Hungarian"),
        pytest.param("fi", "Palvelussa on tilapäinen häiriö. Yritä hetken kuluttua uudelleen.", "server-error", id="a failure, Finnish"),
        pytest.param("hi", "हम और हमारे साझेदार विज्ञापन के लिए कुकीज़ का उपयोग करते हैं। क्या आप सहमत हैं?", "consent-wall", id="consent, Hindi"),
        pytest.param("he", "אנא המתן: זוהתה פעילות חריגה והגישה נחסמה.", "challenge", id="block, Hebrew"),
        pytest.param("fa", "دسترسی شما مسدود شده و درخواست در حال بررسی است.", "challenge", id="block, Persian"),
        pytest.param("ja", "お使いのブラウザには対応しておりません。最新版をお試しください。", "needs-javascript", id="old browser, Japanese"),
        pytest.param("el", "Παρακαλούμε ενεργοποιήστε το JavaScript στον browser σας.", "needs-javascript", id="scripts, Greek"),
        pytest.param("ru", "Вы переходите на другой сайт по внешней ссылке.", "redirect", id="leaving, Russian"),
        pytest.param("de", "Hier gibt es leider nichts. Beginnen Sie doch auf der Startseite.", "not-found", id="nothing here, German"),
        pytest.param("fr", "Nous n'avons pas pu établir la connexion à la base de données. Erreur interne.", "server-error", id="database, French"),
    ],
)  # fmt: skip
def test_words_of_a_kind_tell_a_notice(language: str, text: str, kind: str) -> None:
    problem = extract(page(f"<main><h1>Paper</h1><p>{text}</p></main>", lang=language)).problem

    assert problem is not None
    assert problem.kind == kind


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
        pytest.param("<div><h1>Bridge</h1>" + paragraphs(5) + "</div>" + _teasers(8, '<div><a href="/s/{n}"><h3>{head}</h3></a></div>'), id="teasers below an article"),
        pytest.param("<article><h1>A week</h1>" + f"<p>{FLASH}</p>" + "<p>You have read 2 of your 3 free articles.</p></article>", id="a count that is not used up"),
        pytest.param("<h1>Errors on show</h1><p>The library is showing thirty “page not found” pages of its own until May.</p>", id="what is quoted"),
        pytest.param("<h1>Version 3.2</h1><ul><li>Saves again when a file could not be found</li><li>The second page loads at once</li></ul>", id="a list of changes"),
        pytest.param("<h1>How to empty the jar</h1><p>Choose Privacy, then all sites. You will have to accept cookies once more.</p>", id="how cookies are cleared"),
        pytest.param('<div id="__next"><div><h1>Bridge closed</h1><p>The old bridge is closed on Sunday for repairs.</p></div></div>', id="a flash in a framework's root"),
        pytest.param('<div class="site-main"><article><h1>Bridge closed</h1><p>The old bridge is closed on Sunday.</p></article></div>', id="a flash in a theme's root"),
        pytest.param("<main><h1>น้ำท่วม</h1><p>ถนนเลียบแม่น้ำถูกน้ำท่วมตั้งแต่เช้าวันจันทร์</p></main>", id="a flash without full stops"),
        pytest.param('<div><a href="/">Home page</a></div><div><a href="/a">Sorry</a></div><main><h1>The old mill</h1><p>The mill is gone. A park takes its place.</p></main>', id="words of a menu"),
        pytest.param("<main><h1>Frost</h1><p>The pond is shut<br>the heron stands<br>on one borrowed leg</p></main>", id="a poem"),
    ],
)  # fmt: skip
def test_an_article_near_them_is_an_article(body: str) -> None:
    assert extract(page(body)).problem is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/login?next=/news/1", "log-in"),
        ("/en/404.html", "not-found"),
        ("/captcha", "challenge"),
        ("/panier", "no-body"),
        ("/news/2026/11/captcha", None),
        ("/blog/the-login", None),
    ],
)
def test_addresses_of_a_site_s_own_pages_tell_where_few_words_do(path: str, kind: str | None) -> None:
    problem = extract(
        page("<h1>Paper</h1><p>The heron waits for the boat.</p>", url=f"https://paper.example{path}")
    ).problem

    assert (problem.kind if problem else None) == kind


def test_a_few_lines_to_the_reader_that_are_not_to_be_listed_are_no_article() -> None:
    body = "<h1>News by mail</h1><p>We write to you every Friday. Give us an address?</p>"

    assert extract(page(body, '<meta name="robots" content="noindex">')).problem is not None
    assert extract(page(body)).problem is None


def test_an_address_that_cannot_be_parsed_leads_nowhere() -> None:
    link = '<a href="http://a\u2100b.example/">A</a>'

    assert extract(page(f"<h1>Boats</h1><p>You need a boat for that, we think.</p>{link}")).problem is None


def test_whoever_is_spoken_to_in_german_is_written_with_a_capital() -> None:
    blockers = "<h1>Umfrage</h1><p>Vor allem Jüngere verwenden im Netz einen Werbeblocker. Verlage bitten sie, ihn zu deaktivieren.</p>"

    assert extract(page(blockers, lang="de")).problem is None
    assert extract(page(blockers.replace("Verlage bitten sie", "Wir bitten Sie"), lang="de")).problem is not None


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


@pytest.mark.parametrize(
    ("line", "language", "turns"),
    [
        ("Le maire a parlé du pont et du fleuve.", "fr", False),
        ("Votre accès au site est limité.", "fr", True),
        ("Su madre cruzó el puente.", "es", False),
        ("“You shall pass,” said the guard.", "en", False),
        ("お探しの記事は削除されました。", "ja", True),
        ("Wir bitten um Geduld.", "en", True),
        ("Die Verlage bitten sie um ihre Adresse.", "de", False),
        ("Questo sito non c'è più.", "it", True),
        ("Этот материал снят.", "ru", True),
    ],
)
def test_a_line_turns_to_its_reader_in_its_own_language(line: str, language: str, turns: bool) -> None:
    assert families.turns_to_reader(line, language) is turns

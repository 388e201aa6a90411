"""Pages that hold no article are named for what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from extraction.pages import PARAGRAPH, TEASERS, json_ld, page, paragraphs, teasers

from crawler.extraction import extract
from crawler.items import Page

STUB = f"<article><h1>New bridge opens</h1><p>{PARAGRAPH}</p></article>"


@pytest.mark.parametrize(
    ("head", "body", "kind", "says"),
    [
        pytest.param("<title>Just a moment...</title>", "<script>window._cf_chl_opt={}</script><noscript>Enable JavaScript and cookies to continue</noscript>", "challenge", "Cloudflare", id="Cloudflare"),
        pytest.param("<title>Attention Required! | Cloudflare</title>", '<div id="cf-error-details"><h1>Sorry, you have been blocked</h1></div>', "challenge", "Cloudflare", id="Cloudflare's refusal"),
        pytest.param("<title>paper.example</title>", "<script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script><p>Please enable JS and disable any ad blocker</p>", "challenge", "DataDome", id="DataDome"),
        pytest.param("<title>Access to this page has been denied</title>", '<div id="px-captcha"></div><p>Press and hold to confirm you are a human</p>', "challenge", "PerimeterX", id="PerimeterX"),
        pytest.param("<title>Access Denied</title>", "<h1>Access Denied</h1><p>You don't have permission. Reference #18.2 https://errors.edgesuite.net/18.2</p>", "challenge", "Akamai", id="Akamai"),
        pytest.param("", '<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1-2</iframe>', "challenge", "Imperva", id="Imperva"),
        pytest.param("<title>Human Verification</title>", "<script>window.gokuProps = {}; AwsWafIntegration.getToken()</script>", "challenge", "AWS", id="AWS WAF"),
        pytest.param("<title>安全检测</title>", "<p>正在进行安全检测…</p>", "challenge", "安全检测", id="Volcano Engine"),
        pytest.param("<title>Security check</title>", "<p>Please verify you are human to go on.</p>", "challenge", "Security check", id="someone's"),
        pytest.param("<title>Before you continue</title>", "<p>We use cookies and data to measure advertising. Accept all cookies, or reject.</p>", "consent-wall", "consent", id="consent wall"),
        pytest.param("", "<h1>Welcome</h1><p>" + "We and our 845 partners store cookies and ask for your consent to personalised advertising and tracking; accept or see our privacy policy. " * 4 + "</p>", "consent-wall", "consent", id="consent text as the body"),
        pytest.param("<title>404 - Page not found</title>", "<h1>Page not found</h1><p>Try the search.</p>", "not-found", "not found", id="soft 404"),
        pytest.param("", "<h1>Seite nicht gefunden</h1><p>Die Adresse gibt es nicht mehr.</p>", "not-found", "nicht gefunden", id="soft 404, German"),
        pytest.param("", "<h1>页面不存在</h1>", "not-found", "页面不存在", id="soft 404, Chinese"),
        pytest.param("<title>502 Bad Gateway</title>", "<h1>502 Bad Gateway</h1><hr>nginx", "server-error", "502", id="server error"),
        pytest.param("<title>Sign in - The Paper</title>", '<h1>Sign in</h1><form><input name="u"><input type="password"></form>', "log-in", "log in", id="log-in"),
        pytest.param(json_ld('{"@type": "NewsArticle", "isAccessibleForFree": false}'), STUB + "<p>Subscribe to continue reading this story.</p>", "paywall", "subscribers", id="paywall stub"),
        pytest.param("", '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="/a.js"></script>', "needs-javascript", "JavaScript", id="shell with noscript"),
        pytest.param("<title>Paper</title>", '<div id="__next"></div><script src="/a.js"></script>', "needs-javascript", "scripts", id="empty shell"),
        pytest.param("", "<center><h1>403 Forbidden</h1></center><hr>nginx", "challenge", "403", id="forbidden"),
        pytest.param("", "<h1>Вы не робот?</h1><p>Подтвердите это.</p>", "challenge", "Вы не робот", id="someone's, Russian"),
        pytest.param("", "<h1>アクセスが制限されています</h1><p>ロボットではないことを確認してください。</p>", "challenge", "制限", id="someone's, Japanese"),
        pytest.param("<title>Tickets</title>", "<h1>You are now in line</h1><p>Number of users in line ahead of you: 8113. When it is your turn, you will have 10 minutes to enter.</p>", "challenge", "in line", id="a waiting room"),
        pytest.param("", "<h1>Unavailable due to legal reasons</h1><p>You visit us from Europe.</p>", "challenge", "legal", id="a closed country"),
        pytest.param("", "<h1>Oops!</h1><p>We can't find the page you want.</p>", "not-found", "find the page", id="soft 404 in words"),
        pytest.param("", "<h1>该文章已被删除</h1>", "not-found", "删除", id="deleted, Chinese"),
        pytest.param("", "<h1>We'll be back soon!</h1><p>Scheduled maintenance.</p>", "server-error", "back soon", id="maintenance"),
        pytest.param("", '<h1>Bitte melden Sie sich an</h1><input type="password">', "log-in", "log in", id="log-in, German"),
        pytest.param("<title>News</title>", f"<ul>{TEASERS}</ul>", "index-page", "other pages", id="a section"),
        pytest.param("<title>Un instant…</title>", "<h1>paper.example</h1><p>Vérifiez que vous êtes humain.</p>", "challenge", "Un instant", id="Cloudflare, rendered, French"),
        pytest.param("<title>请稍候…</title>", "<p>正在验证您是否是真人。这可能需要几秒钟时间。</p>", "challenge", "请稍候", id="Cloudflare, rendered, Chinese"),
        pytest.param("<title>Request Rejected</title>", "The requested URL was rejected. Your support ID is: 1", "challenge", "Request Rejected", id="F5"),
        pytest.param("<title>Not Acceptable!</title>", "<h1>Not Acceptable!</h1><p>This error was generated by Mod_Security.</p>", "challenge", "Not Acceptable", id="ModSecurity"),
        pytest.param("", "<h1>Your access to this site has been limited by the site owner</h1><p>(HTTP response code 503)</p>", "challenge", "limited", id="Wordfence"),
        pytest.param("<title>Ой!</title>", "<p>Подтвердите, что запросы отправляли вы, а не робот</p>", "challenge", "Подтвердите", id="SmartCaptcha"),
        pytest.param("<title>Making sure you&#39;re not a bot!</title>", f"<h1>Making sure you&#39;re not a bot!</h1><details>{paragraphs(4)}</details>", "challenge", "Anubis", id="Anubis, with its explanation"),
        pytest.param("<title>paper.example | 522: Connection timed out</title>", '<div id="cf-error-details"><h1>Connection timed out</h1></div>', "server-error", "522", id="Cloudflare's 522"),
        pytest.param("", "<h2>Szanujemy Twoją prywatność</h2><p>My i nasi partnerzy używamy plików cookie.</p>", "consent-wall", "consent", id="consent wall, Polish"),
        pytest.param("", "<p>Avec votre accord, nous et nos 874 partenaires utilisons des cookies pour traiter des données personnelles. Vous pouvez retirer votre consentement. Publicités et contenu personnalisés, mesure de performance des publicités.</p>", "consent-wall", "consent", id="consent text, French"),
        pytest.param("", STUB + "<p>You have read 5 of 5 free articles this month.</p>", "paywall", "5 of 5 free articles", id="metered"),
        *(pytest.param("", f"<h1>Bridge opens</h1><p>The town opened its bridge.</p><p>{line}</p>", "paywall", line[:9], id=line) for line in ("You have 0 free articles left this month", "Weiterlesen mit Plus: jetzt testen", "Article réservé à nos abonnés", "Para seguir leyendo, suscríbete", "Wil je verder lezen? Word abonnee", "剩余内容需订阅后查看")),
        *(pytest.param(f"<title>{words}</title>", f"<h1>{words}</h1><p>Please try again later.</p>", "server-error", words.split()[-1], id=words) for words in ("The site is currently undergoing maintenance", "Service nicht verfügbar", "Site temporairement indisponible", "Página en mantenimiento")),
        pytest.param('<meta property="og:type" content="article">', "<article><h1>Bron</h1><p>Fullmäktige har godkänt bygget.</p><p>Bli prenumerant för att läsa vidare.</p></article>", "paywall", "Bli prenumerant", id="paywall, Swedish"),
        pytest.param("", "<h1>Oops! That page can’t be found.</h1><p>Try a search?</p>", "not-found", "be found", id="soft 404, WordPress"),
        pytest.param('<meta property="og:type" content="article">', f"<h1>Page not found</h1><aside><ul>{TEASERS}</ul></aside>", "not-found", "not found", id="soft 404 that is called an article"),
        pytest.param("<title>Der Bote</title>", f"<h2>Hoppla! Hier ist leider nichts</h2><p>Die Seite gibt es nicht mehr.</p><nav>{TEASERS}</nav>", "not-found", "leider nichts", id="soft 404 with a site around it"),
        *(pytest.param("<title>x</title>", f"<h1>{words}</h1><p>– – –</p>", "not-found", words[:9], id=f"soft 404: {words}") for words in ("Sidan finns inte", "Stránka nenalezena", "Az oldal nem található", "Сторінку не знайдено", "Η σελίδα δεν βρέθηκε", "صفحه مورد نظر یافت نشد", "הדף לא נמצא", "पेज नहीं मिला", "ไม่พบหน้าที่คุณต้องการ", "Không tìm thấy trang", "Halaman tidak ditemukan", "頁面不存在")),
        pytest.param("", "<b>Fatal error</b>: Uncaught Error: Call to undefined function x() in <b>/var/a.php</b> on line <b>12</b>", "server-error", "Uncaught Error", id="PHP's error"),
        pytest.param("<title>WordPress &rsaquo; Error</title>", "<p>There has been a critical error on this website.</p>", "server-error", "WordPress", id="WordPress's error"),
        pytest.param("", "<h1>На сайте ведутся технические работы</h1>", "server-error", "технические работы", id="maintenance, Russian"),
        pytest.param("<title>Welcome to nginx!</title>", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is working.</p>", "placeholder", "nginx", id="default page"),
        pytest.param("<title>paper.example is for sale</title>", "<p>Buy now for $2,995 or make an offer.</p>", "placeholder", "for sale", id="parked"),
        pytest.param("<title>Index of /news</title>", "<h1>Index of /news</h1><pre><a href='a'>a</a></pre>", "placeholder", "Index of", id="directory"),
        pytest.param('<meta http-equiv="refresh" content="0; url=https://paper.example/new"><title>Paper</title>', "<a href='/new'>Go on</a>", "redirect", "another", id="meta refresh"),
        pytest.param("<title>301 Moved Permanently</title>", "<p>The document has moved <a href='/new'>here</a>.</p>", "redirect", "301", id="redirect's text"),
        pytest.param("", "<h1>Sind Sie über 18 Jahre alt?</h1><p>Bitte bestätigen Sie Ihr Alter.</p>", "age-gate", "über 18", id="age gate"),
        pytest.param("<title>Local News Archives - The Paper</title>", f"<h1>Category: Local News</h1>{TEASERS}", "index-page", "other pages", id="a category"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_named(head: str, body: str, kind: str, says: str) -> None:
    problem = extract(page(body, head)).problem

    assert problem is not None
    assert problem.kind == kind
    assert says in problem.detail
    assert "\n" not in problem.detail


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
        pytest.param("<ul>" + teasers(8, '<li><h2><a href="/s/{n}">{head}</a></h2><p>{text}</p></li>') + "</ul>", "index-page", id="teasers below linked headlines"),
        pytest.param(teasers(8, '<a href="/s/{n}"><div>{head}</div><div>{text}</div></a>'), "index-page", id="teasers inside links"),
        pytest.param(teasers(8, '<div><h3>{head}</h3><p>{text}</p><a href="/s/{n}">more</a></div>'), "index-page", id="teasers above repeated links"),
    ],
)  # fmt: skip
def test_markup_tells_what_a_page_without_an_article_is(body: str, kind: str) -> None:
    problem = extract(page(f"<main>{body}</main>")).problem

    assert problem is not None
    assert problem.kind == kind


@pytest.mark.parametrize("body", [b"", b"  \n ", b"\0"])
def test_an_empty_page(body: bytes) -> None:
    problem = extract(Page(url="https://paper.example/a", body=body)).problem

    assert problem is not None
    assert problem.kind in {"empty-page", "no-body"}


def test_a_real_challenge_page_is_named(shared: Path) -> None:
    shell = (shared / "seed/36kr-waf-shell.html").read_bytes()

    problem = extract(Page(url="https://36kr.com/p/1757000000000001", body=shell)).problem

    assert problem is not None
    assert (problem.kind, "安全检测" in problem.detail) == ("challenge", True)

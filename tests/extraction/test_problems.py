"""Pages that hold no article are named for what they are; articles never are."""

from __future__ import annotations

from pathlib import Path

import pytest
from extraction.pages import PARAGRAPH, json_ld, page, paragraphs

from crawler.extraction import extract
from crawler.items import Page

ARTICLE = "<article><h1>New bridge opens</h1>" + paragraphs(6) + "</article>"
STUB = f"<article><h1>New bridge opens</h1><p>{PARAGRAPH}</p></article>"
TEASERS = "".join(
    f'<li><a href="/news/{number}">A headline about the bridge number {number}</a></li>' for number in range(40)
)


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
        pytest.param("", "<h1>Unavailable due to legal reasons</h1><p>You visit us from Europe.</p>", "challenge", "legal", id="a closed country"),
        pytest.param("", "<h1>Oops!</h1><p>We can't find the page you want.</p>", "not-found", "find the page", id="soft 404 in words"),
        pytest.param("", "<h1>该文章已被删除</h1>", "not-found", "删除", id="deleted, Chinese"),
        pytest.param("", "<h1>We'll be back soon!</h1><p>Scheduled maintenance.</p>", "server-error", "back soon", id="maintenance"),
        pytest.param("", '<h1>Bitte melden Sie sich an</h1><input type="password">', "log-in", "log in", id="log-in, German"),
        pytest.param("<title>News</title>", f"<ul>{TEASERS}</ul>", "index-page", "other pages", id="a section"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_named(head: str, body: str, kind: str, says: str) -> None:
    problem = extract(page(body, head)).problem

    assert problem is not None
    assert problem.kind == kind
    assert says in problem.detail
    assert "\n" not in problem.detail


@pytest.mark.parametrize("body", [b"", b"  \n ", b"\0"])
def test_an_empty_page(body: bytes) -> None:
    problem = extract(Page(url="https://paper.example/a", body=body)).problem

    assert problem is not None
    assert problem.kind in {"empty-page", "no-body"}


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(json_ld('{"@type": "NewsArticle", "isAccessibleForFree": false}'), STUB + paragraphs(1), id="a short report of a site that is not free"),
        pytest.param("", "<h1>Cookies</h1>" + "".join(f"<p>Expert {n} says that cookies, consent, tracking and privacy partners need new rules.</p>" for n in range(5)), id="a short report on cookies"),
        pytest.param("", "<h1>Article 50 removed from treaty</h1>" + paragraphs(4), id="what else is removed"),
    ],
)  # fmt: skip
def test_a_short_report_is_an_article(head: str, body: str) -> None:
    assert extract(page(body, head)).problem is None


def test_a_front_page_is_a_list() -> None:
    problem = extract(page(f"<h1>The Paper</h1><ul>{TEASERS}</ul>", url="https://paper.example/")).problem

    assert problem is not None
    assert problem.kind == "index-page"


def test_a_real_challenge_page_is_named(shared: Path) -> None:
    shell = (shared / "seed/36kr-waf-shell.html").read_bytes()

    problem = extract(Page(url="https://36kr.com/p/1757000000000001", body=shell)).problem

    assert problem is not None
    assert (problem.kind, "安全检测" in problem.detail) == ("challenge", True)


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

"""Forms of an account are no article, in whatever language, and articles about them are none of these."""

from __future__ import annotations

import pytest
from extraction.pages import kind_of

from crawler.extraction import from_entry
from crawler.items import Entry

TERMS = "<p>Members see their orders, keep a list of what they like and hear of offers before others do.</p>" * 5
PASSWORD = '<form><input name="user"><input type="password" name="pass"></form>'
TWO_PASSWORDS = PASSWORD.replace("</form>", '<input type="password" name="again"></form>')
PUZZLE = PASSWORD.replace("</form>", '<textarea name="recaptcha_challenge_field"></textarea></form>')
ADDRESS = '<form><input type="email" name="mail"><button>Send</button></form>'
COMMENT = '<form><input name="author"><input type="email" name="mail"><textarea name="comment"></textarea></form>'


@pytest.mark.parametrize(
    ("body", "path"),
    [
        pytest.param(f"<h1>Create your account</h1><p>One account for all shops.</p>{PASSWORD}", "/x", id="a heading"),
        pytest.param(f"<h1>Zapomenuté heslo</h1><p>Pošleme odkaz.</p>{ADDRESS}", "/x", id="a heading, Czech"),
        pytest.param(
            f"<h1>パスワードを忘れた方</h1><p>メールで送ります。</p>{ADDRESS}", "/x", id="a heading, Japanese"
        ),
        pytest.param(f"<h1>The Shop</h1>{TERMS}{PASSWORD}", "/user/register?to=/", id="an address, many words"),
        pytest.param(
            f"<h1>The Shop</h1>{TERMS}{ADDRESS}", "/account/forgotten-password", id="an address, a new password"
        ),
        pytest.param(f"<h1>Register</h1>{TERMS}{ADDRESS}", "/registration.php", id="an address and a heading"),
        pytest.param(f"<h1>The Shop</h1>{TERMS * 12}{TWO_PASSWORDS}", "/register.php", id="an address and long terms"),
        pytest.param(f"<h1>The Shop</h1>{TERMS * 4}{PASSWORD}", "/login.php", id="an address below a site's own words"),
        pytest.param(f"<h1>The Shop</h1>{TERMS}{PUZZLE}", "/user/register", id="an address, a puzzle in the form"),
        pytest.param(f"<h1>Ny bruger</h1>{TERMS}{PASSWORD}", "/registrer", id="an address, Norwegian"),
        pytest.param(
            f"<h1>Passwort</h1>{TERMS}{ADDRESS}", "/konto/passwort+vergessen", id="an address, a new password, German"
        ),
        pytest.param(
            f'<h1>Register New User</h1><div class="ui-widget">{PASSWORD}</div>',
            "/x",
            id="a form that looks like a box",
        ),
    ],
)
def test_a_form_of_an_account_is_no_article(body: str, path: str) -> None:
    assert kind_of(f'<body class="no-sidebar">{body}</body>', path) == "log-in"


@pytest.mark.parametrize(
    ("body", "path", "head"),
    [
        pytest.param(f"<h1>Forgot your password? So has half the town</h1>{TERMS}{ADDRESS}", "/news/passwords", "", id="a report"),
        pytest.param(f"<h1>Create your account</h1>{TERMS}", "/news/account", "", id="no form"),
        pytest.param(f"<h1>Register</h1>{TERMS}{COMMENT}", "/poems/register", "", id="comments below"),
        pytest.param(f"<h1>How to log in</h1>{TERMS * 12}{PASSWORD}", "/help/login", "", id="a long text above a password"),
        pytest.param(
            f"<h1>Register</h1>{TERMS}{ADDRESS}", "/register",
            '<meta property="article:published_time" content="2026-11-01T10:00:00Z">', id="a dated article",
        ),
        pytest.param(f"<table><tr><td>{PASSWORD}</td><td><h1>Register</h1>{TERMS}</td></tr></table>", "/schools/register", "", id="a form above the heading"),
        pytest.param(f"<table><tr><td>{PASSWORD}</td><td><h1>Choir</h1><p>You can sing with us on Fridays.</p></td></tr></table>", "/choir", "", id="a form above a short text"),
        pytest.param(f"<h1>The Shop</h1>{TERMS}<div class='login-popup'>{PASSWORD}</div>", "/login", "", id="a form beside"),
    ],
)  # fmt: skip
def test_what_only_tells_of_accounts_is_an_article(body: str, path: str, head: str) -> None:
    assert kind_of(body, path, head) is None


LOCK = (
    '<p>Dieser Inhalt ist geschützt.</p><form action="/wp-login.php?action=postpass">'
    '<p><label>Passwort: <input name="post_password" type="password"></label> <input type="submit" value="Los"></p></form>'
)


def test_an_article_that_a_password_opens_is_none_whatever_the_page_says_of_it() -> None:
    body = f'<article><h1>Geschützt: Der Almanach</h1><p class="byline">By <a rel="author" href="/a">Jane Roe</a></p>{LOCK}</article>'

    assert kind_of(body, "/2026/almanac", '<meta property="og:type" content="article">') == "log-in"


def test_an_entry_that_carries_but_a_field_for_a_password_is_no_article() -> None:
    problem = from_entry(Entry(title="Geschützt: Der Almanach", content=LOCK), "https://paper.example/almanac").problem

    assert problem
    assert problem.kind == "log-in"

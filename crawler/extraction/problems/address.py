"""Pages of a site's own, told by addresses that sites have for a service: `/login`, `/404`, `/captcha`, `/cart`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.extraction.problems.evidence import NOTICE, Evidence
from crawler.extraction.result import Problem

_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
# How sites name the pages to which they send readers instead of the one that was asked for.
_SERVICES = {
    name: kind
    for kind, names in (
        ("log-in", "login log-in signin sign-in sign_in logon wp-login register signup sign-up anmelden einloggen"),
        ("log-in", "accountlogin userlogin memberlogin loginregister createaccount newaccount registeraccount newuser"),
        ("log-in", "forgotpassword forgottenpassword lostpassword resetpassword passwordrecovery recoverpassword"),
        ("log-in", "connexion inloggen acceder entrar accedi logga-in logowanie giris"),
        ("challenge", "captcha challenge blocked access-denied accessdenied denied forbidden 403 sorry robot-check"),
        ("challenge", "antibot geoblock geo-block adblock"),
        ("not-found", "404 not-found notfound page-not-found 404-not-found error404 error-404 410 gone"),
        ("server-error", "500 502 503 504 error errors maintenance wartung mantenimiento unavailable"),
        ("consent-wall", "consent cookie-consent cookie-wall cookiewall gdpr privacywall privacy-wall"),
        ("age-gate", "age-gate agegate agecheck age-check age-verification"),
        ("paywall", "paywall subscribe subscription abonnieren s-abonner suscribete abbonati"),
        ("no-body", "cart basket bag checkout warenkorb kasse panier commande carrito cesta carrello winkelwagen"),
        ("no-body", "winkelmand koszyk kosik varukorg indkobskurv handlekurv ostoskori sepet"),
        (
            "no-body",
            "unsubscribe unsubscribed subscribed thank-you thankyou thanks danke vielen-dank bedankt",
        ),
        ("no-body", "order-received contact kontakt contacto contatti"),
    )
    for name in names.split()
}
_BEFORE_SERVICES = re.compile(r"[a-z]{2}(?:-[a-z]{2})?|accounts?|auth|members?|my|shop|store|users?")


def service(page: Evidence) -> Problem | None:
    """A page of the site's own, told by its address, where no line tells anything."""
    if page.size >= NOTICE or not page.is_unowned or page.tells:
        return None
    if served := _serves(page.document.url):
        return Problem(served[0], f"a page for what its address calls {served[1]!r}")
    return None


def _serves(url: str) -> tuple[str, str] | None:
    """The kind and the name of a page by its address, where that is one that sites have for a service."""
    *above, name = [part.lower() for part in urlsplit(url).path.split("/") if part] or [""]
    if len(above) > 1 or not all(map(_BEFORE_SERVICES.fullmatch, above)):
        return None  # articles lie deeper or have longer names
    name = _SUFFIX.sub("", name)
    for spelling in (name, name.replace("-", "").replace("_", "")):
        if spelling in _SERVICES:
            return _SERVICES[spelling], name
    return None

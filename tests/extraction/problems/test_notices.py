"""Notices are told by words of their kind, where no sentence is known."""

from __future__ import annotations

import pytest
from extraction.pages import page

from crawler.extraction import extract


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
        pytest.param("en", "Thank you for subscribing! Please check your inbox to confirm your email.", "no-body", id="a subscription"),
        pytest.param("en", "You have been unsubscribed and will no longer receive our newsletter.", "no-body", id="no subscription any more"),
        pytest.param("de", "Vielen Dank! Wir haben Ihre Nachricht erhalten und melden uns.", "no-body", id="a message, German"),
        pytest.param("fr", "Merci ! Votre inscription à notre infolettre est confirmée.", "no-body", id="a subscription, French"),
        pytest.param("es", "¡Gracias! Hemos recibido tu solicitud y te hemos enviado un correo.", "no-body", id="a request, Spanish"),
        pytest.param("zh", "感谢您的订阅，请查收确认邮件。", "no-body", id="a subscription, Chinese"),
        pytest.param("en", "This account is private. Follow it to see its photos.", "log-in", id="a private account"),
        pytest.param("en", "These posts are protected. Only followers may see them.", "log-in", id="protected posts"),
        pytest.param("de", "Dieses Konto ist privat. Folge ihm, um seine Fotos zu sehen.", "log-in", id="a private account, German"),
        pytest.param("ja", "このアカウントは非公開です。", "log-in", id="a private account, Japanese"),
    ],
)  # fmt: skip
def test_words_of_a_kind_tell_a_notice(language: str, text: str, kind: str) -> None:
    problem = extract(page(f"<main><h1>Paper</h1><p>{text}</p></main>", lang=language)).problem

    assert problem is not None
    assert problem.kind == kind


def test_whoever_is_spoken_to_in_german_is_written_with_a_capital() -> None:
    blockers = "<h1>Umfrage</h1><p>Vor allem Jüngere verwenden im Netz einen Werbeblocker. Verlage bitten sie, ihn zu deaktivieren.</p>"

    assert extract(page(blockers, lang="de")).problem is None
    assert extract(page(blockers.replace("Verlage bitten sie", "Wir bitten Sie"), lang="de")).problem is not None

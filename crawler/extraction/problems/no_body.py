"""Pages without any text that could be an article: nothing, a few lines to the reader, a form."""

from __future__ import annotations

import re

from crawler.extraction.problems.evidence import (
    DATED,
    LINE,
    NOTHING,
    NOTICE,
    PLAIN,
    SENTENCE_END,
    SEPARATOR,
    SHORT,
    WHOLE,
    Evidence,
)
from crawler.extraction.problems.markup import fields
from crawler.extraction.problems.wording import Family, headings
from crawler.extraction.result import Problem
from crawler.extraction.text import lower_case

_SIGN_UP_HEADING = headings(
    r"(?:subscri\w+(?: to)?|sign up for|abonn\w+|join)?[^.]{0,20}\b(?:newsletters?|mailing list|infolettre|boletín|"
    r"rundbrief|nyhetsbrev\w*|nyhedsbrev\w*|nieuwsbrief|uutiskirje\w*|hírlevél\w*|bülten\w*|рассылк\w+|розсилк\w+|"
    r"zpravodaj\w*)(?: \w+)?|^\W*(?:subscribe|sign up|mailing list|подписка)\W*$|ニュースレター|メルマガ|뉴스레터|"
    r"النشرة|ניוזלטר",
)
_CONTACT_HEADING = headings(
    r"contact(?: (?:us|me|form|information|details|page))?|get in touch|feedback|kontakt\w*|contactez[- ]nous|"
    r"nous contacter|contact(?:o|os|e|a|enos|ar|ez)|contáct(?:anos|enos)|contat(?:ti|o|os|taci|te-nos)|fale conosco|"
    r"contact opnemen|ota yhteyttä|yhteystiedot|kapcsolat\w*|iletişim|επικοινων\w+|контакт\w*|обратная связь|"
    r"зворотн\w+ зв.язок|联系我们|聯絡我們|(?:お)?問い?合わ?せ|문의하기|اتصل بنا|צור קשר|liên hệ|hubungi kami"
)
_CONTACT_ADDRESS = re.compile(
    r"(?:/|/t-|[?&](?:action|link|page|main_page|view)=)"
    r"(?:contact|kontakt|contat|feedback|nous-contacter|get-in-touch|iletisim|kapcsolat|inquiry|enquiry)[a-z]*"
    r"(?:[-_](?:us|me|form|nous|page|details|\d))?(?:,[^/]*)?(?:\.[a-z]{2,5})?/?(?:$|[?#&])"
)
FAMILY = Family(
    "no-body",
    "a page that confirms what the reader did",
    re.compile(
        r"newsletter|subscri|mailing list|e-?mail|inbox|your (?:message|request|order|payment|donation|booking|"
        r"application|entry|feedback|enquiry|inquiry|registration|submission)|\bform\b|rundbrief|abonn|abmeld|"
        r"anmeld|nachricht|bestellung|anfrage|postfach|zahlung|lettre d.information|infolettre|désinscri|inscri|"
        r"courriel|message|demande|commande|boletín|suscri|correo|mensaje|solicitud|pedido|iscri|messaggio|"
        r"richiesta|ordine|assinatura|mensagem|nieuwsbrief|aanmeld|bericht|aanvraag|bestelling|nyhetsbrev|"
        r"prenumer|meddelande|beställning|nyhedsbrev|tilmeld|besked|bestilling|påmeld|melding|uutiskirje|tilau|"
        r"viesti|sähköposti|subskryp|wiadomoś|zamówien|skrzynk|odběr|zpráv|objednáv|schránk|hírlevél|feliratkoz|"
        r"üzenet|rendelés|mesaj|comand|bülten|abonelik|sipariş|e-posta|ενημερωτικ|εγγραφ|μήνυμα|παραγγελ|рассылк|"
        r"подписк|сообщени|заказ|заявк|почт|розсилк|підписк|повідомлен|замовлен|бюлетин|абонамент|съобщени|поръчк|"
        r"pretplat|poruk|narudžb|订阅|邮件|邮箱|订单|留言|訂閱|郵件|ニュースレター|メルマガ|配信|メール|お問い合わせ|ご注文|申し込み|뉴스레터|구독|이메일|문의|주문|"
        r"النشرة|اشتراك|رسالت|بريد|طلبك|ניוזלטר|הרשמ|הודעת|הזמנ|خبرنامه|اشتراک|پیام|सदस्यता|न्यूज़लेटर|ईमेल|"
        r"จดหมายข่าว|สมัคร|อีเมล|ข้อความ|bản tin|đăng ký|tin nhắn|buletin|langganan|pesan"
    ),
    re.compile(
        r"thank(?:s|\s?you)|success|confirm|received|been sent|submitted|signed up|subscribed|removed from|"
        r"no longer (?:receive|get)|check your|get back to you|in touch|\bdank\b|danke|erfolgreich|bestätig|"
        r"erhalten|eingegangen|gesendet|abgemeldet|ausgetragen|merci|succès|reçu|envoyé|désabonn|désinscrit|"
        r"gracias|éxito|recibid|enviad|dado de baja|ya no recibir|grazie|successo|conferm|ricevut|inviat|"
        r"cancellat|non ricever|obrigad|sucesso|recebid|cancelad|bedankt|gelukt|bevestig|ontvangen|verzonden|"
        r"afgemeld|uitgeschreven|\btack\b|bekräft|mottagit|skickat|avregistrer|avsluta|\btak\b|bekræft|modtaget|"
        r"sendt|afmeldt|\btakk\b|bekreft|mottatt|avmeldt|kiitos|vahvist|vastaanot|lähetetty|peruttu|dziękuj|"
        r"potwierd|otrzym|wysłan|wypisan|děkuj|potvr|přijat|odeslán|odhlášen|ďakuj|köszön|megerősít|megkaptuk|"
        r"elküld|leiratkoz|mulțum|primit|trimis|dezabon|teşekkür|onay|başarı|alındı|gönderildi|iptal|ευχαριστ|"
        r"επιβεβ|ελήφθη|στάλθηκε|спасибо|подтвержд|получен|отправлен|отписал|дякуємо|підтвердж|отриман|надіслан|"
        r"благодар|потвърд|изпрат|hvala|谢谢|感谢|感謝|成功|已收到|已取消|退订|确认|確認|ありがとう|完了|解除|受け付け|감사|완료|해지|접수|확인|شكرا|"
        r"تم (?:إلغاء|تأكيد|إرسال|الاشتراك|استلام)|תודה|אושר|התקבל|נשלח|הוסר|متشکر|سپاس|تأیید|لغو|धन्यवाद|पुष्टि|"
        r"रद्द|सफल|ขอบคุณ|สำเร็จ|ยืนยัน|ยกเลิก|cảm ơn|thành công|xác nhận|hủy|terima kasih|berhasil|konfirmasi"
    ),
    least=3,
)
_YEAR = re.compile(r"/(?:19|20)\d\d[/-]")
_LINE_OR_TWO = 90  # letters
_LETTER = 2  # fields of a form to write a letter by, a name and an address
_FORM = 3  # fields to fill in, from which a page is a form


def lines_to_reader(page: Evidence) -> Problem | None:
    """A few lines to the reader on a page that is not for search engines."""
    if not 0 < page.size < NOTICE or not page.is_unowned or page.tells or not page.speaks(most_told=0):
        return None
    if page.has_media or "noindex" not in (page.document.first("robots") or "").lower():
        return None
    return Problem("no-body", "a few lines to the reader rather than an article")


def form(page: Evidence) -> Problem | None:
    """A form to fill in, where no line tells anything."""
    if page.size >= NOTICE or not page.is_unowned or page.tells:
        return None
    asked = len(fields(page.tree))
    tells = any(WHOLE.search(line) and not page.turns(line) for line in page.found.text.split("\n"))
    if (asked >= _FORM and page.turned and not tells) or (asked and page.names(_SIGN_UP_HEADING)):
        return Problem("no-body", "a form to fill in rather than an article")
    return None


def contact(page: Evidence) -> Problem | None:
    """A form to write to the site by, at an address and below a heading that say so."""
    if page.size >= SHORT or _CONTACT_ADDRESS.search(page.document.url.lower()) is None:
        return None
    called = page.names(_CONTACT_HEADING) or (page.size < NOTICE and page.standing != DATED and not page.reports)
    if called and len(fields(page.tree, letters=True)) >= _LETTER:
        return Problem("no-body", "a form to write to the site by rather than an article")
    return None


def confirms_nothing(page: Evidence) -> bool:
    """Whether a sentence reports something or the address has a year, as those of articles do, or no heading thanks the
    reader or says that something was done, and neither does a line or two."""
    if page.reports or _YEAR.search(page.document.url):
        return True
    if any(len(part) < LINE and FAMILY.does(lower_case(part)) for head in page.heads for part in SEPARATOR.split(head)):
        return False
    return page.size >= _LINE_OR_TWO or not any(map(FAMILY.weight, SENTENCE_END.split(lower_case(page.found.text))))


def empty(page: Evidence) -> Problem | None:
    """A page with hardly any text, a picture or a player."""
    if page.size >= NOTHING or page.shows or (page.size and (page.found.title or page.standing != PLAIN)):
        return None
    return Problem("no-body", "the page has no text that could be an article")

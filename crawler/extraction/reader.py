"""Whether a line speaks to its reader, as refusals do, rather than of something else."""

from __future__ import annotations

import re

from crawler.extraction.text import lower_case

# Words by which a text turns to its reader, by language: short words mean something else in another.
_TURNS = {
    "en": r"\b(?:you|your|yours|yourself|we|our|us|please|sorry|oops|thanks|thank)\b",
    "de": (
        r"\b(?:wir|uns|unser\w*|sie|ihnen|ihre?[nmrs]?|du|dir|dich|deine?\w*|euch|euer\w*|bitte|entschuldig\w*|"
        r"leider|danke)\b"
    ),
    "fr": r"\b(?:nous|nos|notre|vous|vos|votre|tu|ton|merci|désolée?s?|veuillez|oups|malheureusement)\b",
    "es": (
        r"\b(?:tú|tus?|te|usted(?:es)?|nuestr\w+|nosotros|nos|hemos|puedes?|por favor|lamentamos|sentimos|disculp\w*|"
        r"gracias|ups|vaya|su (?:navegador|acceso|solicitud|cuenta|ip|dirección|conexión|pedido))\b"
    ),
    "it": (
        r"\b(?:tu|tuoi?|tua|tue|ti|noi|nostr[oiae]|vostr[oiae]|vi|ci|per favore|spiacenti|scusa\w*|grazie|ops|siamo|"
        r"stai|sei|hai|puoi)\b"
    ),
    "pt": (
        r"\b(?:você|vocês|tu|teu|tua|nós|nossos?|nossas?|seu|sua|seus|por favor|desculp\w+|lamentamos|obrigad[oa]|"
        r"ops)\b"
    ),
    "nl": r"\b(?:je|jij|jouw|u|uw|we|wij|ons|onze|helaas|sorry|alstublieft|excuses|oeps|bedankt)\b",
    "sv": r"\b(?:vi|vår\w*|oss|du|din|dina|ditt|dig|er|ert|tyvärr|beklag\w+|ursäkta|hoppsan|vänligen|tack)\b",
    "da": r"\b(?:vi|vores|os|du|din|dine|dit|dig|jer|jeres|desværre|beklag\w*|undskyld|ups|venligst|tak)\b",
    "no": r"\b(?:vi|våre?|oss|du|din|dine|ditt|deg|dere|deres|dessverre|beklag\w*|unnskyld|ops|vennligst|takk)\b",
    "fi": (
        r"\b(?:sinu\w*|sinä|voit|olet|meidän|ole hyvä|valitettavasti|pahoittelemme|hups|kiitos|\w+(?:mme|tsi|isit)|"
        r"(?:yritä|kokeile|tarkista|vahvista|odota|palaa)\w*)\b"
    ),
    "pl": (
        r"\b(?:two\w+|twój|cię|ciebie|ci|państw\w+|nasz\w*|nam|nas|my|prosimy|proszę|możesz|przepraszamy|niestety|"
        r"\w+(?:łeś|łaś|liśmy|amy|emy|imy|ymy)|sprawdź|spróbuj|wróć|jesteś)\b"
    ),
    "cs": (
        r"\b(?:váš|vaš\w*|vás|vám|vámi|náš|naš\w*|nám|nás|prosím\w*|omlouváme|můžete|bohužel|děkujeme|jste|jsme|"
        r"zkuste|ověřte|zkontrolujte|\w+íte)\b"
    ),
    "sk": (
        r"\b(?:váš|vaš\w*|vás|vám|náš|naš\w*|nám|nás|prosím\w*|ospravedl\w+|môžete|žiaľ|bohužiaľ|ďakujeme|ste|sme|"
        r"skúste|\w+íte)\b"
    ),
    "hu": (
        r"\b(?:önn?\w*|kérjük|kérünk|sajn\w+|elnézést|köszönjük|nálunk|oldalunk\w*|\w+(?:unk|ünk)|próbál\w+|"
        r"ellenőrizze)\b"
    ),
    "ro": (
        r"\b(?:dvs|dumneavoastră|vă|noastr\w*|noștri|tău|ta|te|rugăm|vei|ai|ne pare|scuze|mulțumim|încerc\w+|puteți|"
        r"poți)\b"
    ),
    "tr": (
        r"\b(?:siz\w*|lütfen|üzgünüz|maalesef|teşekkür\w*|biz\w*|\w+(?:nız|niz|nuz|nüz|ınız|iniz|yoruz|ruz|rüz|ın|"
        r"in))\b"
    ),
    "el": (
        r"\b(?:σας|μας|σου|εσείς|παρακαλ\w+|λυπ\w+|συγγνώμη|δυστυχώς|ευχαριστ\w+|ουπς|\w+(?:ούμε|ουμε|άμε|είτε|άτε|"
        r"στε))\b"
    ),
    "ru": (
        r"\b(?:вы|вас|вам|вами|ваш\w*|мы|нас|нам|наш\w*|пожалуйста|извин\w+|к сожалению|спасибо|\w+(?:йте|"
        r"ите)(?:сь)?)\b"
    ),
    "uk": (
        r"\b(?:ви|вас|вам|ваш\w*|ми|нас|нам|наш\w*|будь ласка|вибач\w+|перепрош\w+|на жаль|дякуємо|\w+(?:йте|"
        r"іть)(?:ся)?)\b"
    ),
    "bg": r"\b(?:вие|вас|ви|ваш\w*|ние|нас|ни|наш\w*|моля|съжаляв\w+|за съжаление|благодар\w+|можете|\w+(?:йте|ете))\b",
    "hr": r"\b(?:vi|vas|vam|vaš\w*|mi|nas|nam|naš\w*|molimo|žao|nažalost|ispričavamo|hvala|\w+(?:jte|ite))\b",
    "sr": (
        r"\b(?:vi|vas|vam|vaš\w*|mi|nas|nam|naš\w*|molimo|žao|nažalost|izvinjavamo|hvala|ви|вас|вам|ваш\w*|ми|нас|"
        r"нам|наш\w*|молимо|жао|нажалост|извињавамо|хвала|\w+(?:jte|ite|јте|ите))\b"
    ),
    "sl": r"\b(?:vi|vas|vam|vaš\w*|naš\w*|nas|nam|prosimo|žal|oprostite|hvala|\w+(?:jte|ite)|morda)\b",
    "lt": r"\b(?:jūs\w*|jums|jus|mūsų|mes|prašome|deja|atsiprašome|galbūt|\w+(?:kite|ote|ite))\b",
    "lv": r"\b(?:jūs\w*|jums|mūsu|mēs|lūdzu|diemžēl|atvainojiet|iespējams|\w+(?:iet|ies))\b",
    "et": r"\b(?:te|teie|teil|sinu|sul|meie|palun|kahjuks|vabandame|võib-olla|\w+(?:ge|ke|sid))\b",
    "ca": r"\b(?:tu|teu|teva|vostè|nostr\w+|hem|ens|si us plau|ho sentim|gràcies|potser|ups|vaja)\b",
    "bn": r"আপনি|আপনার|আমাদের|আমরা|দুঃখিত|অনুগ্রহ",
    "ta": r"நீங்கள்|உங்கள்|எங்கள்|மன்னிக்கவும்|தயவு",
    "ur": r"آپ|ہم\b|ہمارے|براہ|معذرت|ممکن ہے",
    "fil": r"\b(?:ikaw|iyong|inyong|mo|kami|namin|aming|pakisuyo|paumanhin|maaaring|naku)\b",
    "sw": r"\b(?:wewe|yako|wako|tafadhali|samahani|yetu|huenda)\b",
    "zh": r"您|请|請|你|我们|我們|抱歉|对不起|對不起|谢谢|稍后|稍候",
    "ja": (
        r"ください|下さい|お客様|当社|当サイト|お使い|ご覧|ご利用|申し訳|おりま|お探し|お待ち|ご了承|あなた|"
        r"ません。|ませんでした|可能性があります"
    ),
    "ko": (
        r"세요|십시오|바랍니다|귀하|고객|죄송|드립니다|주십|당사|회원님|요청하신|찾으시|해주|하신|겠습니다|드리|"
        r"신가요|시겠습니까"
    ),
    "ar": r"يرجى|الرجاء|عذر|نعتذر|لديك|كنت|موقعنا|ربما|يمكنك|من فضلك|نأسف|أنت|لك\b|شكرا",
    "he": r"אנא|שלך|אתה|אנו\b|אנחנו|לך\b|מצטער|סליחה|שלנו|תודה|נא\b|ייתכן",
    "fa": r"لطفا|شما|متأسف|متاسف|پوزش|ببخشید|\bما\b|ممکن است|کنید",
    "hi": r"कृपया|आप|हम\b|हमारे|हमारी|क्षमा|धन्यवाद|माफ़|हो सकता",
    "th": r"กรุณา|คุณ|ของเรา|ขออภัย|โปรด|ท่าน|อาจ|ขอบคุณ",
    "vi": r"vui lòng|\bbạn\b|chúng tôi|xin lỗi|rất tiếc|có thể|cảm ơn|quý khách",
    "id": r"\b(?:silakan|anda|kami|maaf|mohon|mungkin|terima kasih|kamu)\b",
}  # fmt: skip
_SPOKEN_LIKE = {
    "nb": "no",
    "nn": "no",
    "bs": "hr",
    "ms": "id",
    "be": "ru",
    "mk": "bg",
}
_TURNS_BY_LANGUAGE = {language: re.compile(words) for language, words in _TURNS.items()}
_COURTEOUS = re.compile(
    r"\b(?:vous|votre|nous|notre|wir|unsere\w*|usted|nuestr\w+|nostr[oiae]|você|nossos?|nasz\w*|вас|вам|ваш\w*|"
    r"наш\w*|σας|bitte|leider|veuillez|désolés?|por favor|lo sentimos|per favore|spiacenti|desculpe|alstublieft|"
    r"helaas|tyvärr|beklager|desværre|valitettavasti|prosimy|przepraszamy|niestety|prosím|omlouváme|bohužel|kérjük|"
    r"sajnáljuk|vă rugăm|lütfen|üzgünüz|παρακαλ\w+|пожалуйста|извините|будь ласка|моля|molimo)\b|您|请|抱歉|ください|"
    r"申し訳|세요|십시오|죄송|يرجى|الرجاء|عذرا|אנא|מצטער|لطفا|कृपया|กรุณา|ขออภัย|vui lòng|silakan|maaf|"
    r"try again|försök igen|prøv igjen|prøv igen|yritä|thử lại|coba (?:lagi|beberapa)|tekrar deneyin|riprova|"
    r"inténtalo|tente|réessay|probeer|spróbuj|zkuste|próbálja|încercați|попробуйте|спробуйте|опитайте|δοκιμάστε|"
    r"再试|再度|다시 시도|حاول|נסו|تلاش کنید|कोशिश करें|ลองใหม่"
)
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"\n]{2,}[”“»\"]|「[^「」\n]{2,}」|『[^『』\n]{2,}』")
_THEY = re.compile(r"\b(?:sie|ihnen|ihre?[nmrs]?)\b")  # in German whoever is spoken to is written with a capital
# What a page calls itself or its site, in any of the languages: articles seldom do.
_ITSELF = re.compile(
    r"\bthis (?:page|(?:web)?site|content|video|domain|account|service|resource|app)\b|"
    r"\bdiese[rsm]? (?:seite|web\s?site|webseite|inhalt|beitrag|artikel|domain|dienst|konto|profil)|"
    r"\bce(?:tte|t)? (?:page|site|contenu|article|application|vidéo|service|compte|profil)\b|"
    r"\best[ae] (?:página|sitio|web|contenido|artículo|oferta|anuncio|site|conteúdo|artigo|cuenta|perfil|conta)\b|"
    r"\b(?:quest[oa]|presente) (?:pagina|sito|contenuto|articolo|account|profilo)|"
    r"\b(?:deze|dit) (?:pagina|site|website|artikel|account|profiel)\b|"
    r"\b(?:denn[ae]|den här|dette|detta) (?:sid[ea]|artik|innehåll|indhold|innhold|nettsted)|"
    r"\bt(?:a|ej|ę) stron|\btat?o (?:stránk|web)|\btento (?:web|obsah|článe|článok)|\bez az? (?:oldal|tartalom|cikk)|"
    r"\bacea?st[ăa]? (?:pagin|site|domeni)|\btämä sivu|\bbu (?:site|sayfa|içerik|internet sitesi|alan adı)|"
    r"\b(?:эт(?:от|а|ой|ого|ому|ом)|данн(?:ый|ая|ого|ой|ому)) (?:сайт|страниц|материал|ресурс|домен|аккаунт|профил)|"
    r"\bц(?:ей|я|ього|ій) (?:сайт|сторінк|матеріал|домен)|\bαυτ(?:ή η σελίδα|ός ο ιστότοπος|ό το περιεχόμενο)|"
    r"(?:この|当)(?:ページ|サイト|記事|ドメイン|動画|コンテンツ|アカウント|ユーザー|プロフィール)|"
    r"[本此该該](?:网站|網站|站|页|頁|网页|网域|内容|內容|域名|账号|帐号|帳號|账户|用户|用戶)|"
    r"(?:이|본|해당) (?:페이지|사이트|기사|게시물|콘텐츠|도메인|계정|프로필)|"
    r"هذ[اه] (?:الصفحة|الموقع|المحتوى|المقال|الحساب)|"
    r"این (?:صفحه|سایت|وب|مطلب|دامنه)|(?:דף|אתר|עמוד|תוכן) זה|(?:यह|इस) (?:पेज|साइट|सामग्री|वेबसाइट)|"
    r"(?:หน้า|เว็บไซต์|เนื้อหา)นี้|(?:trang|website|bài viết|nội dung|tên miền) này|"
    r"\b(?:situs|halaman|konten|laman|domain) ini\b"
)


def unquoted(text: str) -> str:
    """A text without what stands in quotation marks, where articles tell what notices say."""
    return _QUOTED.sub(" ", text)


def turns_to_reader(line: str, language: str | None) -> bool:
    """Whether a line speaks to its reader or of its own page, as refusals do; what it quotes does not count.

    Words of courtesy and those of English count in every language.
    """
    code = (language or "en").lower().partition("-")[0]
    if code == "de":
        line = _THEY.sub(" ", line)
    said = unquoted(lower_case(line))
    turned = _TURNS_BY_LANGUAGE.get(_SPOKEN_LIKE.get(code, code))
    return any(
        pattern is not None and pattern.search(said)
        for pattern in (turned, _COURTEOUS, _TURNS_BY_LANGUAGE["en"], _ITSELF)
    )

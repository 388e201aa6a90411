"""Words that tell what a few lines are, whichever way these are put, in many languages.

`refusals.py` has the sentences and headings of walls; here are the words that any of them is made of. They count only
where nothing says that a page is an article and most of its few lines turn to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.extraction.patterns import lazy

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
        r"\b(?:vi|vas|vam|vaš\w*|naš\w*|nam|molimo|žao|вас|вам|ваш\w*|наш\w*|нам|молимо|жао|\w+(?:jte|ite|јте|"
        r"ите))\b"
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
    "sr": "hr",
    "bs": "hr",
    "sl": "hr",
    "ms": "id",
    "be": "ru",
    "mk": "bg",
    "ca": "es",
}
_TURNS_BY_LANGUAGE = {language: lazy(words) for language, words in _TURNS.items()}
_COURTEOUS = lazy(
    r"\b(?:vous|votre|nous|notre|wir|unsere\w*|usted|nuestr\w+|nostr[oiae]|você|nossos?|nasz\w*|вас|вам|ваш\w*|"
    r"наш\w*|σας|bitte|leider|veuillez|désolés?|por favor|lo sentimos|per favore|spiacenti|desculpe|alstublieft|"
    r"helaas|tyvärr|beklager|desværre|valitettavasti|prosimy|przepraszamy|niestety|prosím|omlouváme|bohužel|kérjük|"
    r"sajnáljuk|vă rugăm|lütfen|üzgünüz|παρακαλ\w+|пожалуйста|извините|будь ласка|моля|molimo)\b|您|请|抱歉|ください|"
    r"申し訳|세요|십시오|죄송|يرجى|الرجاء|عذرا|אנא|מצטער|لطفا|कृपया|กรุณา|ขออภัย|vui lòng|silakan|maaf|"
    r"try again|försök igen|prøv igjen|prøv igen|yritä|thử lại|coba (?:lagi|beberapa)|tekrar deneyin|riprova|"
    r"inténtalo|tente|réessay|probeer|spróbuj|zkuste|próbálja|încercați|попробуйте|спробуйте|опитайте|δοκιμάστε|"
    r"再试|再度|다시 시도|حاول|נסו|تلاش کنید|कोशिश करें|ลองใหม่"
)
_QUOTED = lazy(r"[“„«\"][^“”„«»\"\n]{2,}[”“»\"]|「[^「」\n]{2,}」|『[^『』\n]{2,}』")
_THEY = lazy(r"\b(?:sie|ihnen|ihre?[nmrs]?)\b")  # in German whoever is spoken to is written with a capital


# What a page calls itself or its site, in any of the languages: articles seldom do.
_ITSELF = lazy(
    r"\bthis (?:page|(?:web)?site|content|video|domain|account|service|resource|app)\b|"
    r"\bdiese[rsm]? (?:seite|web\s?site|webseite|inhalt|beitrag|artikel|domain|dienst)|"
    r"\bce(?:tte|t)? (?:page|site|contenu|article|application|vidéo|service)\b|"
    r"\best[ae] (?:página|sitio|web|contenido|artículo|oferta|anuncio|site|conteúdo|artigo)\b|"
    r"\b(?:quest[oa]|presente) (?:pagina|sito|contenuto|articolo)|\b(?:deze|dit) (?:pagina|site|website|artikel)\b|"
    r"\b(?:denn[ae]|den här|dette|detta) (?:sid[ea]|artik|innehåll|indhold|innhold|nettsted)|"
    r"\bt(?:a|ej|ę) stron|\btat?o (?:stránk|web)|\btento (?:web|obsah|článe|článok)|\bez az? (?:oldal|tartalom|cikk)|"
    r"\bacea?st[ăa]? (?:pagin|site|domeni)|\btämä sivu|\bbu (?:site|sayfa|içerik|internet sitesi|alan adı)|"
    r"\b(?:эт(?:от|а|ой|ого|ому|ом)|данн(?:ый|ая|ого|ой|ому)) (?:сайт|страниц|материал|ресурс|домен)|"
    r"\bц(?:ей|я|ього|ій) (?:сайт|сторінк|матеріал|домен)|\bαυτ(?:ή η σελίδα|ός ο ιστότοπος|ό το περιεχόμενο)|"
    r"(?:この|当)(?:ページ|サイト|記事|ドメイン|動画|コンテンツ)|"
    r"[本此该該](?:网站|網站|站|页|頁|网页|网域|内容|內容|域名)|"
    r"(?:이|본|해당) (?:페이지|사이트|기사|게시물|콘텐츠|도메인)|هذ[اه] (?:الصفحة|الموقع|المحتوى|المقال)|"
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
    said = unquoted(line.lower())
    turned = _TURNS_BY_LANGUAGE.get(_SPOKEN_LIKE.get(code, code))
    return any(
        pattern is not None and pattern.search(said)
        for pattern in (turned, _COURTEOUS, _TURNS_BY_LANGUAGE["en"], _ITSELF)
    )


@dataclass(frozen=True, slots=True)
class Family:
    """Words that say together what kind of a notice a few lines are, whichever way they are put, in lower case.

    Neither `what` nor `done` tells anything alone: a page may tell of robots or ask to confirm something.
    """

    kind: str
    tells: str
    what: re.Pattern[str]
    done: re.Pattern[str]
    least: int = 2  # different words of both

    def touches(self, text: str) -> bool:
        """Whether a text has any of the matter's words."""
        return self.what.search(text) is not None

    def weight(self, text: str) -> int:
        """How many different words of the family a text has outside quotations; none where one half is missing."""
        text = unquoted(text)
        what, done = set(self.what.findall(text)), set(self.done.findall(text))
        return len(what | done) if what and done else 0


FAMILIES = (
    Family(
        "challenge",
        "a block page",
        lazy(
            r"(?<![a-z])ip(?![a-z])|queue|warteschlange|file d[’\']attente|anrop|forespørgsl|pyyntö|robot|\bbots?\b|"
            r"captcha|automat|automáti|human|mensch|humain|umano|\bmens\b|människa|menneske|człowiek|člověk|ihminen|"
            r"ember\b|insan|άνθρωπ|ρομπότ|человек|робот|людин|真人|机器人|機器人|人机|人間|ロボット|ボット|사람|로봇|"
            r"إنسان|روبوت|אדם|רובוט|मानव|रोबोट|มนุษย์|หุ่นยนต์|con người|manusia|\bip\b|ip-?\w*adres|traffic|tráfico|"
            r"trafic|verkehr|traffico|network|netzwerk|réseau|rete\b|red\b|trafik|сети|трафик|мереж|网络|網路|"
            r"ネットワーク|네트워크|security|sicherheit|sécurité|seguridad|sicurezza|segurança|beveilig|säkerhet|"
            r"sikkerhe|turvallisuus|bezpiecze|bezpečnost|biztonság|güvenlik|ασφάλει|безопасност|безпек|сигурност|"
            r"sigurnos|安全|セキュリティ|보안|الأمان|אבטחה|सुरक्षा|ความปลอดภัย|bảo mật|keamanan|firewall|\bwaf\b|"
            r"requests?\b|anfrage|requête|solicitud|richiest[ae]|pedido|verzoek|förfrågning|forespørs|żąda|požadav|"
            r"kérés|istek|запрос|запит|请求|リクエスト|アクセス|요청|접근|접속|访问|訪問|zugriff|accès|acceso|accesso|"
            r"acesso|toegang|åtkomst|adgang|tilgang|pääsy|dostęp|přístup|hozzáfér|erişim|πρόσβασ|доступ|достъп|"
            r"access\b|ربات|دسترسی|مرورگر|امنیت|درخواست(?:‌?های)? (?:شما|زیاد|در)|الوصول|المتصفح|חיבור|גישה|פעילות|"
            r"trình duyệt|truy cập|เข้าถึง|पहुँच|akses|\bin line\b|κίνηση|browser|scraper|yhtey|forbindelse|"
            r"anslutning|tilkobling|connection|verbindung|connexion|conexión|conexão|connessione|verbinding|połączen|"
            r"připojení|kapcsolat|conexiun|bağlantı|соединени|підключ|接続|连接|연결|اتصال|kết nối|koneksi|\bruch\b|"
            r"\bsieci|\bsít[ěi]|\bsieti|hálózat|forgalom|rețea|\bağ\b|ağınız|δίκτυο|връзка|мрежа|човек|čovjek|čovek|"
            r"žmog|cilvēk|inimene|połącz|spojení|pripojeni|veza|veze|存取|權限|权限|person\b|personne\b|persona\b|"
            r"osob[ąy]|ไอพี|คำขอ|आईपी|cereri"
        ),
        lazy(
            r"checking|wait time|sprawdz|kontroluj|kontroll|sjekk|tjek|tarkist|buktikan|udowodn|prokaž|dokaž|bizonyít|"
            r"kanıt|докаж|довед|证明|證明|証明|증명|bevis|todista|αποδείξ|风险|風險|威胁|威脅|防护|risk|threat|banned|"
            r"virtual|verif|confirm|prüf|bestätig|vérifi|prove\b|beweis|comprueb|comprob|dimostra|controleer|bekräfta|"
            r"bekreft|bekræft|vahvista|varmista|block|geblockt|gesperrt|bloqu|bloccat|geblokkeerd|blokker|estet|"
            r"zablok|letilt|engel|αποκλ|заблок|ограничен|обмеж|блокир|restrict|limited|denied|rejected|rechaz|rifiut|"
            r"negado|denegad|refusé|verweiger|suspicio|unusual|ungewöhnlich|verdächtig|inhabituel|suspect|inusual|"
            r"sospech|insolit|sospett|suspeit|ongewoon|verdacht|ovanlig|mistänk|uvanlig|mistenk|usædvanlig|epätavalli|"
            r"podejrz|nietypow|podezř|neobvykl|gyanús|szokatlan|şüpheli|olağandışı|ύποπτ|подозрит|необычн|підозр|异常|"
            r"可疑|不正|短時間に|비정상|의심|too many|zu viele|trop de|demasiad|troppe|te veel|för många|for mange|"
            r"liian mon|zbyt wiele|příliš|túl sok|çok fazla|слишком много|забагато|频繁|頻繁|拦截|阻断|拒绝|拒否|制限|"
            r"验证|驗證|認証|確認|확인|차단|제한|التحقق|تحقق|حظر|أثبت|תאמת|אימות|ודא|חסימ|नहीं हैं|सत्याप|पुष्टि|"
            r"ตรวจสอบ|ยืนยัน|ถูกบล็อก|xác minh|xác nhận|bị chặn|verifikasi|konfirmasi|diblokir|doğrul|подтверд|"
            r"проверк|провер|перевір|підтвер|ověř|overte|weryfik|potwierd|ellenőr|επαλήθευ|επιβεβαί|потвърд|potvrd|"
            r"provjer|مسدود|محدود(?!ه)|بررسی|تأیید|تایید|شناسایی|غير (?:عادي|معتاد)|نتحقق|חריג|חסום|נחסמ|חשוד|בודק|"
            r"攻击|攻擊|疑似|bất thường|kiểm tra|ผิดปกติ|असामान्य|ασυνήθισ|tidak biasa|mencurigakan|unauthori[sz]ed|"
            r"comproban|überprüf|vérifions|verificando|проверяем|перевіряємо|geen robot|kein robot|not a robot|"
            r"no soy un robot|pas un robot|не робот|nie jestem robotem|non sono un robot|nem (?:vagyok )?robot|"
            r"não sou um robô|robot değil|ロボットでは|不是机器人|로봇이 아닙니다|sekun|\bseconds?\b|segundos?\b|"
            r"secund|saniye|секунд|秒|ثوان|שניות|วินาที|giây|detik|проверав|проверяв|provjerav|proverava|overuj|"
            r"ověřuj|keep[^.]{0,30}away|bloc?k?lis|list[ae] de bloqueo|prouver|démontr|demostr|dowied|quick check|"
            r"一会|遭拒|沒有權限|没有权限|demonstr|blocat|blocăm|ระงับ|อนุญาต|अनुरोध आए"
        ),
        least=3,
    ),
    Family(
        "not-found",
        "a page for what is not found",
        lazy(
            r"puslap|\blapa|\bleht|\bstrani\b|pàgina|পৃষ্ঠা|পাতা|பக்க|صفحہ|pahina|ukurasa|\bpages?\b|seite|página|"
            r"pagin[aă]|\bsid[ae]n?\b|\bsivu|stron[ayęie]|stránk|oldal|sayfa|σελίδα|страниц|сторінк|stranic|页面|頁面|"
            r"网页|網頁|ページ|페이지|صفحة|صفحه|עמוד|\bדף|पेज|पृष्ठ|หน้า|\btrang\b|halaman|article|artikel|artículo|"
            r"articol|artigo|artikkel|artyku|článe?k|článok|\bcikk|makale|\bhaber|άρθρο|стать|статт|материал|матеріал|"
            r"文章|内容|內容|記事|기사|مقال|محتوى|כתבה|תוכן|लेख|सामग्री|เนื้อหา|บทความ|bài viết|nội dung|konten|"
            r"\bcontent|inhalt|contenu|contenido|contenut|conteúdo|inhoud|innehåll|indhold|innhold|sisältö|juttu|"
            r"treść|treści|\bobsah|tartal|içerik|περιεχόμεν|контент|\burl\b|\blinks?\b|address|adres|dirección|"
            r"indirizzo|endereço|osoite|\bcím|адрес|地址|链接|アドレス|リンク|주소|\bposts?\b|story|stories|beitrag|"
            r"publicación|entrada|inlägg|thread|\btopic|thema\b|\btema\b|video|vídeo|account|konto|profil|مطلب|"
            r"home ?page|startseite|page d.accueil|página (?:de inicio|principal|inicial)|главн|головн|首页|首頁|"
            r"トップページ|ana ?sayfa|strona główna|stronę główną|trang chủ|หน้าแรก|anuncio|\bannonce|anzeige\b|"
            r"listing|inserat|ogłosze|объявлен|оголошен|게시|نشانی|آدرس|публікац|διεύθυνσ|bağlantı"
        ),
        lazy(
            r"(?:not|n['’]t|cannot) (?:be |seem to )?(?:found|find|exist)|not exist|remove|delete|moved|gone\b|"
            r"kein\w* \w+ mehr|verloren|finden wir (?:leider |hier )?(?:kein|nicht)|ne se trouve|n[\'’]est plus|"
            r"pas trouv|disparu|ya no|tu nie je|не постоји|премешт|обрисан|nerast|perkelt|ištrin|neeksist|dzēst|"
            r"pārvieto|ei leitud|kustutat|teisalda|ni (?:mogoče|na voljo)|pri nas ni|prestavlj|izbris|esborra|নেই|"
            r"যায়নি|সরানো|இல்லை|கிடைக்கவில்லை|நீக்க|نہیں مل|ہٹا|binura|inilipat|hindi mahanap|haikupatikana|"
            r"nie działa|archiviat|avpublicer|avpubliser|снят|не работает|werkt niet|funktioniert nicht|ne fonctionne|"
            r"no funciona|missing|no longer (?:available|exist\w*|here|online|active|open)|unavailable|not available|"
            r"suspended|expired|lost\b|wandered|nicht (?:gefunden|finden|mehr|verfügbar|vorhanden|existier)|"
            r"existiert nicht|gibt es (?:hier |bei uns )?nicht|gelöscht|entfernt|verschoben|introuvable|n['’]existe|"
            r"supprim|déplac|plus (?:disponible|en ligne)|perdue?\b|"
            r"no (?:existe|encontr\w+|está|se encuentra|disponible)|eliminad|movid[oa]|borrad|retirad|"
            r"non (?:esiste|trovat\w|disponibile|è (?:più|stat))|inesistente|rimoss|spostat|eliminat|"
            r"não (?:existe|encontr\w+|est[áa]|foi)|removid|excluíd|apagad|niet (?:gevonden|vinden|meer|beschikbaar)|"
            r"bestaat niet|verwijderd|verplaatst|hittade?s|hitta\b|finns inte|tagits bort|flytta|finnes ikke|"
            r"findes ikke|ikke (?:fund|funn|finn|leng|mere)|finner ikke|slettet|fjernet|ei (?:löy|ole|enää)|löytynyt|"
            r"siirretty|poistettu|nie (?:istnieje|znalez|ma )|przeniesion|usunięt|neexist|nenalez|nenašl|nebyl|"
            r"odstran|smazán|přesun|presun|vymaz|nem (?:található|létezik|érhető|találj)|töröl|áthelyez|"
            r"nu (?:există|a fost|mai)|șters|mutat|bulunam|mevcut değil|silin|taşın|kaldırıl|"
            r"δεν (?:βρέθηκε|υπάρχει|είναι)|διαγρ|μετακιν|не (?:найден|существ|знайд|існу|е намерен|е открит|найш)|"
            r"страницы нет|удал[её]н|видален|перемещ|переміщ|изтрит|преместен|ne postoji|nije prona|obrisan|premješ|"
            r"uklonj|不存在|找不到|删除|刪除|下架|移除|下线|失效|违规|無法|存在しま|存在しない|見つか|削除|終了|"
            r"찾을 수 없|삭제|존재하지|만료|غير موجود|حذف|نقل|لم يتم|لم نعثر|یافت نشد|לא נמצא|לא קיים|הוסר|नहीं मिल|"
            r"हटा|मौजूद नहीं|ไม่พบ|ลบ|không tìm|không tồn tại|xóa|tidak (?:di)?temukan|tidak ada|tidak tersedia|"
            r"dihapus|dipindah|hier (?:ist|gibt es|steht) (?:leider )?nichts|\bnothing (?:here|found|to see)|"
            r"\brien ici|aquí no hay|nada (?:por )?aquí|qui non c.è|hier is niets|här finns inget|ничего нет|"
            r"nic tu nie|حذف شده|وجود ندارد|پیدا نشد|تغییر کرده|لا يوجد|אינו קיים|אינה קיימת|noch keinen|abgelaufen|"
            r"caducad|expiré|scadut|wygas|истек|stiahl|stáhl|not the page|nėra|canviat|išsikėl|zmaz|yayından|\byok\b|"
            r"eskimiş|yanlış|αντιστοιχεί|उपलब्ध नहीं|पुरान|không còn|لم نجد|ح[ُ]?ذفت|تغي[ّ]?ر|більше немає|nenajdete|"
            r"překlep|nem elérhető|não achamos|mudad[oa] de|返回首页|火星|ingenstans|nowhere|ไม่มี|หมดอายุ"
        ),
    ),
    Family(
        "server-error",
        "an error of the server",
        lazy(
            r"prace serwisowe|prace (?:techniczne|modernizac)|serwisowan|maintenance|wartung|gewartet|entretien|"
            r"travaux|peau neuve|mantenimiento|manutenzione|manutenção|onderhoud|underhåll|vedlikehold|vedligehold|"
            r"huolto|konserwac|prace techniczne|údržb|karbantart|mentenan|bakım|συντήρηση|обслуживан|"
            r"техническ\w+ (?:работ|перерыв)|технічн|поддръжка|održavanj|维护|維護|升级|メンテナンス|점검|صيانة|"
            r"תחזוקה|रखरखाव|ปรับปรุง|bảo trì|pemeliharaan|technical (?:issue|problem|difficult)|"
            r"technische\w* (?:problem|störung|schwierig)|problème technique|problemas? técnic|problem\w* tecnic|"
            r"technische storing|teknisk\w* (?:fel|feil|fejl|problem)|teknisi|problem\w* techniczn|"
            r"technick\w+ (?:problém|potíž)|műszaki|teknik bir|overload|überlastet|surchargé|servers?\b|serveur|"
            r"servidor|\bserwer|сервер|服务器|伺服器|サーバ|서버|الخادم|\berror|fehler|erreur|\berrore|\berro\b|"
            r"\bfout\b|\bfel\b|\bfeil\b|\bfejl\b|virhe|błąd|chyb[aou]|\bhiba|eroare|\bhata\b|σφάλμα|ошибк|помилк|"
            r"грешка|grešk|错误|錯誤|エラー|障害|오류|خطأ|خطا|שגיאה|त्रुटि|ข้อผิดพลาด|\blỗi|kesalahan|went wrong|"
            r"schiefgelaufen|schief gegangen|mal passé|salió mal|andato storto|deu errado|misgegaan|gick fel|"
            r"gikk galt|gik galt|meni pieleen|poszło nie tak|pokazilo|ters gitti|пошло не так|تعمیر|به‌?روزرسانی|"
            r"بروزرسانی|عطل|מתחזק|תקלה|تقنية|तकनीकी|ขัดข้อง|sự cố|gangguan|小差|繁忙|base de datos|datenbank|databas|"
            r"base de données|banco de dados|базы данных|бази даних|baz[ayą] danych|veritabanı|数据库|資料庫|"
            r"データベース|데이터베이스|قاعدة البيانات|cơ sở dữ liệu|poruch|porouch|závad|storing|störung|\bpanne|"
            r"avería|guasto|awari|üzemzavar|defecțiune|arıza|βλάβη|сбой|неполадк|збій|故障|不具合|장애|集中し|混雑|"
            r"混み合|혼잡|拥挤|(?:wir|we|we[’\']re|wij) (?:are |gerade )?(?:werken|arbeiten|working)|werken we|"
            r"arbeiten wir|travaillons|estamos trabajando|ajustes|stiamo lavorando|estamos trabalhando|pracujemy|"
            r"pracujeme|dolgozunk|çalışıyoruz|работаем|працюємо|сломал|поломал|зламал|чиним|ремонт|оновлю|обновля|"
            r"vylepš|ulepsz|verbessern|améliorons|mejorando|migliorando|더 나은|sunucu|\bsorun|häiriö|πρόβλημα|τεχνικ|"
            r"समस्या|hệ thống|palvelu|ระบบ"
        ),
        lazy(
            r"wracamy|zaraz|ponownie|\bback\b|\bsoon\b|moment|kürze|zurück|später|bientôt|retour|plus tard|pronto|"
            r"volve|breve|presto|torn|più tardi|mais tarde|em breve|voltar|snart|senare|senere|tillbaka|tilbage|"
            r"tilbake|straks|binnenkort|terug|later\b|pian\b|myöhemmin|palaa|wkrótce|później|wróć|brzy|později|"
            r"hamarosan|később|curând|yakında|daha sonra|σύντομα|αργότερα|скоро|позже|позднее|незабаром|пізніше|"
            r"по-късно|kasnije|uskoro|稍后|稍候|稍後|再试|しばらく|後ほど|終了|잠시|나중에|قريب|لاحق|בקרוב|מאוחר|जल्द|"
            r"बाद में|เร็วๆ|ภายหลัง|sớm|lát|segera|nanti|minutes?\b|minuten|again|erneut|nochmal|réessay|"
            r"intent(?:ar|e|a)\b|riprov|tente|opnieuw|försök|prøv|yritä|spróbuj|zkuste|próbál|încerca|tekrar|δοκιμ|"
            r"попроб|спробуй|опитай|working on|being fixed|looking into|arbeiten daran|temporar|vorübergehend|zurzeit|"
            r"derzeit|provisoire|actuellement|temporal|momentane|tijdelijk|tillfälligt|midlertidig|tilapäis|chwilow|"
            r"tymczas|dočasn|átmeneti|geçici|временн|тимчасов|ただいま|现在|目前|暂时|暫時|patience|geduld|paciencia|"
            r"pazienza|paciência|tålamod|tålmodig|cierpliw|trpěliv|türelm|sabr|терпен|زودی|بعدا|دوباره|حاول|מצטער|נסה|"
            r"שוב|पुनः|ลองใหม่|thử lại|coba lagi|establish|connection|connexion|conexión|conexão|verbindung|соединени|"
            r"подключени|з.єднан|połączen|bağlan|连接|連線|接続|연결|الاتصال|kết nối|chvíl|enseguida|nog eens|"
            r"時間をおいて|хвилин|минут|perc(?:en)? belül|перезагруз|만나|saat lagi|\bcoba\b|"
            r"फिर (?:से )?(?:कोशिश|प्रयास)|थोड़ी देर|hetken|ít phút|dakika"
        ),
    ),
    Family(
        "log-in",
        "a page for members",
        lazy(
            r"log(?:ged)? ?in\b|sign(?:ed)? ?in\b|password|invited|permission|members?\b|registered|anmeld|einlogg|"
            r"eingeloggt|passwor|mitglied|connect\w+|mot de passe|membres?\b|adhérent|iniciar? sesión|inicia sesión|"
            r"contraseña|socios|miembro|accedi|accesso|soci\b|iscritt|entrar\b|senha|inlog|wachtwoord|leden|logga in|"
            r"lösenord|medlem|log(?:g)? (?:ind|inn)|adgangskode|passord|kirjaud|salasana|jäsen|zalog|hasło|przihl|"
            r"přihl|heslo|bejelentkez|jelszó|autentific|parol|giriş|şifre|üye|σύνδεσ|συνδεθ|κωδικ|войдите|войти|"
            r"авториз|пароль|увійд|登录|登入|密码|密碼|会员|ログイン|パスワード|会員|로그인|비밀번호|회원|"
            r"تسجيل الدخول|كلمة المرور|התחבר|סיסמ|लॉग ?इन|पासवर्ड|เข้าสู่ระบบ|รหัสผ่าน|สมาชิก|đăng nhập|mật khẩu|"
            r"masuk|kata sandi|account\b|konto\b|compte\b|cuenta\b|conta\b|вход|авторизу|ورود|رمز عبور|عضو|כניסה|"
            r"משתמש|帐号|帳號|アカウント|계정|tài khoản|akun\b|בתור|увій|jelentkez|kirjau|conectez"
        ),
        lazy(
            r"n['’]t have|must|need to|required|protected|only|private|nur\b|müssen|muss\b|geschützt|privat|réserv|"
            r"protég|privé|devez|sólo|solo\b|debes?\b|protegid|privad|riservat|protett|devi\b|apenas|precisa|restrit|"
            r"alleen|moet|beveiligd|besloten|endast|måste|skyddad|kun\b|bare\b|skal\b|må\b|beskyttet|vain|täytyy|"
            r"tylko|musisz|chronion|pouze|musíte|chráněn|jen\b|csak|kell|védett|doar|trebuie|protejat|sadece|yalnızca|"
            r"gerek|μόνο|πρέπει|только|необходимо|нужно|защищ|закрыт|лише|not logged|do not have|privilege|"
            r"authori[sz]ed|invited|nicht (?:angemeldet|eingeloggt|berechtigt)|berechtigung|n['’]êtes pas|"
            r"no (?:has|tiene)|autori[sz]|потрібно|需要|仅限|请先|才能|必要|のみ|限定|전용|필요|يجب|فقط|חייב|רק\b|"
            r"केवल|เฉพาะ|ต้อง|chỉ|cần|hanya|harus|perlu|create an|continue|fortfahren|continuer|continuar|continuare|"
            r"verder|fortsätt|kontynuować|продолж|продовж|برای (?:ادامه|مشاهده)|باید|להמשיך|继续|繼續|続け|계속|"
            r"tiếp tục|untuk (?:me\w+|lanjut)|m[ae]l[ıi](?:s|y|dır)|ज़रूरी|आवश्यक|יש ל|חובה|nevoie"
        ),
        least=3,
    ),
    Family(
        "age-gate",
        "a page that asks for the reader's age",
        lazy(
            r"\b(?:1[68]|2[01])\b ?(?:\+|years|jahre|ans\b|años|anni|anos|jaar|år|vuot|lat\b|let\b|éves|ani\b|yaş|"
            r"ετών|лет|рок|години|godin|岁|歲|歳|세|سن|שנ|साल|ปี|tuổi|tahun)|(?:über|schon|already|over|plus de|"
            r"más de|ya\b|già|ouder dan|fyllt|fylt|täyttänyt) (?:1[68]|2[01])\b|legal(?: drinking)? age|of age\b|"
            r"adults?\b|âge légal|edad legal|età legale|idade legal|mindestalter|alcohol|alcool|alkohol|алкогол|лет\b|"
            r"исполнилось|酒|volljährig|majeure?\b|majorité|mayor(?:es)? de edad|maggiorenn|maior(?:es)? de idade|"
            r"meerderjarig|myndig|täysi-ikäi|pełnoletni|plnolet|zletil|nagykorú|majorat|major\b|reşit|ενήλικ|"
            r"совершеннолет|повнолітн|пълнолет|punoljet|成年|成人|未成年|성인|미성년|البالغ|מבוגר|वयस्क|ผู้ใหญ่|"
            r"dewasa|date of birth|geburtsdatum|date de naissance|fecha de nacimiento|data di nascita"
        ),
        lazy(
            r"enter|visit|confirm|view\b|contin|access|proceed|besuch|betret|bestätig|eintret|weiter|alt\b|entr[ae]|"
            r"visite|accéd|acced|confirma|salir|esci|sair|sai|betreed|bezoek|bevestig|besök|bekräfta|besøg|bekræft|"
            r"besøk|bekreft|vahvista|siirty|wejdź|wejść|potwierd|odwied|vstup|potvr|ověř|belép|megerős|intra|giriş|"
            r"onayla|doğrula|είσοδ|επιβεβ|вход|войти|подтверд|увійти|підтвер|влез|potvrdi|进入|進入|确认|是否|入場|"
            r"確認|閲覧|ですか|입장|확인|دخول|תאשר|כניסה|प्रवेश|पुष्टि|เข้าสู่|ยืนยัน|masuk|konfirmasi|suitable|"
            r"geeignet|offensive|sensitive|warning|yes|\bja\b|\boui\b|\bsí\b|\bsim\b|\btak\b|\bano\b|\bigen\b|\bda\b|"
            r"evet|ναι|да\b"
        ),
    ),
    Family(
        "redirect",
        "a page that leads on to another",
        lazy(
            r"leaving|leave\b|redirect|forwarded|verlassen|weiterleit|weitergeleitet|umgezogen|umzug|quitter|quittez|"
            r"redirig|réorient|saliendo|salir de|abandona|redirecciona|lasciando|uscendo|reindirizz|trasferit|mudamos|"
            r"mudou|saindo|verlaat|doorgestuurd|verhuisd|lämnar|omdirig|vidarebefordra|flyttat till|forlader|forlater|"
            r"viderestil|videresend|poistu\w+|uudelleenohj|opuszcza|przekier|opouští|přesměr|elhagy|átirány|părăs|"
            r"redirecț|ayrılıyor|yönlendir|εγκαταλείπ|ανακατεύθ|покида|перенаправ|переход|перехід|залиша|напускат|"
            r"пренасоч|napuštate|preusmjer|即将离开|即將離開|跳转|跳轉|外部链接|移動|外部サイト|이동|مغادرة|توجيه|"
            r"עוזב|מועבר|अन्य साइट|กำลังออก|เปลี่ยนเส้นทาง|rời khỏi|chuyển hướng|meninggalkan|dialihkan|has moved|"
            r"moved to|new address|neue adresse|nouvelle adresse|nueva dirección|nuovo indirizzo|novo endereço|"
            r"(?:вы )?переходите|ви переходите|خروج از|انتقال|自動的に"
        ),
        lazy(
            r"https?://|www\.|\b[\w-]+\.(?:com|org|net|de|fr|es|it|nl|example|eu|info|blog|ru|pl|io|me|cn|jp)\b|"
            r"external|extern|third|continu|weiter|click|klick|cliqu|clic|here\b|hier\b|\bici\b|aquí|\bqui\b|aqui|"
            r"här\b|\bher\b|继续|繼續|続|계속|seconds|sekunden|secondes|segundos|secondi|second\w*|bookmark|"
            r"lesezeichen|favoris|marcador|внешн|ссылк|зовнішн|посилан|خارجی|خارجي|חיצוני|クリック|こちら"
        ),
    ),
    Family(
        "placeholder",
        "a domain without a site",
        lazy(
            r"\bdomains?\b|domaine|domein|domini[oi]|domín|domæne|domän|domene|verkkotunnu|domen[ay]|домен|alan ad|"
            r"域名|ドメイン|도메인|نطاق|דומיין|webspace|web ?hosting|hosting|دامنه|alan adı"
        ),
        lazy(
            r"registered|parked|for sale|expired|owner|purchase|registriert|reserviert|geparkt|verkauf|inhaber|"
            r"eingerichtet|créé|enregistré|à vendre|expiré|registrad|en venta|à venda|caducad|expirad|registrat|"
            r"in vendita|scadut|geregistreerd|te koop|verlopen|registrer|til salg|til salgs|till salu|rekisteröi|"
            r"zarejestr|sprzeda|wygas|registrov|prodej|predaj|bejegyez|eladó|înregistrat|vânzare|satılık|kayıtlı|"
            r"зарегистр|продаж|продаёт|припарк|истек|зареєстр|出售|到期|過期|过期|已注册|取得|期限切れ|판매|만료|등록|"
            r"للبيع|למכירה|no (?:website|content|page)|keine (?:website|webseite|inhalte)|en ligne|in kürze|"
            r"coming soon|connected?\b|verbunden|connecté|conectad|collegat|bud\b|offer\b|angebot|offre|oferta|"
            r"offerta|转让|轉讓|فروش|đăng ký|oluşturul|hazır|yüklen|created|erstellt|angelegt|propriet|besitzer"
        ),
    ),
    Family(
        "challenge",
        "a page that was closed by law or an administrator",
        lazy(
            r"decreto|decret\b|peraturan|undang|legislati|\blaws?\b|gesetz|\blois?\b|\bleyes|\bley\b|\blegge\b|lei nº|"
            r"kanun|karar|закон|решени[ея] суда|legal reasons|court|gericht|tribunal|rechtlich|raisons légales|"
            r"motivos legales|administrator|administrateur|administrador|policy|richtlini|法律|法规|法令|법률|قانون|"
            r"القانون|pháp luật|กฎหมาย|कानून"
        ),
        lazy(
            r"(?:access|accesso|acceso|accès|acesso|akses|erişim|доступ|zugriff|zugang|\bsit[eo]s?\b|situs|"
            r"website)[^.]{0,120}(?:block|blocc|bloqu|gesperrt|restrict|denied|engellen|ограничен|запрещ|заблокир|"
            r"ditutup|diblokir|non (?:è )?consentit|interdit|prohib|suspend)|접속이? 차단|被(?:屏蔽|封锁|阻止)|حجب|"
            r"مسدود|(?:not|nicht|plus|no) (?:longer )?(?:available|abrufbar|disponible)"
        ),
    ),
    Family(
        "challenge",
        "a page that asks to switch an ad blocker off",
        lazy(
            r"ad-?\s?block\w*|werbeblocker|bloqueur|bloqueador|blocco (?:degli )?annunci|advertentieblokker|"
            r"annonsblockerare|annonceblocker|annonseblokker|mainosten?\s?est|blokowani\w+ reklam|adblock|blokátor|"
            r"reklám\w*blokk|hirdetésblokkol|reklam engel|блокировщик|блокувальник|广告拦截|廣告攔截|広告ブロック|"
            r"광고 ?차단|مانع الإعلانات|חוסם פרסומות"
        ),
        lazy(
            r"disable|turn|switch|allow|whitelist|using|detect|deaktivier|ausschalten|schalten|verwenden|erkannt|"
            r"désactiv|détect|utilis|desactiv|usando|disattiv|rilevat|utilizz|desativ|uitschakel|gebruik|gedetecteerd|"
            r"stäng|använd|slå|bruk|brug|poista|käytä|wyłącz|używa|wykry|vypn|použív|kapcsol|használ|kapat|kullan|"
            r"απενεργ|отключ|используе|вимкн|关闭|關閉|检测|無効|検出|해제|사용|عطّل|תשבית"
        ),
    ),
    Family(
        "challenge",
        "a page that is not open in the reader's country",
        lazy(
            r"\buk\b|\busa?\b|united (?:kingdom|states)|countr(?:y|ies)|region|location|\bland\b|ländern|deutschland|"
            r"\bpays\b|país|paese|\bkraj|země|ország|ülke|χώρα|стран[еы]|країн|държава|国家|地区|地區|地域|国から|"
            r"国外|국가|지역|بلدك|منطقت|במדינ|देश|ประเทศ|quốc gia|negara|europe|\beu\b|\beea\b|gdpr|\bvpns?\b|proxy"
        ),
        lazy(
            r"only (?:works|available|in\b)|not (?:be )?(?:available|accessible|shown)|unavailable|"
            r"nicht (?:verfügbar|abrufbar|zugänglich|zeigen)|nur innerhalb|pas (?:disponible|accessible)|indisponible|"
            r"no (?:está )?disponible|non (?:è )?disponibile|não (?:está )?dispon|niet (?:beschikbaar|toegankelijk)|"
            r"inte tillgänglig|ikke tilgængelig|ikke tilgjengelig|ei ole (?:saatavilla|katsottavissa)|niedostępn|"
            r"nie jest dostępn|není dostupn|nem (?:elérhető|érhető)|kullanılam|mevcut değil|δεν είναι διαθέσιμ|"
            r"недоступ|无法|不可|無法|ご利用いただけ|視聴できません|이용할 수 없|غير متاح|לא זמין|उपलब्ध नहीं|"
            r"ไม่สามารถ|không khả dụng|tidak tersedia|licen[cs]|lizenz|rights|rechtlich|droits|derechos|diritti|"
            r"direitos|rechten|rättighet|rettighed|oikeuk|praw|jog\b|turn (?:it|them|your \w+) off|using an? |"
            r"detected|désactive|desactiv|schalte"
        ),
    ),
    Family(
        "needs-javascript",
        "a page that asks for another browser",
        lazy(
            r"browsers?\b|navigateur|navegador|prohlížeč|przeglądark|böngésző|selain|webbläsare|nettleser|tarayıcı|"
            r"браузер|προγράμμα\w+ περιήγησης|浏览器|瀏覽器|ブラウザ|브라우저|متصفح|مرورگر|דפדפן|ब्राउज़र|เบราว์เซอร์|"
            r"trình duyệt|peramban|javascript|java ?script|browser\w*|selai[nm]"
        ),
        lazy(
            r"outdated|out of date|unsupported|not support|no longer support|old(?:er)?\b|modern|latest|upgrade|"
            r"update|veraltet|alte[rn]?\b|aktuell|aktualisier|unterstützt|obsolète|récent|pris en charge|mettez|"
            r"obsolet|antigu|actualiz|compatible|reciente|aggiorn|supportat|atualiz|desatualiz|verouderd|nieuwere|"
            r"föråldrad|uppdatera|foreldet|oppdater|forældet|opdater|vanhentu|päivitä|przestarzał|zaktualizuj|"
            r"zastaral|aktualizuj|elavult|frissít|învechit|güncel|desteklen|παλι|ενημερώσ|ενεργοπο|устаре|обнов|"
            r"поддержива|застаріл|оновіть|включи|увімкн|过旧|升级|更新|支持|最新|古い|対応して|サポート|업데이트|지원|"
            r"قديم|تحديث|تفعيل|قدیمی|فعال|ישן|עדכן|पुराना|अपडेट|อัปเดต|เปิดใช้|lỗi thời|cập nhật|\bbật\b|perbarui|"
            r"aktifkan|etkinleştir|włącz|povol|zapn|habilit|aktivier|activez|attiva|schakel|aktivera|aktiver|besoin|"
            r"nécessit|benötigt|braucht|requiere|necesita|richiede|precisa|vereist|kräver|kræver|krever|wymaga|"
            r"vyžaduje|igényel|necesită|требует|потребує|gerektir|需要|必要|필요|يتطلب|דורש|yêu cầu|memerlukan|"
            r"ต้องใช้|zu alt|neuere|too old|trop ancien|vecchi|stará|stary|پشتیبانی|पुरान|เก่า|過低|过低"
        ),
    ),
    Family(
        "index-page",
        "a list without entries",
        lazy(
            r"search|suche|recherche|búsqueda|ricerca|pesquisa|busca|zoek|\bsök|\bsøg|\bsøk|haku|wyszuk|szuka|hledá|"
            r"hľad|keres|căut|arama|αναζήτησ|поиск|пошук|търсе|pretra|搜索|搜尋|検索|검색|بحث|חיפוש|खोज|ค้นหา|"
            r"tìm kiếm|pencarian|posts|beiträge|articles|artículos|entries|\bresults|ergebnisse|résultats|resultados|"
            r"risultati"
        ),
        lazy(
            r"\bno (?:results|posts|articles|entries|matches|stories)|nothing (?:found|matched|here)|"
            r"keine (?:\w+ )?(?:treffer|ergebnisse|beiträge|artikel)|ergab (?:leider )?keine|aucun|sin resultados|"
            r"no (?:se|hay|hemos) |nessun|nenhum|geen |inga |ingen |ei (?:tuloksia|hakutul|löyt)|brak |nie znale|žádn|"
            r"nebyly|nincs|nem talál|nu (?:am|s-au)|niciun|sonuç bulun|bulunama|δεν βρέθηκ|ничего не|не найдено|"
            r"нічого не|няма |nema |没有|未找到|無結果|見つかりません|該当|결과가 없|لا توجد|לא נמצאו|कोई|ไม่พบ|"
            r"không có|không tìm|tidak ada"
        ),
    ),
)  # fmt: skip
CONSENT_FAMILY = Family(
    "consent-wall",
    "a wall that asks for consent to cookies",
    lazy(
        r"cookie|кук[иі]|файл\w* cookie|쿠키|クッキー|eväste|informasjonskaps|kakor|sütik|çerez|consent\w*|zustimm|"
        r"einwillig|einverst|consenso|toestemming|\bakkoord|samtyck|samtykk|suostumu|zgod[ayęzi]|souhlas|súhlas|"
        r"hozzájárul|consimț|\brıza|onay|συγκατάθεσ|συναίνεσ|соглас|згод[аиу]|съглас|privol|suglas|同意|동의|الموافق|"
        r"موافق|הסכמ|सहमति|ยินยอม|คุกกี้|đồng ý|persetujuan|رضایت|gdpr|dsgvo|\brodo\b|rgpd|traceur|accept|akzept|"
        r"acept|accett|aceit|accepteer|godkänn|accepter|godta|hyväksy|עוגיות|קוקי|מסכימ?|کوکی|कुकी|κούκι|ملفات تعريف|"
        r"ارتباط|concord|agree|ยอมรับ|接受|許可|tillad|прийня|принять|kabul|elfogad|الموافقة|kolačić|колачић|бисквитк|"
        r"slapuk|sīkdatn|küpsis|piškotk|कुकीज़"
    ),
    lazy(
        r"συνεργάτ|parten|ortak|партн[её]р|合作伙伴|パートナー|파트너|شرك|שותפ|พันธมิตร|đối tác|mitra|kumppan|"
        r"samarbets|samarbejd|samarbeid|συσκευ|enhet|enhed|laitte|zařízen|zariaden|urządzen|eszköz|dispoziti|cihaz|"
        r"устройств|пристро|设备|デバイス|端末|기기|appareil|gerät|apparaat|device|datenver|datenweiter|drittanbieter|"
        r"third part|\btiers\b|terceros|\bterzi\b|derde|tredje|třet|reclam|ιδιωτικ|partner|parceiro|socios|sponsor|"
        r"advert|werb|publicit|pubblicit|publicid|annunci|reklam|annons|annonc|mainos|hirdet|διαφημ|реклам|广告|廣告|"
        r"広告|광고|إعلان|פרסו|विज्ञापन|โฆษณา|quảng cáo|iklan|تبلیغ|personal data|personenbez|données|datos|"
        r"dati personali|\bdati\b|\bdados\b|gegevens|personuppgift|personopplys|personoplys|henkilötie|danych|osobow|"
        r"osobní|osobn|személyes|adatkezel|date cu caracter|kişisel|δεδομέν|персональн|данн[ыи]|лични|podat|个人信息|"
        r"個人情報|개인정보|البيانات|מידע|डेटा|ข้อมูล|dữ liệu|data pribadi|privacy|privat\w*|privad|privac|"
        r"confidentialité|datenschutz|integritet|personvern|yksityisyy|prywatno|soukrom|súkrom|adatvéd|confidențial|"
        r"gizlilik|απόρρητ|конфиденц|конфіденц|поверител|隐私|隱私|プライバシー|tracking|personali[sz]|personnalis|"
        r"anal[yií]|measure|messung|mesure|medición|misuraz|abonn|subscri|suscri|abbona|prenumer|předpl|predpl|"
        r"\babo\b|refus|reject|ablehn|rechaz|rifiut|weiger|avvis|odrzu|odmít|odmiet|choice|choix|auswahl|preferenc|"
        r"préférenc|einstellung|paramèt|ajustes|impostazion|instelling|inställning|innstilling|indstilling|ustawie|"
        r"nastaven|מודעות|פרטיות|حریم|تبلیغات|שותפים|شخصی|خصوصي|إعلانات|गोपनीयता|ส่วนตัว|riêng tư|privasi|analytics?|"
        r"statisti[ck]|marketing|markedsføring|marknadsför|oglas|оглас|reklám|εξατομικ|mjerenj|statistik|štatisti|"
        r"posjet|साझेदार|सहमत"
    ),
    least=3,
)
BLOCK_FAMILY = FAMILIES[0]
AGE = next(family.what for family in FAMILIES if family.kind == "age-gate")
# How many of how many free articles were read.
COUNT = lazy(
    r"\b(\d{1,3}) (?:of|/|von|sur|de|di|van|av|af|z|из) (?:your |ihren |vos |tus |den )?(\d{1,3})\b", re.IGNORECASE
)
# What it costs to read on: an amount and for how long.
_PRICE = (
    r"(?:(?:[€$£₽₴₹¥₩₺₫]|\b(?:eur|usd|chf|sek|nok|dkk|pln|gbp)\b)\s?\d|\d[\d.,]*\s?(?:[€$£₽₴₹₩₺₫]|(?:eur|euros?|kr|"
    r"kč|zł|ft|lei|лв|руб|грн|tl|usd|chf)\b|円|元|원|บาท))"
)
_TERM = (
    r"(?:\b(?:months?|weeks?|years?|monat\w*|wochen?|jahr|mois|semaines?|mes|meses|semana|mese|mesi|settiman\w|mês|"
    r"maand\w*|jaar|weken|månad\w*|måned\w*|md|mån|vecka|uken?|uge\w*|kuukau\w+|kk|miesi[ąę]c\w*|tydzień|tygod\w+|"
    r"měsí\w+|týdn\w+|hónap\w*|hét|lun[ăi]|ay|hafta\w*|μήνα\w*|εβδομ\w+|месяц\w*|мес|недел\w|місяц\w*|месец\w*|"
    r"mjesec\w*|tháng|bulan)\b|个月|每月|/月|月額|か月|ヶ月|개월|월|شهر|חודש|महीन|เดือน)"
)
PRICE = lazy(_PRICE)
PRICE_FOR = lazy(rf"{_PRICE}[^.]{{0,40}}{_TERM}|{_TERM}[^.]{{0,40}}{_PRICE}")
# What a program says when it fails.
TRACE = lazy(
    r"on line \d+|stack trace|traceback|exception (?:type|report|details|message)|sqlstate\[|\.php(?::\d+|\(\d+\))|"
    r"at [\w.$]+\([\w.]+\.(?:java|kt|cs|js|ts):\d+|java\.lang\.|system\.web\.|ora-\d{5}|\bmysqli?[_:]|\w+exception\b|"
    r"\w+error at /|connection refused|access denied for user|line \d+, in \w|undefined (?:index|variable|offset|"
    r"method)|failed to (?:connect|open stream)|syntaxerror|typeerror:|referenceerror:|upstream (?:connect|request)|"
    r"no ?route ?(?:error|found)|\w+error at (?:get|post) /|\.(?:cfm|aspx?|jsp|pl|rb|py)(?::|: line )\d+|"
    r"no healthy upstream|connection (?:reset|timed out|failure)|whitelabel error|status=[45]\d\d\b|"
    r"^\s*\{\"[\w-]{1,30}\":"
)
# What a template leaves where nothing was filled in.
UNFILLED = lazy(r"\{\{.{1,80}?\}\}|\{%.{1,80}?%\}|\[\[.{1,80}?\]\]|<%=|\$\{\w[\w.]{1,60}\}|lorem ipsum dolor")

"""Errors of the server and maintenance, told to the reader or by a program."""

from __future__ import annotations

import re

from crawler.extraction.problems.evidence import DATED, NOTHING, NOTICE, SHORT, STUB, TALE, Evidence, letters
from crawler.extraction.problems.wording import Family, headings, sentences
from crawler.extraction.result import Problem

_HEADING = headings(
    r"(?:page|site|website|service|server)(?: is| isn['’]t)?(?: (?:temporarily|currently|not|under|undergoing|"
    r"scheduled))* (?:unavailable|offline|down|working|maintenance)\W*$",
    r"^\W*temporarily unavailable\W*$|^\W*(?:an )?(?:unexpected|internal|unknown) error(?: (?:has )?occurred)?\W*$",
    r"(?:performing|undergoing|down for) (?:scheduled |routine )?maintenance",
    r"(?:dienst|service) (?:ist )?(?:vorübergehend |zurzeit )?nicht (?:verfügbar|erreichbar)",
    r"vorübergehend nicht (?:verfügbar|erreichbar)|temporairement indisponible",
    r"(?:página|sitio|web) en mantenimiento|temporalmente fuera de servicio",
    r"(?:temporariamente|momentaneamente) (?:indisponível|non disponibile)",
    r"サービスは(?:現在|ただいま)ご利用いただけません|^\W*ошибка (?:на )?сервер[ае]\W*$",
    r"^\W*сервис временно недоступен",
    r"^\W*(?:http )?(?:error )?(?:50[0-4]|52\d|530)\b(?:\W+(?:bad gateway|service (?:temporarily )?unavailable|"
    r"internal server error|gateway time-?out|server error|backend fetch failed|connection timed out|"
    r"web server is down|origin \w+.*|first byte timeout|error))?",
    r"bad gateway|service (?:temporarily )?unavailable|internal server error|gateway time-?out(?: error)?",
    r"^\W*server error(?: in .*)?|backend fetch failed|^\W*runtime error\W*$|(?:we['’]ll|we will) be back soon",
    r"^\W*(?:(?:site |website |down for |under |scheduled |currently )+maintenance|maintenance(?: mode)?\W*$)",
    r"briefly unavailable for scheduled maintenance|database error|error establishing a database connection",
    r"fehler beim aufbau einer datenbankverbindung|datenbank-?fehler",
    r"erreur lors de la connexion à la base de données|error al (?:establecer|conectar)[^.]{0,30}base de datos",
    r"something went wrong(?: \(500\))?|application error|an (?:\w+ )?error (?:has )?occurred|"
    r"wordpress [›»] (?:error|fehler|erreur)",
    r"oops, an error occurred|requested url could not be retrieved|^\W*wartungs(?:arbeiten|modus|pause)\W*$",
    r"^\W*wir sind gleich (?:zurück|wieder da)|(?:site|page) en maintenance|maintenance en cours",
    r"^\W*(?:sitio en |estamos en |en )?mantenimiento\W*$|(?:site |página |estamos )?em manutenção",
    r"(?:sito )?in manutenzione|^\W*(?:site|pagina) in onderhoud|^\W*onderhoud\W*$|przerwa techniczna",
    r"prace techniczne|bakım (?:çalışması|modu)|^\W*(?:на сайте )?(?:ведутся |проводятся )?технические работы",
    r"сайт (?:временно )?(?:недоступен|на обслуживании)|系统(?:维护|繁忙|错误)",
    r"(?:网站|系统|服务器)(?:正在|维护|升级)+中?|服务器(?:错误|内部错误)",
    r"(?:ただいま|現在)?\W*(?:サーバー?|システム)?メンテナンス中|サーバーエラー|^\W*(?:서비스|시스템|서버) ?점검",
    r"점검 ?중입니다|서버 (?:오류|에러)",
)
_SENTENCE = sentences(
    r"there has been a critical error on",
    r"(?:php )?(?:fatal|parse) error: .{0,400}(?: on line \d|thrown in|tried to allocate|exhausted)",
    r"application error: a (?:client|server)-side exception|the website encountered an unexpected error",
    r"could not connect: |error establishing a database connection|guru meditation",
    r"briefly unavailable for scheduled|auf dieser website gab es einen kritischen|uncaught (?:error|exception)",
    r"warning: mysqli?_|traceback \(most recent call last\)",
)
FAMILY = Family(
    "server-error",
    "an error of the server",
    re.compile(
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
    re.compile(
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
)
# What a program says when it fails.
_TRACE = re.compile(
    r"on line \d+|stack trace|traceback|exception (?:type|report|details|message)|sqlstate\[|\.php(?::\d+|\(\d+\))|"
    r"at [\w.$]+\([\w.]+\.(?:java|kt|cs|js|ts):\d+|java\.lang\.|system\.web\.|ora-\d{5}|\bmysqli?[_:]|\w+exception\b|"
    r"\w+error at /|connection refused|access denied for user|line \d+, in \w|undefined (?:index|variable|offset|"
    r"method)|failed to (?:connect|open stream)|syntaxerror|typeerror:|referenceerror:|upstream (?:connect|request)|"
    r"no ?route ?(?:error|found)|\w+error at (?:get|post) /|\.(?:cfm|aspx?|jsp|pl|rb|py)(?::|: line )\d+|"
    r"no healthy upstream|connection (?:reset|timed out|failure)|whitelabel error|status=[45]\d\d\b|"
    r"^\s*\{\"[\w-]{1,30}\":"
)


def announced(page: Evidence) -> Problem | None:
    """An error that a heading or a sentence announces."""
    if page.size >= SHORT or (page.standing == DATED and page.size >= NOTICE):
        return None
    failure = page.names(_HEADING)
    if not failure and page.size < STUB and page.standing != DATED:
        failure = page.says(_SENTENCE)
    if failure and not any("404" in head for head in page.heads):
        return Problem("server-error", f"an error of the server: {failure[:80]!r}")
    return None


def trace(page: Evidence) -> Problem | None:
    """What a program says when it fails."""
    if page.size < NOTICE and page.is_unowned and (said := _program_says(page)):
        return Problem("server-error", f"an error of the server: {said[:80]!r}")
    return None


def is_question(page: Evidence) -> bool:
    """Whether a page asks about an error, to give the answer."""
    return any(head.endswith("?") for head in page.heads)


def _program_says(page: Evidence) -> str | None:
    """What a program says when it fails, where nothing else is told, or among what stands around an article."""
    found = None
    for line in page.words:
        if match := _TRACE.search(line.lower()):
            found = found or match[0]
        elif letters(line) >= TALE and page.size >= NOTHING and not page.turns(line):
            return None
    return found

"""Pages for what is not found, with whatever HTTP status they were sent."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.document import Document
from crawler.extraction.problems.evidence import DATED, NOTHING, Evidence
from crawler.extraction.problems.wording import Family, found_in, headings
from crawler.extraction.result import Problem
from crawler.extraction.text import text_inside

HEADING = headings(
    r"\bcannot (?:get|post) /\S*",
    r"(?:page|site|article|content|file|story|document|url|link|post)(?:\s+(?:you(?:['’]re| are| were)?|have|"
    r"that|which|the|this|at|address|requested?|looking|searching|for|trying|to|reach|view|access|open|is|was|"
    r"has|could|can|may|does|be|been|currently))*\s+(?:isn['’]t (?:available|here)|(?:is )?unavailable|"
    r"not available|gone|missing|not (?:be )?found|doesn['’]t exist|not exist)",
    r"diese seite gibt es (?:leider )?nicht",
    r"(?:seite|artikel|inhalt|beitrag) (?:konnte|wurde) (?:leider )?(?:nicht gefunden|gelöscht|entfernt)(?: werden)?",
    r"(?:page|article|contenu|document)[^.,:\d]{0,25} (?:est )?(?:introuvable|inexistante?|supprimée?)",
    r"(?:página|artículo|contenido|noticia)[^.,:\d]{0,25} no (?:existe|se (?:ha )?encontr\w+|está disponible)",
    r"(?:pagina|articolo|contenuto)[^.,:\d]{0,25} non (?:esiste|è (?:stat[ao] )?(?:trovat[ao]|disponibile))",
    r"(?:página|artigo|conteúdo|notícia)[^.,:\d]{0,25} não (?:existe|foi encontrad[ao]|está disponível)",
    r"(?:deze )?pagina (?:kunnen we |kan |kon |is )?niet (?:vinden|worden gevonden|beschikbaar)",
    r"sidan[^.,:\d]{0,25} (?:finns inte|hittas inte|kunde inte hittas)",
    r"siden[^.,:\d]{0,25} (?:finnes ikke|findes ikke|ikke funnet|eksisterer ikke)",
    r"^\W*(?:страница|материал|статья|публикация) (?:был[ао]? )?удал[её]н[ао]?\W*$|strona nie została znaleziona",
    r"(?:\b(?:error|fehler|erreur|errore|erro|http|code|ошибка|fout|hata|错误)\W{0,3})?\b4(?:04|"
    r"10)\b(?!\s*(?:million|people|euro|\w+ing))(?:\W+(?:page )?(?:not found|gone|error|fehler))?",
    r"(?:page|site|article|content|file|story|document|url|post)\b[^.]{0,30}\b(?:not (?:be )?found|(?:does not|"
    r"doesn['’]t|no longer) exists?|(?:no longer|not) available|cannot be found|(?:been|was) (?:removed|"
    r"deleted))",
    r"(?:can(?:['’]|no)t|couldn['’]t|could not|unable to) (?:seem to )?(?:be )?f[io]u?nd(?: (?:the|that|"
    r"this) (?:page|article|story))?",
    r"that page can.t be found|^\W*(?:not found|nothing (?:found|here|to see here)|gone|page missing)\W*$",
    r"(?:seite|artikel|inhalt|beitrag)[^.]{0,30}(?:nicht (?:gefunden|verfügbar|vorhanden|mehr)|"
    r"existiert nicht)(?: \w+)?",
    r"hier ist leider nichts|(?:gibt es|existiert) (?:leider )?nicht(?: mehr)?",
    r"page (?:introuvable|non trouvée|inexistante)|(?:cette )?(?:page|article) n['’]existe (?:pas|plus)",
    r"(?:page|article)[^.]{0,20} n['’]est plus disponible|página no (?:encontrada|existe|disponible)",
    r"no (?:hemos podido|podemos|pudimos) encontrar|^\W*lo sentimos\W*$",
    r"(?:artículo|contenido) no (?:existe|disponible|encontrado)|página não (?:encontrada|existe)",
    r"não (?:encontramos|foi encontrad[ao])(?: (?:essa|esta|a) página)?",
    r"pagina non (?:è stata )?(?:trovata|esiste|disponibile)|(?:ops|oops)\W+qualcosa è andato storto",
    r"pagina (?:is )?niet gevonden|(?:deze )?pagina bestaat niet(?: \(?meer\)?)?",
    r"sidan (?:hittades inte|kunde inte hittas|finns inte|saknas)|(?:sida|artikel)n? (?:kan|kunde) inte hittas",
    r"siden (?:ble ikke funnet|blev ikke fundet|findes ikke|finnes ikke|eksisterer ikke)",
    r"(?:fant|finner|finder) (?:vi )?ikke siden|sivua ei (?:löy\w+|ole)|etsimääsi sivua",
    r"nie znaleziono (?:takiej )?strony|stron[ay](?: o podanym adresie)? nie (?:istnieje|została znaleziona)",
    r"(?:stránk[ay]|stránku) (?:nen[ií]|neexistuje|nebyla nalezena|nenalezena|sa nenašla|nebola nájdená|"
    r"nenájdená)\w*",
    r"az? (?:keresett )?oldal nem (?:található|létezik)|pagina (?:nu a fost găsită|nu există|căutată)",
    r"stranica (?:nije pronađena|ne postoji)|strani ni mogoče najti|puslapis nerastas|lapa nav atrasta",
    r"lehte ei leitud|(?:страница|статья|материал)[^.]{0,30} не (?:найден[аоы]?|существует)",
    r"такой страницы (?:нет|не существует)|сторінк[уиа] не (?:знайдено|існує)",
    r"страницата не (?:е намерена|съществува)|страница није пронађена",
    r"η σελίδα[^.]{0,30} (?:δεν|δε) (?:βρέθηκε|υπάρχει)",
    r"(?:aradığınız )?sayfa(?:ya)? (?:bulunamadı|ulaşılamıyor|mevcut değil)",
    r"(?:الصفحة|المقال)[^.]{0,20} غير (?:موجود|متاح|متوفر)ة?",
    r"لم (?:يتم العثور على|نعثر على|نتمكن من العثور على)(?: هذه)? الصفحة|(?:صفحه|مطلب)[^.]{0,25} (?:یافت|پیدا) نشد",
    r"(?:ה)?(?:דף|עמוד|כתבה)[^.]{0,15} (?:לא נמצא|אינו קיים|לא קיים)ה?|(?:पेज|पृष्ठ) नहीं मिला",
    r"ไม่พบ(?:หน้า|เพจ|เนื้อหา)(?:ที่คุณต้องการ|นี้)?|không tìm thấy trang|trang (?:này )?không tồn tại",
    r"halaman(?: yang anda cari)? tidak (?:di)?(?:temukan|ada)",
    r"(?:文章|页面|内容|帖子|网页|頁面|網頁)(?:已(?:被)?(?:删除|下线|移除|刪除)|不存在|找不到|未找到)",
    r"(?:内容|文章|页面|帖子|視頻|视频)(?:因|涉嫌|由于).{0,12}(?:无法|不能|不予)(?:查看|显示|访问)",
    r"找不到(?:网页|页面|網頁|頁面|该页|您)|已被删除",
    r"(?:ページ|記事)(?:が|は)(?:見つかりません|存在しません|ありません|削除されました)|お探しのページ",
    r"(?:記事|ページ)は(?:掲載期間が終了|公開を終了)|ページが表示できません|(?:페이지|기사)(?:를|을) 찾을 수 없",
    r"존재하지 않는 (?:기사|페이지|게시물)|(?:페이지|기사)(?:가|는) (?:존재하지|삭제)",
    r"삭제된 (?:기사|페이지|게시물)",
)
FAMILY = Family(
    "not-found",
    "a page for what is not found",
    re.compile(
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
    re.compile(
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
)
_ERROR = re.compile(
    r"(?:^|[\s_-])(?:error-?40[34]|error-?410|page-?404|404(?:-\w+)?|not-?found|error-?page|page-?error|"
    r"http-?error|error-?50\d|page-not-found|no-?article-?text)(?:$|[\s_-])"
)
_STATUS_TITLE = re.compile(
    r"^\s*(?:http\s+|error\s+)?([45]\d\d)(?:$|\s*[-–—:|•·]|\s+[A-Z])|\(([45]\d\d)\)\s*$", re.IGNORECASE
)
_NEXT_ERROR = re.compile(r'"page"\s*:\s*"/(?:404|_error|500)"|"statusCode"\s*:\s*(?:404|410|500)\b')
_LONGEST_TITLE = 300  # characters
_BEGINNING = 600  # characters


def mentioned(page: Evidence) -> Problem | None:
    """A page without text of its own that says at its beginning that something is not found."""
    if page.size < NOTHING and page.standing != DATED and (words := found_in(page.seen[:_BEGINNING], HEADING)):
        return Problem("not-found", f"a page for what is not found: {words[:80]!r}")
    return None


def marked(page: Evidence) -> Problem | None:
    """A page that tells machines that it is an error."""
    if page.turns_away and (error := _states_error(page.document)) and page.speaks():
        return Problem("not-found", f"a page that its markup calls an error: {error[:40]!r}")
    return None


def _states_error(document: Document) -> str | None:
    """The mark by which a page tells machines that it is an error, though it may be sent as if it were none."""
    if (status := document.first("prerender-status-code", "status")) and status[:1] in {"4", "5"}:
        return status[:3]
    for title in document.named["title"][:1]:
        if stated := _STATUS_TITLE.search(text_inside(title)[:_LONGEST_TITLE]):
            return stated[1] or stated[2]
    assert document.tree is not None
    body = document.tree.find("body")
    for element in (document.tree, body) if body is not None else (document.tree,):
        if mark := _error_mark(element):
            return mark
    for script in document.named["script"]:
        if script.get("id") == "__NEXT_DATA__" and _NEXT_ERROR.search(script.text or ""):
            return "an error page of its framework"
    for element in islice(document.tree.iter("main", "section", "article", "div"), 200):
        if mark := _error_mark(element):
            return mark
    return None


def _error_mark(element: HtmlElement) -> str | None:
    """What an element's class and id call an error."""
    mark = _ERROR.search(f"{element.get('class') or ''} {element.get('id') or ''}".lower())
    return mark[0].strip(" -_") if mark else None

"""What bylines say of the names in them: "By", "Author:", "Edited by", "Photo:", in some forty languages."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extraction.names.kinds import EDGES

# Words that introduce an author and never are part of a name.
_BY = (
    r"by|par|por|przez|door|deur|oleh|bởi|eftir|nga|του|της|των|από|द्वारा|โดย|بقلم|كتبت?|بواسطة|"
    r"מאת|نوشته|به قلم|piše|пише|pišu|írta|napsala?|napísala?|napisała?|γράφει (?:ο|η)|"
    r"подготовила?|опубликовала?|написала?|γράφουν οι|kirjoittanut|skrifar|yazan"
)
# These are parts of names, too: they count at the beginning, or behind a word that says what was done.
_OF = r"von|vom|di|da|de|del|della|dal|av|af|od|ud|do(?= (?-i:[A-Z][A-Z\d]))"
_TEXT_OF = (
    r"(?:(?:ein|eine|un|una|une|uma|en|et)[ ]+)?(?:[\w-]*(?:kommentar|beitrag|artikel|analyse|bericht|interview|essay|"
    r"kolumne|reportage|text|protokoll|rezension|gespräch|porträt|meinung|glosse|kritik|fotos?|"
    r"aufgezeichnet|getestet|zusammengestellt|recherchiert|eingereicht|notiert|geführt|geschrieben|gesprochen|verfasst|veröffentlicht|erstellt|eingestellt|gespeichert|gepostet|"
    r"reportaj[e]?|reportagem|redacción|redação|artículo|artigo|entrevista|crónica|crônica|texto|"
    r"scritto|articolo|intervista|servizio|testo|pubblicato|redatto|a cura|article|texte|entretien|"
    r"scris|text|skrevet|skriven|publicerad|publisert|lagt ut|tekst|foto|objavljeno)|"
    r"dieser (?:artikel|beitrag|text) (?:wurde|stammt|ist))[ ]+"
)
# Who asked the questions of an interview.
_ASKED = (
    r"(?:das |dieses |die )?(?:interview|gespräch|fragen) (?:führten?|stellten?)|es berichten?|entretien mené par|"
    r"entrevista realizada por|intervista raccolta da|беседовала?"
)
_AUTHOR_NOUN = (
    r"authors?|written|interview|story|reportage|report|bericht|beitrag|words|posted|byline|writer|reporter|journalist|columnist|"
    r"te(?:xt(?:es?|os?)?|sto|ksti?)(?:[ ]*(?:&|und|and|og|och|y|et?|en|i|ja|\+|,|/)[ ]*(?:photos?|foto(?:s|[’']s)?|"
    r"fotografías?|fotografie|bilder?|bild|beeld|images?|imágenes|immagini|grafik|kuvat?|zdjęcia))?|"
    r"(?:fotos?|bilder?|photos?)[ ]*(?:und|&|and|et?|y|og|och|en)[ ]*te(?:xt[eo]?|sto|kst)|"
    r"autorinnen|autor(?:en|in)?(?:[/(:*_]-?(?:autor|in(?:nen)?)\)?)?|verfasser(?:in)?|protokoll|"
    r"redakteur(?:in)?|redaktion|autora?e?s?|autore|auteure?s?|penulis|penyunting|"
    r"redakcja|redakce|redactor|tekijä|kirjoittaja|toimittaja|skribent|foto og tekst|tekst og foto|journaliste?|"
    r"opracowała?|opracowanie|oprac|szerző|írta|piše|пише|autorius|autors|avtor|аутор|höfundur|"
    r"(?:konuk )?yazar|yazan|haber|muhabir|egilea|mwandishi|tác giả|"
    r"авторы?(?: статьи| текста| материала)?|текст|журналист|корреспондент|опубликовала?|подготовила?|"
    r"συντάκτης|συντάκτρια|συγγραφέας|κείμενο|"
    r"(?:取材|構成|文|写真|撮影|聞き手)(?:[・と、･](?:取材|構成|文|写真|撮影))*|"
    r"(?:本文|文章)?作者|撰文|记者|記者|執筆者?|著者|筆者|ライター|기자|글(?:·사진)?|"
    r"כותב|מאת|الكاتبة?|كتبت?|بقلم|إعداد|نویسنده|خبرنگار|تحریر|लेखक|লেখক|ผู้เขียน|"
    r"geschrieben von|erstellt von|written by|posted by|story by|scritto da"
)
# Others who had a hand in it: an editor stands in where no author is named, a photographer or a source never does.
_EDITOR_NOUN = (
    r"edited|editing|editors?|reviewed|curated|redigiert|redigerad|責任編集|责任编辑|責任編輯|编辑|編輯|责编|編集|"
    r"editora?|redactora?|editore|redaktör|redaktør|redaktor|редактор"
)
_OTHER_NOUN = (
    r"点击[率量数]?|点击次数|浏览[量数]?|浏览次数|阅读[量数]?|人气|字号|(?:发布|发表)?(?:时间|日期)|审核|校对|"
    r"medically reviewed|fact[- ]checked|photos?|photograph(?:y|s|ed|er|ers)?|pictures?|images?|videos?|videograph\w+|"
    r"illustrat(?:ion|ions|ed|or)|graphics?|fotos?|fotograf\w*|fotografía|bild(?:er)?|grafik|kamera|schnitt|"
    r"photographies?|valokuva\w*|kuvat?|zdjęci[ae]|fot|fotó|fotoğraf(?:lar)?|фото|фотографии|снимки|світлини|"
    r"φωτο(?:γραφί(?:α|ες))?|تصوير|צילום|"
    r"translat(?:ed|ion|or)|übersetz(?:t|ung)|traducción|traduit|traduction|produced|producer|"
    r"source|quelle|fuente|fonte|źródło|zdroj|izvor|forrás|kaynak|sursa|kilde|källa|lähde|източник|джерело|источник|"
    r"图|圖|配图|插画|制图|来源|來源|出典|出處|译者|사진|摄影|攝影|写真|撮影|sumber|nguồn|"
    r"copyright|date|datum|fecha|data|дата|dátum|tarih|ngày|categor(?:y|ies)|kategorie|tags?|topics?|thema|"
    r"lesezeit|reading time|credits?"
)
_SAYS = r"[ ]*[:：/／|][ ]*"
LABELS = re.compile(
    rf"(?<![\w&/.-])(?:(?P<other>(?:{_OTHER_NOUN})(?:{_SAYS}|[ ]+(?:{_BY}|{_OF})(?:{_SAYS}|[ ]+))|fot\.[ ]+)|"
    rf"(?P<editor>(?:{_EDITOR_NOUN})(?:{_SAYS}|[ ]+(?:{_BY}|{_OF})(?:{_SAYS}|[ ]+)))|"
    rf"(?P<author>(?:{_AUTHOR_NOUN}){_SAYS}|(?<=[-–—|•·][ ])(?:by|von|par|por)[ ]))",
    re.IGNORECASE,
)
_ABOUT = r"(?:(?:über|about|alle posts vom)\b(?: de[nr]| die| das| the)?\s*)?"
_PREFIX = re.compile(
    rf"^\W{{0,3}}{_ABOUT}(?:(?:{_AUTHOR_NOUN}){_SAYS})?"
    rf"(?:(?:(?:[^\W\d_][\w'’-]*[ ]+){{0,5}}(?<![,;|] )(?:{_BY})|(?:{_TEXT_OF}){{0,2}}(?:{_OF}))(?=[\s:-])[:\s-]*|"
    rf"(?:as told to|aus [^\W\d_]+ berichtet|text|oprac\.|{_ASKED})[ ]+)?"
    rf"(?:(?:{_AUTHOR_NOUN}){_SAYS})?(?:(?:und|and|et|y|e|og|och|en|и|та)[ ]+)?",
    re.IGNORECASE,
)
_DONE = (
    r"(?:(?:this (?:is |was |(?:guest )?(?:post|article|story|piece|essay) (?:is|was|has been|appeared) )?)?"
    r"(?:a |an )?(?:(?:guest|blog) ?)?(?:article|text|story|words|report(?:ed|ing)?|written|post(?:ed)?|published|"
    r"submitted|created|contributed|compiled|review|analysis|opinion|op-ed|commentary|column|interview|by line)|"
    r"(?:un )?(?:article|texte)|propos recueillis|recueillis?|écrit|rédigé|publiée?|posté|"
    r"escrito|publicado|redactado|geschreven|skrevet|skriven|napisan[aey]|ditulis|viết|shkruar)[ ]+"
)
# Matched against lower case: patterns that ignore case are slow, and each line of a page may be asked.
_SAYS_AUTHOR = re.compile(rf"^\W{{0,3}}(?:{_AUTHOR_NOUN}){_SAYS}(?=\S)")
_SAYS_BY = re.compile(
    rf"^\W{{0,3}}(?:(?:{_DONE})?(?:{_BY})(?=[\s:-])[:\s-]*|(?:{_ASKED}|as told to)[ ]|"
    r"[【〔\[]?(?:记者|記者|撰文|通讯员)[ ]*)(?=\S)"
)
_SAYS_OF = re.compile(rf"^\W{{0,3}}(?:{_TEXT_OF}){{0,2}}(?:{_OF})(?=[\s:])[:\s]*(?=\S)")
_OF_SOMEWHERE = re.compile(rf"(?:{_OF})[\s:]")
_LABEL_ALONE = re.compile(rf"\W{{0,3}}(?:{_AUTHOR_NOUN}|{_EDITOR_NOUN}|{_BY}|von|di|av|af)[ ]*[:：]?[ ]*")
SPOKEN_AFTER_DATE = re.compile(
    r"\b(?:by|von|par|por|di|da|door|av|af|przez|от|від|από|per|bởi|بواسطة)\s+(?=[^\W\d_])", re.IGNORECASE
)
# Alone behind a name: who took the pictures.
_PICTURE_ROLE = re.compile(
    r"(?:fotos?|fotografi?(?:n|nnen|en?|a|o)?|photos?|photograph(?:er|ers|s|y|e)?|photographie|bild(?:er)?|bilde|kamera|"
    r"camera|videos?|videograph(?:er)?|illustrat(?:ion|ions|or|orin|eur|rice)|illustrationen|fotógraf[oa]|fotografía|"
    r"illustrazion[ei]|fotojournalist|valokuvaaja|kuvat?|zdjęcia|фото|фотограф|写真|撮影|사진|攝影|摄影)\.?"
)
_LONGEST_LABEL = 80  # characters
_LONGEST_PICTURE_ROLE = 20  # characters
_LABEL_STARTS = frozenset(["", *"|•·-–—:.,;"])  # what stands before a label that a bar ends
_BEFORE_LABEL = re.compile(r"(?:[\s,;|]+(?:and|und|et|y|e|og|och|en|i))?[\s,;|(\[]*$")  # "Ann Lee and edited by"
LABEL_ENDS = (":", "：", "/", "／")


def says_by(text: str) -> re.Match[str] | None:
    """The "By", "Author:" or the like that a line about its author begins with, in lower case."""
    line = text[:_LONGEST_LABEL].lower()
    if line.isalnum() and line.isascii():
        return None  # a single word, as in menus, which "By" and a name are not
    labelled = ":" in line or "/" in line or "|" in line or "：" in line or "／" in line
    return (
        (_SAYS_AUTHOR.match(line) if labelled else None)
        or _SAYS_BY.match(line)
        or (_SAYS_OF.match(line) if _OF_SOMEWHERE.search(line) else None)
    )


def is_label(text: str) -> bool:
    """Whether a text says no more than "Author:" or "By"."""
    return len(text) < _LONGEST_LABEL and _LABEL_ALONE.fullmatch(text.lower()) is not None


def is_picture_role(text: str) -> bool:
    """Whether a text says no more than "Photo" or "Illustrator"."""
    text = text.strip(EDGES)
    return len(text) < _LONGEST_PICTURE_ROLE and _PICTURE_ROLE.fullmatch(text.lower()) is not None


def spoken_for(text: str) -> list[str]:
    """The parts of a byline that may name authors, the likeliest first: labelled, without a label, editors."""
    labels = [
        label
        for label in LABELS.finditer(text)
        if not label[0].rstrip().endswith("|") or text[: label.start()].rstrip()[-1:] in _LABEL_STARTS
    ]
    if not labels:
        return [text]
    spans: dict[str, list[str]] = {"author": [], "editor": [], "other": []}
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        said = text[label.end() : following.start()] if following else text[label.end() :]
        spans[label.lastgroup or "other"].append(_BEFORE_LABEL.sub("", said) if following else said)
    return [" | ".join(spans["author"]), _BEFORE_LABEL.sub("", text[: labels[0].start()]), " | ".join(spans["editor"])]


@lru_cache(maxsize=100)
def without_prefix(text: str) -> str:
    """The text without the "By" that it begins with; a byline of one part is asked twice."""
    prefix = _PREFIX.match(text)
    return text[prefix.end() :] if prefix else text

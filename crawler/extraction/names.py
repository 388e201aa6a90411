"""The names in a byline, without all that stands around them: "By", roles, places, agencies, dates, photographers."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from crawler.extraction.dates.written import dates_in
from crawler.extraction.given_names import has_given_name
from crawler.extraction.patterns import lazy
from crawler.extraction.site import key

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
    r"medically reviewed|fact[- ]checked|photos?|photograph(?:y|s|ed|er|ers)?|pictures?|images?|videos?|videograph\w+|"
    r"illustrat(?:ion|ions|ed|or)|graphics?|fotos?|fotograf\w*|fotografía|bild(?:er)?|grafik|kamera|schnitt|"
    r"photographies?|valokuva\w*|kuvat?|zdjęci[ae]|fot|fotó|fotoğraf(?:lar)?|фото|фотографии|снимки|світлини|"
    r"φωτο(?:γραφί(?:α|ες))?|تصوير|צילום|"
    r"translat(?:ed|ion|or)|übersetz(?:t|ung)|traducción|traduit|traduction|produced|producer|"
    r"source|quelle|fuente|fonte|źródło|zdroj|izvor|forrás|kaynak|sursa|kilde|källa|lähde|източник|джерело|источник|"
    r"图|圖|配图|插画|制图|来源|來源|出典|出處|译者|사진|摄影|攝影|写真|撮影|sumber|nguồn|"
    r"date|datum|fecha|data|дата|dátum|tarih|ngày|categor(?:y|ies)|kategorie|tags?|topics?|thema|"
    r"lesezeit|reading time|credits?"
)
_SAYS = r"[ ]*[:：/／|][ ]*"
_LABELS = lazy(
    rf"(?<![\w&/.-])(?:(?P<other>(?:{_OTHER_NOUN})(?:{_SAYS}|[ ]+(?:{_BY}|{_OF})[ ]+)|fot\.[ ]+)|"
    rf"(?P<editor>(?:{_EDITOR_NOUN})(?:{_SAYS}|[ ]+(?:{_BY}|{_OF})[ ]+))|"
    rf"(?P<author>(?:{_AUTHOR_NOUN}){_SAYS}|(?<=[-–—|•·][ ])(?:by|von|par|por)[ ]))",
    re.IGNORECASE,
)
_ABOUT = r"(?:(?:über|about|alle posts vom)\b(?: de[nr]| die| das| the)?\s*)?"
_PREFIX = lazy(
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
_SAYS_AUTHOR = lazy(rf"^\W{{0,3}}(?:{_AUTHOR_NOUN}){_SAYS}(?=\S)")
_SAYS_BY = lazy(
    rf"^\W{{0,3}}(?:(?:{_DONE})?(?:{_BY})(?=[\s:-])[:\s-]*|(?:{_ASKED}|as told to)[ ]|"
    r"[【〔\[]?(?:记者|記者|撰文|通讯员)[ ]*)(?=\S)"
)
_SAYS_OF = lazy(rf"^\W{{0,3}}(?:{_TEXT_OF}){{0,2}}(?:{_OF})(?=[\s:])[:\s]*(?=\S)")
_OF_SOMEWHERE = re.compile(rf"(?:{_OF})[\s:]")
_LABEL_ALONE = lazy(rf"\W{{0,3}}(?:{_AUTHOR_NOUN}|{_EDITOR_NOUN}|{_BY}|von|di|av|af)[ ]*[:：]?[ ]*")
SPOKEN_AFTER_DATE = re.compile(
    r"\b(?:by|von|par|por|di|da|door|av|af|przez|от|від|από|per|bởi|بواسطة)\s+(?=[^\W\d_])", re.IGNORECASE
)

_ADDRESS = re.compile(r"[^\s(]+@[^\s)]+\.\w+|(?:https?://|www\.)[^\s)]+|(?<!\w)@\w+")
_JUNK = lazy(
    r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|"
    r"(?<=\w)\s+(?:at|um|@)\s+\d{1,2}[:.]\d\d(?!.*\b(?:by|von)\b)(?:\s*[ap]\.?m\.?\s+in\b.*|[^|]*)|(?<=\w)\s+@(?=\s|$)|"
    r"(?<=[\w.])\s*[\u2010-\u2015-]\s*\d.*$|\b\d+\s*(?:min(?:ut(?:e[ns]?|os|i)|\.)?|мин(?:ут[аы]?|\.)?|comments?|kommentare?|"
    r"commentaires?|comentarios?|commenti|reacties|posts?|articles?|beiträge|stories|followers?)\b[^|·•,]*|"
    r"\b(?:follow(?:\s+(?:us|me))?(?:\s+on\b.*)?|e-?mail(?:\s+(?:the )?author)?|share|view all posts.*|"
    r"more posts?.*|search for this author.*|see (?:all|more)\b.*|all articles.*|zum autor|mehr (?:von|zu)\b.*|"
    r"(?:view )?more articles.*|view author.*|letzte artikel|"
    r"alle artikel.*|im gespräch$|read more.*|contact(?: me)?|bio|profile|updated?\b.*|"
    r"(?:published|veröffentlicht|publiziert)\b(?!\s+(?:by|von|par)\b).*|"
    r"aktualisiert\b.*|actualizad[oa]\b.*|atualizad[oa]\b.*|mis(?:e)? à jour\b.*|aggiornat[oa]\b.*|"
    r"bijgewerkt\b.*|oppdatert\b.*|uppdaterad\b.*|opdateret\b.*|päivitetty\b.*|обновлено\b.*|zuletzt\b.*|"
    r"(?<=\s)(?:unter|filed under|abgelegt (?:in|unter)|dans|verfasst|geschrieben|aufgezeichnet)\b.*|"
    r"lesezeit\b.*|フォロー.*|すべて見る.*|この記事の筆者)(?=\W|$)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]\W?")
_DEGREE = (
    r"(?:Ph\.?\s?D|M\.?D|D\.?O|Psy\.?D|Ed\.?D|Pharm\.?D|J\.?D|M\.?P\.?H|M\.?S\.?[cWN]?|B\.?Sc|M\.?A|M\.?B\.?A|RDN?|RN|LDN?|"
    r"CPT|CSCS|DDS|DVM|Esq|LCSW|LMFT|FACP|FACS|CFP|CFA|CPA|FRCP|OBE|MBE|CBE)"
)
_DEGREES = re.compile(rf"(?:\s*,\s*|\s+){_DEGREE}\b\.?(?=$|[\s,;|&/])")
_SPLIT = lazy(
    r"\s+/\s*|\s*/\s+|(?<=\w [^\W\d_]{3})/|(?<=[^\W\d_]{4})/(?=[^\W\d_]{2,}[ -]|dpa|afp|ap$|"
    r"reuters|sda|apa$|sid|epd|kna)|"
    r"(?<=[^\x00-\u2e7f])/(?=[^\x00-\u2e7f])|"
    r"\s*(?:通讯员|通訊員)\s*|\s*(?:[;|•∙、，；／\n\t]|(?<!l)·|·(?!l)|"
    r",(?!\s*(?:[JjSs][Rr]|II|III|IV)\b\.?)|&amp;|&(?!\w)|\+)\s*|"
    r"\s+(?:and|und|og|och|en|ja|и|та|i|és|și|ve|und die|sowie|with|mit|avec|con|im [Gg]espräch mit|και|dan|"
    r"und der|a)\s+(?=[^\W\d_a-zß-öø-ÿа-я]|\w+$|[^\x00-\u024f])|"
    # "José Ortega y Gasset" is one person, "Ana Gil y Juan Paz" are two.
    r"\s+(?:y|e|et)\s+(?=(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*)\s+\w|\w+$(?<!\w\s[ye]\s\w))|"
    r"\s+(?:AND|And|UND|ET|OG|OCH|WITH|MIT)\s+"
)
_JOINED = re.compile(r"^\S+(?:\s\S+)+\s(?:y|e)\s\S+$")
_PLACE = lazy(
    r"\s+(?:(?:in|aus|reporting from|em|à|w|we|в|из|[Ff]or|pour|für|para|voor|för)\s+(?:[Tt]he\s+|der\s+|die\s+)?"
    r"(?=[^\W\d_a-zß-öø-ÿа-я])|"
    r"(?:BBC|CNN|NBC|CBS|NPR|PBS|ITV)\s).*$",
)
_PLACE_ALONE = re.compile(
    r"^(?:in|im|aus|em|à|au|aux|en|w|we|v|ve|в|из|from|na|no|nos|(?:[Ee]special )?[Pp]ara)\s+[^\W\d_a-zß-öø-ÿа-я]"
)
_TAIL = re.compile(
    r"\s+[-–—]\s+|:\s|\s+for(?:\s|$)|\s+\d{1,2}\s+[a-zß-ÿ].*$|(?i:\s+(?:at|um)\s+\d.*$)|"
    r"\s+(?:\d+\s*)?(?=\S*\d\s*(?:時間|分|日|小时|小時|天|시간)\s*[前전])"
)
_ROLE = lazy(
    r"\b(?:deputy|head of|staff|assistant|associate|executive|editors?|reporters?|correspondents?|writers?|"
    r"journalists?|columnists?|chief|rechtsanw[aä]lt\w*|redakteur\w*|redaktör|redaktor|redaktionsmitglied\w*|korrespondent\w*|chefredak\w*|"
    r"volontär\w*|contributors?|contributing|photograph\w*|"
    r"fotograf\w*|fotos?|photos?|freelance\w*|analyst|professor|director|ceo|cto|founder|co-founder|senior|"
    r"bureau|desk|specialist|manager|\w*leiter(?:in)?|leitung|ressort\w*|reporterin|journalistin|autorin|"
    r"mitarbeiter\w*|\S*vorsitzende[rn]?|"
    r"journaliste|rédac\w*|correspondant\w*|envoyé\w*|periodista|redactora?|corresponsal|enviad[oa] especial|"
    r"giornalista|"
    r"inviat[oa]|verslaggever|redacteur|politikredakteur\w*|toimittaja|journalist|"
    r"author|medically|reviewed|fact.?check\w*|producer|host|"
    r"videograf\w*|illustration\w*|grafik\w*|kolumnist\w*|gastautor\w*|корреспондент|редактор|журналист|"
    r"обозреватель|secretary|minister|member|lecturer|expert\w*|lead|strategist|intern|trainee|correspondente|"
    r"repórter|jornalista|editora|dziennikarz|dziennikarka|novinář|redaktorka|muhabir\w*|speciale verslaggever)\b|"
    r"記者|记者|編集|기자",
    re.IGNORECASE,
)
_APPOSED = frozenset({",", "|", "•", "·"})  # what stands between a name and the role of its bearer
_BARS = frozenset({"|", "•", "·"})
_LOWER_START = re.compile(r"\s*[a-zß-öø-ÿа-яёα-ωά-ώ]")
_DASHES = ("–", "—")
_ENDS_IN_ROLE = lazy(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|contributor|analyst|producer|redakteur(?:in)?|"
    r"korrespondent(?:in)?|redactora?|periodista|journaliste|correspondante?|staff|desk|bureau)$",
    re.IGNORECASE,
)
# Alone behind a name: who took the pictures.
_PICTURE_ROLE = lazy(
    r"(?:fotos?|fotografi?(?:n|nnen|en?|a|o)?|photos?|photograph(?:er|ers|s|y|e)?|photographie|bild(?:er)?|bilde|kamera|"
    r"camera|videos?|videograph(?:er)?|illustrat(?:ion|ions|or|orin|eur|rice)|illustrationen|fotógraf[oa]|fotografía|"
    r"illustrazion[ei]|fotojournalist|valokuvaaja|kuvat?|zdjęcia|фото|фотограф|写真|撮影|사진|攝影|摄影)\.?"
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёα-ωά-ώ]"
_FULL_NAME = rf"(?:{_CAPITAL}[\w.'’-]*\s+|v[ao]n\s+|de[rnl]?\s+|zu\s+){{1,4}}{_CAPITAL}[\w'’-]*"
# "Ann Lee is a writer in Berlin" in a box about the author.
_TOLD_OF = lazy(
    rf"^({_FULL_NAME}),?\s+(?:ist|is|war|was|est|es|è|é|er|är|works|writes|has|covers|lives|joined|studied|arbeitet|"
    r"schreibt|lebt|leitet|berichtet|studierte?|gehört|escribe|trabaja|scrive|lavora|schrijft|werkt|skriver|jobber|jest|"
    r"pracuje|пишет|является)\s.*$"
)
_FIRST_NAME = lazy(rf"{_FULL_NAME}(?=[\s,.(:–-]|$)")
_CONJUNCTION = r"(?:und|and|sowie|et|og|och|y|e|en|i)"
_PICTURED = lazy(
    rf"(?:^|[,;|&]|\b{_CONJUNCTION}\b)(?:(?!\b{_CONJUNCTION}\b)[^,;|()&])*"
    r"\((?:fotos?|photos?|bild(?:er)?|illustrationen?|illustrations?|grafik|kamera|video|fot\.|foto's|fotogra(?:f[ií]a|fie))\)",
    re.IGNORECASE,
)
_IS_DESK = re.compile(r"^(?:\S+\s){1,3}(?:Bureau|Desk)$")
_NOBODY = frozenset(
    """admin administrator root gast gastautor gastautorin gastbeitrag gastschreiber praktikant praktikantin redakteur
    gastauteur gastblogger redactor
    unknown none null undefined author authors autor autoren autore auteur guest webmaster
    editor user anonymous anonym anonymus anonyme anonimo anónimo anônimo na true false default by von par por
    name quelle source datum date data fecha foto fotos photo bild fuente fonte źródło zdroj izvor piše пише
    kategorie category redactie and und et from mit with staffwriter superuser superadmin test webadmin erstellt
    記者 记者 기자 ライター
    siteadmin adminuser wpadmin posted am teilen share shares email facebook twitter instagram linkedin youtube
    whatsapp telegram home kontakt menu login publisher published guestauthor guestcontributor cortesía courtesy
    mehr more weiter bis aktuell presse press undo edit reply comments comment kommentare kommentar updated
    print drucken abo subscribe monday tuesday wednesday thursday friday saturday sunday montag dienstag
    mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
    miércoles jueves viernes sábado domingo 글 사진 취재 영상 会員登録 登録 ログイン 入力 입력 등록 수정 발행 匿名
    """.split()
)
# News agencies that share a byline with the paper: "The Paper and AFP" is one author.
_AGENCY = re.compile(
    r"\b(?:AFP|AP|dpa|DPA|Reuters|REUTERS|SDA|sda|APA|ANSA|EFE|TASS|NTB|TT|PAP|ČTK|Lusa|PA Media|KNA|epd|sid|SID|AAP|"
    r"STT|BTA|MTI|PTI|IANS|ANI|ANP|Belga|BNS|ELTA|LETA|Xinhua|Agencies|Associated Press|Europa Press|Bloomberg|CNN|"
    r"BBC|USA TODAY)\b"
)
_AGENCY_NOUN = lazy(r"\bagenc(?:y|ia|ía)\b|\bagência\b|\bagenzia\b|\bajansı\b|agentur\b", re.IGNORECASE)
_KOREAN_PAPERS = "뉴스|일보|신문"  # as their names end
_ORGANISATION = lazy(
    r"^(?:the|die|das)\s|^(?:l[ea]s?|el|il|der)\s\S+$|^(?:l[ea]s?|los|el|il)\s\S+\s(?:de|del|di|du)\b|"
    r"\b(?:e\.\s?v|studio|gmbh|mbh|inc|ltd|llc|admin(?:istrator)?|web-?design|team|newsroom|agency|agencies|agenc[ií]a|agência|agenzia|ajansı|"
    r"staff|media|press|wire|images|magazine?|times|tribune|herald|gazette|services|foundation|association|news|online|"
    r"university|universität|università|université|universidad|institute?|institut|department|departement|"
    r"ministry|ministerium|bundesamt|college|hospital|committee|office|bureau of|council|"
    r"(?:news)?desk|ڈیسک|redacción|redazione|redação|redaktionen|rédaction|redactie)\b|"
    r"stiftung|redaktion|verlag|zeitung|verband|agentur|pressestelle|stabsstelle|abteilung|hochschule|ministerium|редакция|編集部|编辑部|"
    rf"(?:{_KOREAN_PAPERS}|新聞社?|新闻|[日晚早][报報]|[时時][报報]|通[讯訊信]社)$",
    re.IGNORECASE,
)
# Whole names with commas and conjunctions of their own.
_OFFICE = lazy(
    r"\b(?:university|universität|università|université|universidad|universidade|department|departement|departamento|"
    r"ministry|ministerium|ministère|ministerio|bundesamt|institut[eo]?|committee|commission|council|federation|"
    r"union|gesellschaft|verein)\b|ministerium|bundesamt|verband\b|\be\.\s?v\.",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"[^,;|/]+,? (?:Inc|Ltd|LLC|LLP|Corp|Co|PLC|GmbH|AG|SE|KG|S\.?A|S\.?p\.?A|B\.?V|Pty)\.?")
_COUNTRY = re.compile(
    r",[^,]+,\s*(?:Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz|France|Italy|Italia|Spain|España|UK|USA)$"
)
_DIGITS = "0123456789"
_NUMBERED_DESK = re.compile(
    r"(?:red(?:aktion|actie|acao|accion)?|news|content|press|office)[._-]?\d+", re.IGNORECASE
)  # an account
_CASELESS = "\u0590"  # the first scripts that know no capitals
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    """von vom van der den de del della di da das do dos du la le les el al bin ibn ben bint abu zu zum zur af av ter
    ten te y e i san st mac af 't d' und""".split()
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_HAN_LABEL = lazy(
    r"^[【〔\[（(]?(?:本报|本報|本刊|新华社|央视|实习|见习|特约|首席|驻|[\u4e00-\u9fff]{2,6}?)?(?:记者|記者|通讯员|撰稿人?|评论员|特派员|"
    r"文字|作者|编译)[ :：/／|]*"
)
_HAN_TAIL = lazy(
    r"[ ]*(?:记者|記者|編集委員|論説委員|特派員|支局長|編集部員?|氏|さん|撰稿?|摄|攝|译|譯|整理|"
    r"(?:[\u4e00-\u9fff]{2}|[／/ ][\u4e00-\u9fff]{2,4}|综合|綜合)?(?:报道|報導|報道|專訪|专访))[】〕\])）]?$"
)
_HANGUL_ROLE = lazy(
    r"[ ]*(?:선임|수습|인턴|전문|객원|대)?(?:기자|특파원|논설위원|앵커|칼럼니스트|교수|에디터|편집장|"
    r"편집위원|통신원|리포터)(?=$|[\s,·|/=])"
)
_HANGUL_NAME = re.compile(r"[가-힣]{2,4}")
_HANGUL_PAPER = re.compile(rf"(?:{_KOREAN_PAPERS})$|^(?:글|사진|취재|영상)$")
_REPORTED = re.compile(r"(?:报道|報導|報道|综合|綜合)[】〕\]]?$")
_NO_NAME = lazy(
    r"[<>{}=?!\\_#。、]|:\S|%(?! )|//|\.(?:html?|php|jpe?g)\b|\d[:.]\d|(?<!\w)\d+\s+[a-zß-ÿ]|"
    r"^(?:vor|il y a|hace|há)\s+\d|\d\s*(?:時間|分|日|小[时時]|分[钟鐘]|天|시간|분|일)\s*[前전]|^\S+\.[a-z]{2,4}/"
)
_MOST_NAMES = 12
_LONGEST_NAME = 40  # characters
_LONGEST_LABEL = 80  # characters
_LONGEST_PICTURE_ROLE = 20  # characters
_LONGEST_DATE = 40  # characters from the beginning of a date to the "by" behind it
_LABEL_STARTS = frozenset(["", *"|•·-–—:.,;"])  # what stands before a label that a bar ends
_LABEL_ENDS = (":", "：", "/", "／")
MAYBE_DETAILS = re.compile(r"\d|：")
_NAMED_AFTER = lazy(  # what bears the name of a person
    r"(?:markt|schule|halle|haus|stiftung|verein|platz|straße|strasse|preis|festival|museum|theater|kirche|award|school|"
    r"foundation|festival|hall|street|square|prize|hospital|airport|stadium|avenue|boulevard|klinik|zentrum|center|centre)$",
    re.IGNORECASE,
)
_REPORTERS = ("记者", "記者", "기자")
_DETAIL = re.compile(r"\s*[|·•—–»/;]\s*|,\s+|\s+-\s+|\s+(?:in|auf)\s+")
_NUMBERS = re.compile(r"\d+(?:\s*(?:Uhr|h|[ap]\.?m\.?|[AP]M)(?!\w))?")
_LONGEST_LIST = 1_000  # characters of stated names
_SHORTEST_BEFORE_DATE = 12  # characters before a date; fewer only say "Posted"
_BEFORE_DATE = re.compile(
    r"(?:(?:\s|\|)+(?:on|at|am|vom|le|el|il|op|den|dne|в|@)|[\s|]*[|»,·•–-])[\s|]*"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom)\w*[.,]*\s*)?$",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"[\w ,.'/:–-]{4,40}\d(?:[ ]?(?:Uhr|h|am|pm))?\s*[|·•,–-]?\s+(?=[^\W\d_])", re.IGNORECASE)
_ENDS_BY = re.compile(r"(?:^|\s)(?:by|von|par|por|di|av|af|door|the|to|of)$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:\w|[JS]r|Inc|Ltd|Corp|Co|[Rr]ed)\.$")
_EDGES = ' \t\u00a0./,:;-–—|*•"“”»«<>【】〔〕'


def says_by(text: str) -> re.Match[str] | None:
    """The "By", "Author:" or the like that a line about its author begins with, in lower case."""
    line = text[:_LONGEST_LABEL].lower()
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
    text = text.strip(_EDGES)
    return len(text) < _LONGEST_PICTURE_ROLE and _PICTURE_ROLE.fullmatch(text.lower()) is not None


def told_of(text: str) -> str | None:
    """The person whom a sentence introduces: "Ann Lee is a writer in London." gives Ann Lee."""
    told = _TOLD_OF.match(text)
    return str(told[1]) if told else None


def names_in_details(text: str) -> list[str]:
    """The names in a line of details: "5 May 2024 · 6 min · Ann Lee", "11.6.2024 09:00 by Ann Lee, 2 comments".

    A name without any word before it must begin with a common given name.
    """
    if not MAYBE_DETAILS.search(text):
        return []
    if any(mark in text for mark in _LABEL_ENDS):
        for label in _LABELS.finditer(text):
            if label["author"] and label[0].rstrip().endswith(_LABEL_ENDS):
                names = split_names(text[label.start() :])
                return names if all(map(is_personal, names)) else []
    if any(word in text for word in _REPORTERS):
        names = split_names(text)
        return names if all(map(is_personal, names)) else []
    dated = next(dates_in(text), None)
    if dated is None:
        return []
    said = SPOKEN_AFTER_DATE.search(text, dated[1], dated[1] + _LONGEST_DATE)
    if said:
        names = split_names(text[said.end() :])
        return names if all(map(is_personal, names)) else []
    found: dict[str, str] = {}
    for part in _DETAIL.split(text):
        for words in _NUMBERS.split(part):
            name = words.strip(_EDGES)
            if is_personal(name) and has_given_name(name) and is_name(name) and not _NAMED_AFTER.search(name):
                found.setdefault(key(name), name)
    return list(found.values())[:_MOST_NAMES]


def first_name(text: str) -> str:
    """The words with capitals that a text about a person begins with: "Ann Lee, born in Reed, writes" gives Ann Lee."""
    found = _FIRST_NAME.match(text)
    return found[0] if found else text[:_LONGEST_NAME]


def split_names(text: str) -> list[str]:
    """The names in a byline: "By Ann Lee and Bo Ek, Political Editor | 5 May" gives Ann Lee, Bo Ek."""
    return list(_split_names(text[:_LONGEST_LIST]))


@lru_cache(maxsize=2_000)
def _split_names(text: str) -> tuple[str, ...]:
    text = " ".join(unescape(text).replace("\u200b", "").replace("\xad", "").split())
    if listed := _surnames_first(text):
        return listed
    if text.startswith("#"):
        return ()  # a topic
    if (inside := _BRACKETED.fullmatch(text)) is not None:
        text = inside[1]
    text = _ADDRESS.sub(" ", text)
    seated = _COUNTRY.search(text)
    text = _undated(text[: seated.start()] if seated else text)
    if seated or _is_office(text) or (_COMPANY.fullmatch(text) and not says_by(text)):
        name = _ended(text.strip(_EDGES), text)
        return (name,) if is_name(name, longest=100) else ()
    for said in _spoken_for(text):
        if names := _names_of(said):
            return tuple(names[:_MOST_NAMES])
    return ()


def _surnames_first(text: str) -> tuple[str, ...]:
    """ "Lee, Ann; Ek, Bo" as libraries write it."""
    parts = [part.split(",") for part in text.split(";")]
    if len(parts) > 1 and all(len(pair) == 2 and all(0 < len(half.split()) <= 2 for half in pair) for pair in parts):
        return tuple(f"{first.strip()} {last.strip()}" for last, first in parts)
    return ()


def _undated(text: str) -> str:
    """The text before its first date, or what follows the date where only that names somebody."""
    for _, at in dates_in(text):
        before = _BEFORE_DATE.sub("", text[:at])
        said = SPOKEN_AFTER_DATE.search(text, at)
        if len(before) >= _SHORTEST_BEFORE_DATE and (said is None or _names_of(before)):
            return before
        if said:
            return text[said.end() :]
        beyond = _AFTER_DATE.match(text, at)
        after = text[beyond.end() :] if beyond else ""
        return after if after and (names := _names_of(after)) and all(map(is_personal, names)) else before
    return text


def _is_office(text: str) -> bool:
    """Whether the text is the name of one institution, commas and all, rather than a list of persons."""
    if _OFFICE.search(text) is None:
        return False
    first = re.split(r"[,;|/]| (?:and|und) ", text)[0]
    return not is_personal(first) and not says_by(text)


def _spoken_for(text: str) -> list[str]:
    """The parts of a byline that may name authors, the likeliest first: labelled, without a label, editors."""
    labels = [
        label
        for label in _LABELS.finditer(text)
        if not label[0].rstrip().endswith("|") or text[: label.start()].rstrip()[-1:] in _LABEL_STARTS
    ]
    if not labels:
        return [text]
    spans: dict[str, list[str]] = {"author": [], "editor": [], "other": []}
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        spans[label.lastgroup or "other"].append(text[label.end() : following.start() if following else None])
    return [" | ".join(spans["author"]), text[: labels[0].start()], " | ".join(spans["editor"])]


def _names_of(text: str) -> list[str]:
    text = _PICTURED.sub("", text) if "(" in text else text
    text = _without_prefix(_DEGREES.sub("", _JUNK.sub(" ", text)))
    joined = _JOINED.match(text) and text.rpartition(" ")[2][:1].isupper()
    parts = [(text, "")] if joined else _parts(text)
    names: list[str] = []
    lesser: list[str] = []  # agencies, roles and places: authors only where there is no person
    for part, before in parts:
        if names and before in _APPOSED and is_picture_role(part):
            names.pop()
            continue
        alone = not any(map(is_personal, names))
        if not alone and before == "," and (_is_apposed(part) or is_organisation(part)):
            continue  # "Ann Lee, owner of the pool", "Ann Lee, University of Oslo"
        apposition = (
            not alone
            and before in _APPOSED
            and (part.lstrip()[:1] in _DASHES or _ENDS_IN_ROLE.search(part.rstrip(_EDGES)) is not None)
        )
        for name, is_author in _single(part, alone=alone):
            sure = is_author and not apposition and (alone or not any(map(str.isdigit, name)))
            known = {key(other) for other in (*names, *lesser)}
            if key(name) not in known:
                (names if sure else lesser).append(name)
    if any(is_personal(name) for name in names):
        if len(parts) > 1 and parts[1][1] in _BARS and not is_personal(names[0]) and " " not in names[0]:
            names = names[1:]  # the section before the author
        return [name for name in names if is_personal(name) or not _AGENCY.fullmatch(name)]
    found = names or lesser
    if len(found) > 1 and _AGENCY.search(text):
        whole = text.strip(" .,:;|")
        return [whole] if len(whole) < 40 and "," not in whole else found
    return found


@lru_cache(maxsize=100)
def _without_prefix(text: str) -> str:
    """The text without the "By" that it begins with; a byline of one part is asked twice."""
    prefix = _PREFIX.match(text)
    return text[prefix.end() :] if prefix else text


def _is_apposed(part: str) -> bool:
    """Whether a part says what somebody is: no name begins with such words without a capital."""
    words = _without_prefix(part.strip()).split()[:2]
    return any(_LOWER_START.match(word) and word not in _PARTICLES for word in words)


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a list of names, each with what stands before it: a comma, "and"."""
    parts: list[tuple[str, str]] = []
    start, before = 0, ""
    for separator in _SPLIT.finditer(text):
        if separator.start() > start:
            parts.append((text[start : separator.start()], before))
        start, before = separator.end(), separator[0].strip()
    return [*parts, (text[start:], before)] if start < len(text) else parts


def _single(part: str, *, alone: bool) -> list[tuple[str, bool]]:
    """What one part of a byline names, and whether it is more than a role, a place or an agency."""
    raw = part.strip()
    part = _without_prefix(raw)
    if (part > "\u2e80" or raw > "\u2e80") and (asian := _asian(raw)) is not None:
        return asian
    whole = part.strip(_EDGES)
    whole = told_of(whole) or whole
    said = _TAIL.split(whole)[0].strip(_EDGES)
    if said != whole and ((said.islower() and said.isascii()) or (len(said) < 4 and not said.isascii())):
        return []  # "3 hours ago", "vor 3 Stunden"
    if not said or _ENDS_BY.search(said) or (_PLACE_ALONE.match(said) and not alone):
        return []
    name = _without_role(said)
    placeless = _PLACE.sub("", name).strip(_EDGES)
    if is_personal(placeless):
        name = placeless
    name = _ended(name, part)
    if not is_name(name):
        return []
    lesser = (
        _ROLE.search(name)
        or (_ROLE.search(said) and (_AGENCY.search(name) or not (alone or is_personal(name))))
        or (not alone and (_AGENCY.search(name) or _ORGANISATION.search(name) or (" " not in name and name < "\u2e80")))
    )
    return [(name, not lesser)]


def _ended(name: str, text: str) -> str:
    """The name with the full stop that belongs to its abbreviation: Jr., e.V., Inc."""
    abbreviated = _ABBREVIATED.search(text.rstrip())
    return f"{name}." if abbreviated and text.rstrip(" .").endswith(name) else name


def _asian(part: str) -> list[tuple[str, bool]] | None:
    """Names in Chinese, Japanese and Korean bylines, where roles are written without a space; None for other text."""
    part = part.strip(_EDGES)
    role = _HANGUL_ROLE.search(part)
    if role:
        words = part[: role.start()].split("=")[-1].split()
        words = words or part[role.end() :].split()
        people = [word for word in words if _HANGUL_NAME.fullmatch(word) and not _HANGUL_PAPER.search(word)]
        return [(name, True) for name in people] or None
    label = _HAN_LABEL.match(part)
    if label and label.end() < len(part):
        rest = _HAN_TAIL.sub("", part[label.end() :]).strip(_EDGES)
        words = rest.split()
        if words and all(_HAN_NAME.fullmatch(word) for word in words) and (len(words) == 1 or "记者" in label[0]):
            return [(word, True) for word in words]
        return [(rest, True)] if _HAN_NAME.fullmatch(rest.replace(" ", "")) else None
    if _REPORTED.search(part) and " " not in part:
        return []
    rest = _HAN_TAIL.sub("", part).strip()
    return [(rest, True)] if rest != part and is_name(rest) and len(rest) >= 2 else None


def _without_role(name: str) -> str:
    """ "Ann Lee Chief Reporter" and "Staff Writer Ann Lee" are Ann Lee."""
    roles = list(_ROLE.finditer(name))
    if not roles or _IS_DESK.search(name):
        return name
    before = name[: roles[0].start()].strip(" ,-–")
    if len(before.split()) >= 2 and not _ENDS_BY.search(before):
        return before
    after = name[roles[-1].end() :].strip(" ,-–")
    if len(after.split()) >= 2 and all(word[0].isupper() or word in _PARTICLES for word in after.split()):
        return after
    return name


def is_name(text: str, *, longest: int = 70) -> bool:
    """Whether a text can be the name of a person or an organisation, rather than a time, an address or nobody."""
    if not 2 <= len(text) <= longest or key(text).rstrip(_DIGITS) in _NOBODY or _NUMBERED_DESK.fullmatch(text):
        return False
    words = text.split()
    if (len(words) > 7 and longest <= 70) or not any(letter.isalpha() for letter in text):
        return False
    digits = sum(letter.isdigit() for letter in text)
    if digits and next(dates_in(f"{text} 2000"), None) is not None:
        return False  # a day without its year
    return digits <= 4 and not _NO_NAME.search(text)


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return _AGENCY.search(name) is not None or _AGENCY_NOUN.search(name) is not None


@lru_cache(maxsize=1_000)
def is_organisation(name: str) -> bool:
    """Whether a name is that of a news agency, a desk, an office or another organisation."""
    return _ORGANISATION.search(name) is not None or _AGENCY.fullmatch(name) is not None


@lru_cache(maxsize=1_000)
def is_personal(name: str) -> bool:
    """Whether a name looks like a person's: two to five words with capitals, or a short one of a dense script."""
    words = _WORD.findall(name)
    return not is_organisation(name) and (
        (
            2 <= len(words) <= 5
            and all(not "a" <= word[0] < _CASELESS or word[0].isupper() or word.lower() in _PARTICLES for word in words)
        )
        or (name > "\u2e80" and len(name) <= 8)
    )

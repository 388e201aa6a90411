"""What class names, ids and short texts of pages tell of the part of the page that they stand in."""

from __future__ import annotations

import re
from enum import IntFlag
from functools import lru_cache
from operator import itemgetter

from crawler.extraction.remembered import Remembered
from crawler.extraction.text import lower_case


class Hint(IntFlag):
    """What a class name or id suggests that an element is."""

    BODY = 1
    SUMMARY = 2
    HEADLINE = 4
    COMMENTS = 8
    RELATED = 16
    SHARE = 32
    NAVIGATION = 64
    ADVERTISEMENT = 128
    META = 256
    MEDIA = 512
    SUBSCRIBE = 1024
    SIDEBAR = 2048
    NOTICE = 4096
    WIDGET = 8192
    NOTES = 16384
    INGREDIENTS = 32768
    STEPS = 65536


# What is named so stands beside an article. A plain number: enum's own operators are slow.
OUTSIDE = int(Hint.COMMENTS | Hint.SHARE | Hint.ADVERTISEMENT | Hint.SUBSCRIBE | Hint.NAVIGATION | Hint.NOTICE)
# Each pattern is tried on single lower-case words of class names: "articleBody__related-box" is
# article, body, related, box.
_WORDS = {
    Hint.BODY: r"article|body|content|entry|post|story|text|txt|main|paragraph|para|prose|richtext|wysiwyg|blog|copy"
    r"|detail|inhalt|beitrag|artikel|articulo|contenido|cuerpo|noticia|texte|corps"
    r"|testo|conteudo|materia|tekst|haber"
    r"|news|markdown|section|page",
    Hint.SUMMARY: r"summary|lead|lede|standfirst|intro|introduction|chapo|chapeau|deck|dek|excerpt|abstract|ingress"
    r"|vorspann|sapo|entradilla|bajada|perex|subtitle|subhead|subheadline|subheading|tagline|kicker|highlights?"
    r"|keypoints?|takeaways?",
    Hint.HEADLINE: r"title|headline|heading|hed|titulo|titre|titel|titolo|naslov",
    Hint.COMMENTS: r"comments?|commento|commenti|kommentare?|comentarios?|commentaires?|disqus|respond|reply|replies"
    r"|discussion|forum|livefyre|coral|spotim|reactions?|feedback|reviews?|commentlist",
    Hint.RELATED: r"related|relacionad\w*|recommend\w*|recirc\w*|similar|more|teasers?|promo\w*|popular|trending|latest"
    r"|mostread|most|read|readmore|next|prev|previous|also|outbrain|taboola|carousel"
    r"|slider|swiper|cards?|list|listing"
    r"|river|crosslinks?|seealso|onward|readnext|inline|hot|top|tops|suggest\w*"
    r"|weitere|mehr|empfehlung\w*|aussi|lire"
    r"|leer|mas|collection|series|links?|linkbox|stories|articles|posts|headlines|feeds?",
    Hint.SHARE: r"shar\w+|social\w*|follow\w*|facebook|twitter|whatsapp|addthis|addtoany|sharedaddy|teilen|partage\w*"
    r"|compartir|like|likes|tools?|toolbar|toolbox|actions?|print|bookmark|save|sns|reactions|email",
    Hint.NAVIGATION: r"nav\w*|menu\w*|breadcrumbs?|header|masthead|footer|foot|topbar|pagination|pager|paging|skip"
    r"|search|logo|sitemap|tabs?|toc|site|hamburger|dropdown|languages?|bottom|colophon",
    Hint.ADVERTISEMENT: r"ads?|adv|advert\w*|adslot|adunit|sponsor\w*|banner|dfp|gpt|publicidad|anzeige|werbung|pub"
    r"|commercial|affiliate|partner|shopping|deals?|shop|product|offer|adsense|adbox|adwrapper|mpu|billboard|promoted",
    Hint.META: r"meta|metadata|info|byline|author\w*|date|datetime|time|timestamp|published|updated|posted|tags?|tagged"
    r"|taglist|category|categories|topics?|keywords?|bio|autor\w*|auteur|writer"
    r"|contributors?|credits?|source|dateline"
    r"|avatar|profile|reporter|copyright|rights|license|disclaimer|views|readtime|reading|about|correction\w*",
    Hint.MEDIA: r"caption\w*|figcaption|figure|image|images|img|photo|photos|picture|media|video|videos|player|gallery"
    r"|slideshow|thumb\w*|bild|foto|fotos|legend\w*|audio|podcast|embed|lightbox|copyright|infographic|chart|map"
    r"|quote|pullquote|tweet|instagram|gallerytext|gallerycaption",
    Hint.SUBSCRIBE: r"newsletter\w*|subscri\w+|signup|sign|register|registration|paywall|premium|login|signin|abo"
    r"|membership|member|donat\w+|support|cta|regwall|piano|offers|plus|optin|mailchimp|mc|form|app",
    Hint.SIDEBAR: r"sidebar\w*|aside|side|rail|secondary|complementary|right|left|column|extra|supplementary"
    r"|marginal\w*"
    r"|skyscraper",
    Hint.NOTICE: r"cookie\w*|consent|gdpr|privacy|popup|modal|overlay|dialog|alert|notice|notification|warning|message"
    r"|toast|tooltip|hidden|hide|invisible|sr|screenreader|visuallyhidden|offscreen|noscript|error|legal|cmp|banner"
    r"|cmpbox\w*|didomi|iubenda|tarteaucitron\w*|axeptio\w*|usercentrics\w*|osano",
    Hint.WIDGET: r"widget\w*|module|box|block|infobox|factbox|poll|quiz|survey|vote|rating|ratings|score|weather|stock"
    r"|stocks|ticker|calendar|table|data|interactive|iframe|newsticker|fact|facts|kasten",
    Hint.NOTES: r"footnotes|endnotes",
    Hint.INGREDIENTS: r"ingredients?|ingredientes?|ingredienti|ingredienten|ingredienser|zutaten",
    Hint.STEPS: r"instructions?|directions|method|preparation|steps?|zubereitung|preparo|preparacion",
}
_EXACT: dict[str, int] = {}
_BEGINNINGS: dict[str, int] = {}  # of the words whose pattern leaves the rest open
_OPEN_END = re.compile(r"\\w[+*]$")
for _hint, _words in _WORDS.items():
    for _word in _words.split("|"):
        if _OPEN_END.search(_word):
            _BEGINNINGS[_word[:-3]] = _BEGINNINGS.get(_word[:-3], 0) | int(_hint)
        else:
            for _form in (_word.replace("?", ""), _word[:-2]) if _word.endswith("?") else (_word,):
                _EXACT[_form] = _EXACT.get(_form, 0) | int(_hint)
_LENGTHS = sorted({len(beginning) for beginning in _BEGINNINGS})
# Inside compounds that no separator divides ("sharebar", "relatedposts") only telling words count.
_PARTS = [
    (Hint.BODY, re.compile(r"article|content|story|entry|paragraph|postbody|bodytext")),
    (Hint.SUMMARY, re.compile(r"summary|standfirst|subtitle|subhead|excerpt")),
    (Hint.HEADLINE, re.compile(r"title|headline|heading")),
    (Hint.COMMENTS, re.compile(r"comment|kommentar|disqus")),
    (Hint.RELATED, re.compile(r"related|recommend|readmore|mostread|popular|trending|teaser|promo|recirc|morefrom")),
    (Hint.SHARE, re.compile(r"share|sharing|social|follow")),
    (Hint.NAVIGATION, re.compile(r"navi|menu|breadcrumb|footer|header|pagination")),
    (Hint.ADVERTISEMENT, re.compile(r"advert|sponsor|werbung|^ad(?:container|wrap|slot|unit|box|block)|banner")),
    (Hint.META, re.compile(r"author|byline|timestamp|publish|taglist|metadata|category")),
    (Hint.MEDIA, re.compile(r"caption|image|photo|video|gallery|picture|player|media")),
    (Hint.SUBSCRIBE, re.compile(r"newsletter|subscri|signup|paywall|login|regist")),
    (Hint.SIDEBAR, re.compile(r"sidebar|rightcol|leftcol")),
    (Hint.NOTICE, re.compile(r"cookie|consent|popup|modal|overlay|hidden")),
    (Hint.WIDGET, re.compile(r"widget|infobox|factbox")),
    (Hint.INGREDIENTS, re.compile(r"ingredient|zutaten")),
    (Hint.STEPS, re.compile(r"instruction|preparation|zubereitung|recipe(?:direction|method|step)")),
]
_ANY_PART = re.compile("|".join(pattern.pattern for _, pattern in _PARTS))
_WORD = re.compile(r"[a-z]{2,}|[A-Z](?:[a-z]{2,}|[A-Z]+(?![a-z]))")
_LISTING = re.compile(r"(?:^|\s)language-\S*")  # of code, as highlighters write it: no menu of languages


def _word_hints(word: str) -> int:
    word = word.lower()
    found = _EXACT.get(word, 0)
    for length in _LENGTHS:
        found |= _BEGINNINGS.get(word[:length], 0)
    if not found and len(word) > 6 and _ANY_PART.search(word):
        for hint, pattern in _PARTS:
            if pattern.search(word):
                found |= hint
    return int(found)


_WORD_HINTS = Remembered(_word_hints, 50_000)


def hints(names: str) -> int:
    """The `Hint` bits of an element's class names, id, role and the like, in one string."""
    found = 0
    names = names[:300]
    if "language-" in names:
        names = _LISTING.sub("", names)
    for word in _WORD.findall(names):
        found |= _WORD_HINTS[word]
    return found


HINTS = Remembered(hints, 20_000)


@lru_cache(maxsize=5_000)
def names_listing(names: str) -> bool:
    """Whether the names of an element tell the language of the code in it."""
    return _LISTING.search(names) is not None


# Phrases that short blocks around articles begin with, in the languages that many pages are written in.
_PHRASES = [
    (
        "share",
        r"share (?:this|on|via|article|story)|share$|tweet$|follow (?:us|me|@|\w+ on)"
        r"|like us|find us|pin it|email this"
        r"|print(?: this| article)?$|copy link|save(?: article)?$|teilen|folgen sie|artikel (?:teilen|drucken)"
        r"|partage[rz]|suivez|imprimer|compart[ie]|síguenos|siga-?nos|seguici|condividi"
        r"|delen|dela|udostępnij|поделит"
        r"|подпи[сш]\w+ на|подел|paylaş|شارك|シェア|分享|공유|in den sozialen|facebook$|twitter$|whatsapp$|e-?mail$"
        r"|linkedin$|telegram$|pinterest$|instagram$|reddit$|flipboard$",
    ),
    (
        "more",
        r"(?:also )?(?:read|see|watch|listen)(?: more| also| next| now| this| the full| here)?\s*[:：>»|-]|read more"
        r"|more (?:on|from|about|in|stories|news|articles|:)|see also|related|recommended|you (?:may|might)|you'll"
        r"|don.t miss|most (?:read|popular|viewed)|trending|popular|latest|top stories|up next"
        r"|next (?:article|story|post)"
        r"|previous (?:article|story|post)|continue reading|editor.s (?:pick|choice)"
        r"|in this (?:article|story)|sign up"
        r"|lesen sie|mehr (?:zum|zu|aus|von|über)|weiterlesen|zum thema|auch interessant"
        r"|das könnte|weitere|siehe auch"
        r"|meistgelesen|lire (?:aussi|la suite|plus)|à lire|voir aussi|sur le même|articles? (?:liés"
        r"|similaires|récents)"
        r"|le[ea] (?:también|más|además|aquí)|leer (?:también|más)|te puede|le puede|también te|ver (?:más"
        r"|también)|más (?:sobre"
        r"|información|noticias|leíd)|noticias relacionadas|leia (?:também|mais)|saiba mais|veja (?:também|mais)"
        r"|leggi anche|ler (?:mais|também)|ti potrebbe|guarda anche|approfondi|lees (?:ook|meer|verder)"
        r"|bekijk ook|meer over|läs (?:också"
        r"|mer|även)|les (?:også|mer)|læs (?:også|mere)|lue (?:myös|lisää)|czytaj (?:też|także|więcej)|zobacz"
        r"|przeczytaj|polecamy|přečtěte|čtěte|mohlo by|olvasta|читайте|смотрите|подробнее|по теме|ещё|также по"
        r"|читать|haberin devamı|ilgili haber|اقرأ|إقرأ|関連|あわせて読みたい|続きを読む|おすすめ|人気|相关|推荐|阅读"
        r"|延伸|更多|热门|責任|관련|baca juga|lihat juga|xem thêm|(?:आगे|य[हे] भी) प(?:ढ़|\u095d)ें",
    ),
    (
        "subscribe",
        r"subscribe|sign (?:up|in)|log ?in|register|newsletter|get (?:the|our|your)|join (?:us|our|the)"
        r"|become a|download"
        r"|support (?:us|our)|donate|already (?:a|have)|create (?:a|an|your)|enter your"
        r"|your e?-?mail|please (?:enter"
        r"|log|sign|sub|enable)|enable|abonnieren|anmelden|jetzt|abonnez|s.abonner|inscri|suscr|registr"
        r"|assine|iscriviti"
        r"|abbonati|zapisz|abonneer|prenumerera|подпи|登录|订阅|注册|登録|会員|구독",
    ),
    (
        "comments",
        r"\d* ?comments?\b|leave a|add a comment|post a|join the (?:conversation"
        r"|discussion)|kommentar|commentaires?\b"
        r"|laisser un|comentarios?\b|deja un|deixe|commenti\b|lascia|reacties|комментар|yorum|コメント|评论|留言|댓글"
        r"|reply|antworten|répondre|responder|view (?:all )?comments",
    ),
    (
        "rights",
        r"©|\(c\) |copyright|all rights|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti"
        r"|wszelkie prawa|все права|版权|著作権|無断転載|저작권|this (?:article"
        r"|story|post|material) (?:was|is|may)|terms"
        r"|privacy|disclaimer|about (?:us|the author)|contact|reprint|nutzungs|impressum"
        r"|cookies?\b|we use|by (?:using"
        r"|continuing|signing|clicking)|advertis|anzeige|publicidad|publicité|pubblicità"
        r"|werbung|реклама|reklam|広告|广告"
        r"|sponsored|(?:the )?views? expressed|this site uses|notice",
    ),
    (
        "credit",
        r"\(?(?:photos?|photograph|image|picture|video|pics?|illustration|graphic|source"
        r"|credits?|via|foto|fotos|bild"
        r"|bildquelle|quelle|crédits?|imagen|fuente|fonte|zdjęcie|fot\.|фото|источник|写真|图|来源|사진)\s*(?:by\b|credit"
        r"|courtesy|source|von\b|:|：|/|©)|getty|abbildung|abb\.|fig(?:ure|\.) ?\d"
        r"|\(?(?:ap|afp|reuters|dpa|epa)(?: photo|/|\)$|$)|file (?:photo|image)"
        r"|enlarge|click (?:to|here)|tap (?:to|here)|hide caption|view (?:gallery|image|photos)|bildergalerie",
    ),
    (
        "byline",
        r"by \w|von \w|par \w|por \w|di \w|door \w|av \w|published|posted|updated|last (?:updated"
        r"|modified)|first published|written by|reporting by|editing by|edited by|additional reporting|author|publié"
        r"|mis à jour|modifié|veröffentlicht|aktualisiert|stand:|publicado|actualizado"
        r"|atualizado|pubblicato|aggiornato"
        r"|gepubliceerd|publicerad|опубликовано|обновлено|автор|发布|更新|记者|責任編輯|责任编辑|編集|作者|来源|기자"
        r"|입력|tags?\b|topics?\b|filed under|categor|schlagw|themen|mots.clés|etiquetas|tagi|теги|tópicos|标签|\d+ min"
        r"|(?:\w+ ){1,3}(?:ago|read)$",
    ),
]
PHRASE_KINDS = tuple(kind for kind, _ in _PHRASES)
LEADS_ON = PHRASE_KINDS.index("more") + 1
BYLINE = PHRASE_KINDS.index("byline") + 1
_PHRASE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PHRASES))


def phrase_kind(text: str) -> int:
    """Which kind of noise phrase a short text begins with: a position in `PHRASE_KINDS` plus one, 0 for none."""
    match = _PHRASE.match(lower_case(text[:60]))
    return PHRASE_KINDS.index(match.lastgroup) + 1 if match and match.lastgroup else 0


# The first six letters of words with which pages speak of themselves rather than of their subject.
_BOILERPLATE = frozenset(
    (
        "subscr newsle abonni abonne abonné suscrí suscri inscri iscriv whatsa telegr facebo twitte instag "
        "youtub tiktok "
        "linked follow síguen siguen suivez folgen click klicke klick cliqu haga pincha sign login einlog "
        "anmeld regist "
        "downlo app copyri © rights rechte derech permis commen kommen modera advert anzeig sponso cookie "
        "privac datens "
        "terms member donat donate suppor e-mail email inbox read javasc affili commis "
        "provis buy discou coupon contac "
        "kontak phone telefo trial journa site websit this our your getty reuter shutte photog foto: image: "
        "credit quelle подпис телегр читайт связат 订阅 关注 转载 版权 編集部 登録 無断 구독 기자 photo: photo photos "
        "tags abbild stay latest exclus unlimi access apps visita únete hazte gift "
        "tags: topics share partag compar teilen source fuente inform "
        "publis update publié aktual also "
        "lea leia leggi lire lees läs les også også: tambié també aussi anche auch ook learn watch "
        "listen enable browse passwo kennwo wachtw konto accoun pflich offers offer free join please thank visit "
        "editor editin report writin writte author"
    ).split()
)
_BEGINNING = itemgetter(slice(6))


def boilerplate(text: str) -> int:
    """How many different words a text has that pages speak of themselves with, rather than of their subject."""
    return len(_BOILERPLATE.intersection(map(_BEGINNING, text.lower().split())))


# What stands in the place of something that a site shows only with the reader's consent, or in a newer browser, and
# what its software says of its own errors.
_FILLERS = (
    r"(?:php )?(?:deprecated|strict standards|warning|notice|fatal error|parse error): .{0,150}(?:\(\)|\bin /)",
    # Chinese
    r"违法和不良信息举报|本站郑重声明|(?:郑重|免责|特别|平台)声明[:：].{0,150}(?:不构成.{0,6}建议|不?代表.{0,8}(?:观点|立场)|与本[站网]|"
    r"信息(?:发布|存储)|转载|版权)|"
    r"copyright ?(?:©|\(c\)).{0,100}版权所有",
    # German
    r"an dieser stelle .{0,30}(?:extern|von drittanbietern)|sie sehen (?:derzeit|gerade) einen platzhalter",
    r"empfohlener (?:redaktioneller |externer )?inhalt|externer? inhalt",
    r"ich bin (?:damit )?einverstanden, dass mir|wir (?:benötigen|brauchen) (?:ihre|deine) (?:zustimmung|einwilligung)",
    r"um mit inhalten .{0,60}zustimmung|mit (?:ihrer |deiner )?zustimmung werden .{0,60}übermittelt",
    r"(?:mit|durch) (?:dem |das )?(?:laden|klick|anklicken|aktivier).{0,80}(?:datenschutz|daten an|cookies)",
    r"für die darstellung von .{0,60}nutzen wir|(?:ihr|dein) browser (?:ist veraltet|unterstützt|kann)",
    r"(?:um|zum) .{0,60}(?:anzuzeigen|anzeigen|anzusehen|laden|abspielen|abzuspielen).{0,80}"
    r"(?:cookies|zustimm|einwillig|akzeptier)",
    r"dieser? (?:inhalt|element|beitrag|video) .{0,60}(?:cookies|zustimm|einwillig|drittanbieter)",
    # English
    r"this content is (?:(?:hosted|provided) by|imported from)|this (?:article|page) contains content provided by",
    r"to (?:view|see|display|watch|play) this .{0,80}(?:cookies|accept|consent|enable|allow)",
    r"by (?:clicking|loading|viewing|playing) .{0,80}(?:third[- ]part|cookies|privacy policy)",
    r"we need your (?:consent|permission) to|your browser (?:is out|is outdated|does not|doesn.t)",
    r"text within this block will maintain its original spacing",
    # French, Spanish, Portuguese, Italian
    r"pour (?:afficher|voir|visionner|regarder|consulter) c.{0,80}(?:cookies|accept|autoris)",
    r"ce contenu (?:est bloqué|est hébergé|externe|n.a pas)|contenu (?:externe|bloqué)",
    r"para (?:ver|visualizar|reproducir) est[ea] .{0,80}(?:cookies|acept|aceit|consent)",
    r"est[ea] (?:contenido|conteúdo) (?:está|es|é) (?:alojado|bloqueado|hospedado)",
    r"per (?:vedere|visualizzare|guardare) (?:questo|il) .{0,80}(?:cookie|accett|consens)",
    r"questo contenuto (?:è ospitato|è bloccato|esterno)",
    r"votre navigateur (?:ne |est )|(?:tu|su|seu) navegador (?:no|não)|il tuo browser (?:non|è)",
    # Dutch, Polish, Swedish, Norwegian and Danish, Czech, Russian
    r"om deze .{0,80}(?:cookies|toestemming|accepte)|deze (?:inhoud|content) (?:is|wordt) ge(?:blokkeerd|host)",
    r"(?:aby|żeby) (?:zobaczyć|wyświetlić|obejrzeć) .{0,80}(?:cookies|zgod)|twoja przeglądarka",
    r"för att (?:se|visa) .{0,80}(?:cookies|godkänn|samtyck)",
    r"for (?:å|at) (?:se|vise) .{0,80}(?:cookies|godta|godkend|samtykke)",
    r"následuje obsah vložený|přejít (?:před|za) obsah vložený",
    r"для просмотра .{0,80}(?:cookie|соглас|включите)",
    # What WordPress says of an entry below it
    r"this entry was posted (?:on|in|by) |ce(?:t article| billet) a été publié (?:dans|le|par) "
    r"|dieser (?:beitrag|eintrag|artikel) wurde (?:unter|am|von) .{0,150}(?:veröffentlicht|geschrieben|gepostet)"
    r"|esta entrada (?:se publicó|fue publicada|ha sido publicada) (?:en|el|por) |questa voce è stata pubblicata in "
    r"|dit bericht (?:is|werd) geplaatst (?:in|op) |este artigo foi publicado em ",
    # What sites say of themselves in between: of letters, accounts and rights
    r"this is an archived article|cet article vous est offert|this content is reserved for subscribers"
    r"|you can save this article by registering|your subscription could not be saved"
    r"|all rights reserved\. this (?:material|article|story)|if you buy something from an? .{0,40}link"
    r"|(?:copyright notice\W+)?all (?:articles|posts) (?:in|on) this (?:blog|site|website) are licensed under"
    r"|(?:版[权權][声聲]明\W+)?本(?:博客|部落格|站|网站|網站)所有文章(?:除特[别別][声聲]明外|[均皆]采用)"
    r"|(?:new ?)?you can now listen to .{0,40}articles"
    r"|simak breaking news|únete a nuestro canal|請繼續往下閱讀|この記事をスクラップ",
    r"(?:apúntate|suscríbete|inscríbete|abonnez-vous|inscrivez-vous|inscreva-se|iscriviti|melde dich|abonnier"
    r"|subscribe|sign up|zapisz się|meld je aan|schrijf je in) .{0,60}newsletter|we use your sign-?up to provide",
    r"więcej informacji znajdziesz na stronie|(?:dalszy )?ciąg (?:dalszy )?(?:materiału|artykułu) (?:pod|poniżej)",
    # What galleries and charts say to those who have no scripts
    r"(?:this|diese[rs]?|cet?(?:te)?|est[ea]|quest[oa]|deze|dit) .{3,60}(?:requires?|needs?|benötigt|"
    r"erfordert|nécessite|requiere|necesita|requer|necessita|richiede|vereist)(?: de)? javascript(?:[.,;!]|$)",
    r"(?:please )?(?:turn on|switch on|enable|activate) javascript\b",
)
_READING_TIME = re.compile(
    r"(?:(?:estimated )?reading time|lesezeit|(?:temps|durée) de lecture|tiempo de lectura|tempo d[ei] lettura"
    r"|tempo de leitura|leestijd|lästid|lesetid|læsetid|czas czytania|doba čtení|время чтения|okuma süresi"
    r"|阅读时间|読了時間)"
    r"\W{0,4}.{0,12}\d.{0,12}"
    r"|\d[\d,.]* ?(?:words|字)|(?:about |ca\. )?\d+[ -]min(?:ute)?[ns]?\.? "
    r"(?:read|lesezeit|de lecture|de lectura|di lettura|de leitura|lezen|läsning)"
)
_NEWSLETTER = re.compile(r"newsletter.{0,80}sign up (?:here|for free|now)\.")
_PICTURED = re.compile(r"[（(][^（()）]{2,12}[摄攝][）)]$")  # who took the picture, at the end of its caption
_FILLER = re.compile("|".join(_FILLERS))
_LABEL = re.compile(
    r"\W*(?:listen to (?:this |the )?(?:article|story|post)(?:\W*\d+(?::\d\d| min\w*)?)?"
    r"|(?:diesen )?artikel (?:an|vor)(?:hören|lesen)|écouter (?:cet |l['’])?article|escuchar? (?:este |el )?artículo"
    r"|ascolta (?:questo |l['’])?articolo|ouça (?:este |o )?artigo|jump to (?:the )?recipe|print (?:the )?recipe"
    r"|zum rezept(?: springen)?|rezept drucken|partager|partagez|teilen|condividi|compart(?:ir|ilhar|e)|udostępnij"
    r"|sdílet|paylaş|ajouter à vos sélections|follow @\w+"
    r"|(?:(?:click|tap) to )?(?:enlarge|zoom)(?: (?:this )?(?:image|photo))?"
    r"|(?:view|see) (?:full[ -]size|larger)(?: (?:image|photo|version))?|(?:bild )?vergrößern|agrandir(?: l['’]image)?"
    r"|ampliar(?: (?:imagen|foto|imagem))?|ingrandisci(?: (?:immagine|foto))?|点击查看大图|クリックで拡大"
    r"|table of contents|inhaltsverzeichnis|table des matières|tabla de contenidos?|inhoudsopgave|spis treści)\W*|"
    r"\W*(?:advertise?ment|sponsored|article content|(?:article|story)(?: content)? continues(?: below"
    r"(?: (?:the |this )?advertisement)?)?|anzeige|werbung|publicité|la suite après (?:la|cette) publicité"
    r"|publicidade?|continua depois da publicidade|pubblicità|continua a leggere dopo la pubblicità|advertentie"
    r"|annons|annonse?|annonce|re[ck]lam(?:[aeă]|ı|as|i)?|mainos|hirdetés|oglas|publicitate|publicitat|tangazo|iklan"
    r"|quảng cáo|реклама|оглас|διαφ[ήη]μιση|auglýsing|إعلان|آگهی|تبلیغات|اشتہار|פרסומת|विज्ञापन|বিজ্ঞাপন|விளம்பரம்|โฆษณา"
    r"|広告|廣告|广告|광고)\W*|"
    r"(?:\W*(?:打印(?:本[页文])?|关闭(?:窗口|本页)?|返回(?:顶部|列表|首页)|举报(?:/反馈)?|点击收起全文|返回[\u4e00-\u9fff]{2,6}，查看更多)\W*)+"
    r"|\W*(?:本文)?原(?:标题|標題)[：:].{4,50}"
    r"|[^。]{0,16}未经.{0,8}(?:授权|允许|许可|同意)[^。]{0,10}转载.{0,30}"
    r"|\W*(?:(?:发布)?(?:日期|时间)[:：] ?[\d-]{8,10} )?(?:责任编辑|責任編輯|责编)[ :：]+\S{2,12}(?: \S{2,12})?\W*"
)
_LONGEST_FILLER = 600  # characters
_LONGEST_LABEL = 60  # characters


def is_reading_time(text: str) -> bool:
    """Whether a line says no more than how long reading takes."""
    return len(text) <= _LONGEST_LABEL and _READING_TIME.fullmatch(text.strip().lower()) is not None


def is_filler(text: str) -> bool:
    """Whether a text only stands in for something: for what a site shows with the reader's consent, in another browser
    or without errors, or for an advertisement."""
    if len(text) > _LONGEST_FILLER:
        return False
    said = text[:200].lower()
    return (
        _FILLER.match(said) is not None
        or (len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(said) is not None)
        or ("newsletter" in said and _NEWSLETTER.search(said) is not None)
        or (said.endswith(("）", ")")) and not said.isascii() and _PICTURED.search(said) is not None)
    )

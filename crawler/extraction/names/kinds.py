"""What kind of name a text is: a person's, an organisation's, an agency's, or none."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extraction.dates.written import first_date
from crawler.extraction.site import key

_NOBODY = frozenset(
    """admin administrator root gast gastautor gastautorin gastbeitrag gastschreiber praktikant praktikantin redakteur
    gastauteur gastblogger redactor
    unknown none null undefined author authors autor autoren autore auteur guest webmaster
    editor user anonymous anonym anonymus anonyme anonimo anónimo anônimo na true false default by von par por
    name quelle source datum date data fecha foto fotos photo bild fuente fonte źródło zdroj izvor piše пише
    kategorie category redactie and und et from mit with staffwriter superuser superadmin test webadmin erstellt
    submitted 記者 记者 기자 ライター
    siteadmin adminuser wpadmin posted am teilen share shares email facebook twitter instagram linkedin youtube
    whatsapp telegram home kontakt menu login publisher published guestauthor guestcontributor cortesía courtesy
    mehr more weiter bis aktuell presse press undo edit reply comments comment kommentare kommentar updated
    print drucken abo subscribe stand monday tuesday wednesday thursday friday saturday sunday montag dienstag
    mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
    miércoles jueves viernes sábado domingo 글 사진 취재 영상 구독 会員登録 登録 ログイン 入力 입력 등록 수정 발행 匿名
    discuzteam comsenzuiteam
    zurperson überdenautor überdieautorin zumautor zurautorin
    username firstname lastname fullname yourname password
    signin signup signout lastpost lastreply newpost nocomments leaveacomment postacomment addacomment readmore
    video videos vidéo vidéos du 佚名 未知 不详 网络 网络整理 互联网 来源网络 来源于网络
    信息来源于网络 本站 本站原创 本站编辑 本网 小编 原创 转载 管理员 系统管理员 发布 发布于 发表于 发布时间
    发表时间 时间 日期 来源 点击 查看 关注 转载请注明 转载请注明出处 我已授权 复制链接 相关文章 免责声明 版权声明
    最后回复 最后发表 最後回覆 版块来源 回复 回覆 返信 답글
    """.split()
)
# News agencies that share a byline with the paper: "The Paper and AFP" is one author.
AGENCY = re.compile(
    r"\b(?:AFP|AP|dpa|DPA|Reuters|REUTERS|SDA|sda|APA|ANSA|EFE|TASS|NTB|TT|PAP|ČTK|Lusa|PA Media|KNA|epd|sid|SID|AAP|"
    r"STT|BTA|MTI|PTI|IANS|ANI|ANP|Belga|BNS|ELTA|LETA|Xinhua|Agencies|Associated Press|Europa Press|Bloomberg|CNN|"
    r"BBC|USA TODAY|Agence France-Presse|Canadian Press|Press Association|Press Trust of India|Ritzau|UPI|"
    r"Estadão Conteúdo|Tribune News Service)\b"
)
_AGENCY_NOUN = re.compile(r"\bagenc(?:y|ia|ía)\b|\bagência\b|\bagenzia\b|\bajansı\b|agentur\b", re.IGNORECASE)
KOREAN_PAPERS = "뉴스|일보|신문"  # as their names end
ORGANISATION = re.compile(
    r"^(?:the|die|das)\s|^(?:l[ea]s?|el|il|der)\s\S+$|^(?:l[ea]s?|los|el|il)\s\S+\s(?:de|del|di|du)\b|"
    r"\b(?:e\.\s?v|studio|company|limited|corporation|holdings?|gmbh|mbh|inc|ltd|llc|admin(?:istrator)?|web-?design|team|newsroom|agency|agencies|agenc[ií]a|agência|agenzia|ajansı|"
    r"staff|media|press|wire|images|magazine?|times|tribune|herald|gazette|today|chronicle|inquirer|sentinel|examiner|observer|journal|globe|telegraph|guardian|bulletin|dispatch|services|reporting\sservice|foundation|association|news|online|"
    r"university|universität|università|université|universidad|institute?|institut|department|departement|"
    r"ministry|ministerium|bundesamt|college|hospital|committee|office|bureau of|council|"
    r"editorial|(?:news)?desk|ڈیسک|redacción|redazione|redação|redaktionen|rédaction|redactie)\b|"
    r"[®™]|stiftung|redaktion|verlag|zeitung|verband|agentur|pressestelle|stabsstelle|abteilung|hochschule|ministerium|редакция|編集部|编辑部|"
    r"(?<=[\u4e00-\u9fff]{2})(?:网|電視|电视台?|客户端|财经|公司|集团|委员会|办公室|宣传部|支部|频道|在线|杂志|周刊|快报|出版社|大学|"
    r"学院|研究院|研究所|中心|协会|学会|政府|科技|传媒|发布|之家)$|^(?:办公室|宣传部)$|"
    rf"(?:{KOREAN_PAPERS}|新聞社?|新闻|[日晚早][报報]|[时時][报報]|通[讯訊信]社)$",
    re.IGNORECASE,
)
_DIGITS = "0123456789"
_NUMBERED_DESK = re.compile(
    r"(?:red(?:aktion|actie|acao|accion)?|news|content|press|office)[._-]?\d+", re.IGNORECASE
)  # an account
CASELESS = "\u0590"  # the first scripts that know no capitals
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
PARTICLES = frozenset(
    """von vom van der den de del della di da das do dos du la le les el al bin ibn ben bint abu zu zum zur af av ter
    ten te y e i san st mac af 't d' und""".split()
)
EDGES = ' \t\u00a0./,:;-–—|*•"“”»«<>【】〔〕'
_NO_NAME = re.compile(
    r"[<>{}=?!\\_#。、]|:\S|%(?! )|//|\.(?:html?|php|jpe?g)\b|\d[:.]\d|(?<!\w)\d+\s+[a-zß-ÿ]|"
    r"^(?:[Oo]ur|[Mm]eet|[Pp]lease)\s|"
    r"^(?:vor|il y a|hace|há)\s+\d|\d\s*(?:時間|分|日|小[时時]|分[钟鐘]|天|시간|분|일)\s*[前전]|^\S+\.[a-z]{2,4}/"
)


def is_name(text: str, *, longest: int = 70) -> bool:
    """Whether a text can be the name of a person or an organisation, rather than a time, an address or nobody."""
    if not 2 <= len(text) <= longest or key(text).rstrip(_DIGITS) in _NOBODY or _NUMBERED_DESK.fullmatch(text):
        return False
    words = text.split()
    if (len(words) > 7 and longest <= 70) or not any(letter.isalpha() for letter in text):
        return False
    digits = sum(letter.isdigit() for letter in text)
    if digits and first_date(f"{text} 2000") is not None:
        return False  # a day without its year
    return digits <= 4 and not _NO_NAME.search(text)


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return AGENCY.search(name) is not None or _AGENCY_NOUN.search(name) is not None


@lru_cache(maxsize=1_000)
def is_organisation(name: str) -> bool:
    """Whether a name is that of a news agency, a desk, an office or another organisation."""
    return ORGANISATION.search(name) is not None or AGENCY.fullmatch(name) is not None


@lru_cache(maxsize=1_000)
def is_personal(name: str) -> bool:
    """Whether a name looks like a person's: two to five words with capitals, or a short one of a dense script."""
    words = _WORD.findall(name)
    return not is_organisation(name) and (
        (
            2 <= len(words) <= 5
            and all(not "a" <= word[0] < CASELESS or word[0].isupper() or word.lower() in PARTICLES for word in words)
        )
        or (name > "\u2e80" and len(name) <= 8)
    )

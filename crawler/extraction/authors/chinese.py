"""Whom Chinese pages name: reporters and authors by their words, and the source (来源) that an article is from.

Most Chinese templates mark neither: a line of details under the title has the day, the source and perhaps the author,
and reporters are named in brackets behind the place, in a line of their own, or in brackets where the text ends.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.dates.written import dates_in
from crawler.extraction.document import Document
from crawler.extraction.names import MOST_NAMES
from crawler.extraction.names.asian import has_surname
from crawler.extraction.names.kinds import is_name, is_organisation
from crawler.extraction.site import key
from crawler.extraction.text import text_inside

_HAN = r"\u4e00-\u9fff"
_NAMES = rf"[{_HAN}]{{2,4}}(?:[ 、，,]+[{_HAN}]{{2,4}}){{0,5}}"
_SAYS = r"[ ]?(?:[:：/／]|(?P<bar>[|｜丨]))[ ]*"
_REPORTER = r"(?:首席|高级|见习|实习|特约|本报|本刊|本台|全媒体|融媒体|职工)*(?:记者|記者|实习生|通讯员|通訊員)"
# Who wrote it, as a label says: "作者：", "采写：", "文/"; not "原作者：", "图/". Some templates set nothing before it.
_WRITTEN_BY = re.compile(
    rf"(?:(?<![{_HAN}/／])(?:(?:本文|文章|原文)?作者|撰文|撰稿人?|采写|采访|执笔|供稿|编译|主笔|原创|文字?|图文|"
    rf"文[/／、&]?图|图[/／、&]文|[{_HAN}]{{0,8}}{_REPORTER})|(?<=[\d)）])作者|(?<=[{_HAN}])(?<![原图片])作者(?=[:：])){_SAYS}(?P<names>.{{2,60}})"
    rf"|(?:^|[|｜ ])作者[ ]?(?P<alone>[{_HAN}]{{2,3}})(?=$|[|｜ ])"
)
_FROM = re.compile(
    rf"(?:(?<![{_HAN}])(?:信息|稿件|文章|内容|新闻|本文|资讯)?|(?<=[\d)）]))(?:来源|來源|稿源|出处|转自)[于自]?"
    r"(?:[ ]?[:：/／|｜丨][ ]*|[ ]+|(?<=于))(?P<source>.{2,60})"
)
_FROM_ALONE = ("来源", "來源", "本文来源", "稿源", "信息来源", "文章来源")  # what a line below the text begins with
_VALUE_ENDS = re.compile(  # at the next detail
    r"[|｜丨]|\d{4}-|(?<![ ])[ ]*[（(【\[]|发布于|阅读|浏览|点击|字号|收藏|分享|责编|责任|"
    r"(?:信息|本文)?(?:发布)?(?:时间|時間|日期|人气|字数|次数|评论|编辑|編輯|校对|审核|摄影|来源|來源|出处|作者|"
    r"记者|記者|通讯员|标签|分类|栏目|关键词|访问量?|打印|供图|图)[ ]?[:：/／|｜丨]"
)
# "（记者 林溪 通讯员 高飞）" behind a place and a date, "电 (林溪 高飞)" of an agency; not who took a picture.
_BRACKETED = re.compile(
    rf"[（(【〔\[][^（(【〔\[）)】〕\]，。]{{0,12}}?{_REPORTER}[ :：/／]*"
    r"(?P<names>[^（(【〔\[）)】〕\]，。摄攝]{2,40})[）)】〕\]]"
    rf"|\d日(?:电|電|讯)[ ]*[（(](?P<agency>{_NAMES})[）)]"
)
# A line that is no more than who reports: "河畔晚报记者 林溪", "《棱镜》作者 林溪", "【文/河畔网专栏作者 林溪】".
_LINE = re.compile(
    rf"[【（(]?(?:文[/／])?[《“]?[{_HAN}·-]{{0,12}}[》”]?[ ]?(?:{_REPORTER}|(?:专栏|特约)?作者)[ :：|｜丨/／]*"
    rf"(?P<names>[{_HAN}]{{2,4}}(?:[ 、，,]+(?:{_REPORTER}[ ]?)?[{_HAN}]{{2,4}}){{0,5}})"
    rf"(?:[／/][{_HAN}]{{2,6}}(?:報導|報道|报道|專電|专电))?[】）)]?"
)
# "…。（林溪）", "…（文/图 林溪 高飞）", "（供稿：林溪）", "（文/林溪 图/高飞）" where a text ends.
_ENDING = re.compile(
    r"[（(](?P<label>(?:文[/／、]?图|图[/／、]?文|文字?|供稿|撰稿|采写|作者|通讯员|记者)[/／:： ]*)?"
    rf"(?P<names>{_NAMES})(?:[ ；;，,]+[图摄审编校][^（）()]{{0,30}})?[）)]$"
)
_ROLES = re.compile(rf"{_REPORTER}|(?:整合|综合|整理|报道|報導|摄影报道|文并图|专栏作家|编译)(?=$|[ 、，,])|等$")
_OUTLET = re.compile(rf"^[{_HAN}·]{{0,10}}{_REPORTER}[ ]*")
_SPLIT = re.compile(rf"[ 、，,&＆;；/／]+|(?<=[{_HAN}])和(?=[{_HAN}]{{2,3}}$)")
_HAN_NAME = re.compile(rf"[{_HAN}]{{2,4}}(?:·[{_HAN}]{{1,6}})?")
_AFTER = re.compile(  # a line that heads what follows an article
    r"[\W\d]*(?:相关(?:阅读|新闻|文章|推荐|报道|链接)|(?:为[您你])?推荐(?:阅读|文章|新闻)?|热门(?:评论|文章|推荐|新闻)|"
    r"猜你喜欢|更多(?:文章|新闻|推荐)|延伸阅读|(?:全部|最新|热门|网友|发表)?评论(?:[（( ]?\d.*)?|我要评论|"
    r"(?:作者)?最[新近]文章|排行榜?|[上下]一[篇条][:：]?.*)[\W\d]*"
)
_PROSE = re.compile(r"[，。；！？,]")  # rather than a menu
_NOTE = re.compile(r"二维码|关注|声明|编辑|责编|关键[词字]|版权|举报|分享|转载|授权|标签|来源|校对|免责|客户端")
_NO_NAME = re.compile(  # what else stands in a line of details
    r"^(?:来自|发布|阅读|浏览|评论|字[数号]|原创|转载|已?关注|分享|收藏|举报|听新闻|专栏|正文|首页|图片|视频|[昨前今]天)|[\d>＞»：:？！]|"
    r"(?:日期|时间|来源|作者|编辑|阅读|评论|参与|次|前|创作者|账号|领域)$"
)
_NO_SOURCE = re.compile(r"^(?:网络|互联网|本站|本网|原创|未知|不详|综合|转载|作者|自|其他)|(?:整理|原创|综合|供图)$")
_ALONE = re.compile(r"[^\s，。！？；：:]{2,14}")
_DATE = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?")
_AROUND = re.compile(r"^(?:原创|转载)[ |·]*|(?:[ |·]*(?:\d+|我有话说.*|收藏.*))+$")
_EDGES = ' \t:：|｜丨/／,，.。·-—《》“”"【】[]（）()、'
_BLOCKS = frozenset(
    """address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li
    main nav ol p pre section table tbody td tr ul""".split()
)
_SILENT = frozenset({"script", "style", "noscript", "template", "option", "textarea", "head"})
_META = ("source", "contentsource", "mediaid", "article:source")
_HAN_SHARE = 5  # a Chinese title has at least one such part of Han characters; models and prices are in others
_MOST_LINES = 5_000
_MOST_BEHIND = 1_000  # lines behind the title
_ABOVE = 6  # lines before the title that may name the source
_NEAR = 15  # lines behind the title that may be details
_NEAREST = 4  # likewise, where nothing says what they are
_BEGINNING = 3  # long lines that may begin with the reporters
_MOST_BELOW = 8  # short lines below a text that ends with a name
_LONG_LINE = 50  # characters
_LONGEST_DETAILS = 120  # characters
_LONGEST_DATELINE = 80  # characters
_LONGEST_ENDING = 60  # characters
_LONGEST_ACCOUNT = 12  # characters
_LONGEST_SOURCE = 20  # characters
_SHORTEST_TITLE = 6  # characters


class Credit(NamedTuple):
    """Whom a page names in so many words as who wrote it, and whom it has the text from."""

    persons: list[str]
    source: list[str]


def is_chinese(title: str) -> bool:
    """Whether a title is Chinese: of Han characters to a good part, without kana."""
    if title.isascii():
        return False
    han = sum("\u4e00" <= letter <= "\u9fff" for letter in title)
    return _HAN_SHARE * han > len(title) and not any("\u3041" <= letter <= "\u30ff" for letter in title)


def ends_title(document: Document, name: str) -> bool:
    """Whether the page's title ends with a Chinese name or with a part of the site that is called after it, as with the
    site's own: "…_河畔财经" where the author is 河畔."""
    if name < "\u2e80" or len(name) > _LONGEST_ACCOUNT:
        return False
    title = _in_head(document).strip()
    last = re.split(r"[-_|—–]", title)[-1].strip()
    return last != title and last.startswith(name)


def _in_head(document: Document) -> str:
    """The title in the page's head."""
    return "".join(map(text_inside, document.named["title"][:1]))


def edits(html: str, names: list[str]) -> bool:
    """Whether the page calls these its editors."""
    return bool(names) and all(
        re.search(rf"(?:编辑|责编|編輯)[^\n{_HAN}]{{0,40}}{re.escape(name)}", html) for name in names
    )


def chinese_credit(document: Document, heading: HtmlElement | None) -> Credit:
    """Whom a Chinese page names near its title, where its text begins, and where that ends."""
    above, lines = _around_title(document, heading)
    near = _NEAR if above or heading is not None else _MOST_LINES  # there may be much before a title that is unknown
    source: list[str] = []
    for line in above:
        source = source or _source_in(line)
    ending: list[str] = []  # whom the last paragraph so far ends with
    desk: list[str] = []  # what a label names, where that is an organisation
    first: list[str] = []
    long = short = 0  # lines; of short ones, since the last long one
    for at, line in enumerate(lines):
        below = short > _MOST_BELOW
        if (below and ending) or ((below or long > 1) and _AFTER.fullmatch(line)):
            break
        detail = long == 0 and at < near
        names = _labelled(line, anywhere=detail) or (_bracketed(line) if long < _BEGINNING else [])
        if names and not all(map(is_organisation, names)):
            return Credit(names, source)
        desk = desk or names
        if not source and (detail or line.startswith(_FROM_ALONE)):
            source = _source_in(line)
        if (len(line) > _LONGEST_DETAILS or (len(line) > _LONG_LINE and not _NOTE.search(line))) and _PROSE.search(
            line
        ):
            long, short, ending = long + 1, 0, []
        else:
            short += 1
        ending = _ended(line) or ending
        if at < _NEAREST:
            first.append(line)
    beside = _beside_date(first)
    return Credit(ending or desk or beside.persons, source or _stated_source(document) or beside.source)


def _around_title(document: Document, heading: HtmlElement | None) -> tuple[Collection[str], Iterator[str]]:
    """The last lines of text above a page's title, and those behind it; without one, all are behind it."""
    lines = _lines(document.tree, heading)
    if heading is not None:
        above = deque(takewhile(bool, lines), _ABOVE)
        return above, islice(lines, _MOST_BEHIND)
    title = key(_in_head(document))
    known = list(islice(lines, _MOST_LINES))
    for at, line in enumerate(known):
        if len(line) >= _SHORTEST_TITLE and title.startswith(key(line) or " "):
            return known[max(at - _ABOVE, 0) : at], islice(known, at + 1, at + 1 + _MOST_BEHIND)
    return [], iter(known)


def _lines(tree: HtmlElement | None, heading: HtmlElement | None) -> Iterator[str]:
    """The lines of a page's text, with an empty one for its heading."""
    words: list[str] = []
    for event, element in (walker := etree.iterwalk(tree, events=("start", "end"))):
        tag = element.tag
        if tag in _BLOCKS or element is heading:
            if words and (line := " ".join("".join(words).replace("\u200b", "").split())):
                yield line
            words = []
        if event == "end":
            if tail := element.tail:
                words.append(tail)
        elif element is heading:
            walker.skip_subtree()
            yield ""
        elif tag in _SILENT:
            walker.skip_subtree()
        elif text := element.text:
            words.append(text)


def _labelled(line: str, *, anywhere: bool) -> list[str]:
    """The names behind "作者：" and the like: in a line of details, or which a short line begins with."""
    if len(line) > (_LONGEST_DETAILS if anywhere else _LONG_LINE):
        return []
    if whole := _LINE.fullmatch(_DATE.sub("", line).lstrip("■□ ") if anywhere else line):
        return _persons(whole["names"])
    for said in _WRITTEN_BY.finditer(line):
        if said.start() > 1 and not anywhere and line[0] not in "（(":
            break
        value = said["alone"] or _first_value(said["names"])
        if names := _persons(value) if said["alone"] or said["bar"] else _names_in(value):
            return names
    return []


def _bracketed(line: str) -> list[str]:
    """The reporters in brackets behind a place and a date, or before the text begins."""
    said = _BRACKETED.search(line, 0, _LONGEST_DATELINE)
    if said is None:
        return []
    return [word for word in _words(said["agency"] or said["names"]) if has_surname(word)][:MOST_NAMES]


def _ended(line: str) -> list[str]:
    """The names in brackets that a line ends with."""
    said = _ENDING.search(line[-_LONGEST_ENDING:])
    if said is None or not (said["label"] or said.start() == 0 or len(line) > _LONG_LINE):
        return []
    return _names_in(said["names"]) if said["label"] else _persons(said["names"])


def _source_in(line: str) -> list[str]:
    """The source that a line of details names behind "来源：" and the like."""
    for said in _FROM.finditer(line) if len(line) <= _LONGEST_DETAILS else ():
        if source := _source_of(said["source"]):
            return source
    return []


def _stated_source(document: Document) -> list[str]:
    """The source that metadata state."""
    stated = document.first(*_META) or ""
    return _source_of(stated.rpartition("：")[2])


def _source_of(value: str) -> list[str]:
    """The source that the value of a label begins with."""
    source = _first_value(value.lstrip(" :：《“")).strip(_EDGES).partition(" ")[0].strip(_EDGES)
    return [source] if len(source) <= _LONGEST_SOURCE and is_name(source) and not _NO_SOURCE.search(source) else []


def _beside_date(lines: list[str]) -> Credit:
    """Who stands beside the date under a title, or before it, without any word: a person with a paper, or a source."""
    before = ""
    for line in lines:
        if next(dates_in(line), None) is None:
            before = before or line
            continue
        said = _AROUND.sub("", _DATE.sub(" ", line).strip(_EDGES))
        said = before if not said or _NO_NAME.search(said) else said
        person, slash, _ = said.partition("/")
        if slash and (persons := _persons(person)):
            return Credit(persons, [])  # and their paper
        if _ALONE.fullmatch(said) and not _NO_NAME.search(said) and is_name(said):
            return Credit([], [said.partition("[")[0]])
        break
    return Credit([], [])


def _first_value(text: str) -> str:
    """The value that a text begins with, up to the next detail."""
    end = _VALUE_ENDS.search(text)
    return text[: end.start()] if end else text


def _words(text: str) -> list[str]:
    """The parts of a list of names, without roles."""
    text = _ROLES.sub(" ", _OUTLET.sub("", text.strip(_EDGES)))
    return [word for word in _SPLIT.split(text.strip(_EDGES)) if word]


def _persons(text: str) -> list[str]:
    """The names in a text, if all that it holds are names that begin with a common surname."""
    words = _words(text)
    return words[:MOST_NAMES] if all(_HAN_NAME.fullmatch(word) and has_surname(word) for word in words) else []


def _names_in(value: str) -> list[str]:
    """The names in the value of a label: of several persons, or the first word, which may be an account's."""
    words = [word.rpartition("作者")[2] or word for word in _words(value)]
    if all(_HAN_NAME.fullmatch(word) and is_name(word) for word in words):
        return list(dict.fromkeys(words))[:MOST_NAMES]
    if persons := [word for word in words if _HAN_NAME.fullmatch(word) and has_surname(word)]:
        return persons[:MOST_NAMES]
    return [word for word in words[:1] if is_name(word, longest=_LONGEST_ACCOUNT) and not _NO_NAME.search(word)]

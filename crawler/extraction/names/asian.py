"""Names in Chinese, Japanese and Korean bylines, where roles are written without a space."""

from __future__ import annotations

import re

from crawler.extraction.names.kinds import EDGES, KOREAN_PAPERS, is_name
from crawler.extraction.patterns import lazy

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_HAN_LABEL = lazy(
    r"^[【〔\[（(]?(?:本报|本報|本刊|新华社|央视|实习|见习|特约|首席|驻|[\u4e00-\u9fff]{2,6}?)?(?:记者|記者|通讯员|撰稿人?|评论员|特派员|"
    r"文字|作者|编译|編集委員|論説委員|解説委員|特派員)[ :：/／|]*"
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
_HANGUL_PAPER = re.compile(rf"(?:{KOREAN_PAPERS})$|^(?:글|사진|취재|영상|페이지|구독)$")
_REPORTED = re.compile(r"(?:报道|報導|報道|综合|綜合)[】〕\]]?$")


def asian_names(part: str) -> list[str] | None:
    """The names in a part of a byline; None where it says nothing of reporters."""
    part = part.strip(EDGES)
    role = _HANGUL_ROLE.search(part)
    if role:
        words = part[: role.start()].split("=")[-1].split()
        words = words or part[role.end() :].split()
        people = [word for word in words if _HANGUL_NAME.fullmatch(word) and not _HANGUL_PAPER.search(word)]
        return people or None
    label = _HAN_LABEL.match(part)
    if label and label.end() < len(part):
        rest = _HAN_TAIL.sub("", part[label.end() :]).strip(EDGES)
        words = rest.split()
        if words and all(_HAN_NAME.fullmatch(word) for word in words) and (len(words) == 1 or "记者" in label[0]):
            return words
        return [rest] if _HAN_NAME.fullmatch(rest.replace(" ", "")) else None
    if _REPORTED.search(part) and " " not in part:
        return []
    rest = _HAN_TAIL.sub("", part).strip()
    return [rest] if rest != part and is_name(rest) and len(rest) >= 2 else None

"""Names in Chinese, Japanese and Korean bylines, where roles are written without a space."""

from __future__ import annotations

import re

from crawler.extraction.names.kinds import EDGES, KOREAN_PAPERS, is_name

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_HAN_LABEL = re.compile(
    r"^[【〔\[（(]?(?:本报|本報|本刊|新华社|央视|实习|见习|特约|首席|驻|[\u4e00-\u9fff]{2,6}?)?(?:记者|記者|通讯员|撰稿人?|评论员|特派员|"
    r"文字|作者|编译|編集委員|論説委員|解説委員|特派員)[ :：/／|]*"
)
_HAN_TAIL = re.compile(
    r"[ ]*(?:记者|記者|編集委員|論説委員|特派員|支局長|編集部員?|氏|さん|撰稿?|摄|攝|译|譯|整理|"
    r"(?:[\u4e00-\u9fff]{2}|[／/ ][\u4e00-\u9fff]{2,4}|综合|綜合)?(?:报道|報導|報道|專訪|专访))[】〕\])）]?$"
)
_HANGUL_ROLE = re.compile(
    r"[ ]*(?:선임|수습|인턴|전문|객원|대)?(?:기자|특파원|논설위원|앵커|칼럼니스트|교수|에디터|편집장|"
    r"편집위원|통신원|리포터)(?=$|[\s,·|/=])"
)
_HANGUL_NAME = re.compile(r"[가-힣]{2,4}")
_HANGUL_PAPER = re.compile(rf"(?:{KOREAN_PAPERS})$|^(?:글|사진|취재|영상|페이지|구독)$")
_REPORTED = re.compile(r"(?:报道|報導|報道|综合|綜合)[】〕\]]?$")
# The surnames of nine in ten Chinese, of one character and of two.
_SURNAMES = frozenset(
    "王李易张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "汪范廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴莫孔向汤温康施牛樊葛邢安齐伍庞颜庄乔聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕"
    "屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁"
    "沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阎"
    "張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭蔣葉呂盧鍾譚陸賈鄒閻黎賀顧龔萬錢湯龐顏莊喬聶魯歐關蘭寧紀畢單塗欒羅蘇韋龍齊溫衛鮑鄺聞區樓麥應勞岑蕭闕闞"
)
_SURNAMES_OF_TWO = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "东方",
    "皇甫",
    "夏侯",
    "尉迟",
    "公孙",
    "慕容",
    "歐陽",
    "司馬",
    "諸葛",
)


def has_surname(name: str) -> bool:
    """Whether a text of two to four Chinese characters begins with a common surname."""
    if name.startswith(_SURNAMES_OF_TWO):
        return 3 <= len(name) <= 4
    return name[:1] in _SURNAMES and 2 <= len(name) <= 3


def asian_names(part: str) -> list[str] | None:
    """The names in a part of a byline; None where it says nothing of reporters."""
    part = part.strip(EDGES)
    role = _HANGUL_ROLE.search(part)
    if role:
        words = part[: role.start()].split("=")[-1].split()
        words = words or part[role.end() :].split()
        people = [word for word in words if _HANGUL_NAME.fullmatch(word) and not _HANGUL_PAPER.search(word)]
        if len(people) > 1 and len(people[0]) > 2:
            people = [word for word in people if len(word) > 2]  # what a shorter word names is the person's field
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

"""Chinese pages say in words who wrote, and whom they have a text from."""

from __future__ import annotations

import pytest
from extraction.pages import read

from crawler.extraction.authors import find_authors
from crawler.extraction.authors.chinese import is_chinese
from crawler.extraction.titles import find_title

TITLE = "<h1>港口经过三周维修重新开放</h1>"
FIRST = "港口经过三周的维修，于周一重新开放。第一班渡轮在黎明前载着四十名乘客离开码头，许多居民赶来观看，"
TEXT = f"<p>{FIRST}还有人带来了自家烤的面包。</p><p>{FIRST}市议会表示，余款将用于修建步道。</p>"
DATE = "2022年06月07日 09:12"


def authors_of(body: str, head: str = "") -> list[str]:
    document = read(body, f"<title>港口经过三周维修重新开放_湖报网</title>{head}", lang="zh")
    return find_authors(document, find_title(document).heading).names


@pytest.mark.parametrize(
    ("details", "names"),
    [
        pytest.param("<div>2022-06-07 09:12 来源：湖报 作者：林小溪 责编：赵河</div>", ["林小溪"], id="author, source and editor"),
        pytest.param("<div>时间：2022-06-07 作者：网络整理 阅读：1644</div>", [], id="nobody"),
        pytest.param("<div>2022-06-07 09:12来源：湖报网作者：林小溪</div>", ["林小溪"], id="nothing between"),
        pytest.param("<div>2022/6/7 14:02来源：湖报之家作者：清源责编：清源评论：12</div>", ["清源"], id="nothing between, and an account"),
        pytest.param("<div>2022-06-07 15:21經濟日報 記者陳小玲／台北即時報導</div>", ["陳小玲"], id="a place behind the name"),
        pytest.param("<p>■本报记者 顾小帆</p>", ["顾小帆"], id="a sign before it"),
        pytest.param("<div>发表于2022-06-07 09:12| 1164次阅读| 来源湖报| 0 条评论| 作者林小溪</div>", ["林小溪"], id="no colon"),
        pytest.param("<p>作者：林小溪 &emsp;责编：赵河</p>", ["林小溪"], id="spaces of its own"),
        pytest.param("<p>文丨林小溪</p>", ["林小溪"], id="a bar that is a character"),
        pytest.param("<p>执笔/叨叨姐、林小溪&amp;李小飞刀</p>", ["叨叨姐", "林小溪", "李小飞刀"], id="pen names"),
        pytest.param("<p>原创： 路边灯火编译 湖报交易与研究</p>", ["路边灯火"], id="who compiled"),
        pytest.param("<p>【文/湖报专栏作者 林小溪】</p>", ["林小溪"], id="a columnist"),
        pytest.param("<p>湖报记者 林小溪 实习生 高飞</p>", ["林小溪", "高飞"], id="a reporter and an intern"),
        pytest.param("<p>湖报记者 | <a>林小溪</a></p><p>湖报编辑 | <a>赵河</a></p>", ["林小溪"], id="a reporter behind a bar"),
        pytest.param("<p>　　新湖社记者林小溪、高飞</p>", ["林小溪", "高飞"], id="no space"),
        pytest.param(f"<p>湖报6月7日讯（记者林小溪 整合） {FIRST}</p>", ["林小溪"], id="behind place and date"),
        pytest.param(f"<p>【湖报】（记者 林小溪 见习记者 高飞）{FIRST}</p>", ["林小溪", "高飞"], id="two kinds of reporters"),
        pytest.param(f"<p>湖报西城6月7日电 (林小溪 高飞) {FIRST}</p>", ["林小溪", "高飞"], id="an agency's reporters"),
        pytest.param(f"<p>渡轮离开码头。（记者林小溪 摄）</p><p>{FIRST}</p>", [], id="who took a picture"),
        pytest.param(f"<p>{FIRST}记者通过电子邮件联系了船厂，截至发稿时，尚未收到回应。</p>", [], id="a sentence on a reporter"),
        pytest.param(f"<div>{DATE} 湖报观察 深度报道</div>", [], id="words beside a date"),
        pytest.param(f"<div>林小溪/湖报</div><div>{DATE}</div>", ["林小溪"], id="a person and an outlet above the date"),
        pytest.param("<div>林小溪/东城晚报</div><div>2022-06-07 09:12 来源：湖报</div>", ["林小溪"], id="a person before the source"),
        pytest.param("<div>金融</div><div>2022-06-07 09:12 来源：湖报</div>", ["湖报"], id="a section above the date"),
    ],
)  # fmt: skip
def test_the_lines_under_the_title_name_who_wrote(details: str, names: list[str]) -> None:
    assert authors_of(f"{TITLE}{details}{TEXT}") == names


@pytest.mark.parametrize(
    ("end", "names"),
    [
        pytest.param("<p>采写：湖都见习记者 林小溪</p>", ["林小溪"], id="a label"),
        pytest.param("<p>（本文首发湖报APP，作者｜韩小娴，编辑｜刘小雪）</p>", ["韩小娴"], id="where it was first"),
        pytest.param("<p>《棱镜》作者 周小舟</p>", ["周小舟"], id="the author of a column"),
        pytest.param(f"<p>{FIRST}今天通车。（林小溪）</p>", ["林小溪"], id="in brackets"),
        pytest.param(f"<p>{FIRST}今天通车。(文/图 林小溪 易小楠)</p>", ["林小溪", "易小楠"], id="text and pictures"),
        pytest.param("<p>（文/孙小悦 图/郑小凯 审核/何平）</p>", ["孙小悦"], id="not who took pictures"),
        pytest.param("<p>（林小溪）</p>", ["林小溪"], id="in a line of its own"),
        pytest.param("<p>（供稿：李小国）</p>", ["李小国"], id="who sent it in"),
        pytest.param(f"<p>{FIRST}今天通车。（完）</p>", [], id="the end"),
        pytest.param(f"<p>{FIRST}今天通车。（刘小通摄）</p>", [], id="a photographer"),
        pytest.param(f"<p>{FIRST}今天通车。（林小溪）</p><p>{FIRST}明天通车。</p>", [], id="a name inside the text"),
        pytest.param("<h3>相关阅读</h3><p>作者：高小飞</p>", [], id="another article's"),
    ],
)
def test_the_end_of_the_text_names_who_wrote(end: str, names: list[str]) -> None:
    assert authors_of(f"{TITLE}<div>{DATE}</div>{TEXT}{end}<p>分享到</p>") == names


def test_a_label_with_a_desk_gives_way_to_a_person() -> None:
    details = f"<div>{DATE} 作者：党委宣传部</div>"
    assert authors_of(f"{TITLE}{details}{TEXT}") == ["党委宣传部"]
    assert authors_of(f"{TITLE}{details}{TEXT}<p>（文/孙小悦）</p>") == ["孙小悦"]


@pytest.mark.parametrize(
    ("body", "source"),
    [
        pytest.param(f"{TITLE}<div>{DATE} 来源：湖报网 字号：大 小</div>{TEXT}", ["湖报网"], id="a label"),
        pytest.param(f"{TITLE}<div>{DATE} 来源于 <a href='/'>湖报网</a></div>{TEXT}", ["湖报网"], id="a link"),
        pytest.param(f"{TITLE}<div>{DATE} 信息来源：县发改委 浏览次数：</div>{TEXT}", ["县发改委"], id="of a county"),
        pytest.param(
            f"{TITLE}<div>2022-06-07 来源：湖报网<span>收藏</span></div>{TEXT}", ["湖报网"], id="before what is offered"
        ),
        pytest.param(f"<div>来源：湖报网</div>{TITLE}{TEXT}", ["湖报网"], id="above the title"),
        pytest.param(f"{TITLE}{TEXT}<p>本文来源：湖报网 责任编辑：赵河_NB12</p>", ["湖报网"], id="below the text"),
        pytest.param(f"{TITLE}<div>来源：未知 作者：admin</div>{TEXT}", [], id="unknown"),
        pytest.param(f"{TITLE}<div>来源: | 发布时间: 2022-06-07 | 浏览次数: 3</div>{TEXT}", [], id="empty"),
        pytest.param(f"{TITLE}<div>{DATE}</div><p>图片来源：摄图网</p>{TEXT}", [], id="of a picture"),
        pytest.param(f"{TITLE}<div>2022-06-07 09:12:28 湖报网</div>{TEXT}", ["湖报网"], id="beside the date"),
        pytest.param(f"{TITLE}<div>原创 湖报网 2022-06-07 09:12:28</div>{TEXT}", ["湖报网"], id="before the date"),
        pytest.param(f"{TITLE}<p>新湖社</p><p>2022-06-07 09:12</p>{TEXT}", ["新湖社"], id="above the date"),
        pytest.param(f"{TITLE}<div>2022-06-07 09:12 来自江苏</div>{TEXT}", [], id="a place"),
    ],
)
def test_the_source_stands_in_where_nobody_is_named(body: str, source: list[str]) -> None:
    assert authors_of(body) == source


def test_a_source_goes_before_the_sites_own_name_and_before_its_editor() -> None:
    details = f"<div>{DATE} 来源：东城日报</div>"
    assert authors_of(f"{TITLE}{details}{TEXT}", '<meta name="author" content="湖报">') == ["东城日报"]
    assert authors_of(f"{TITLE}{details}{TEXT}<span class='editor'>责任编辑：张小申</span>") == ["东城日报"]


def test_a_person_in_a_byline_goes_before_the_source_but_not_one_in_a_side_bar() -> None:
    details = f"<div>{DATE} 来源：东城日报</div>"
    beside = "".join(f"<a href='/author/{at}' class='author'>高小飞</a>" for at in range(9))
    dates = "<i class='date'></i>" * 12
    assert authors_of(f"{TITLE}<span class='author'>林小溪</span>{details}{TEXT}") == ["林小溪"]
    assert authors_of(f"{TITLE}{details}{TEXT}{dates}{beside}") == ["东城日报"]


def test_the_source_is_found_where_nothing_tells_the_title() -> None:
    menu = "".join(f"<div>栏目{at}</div>" for at in range(30)) + f"<div>{'品牌活动 学会会讯 ' * 8}</div>"
    assert authors_of(f"{menu}<div>发布时间：2022-06-07 来源：东城日报</div>{TEXT}") == ["东城日报"]


def test_metadata_state_the_source() -> None:
    assert authors_of(f"{TITLE}{TEXT}", '<meta name="ContentSource" content="东城日报">') == ["东城日报"]


def test_japanese_titles_are_not_chinese() -> None:
    assert is_chinese("苹果发布新iPhone 11：64GB售5499元")
    assert not is_chinese("新しい橋が開通")
    assert not is_chinese("New bridge opens in 北京")

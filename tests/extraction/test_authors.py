"""Authors are names, in order, and nothing else."""

from __future__ import annotations

import pytest
from extraction.pages import json_ld, read

from crawler.extraction.authors import find_authors
from crawler.extraction.titles import find_title

TITLE = "<h1>New bridge opens after three years</h1>"


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        pytest.param(json_ld('{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ek"}]}'), "", ["Ann Lee", "Bo Ek"], id="JSON-LD"),
        pytest.param(json_ld('{"@graph": [{"@type": "Article", "author": {"@id": "#p1"}}, {"@type": "Person", "@id": "#p1", "name": "Ann Lee"}]}'), "", ["Ann Lee"], id="JSON-LD by reference"),
        pytest.param(json_ld('{"@type": "Article", "author": "By Ann Lee and Bo Ek"}'), "", ["Ann Lee", "Bo Ek"], id="JSON-LD as text"),
        pytest.param('<meta name="author" content="Ann Lee">', "", ["Ann Lee"], id="meta"),
        pytest.param('<meta property="article:author" content="https://social.example/paper">', '<p class="byline">By Ann Lee</p>', ["Ann Lee"], id="meta is an address"),
        pytest.param('<meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Ek, Bo">', "", ["Ann Lee", "Bo Ek"], id="citation, surname first"),
        pytest.param('<meta name="author" content="Paper - Ann Lee"><meta property="og:site_name" content="Paper">', "", ["Ann Lee"], id="meta, behind the site's name"),
        pytest.param("", "<byline>Von Jörg Müller</byline>", ["Jörg Müller"], id="an element named byline"),
        pytest.param("", "<p>The bridge …</p><div class='reward-author-container'><div class='reward-btn'>THANK YOU</div></div>", [], id="thanks for a gift"),
        pytest.param("", "<p>The bridge …</p>" * 200 + "<p><strong>Autorin: Ute Weiß</strong></p>", ["Ute Weiß"], id="a label at the end"),
        pytest.param("", '<a rel="author" href="/a">Ann Lee</a>', ["Ann Lee"], id="rel=author"),
        pytest.param("", '<div itemprop="author" itemscope><span itemprop="name">Ann Lee</span>, Reporter</div>', ["Ann Lee"], id="microdata"),
        pytest.param("", '<span class="p-author h-card">Ann Lee</span>', ["Ann Lee"], id="h-entry"),
        pytest.param("", '<p class="byline">By <a>Ann Lee</a> and <a>Bo Ek</a></p>', ["Ann Lee", "Bo Ek"], id="byline"),
        pytest.param("", '<div class="meta"><span>Von Jörg Müller</span></div>', ["Jörg Müller"], id="byline without a name of its own"),
        pytest.param("", "<p><em>By Ann Lee</em></p><p>The bridge …</p>", ["Ann Lee"], id="plain text under the title"),
        pytest.param("", '<a href="/authors/ann-lee">Ann Lee</a>', ["Ann Lee"], id="a link to the author's page"),
        pytest.param("", '<div class="comments"><span class="comment-author">Troll Face</span></div>', [], id="not who commented"),
        pytest.param("", '<div class="singleComment"><div class="commentAuthor"><a href="/profile/troll">Troll Face</a> wrote:</div></div>', [], id="not who commented, in one word"),
        pytest.param("", '<h2 id="gates-for-operators">Gates for operators</h2>', [], id="not what is named like an author"),
        pytest.param("", '<p class="byline">By ANN LEE, <a href="/authors/2">BO EK</a>, <a href="/authors/3">CY ORR</a></p>', ["ANN LEE", "BO EK", "CY ORR"], id="one without a page of her own"),
        pytest.param("", '<p class="byline">By <a href="/authors/2">Bo Ek</a>, Reed Valley</p>', ["Bo Ek"], id="a place is nobody more"),
        pytest.param("", '<h3 property="dc.creator">By <span class="author vcard"><span class="fn">Associated Press</span></span> <span class="source-org vcard"><span class="org fn">AP</span></span></h3>', ["Associated Press"], id="an agency and its sign"),
        pytest.param("", '<p class="article-time"><span>ANN LEE AP Sports Writer</span> <span>Published: </span><time>June 7, 2023 2:15AM</time></p>', ["ANN LEE"], id="a role in a line of details"),
        pytest.param("", '<p class="byline">By Ann Lee</p><aside class="related"><p class="byline">By Cy Orr</p></aside>', ["Ann Lee"], id="not who wrote other articles"),
        pytest.param('<meta property="og:site_name" content="The Paper"><meta name="author" content="The Paper">', '<p class="byline">By Ann Lee</p>', ["Ann Lee"], id="a person before the site's name"),
        pytest.param('<meta property="og:site_name" content="The Paper"><meta name="author" content="The Paper">', "", ["The Paper"], id="the site where nobody else is named"),
        pytest.param('<meta name="author" content="Ann Lee">', '<p class="byline">By <a>Ann Lee</a> and <a>Bo Ek</a></p>', ["Ann Lee", "Bo Ek"], id="the byline names more"),
        pytest.param("", '<div class="node node-promoted"><div class="submitted">Submitted by <span class="username">ann</span> on Sun, 05/05/2024</div></div>', ["ann"], id="promoted, not a promotion"),
        pytest.param("", '<p><span class="meta_nickname"><a>东城观察</a></span></p>', ["东城观察"], id="the account that a page is on"),
        pytest.param("", "<p>The bridge …</p>" + "<i class='info'></i>" * 12 + '<p class="nickname">东城观察</p>', [], id="not the account of who comments"),
        pytest.param("", '<a href="/u/3f2a9c">月下小舟</a>', ["月下小舟"], id="a short link to a user's page"),
        pytest.param("", '<a href="https://social.example/u/0/+AnnLee">Ann Lee</a>', [], id="no link to a user's page"),
        pytest.param('<meta name="author" content="Discuz! Team and Comsenz UI Team">', '<div class="authi"><a href="space-uid-1.html">老码小舟</a></div><div class="authi"><em>发表于 2021-12-03 20:15:08</em></div>', ["老码小舟"], id="a forum's thread"),
        pytest.param("", '<div itemprop="author" itemscope><b itemprop="name">Ann Lee</b><i itemprop="worksFor" itemscope><b itemprop="name">The Paper</b></i></div>', ["Ann Lee"], id="not the employer"),
        pytest.param("", '<span class="ltx_creator ltx_role_author"><span class="ltx_personname">Ann Lee</span><span class="ltx_contact ltx_role_affiliation">Orchard Labs</span></span>', ["Ann Lee"], id="not the affiliation"),
        pytest.param("", "<div>The bridge …<br><br>Author: Ann Lee<br>Picture: Bo Ek</div>", ["Ann Lee"], id="a line of running text"),
        pytest.param("", "<p><b>Von:</b><br>Jörg Müller</p>", ["Jörg Müller"], id="a label and a name on the next line"),
        pytest.param("", "<p>06.05.2024 13:30 von Olga</p>", ["Olga"], id="behind the date"),
        pytest.param("", '<div class="company-firma-button">Latest</div><div class="tab-editor">Edit with Live CSS</div>', [], id="not what is named like bylines"),
        pytest.param("<meta name='parsely-page' content='{\"author\": \"Ann Lee\"}'>", "", ["Ann Lee"], id="JSON in a meta"),
        pytest.param('<meta name="DC.creator" content="Lee, Ann">', "", ["Ann Lee"], id="Dublin Core, surname first"),
        pytest.param('<meta name="author" content="The Paper GmbH, Berlin, Germany">', "", ["The Paper GmbH"], id="an organisation with its seat"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "admin"}}'), "<p>By Ann Lee</p>", ["Ann Lee"], id="an account is nobody"),
        pytest.param("", '<div class="yazar">Ayşe Yılmaz</div>', ["Ayşe Yılmaz"], id="a Turkish class"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Reed &amp; Weed, Printers"}}'), "", ["Reed & Weed, Printers"], id="an organisation with commas"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "Ann Lee"}}'), '<p class="byline">By Ann Lee, Bo Ek</p>', ["Ann Lee", "Bo Ek"], id="the byline names more than JSON-LD"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "Ann Lee"}}'), '<p class="byline">By Ann Lee, AP Sports Writer</p>', ["Ann Lee"], id="a role is nobody more"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "Ann Lee"}}'), '<article class="teaser"><p class="byline">By Ann Lee, Bo Ek</p></article>', ["Ann Lee"], id="nobody more in a teaser"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Associated Press"}}'), '<p class="byline">By Ann Lee</p>', ["Ann Lee"], id="a person before an agency"),
        pytest.param('<meta name="author" content="Reed Zeitung"><meta property="og:article:author" content="Ann Lee">', "", ["Ann Lee"], id="a person in a later meta before an organisation"),
        pytest.param('<meta property="og:site_name" content="Paper"><meta name="author" content="Portal of Papers">', '<p class="author">Agencia EFE</p>', ["Agencia EFE"], id="an agency in the byline before an organisation"),
        pytest.param(json_ld('{"@type": "Recipe", "author": {"@type": "Person", "name": "Ann"}}'), '<p class="entry-author">By Ann</p><p class="recipe-author">Author: Ann Lee-Ek</p>', ["Ann"], id="a single name that the byline confirms"),
        pytest.param('<meta name="dc.creator" content="Ann Lee"><meta name="dc.creator" content="Bo Ek">', '<p><a class="author-name">Ann Lee</a></p>', ["Ann Lee", "Bo Ek"], id="the metadata name more"),
        pytest.param('<meta property="og:site_name" content="Reed News - The Paper | All that is true">' + json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "Reed News - The Paper | All that is true"}}'), '<p class="author">By Ann Lee / Bo Ek</p>', ["Ann Lee", "Bo Ek"], id="the site's name with its motto"),
        pytest.param(json_ld('{"@graph": [{"@type": "WebPage"}, {"@type": "Person", "@id": "https://paper.example/#/schema/person/1f", "name": "Ann Lee"}]}'), "", ["Ann Lee"], id="the person beside a page in the graph"),
        pytest.param("", '<p><span class="bylines">Ann Le<span>e</span></span></p>', ["Ann Lee"], id="the last letter set apart"),
        pytest.param("", '<figure><span class="img-author"><b itemprop="creator">Cy Orr</b></span></figure><p class="author-wrap">Ann Lee</p>', ["Ann Lee"], id="not who took the picture"),
        pytest.param("", '<div data-author="annlee"><p>Por: Ann Lee</p></div>', ["Ann Lee"], id="a line rather than an account"),
        pytest.param("", "<p>Von Olga am 03.05.2013, 11:51</p>", ["Olga"], id="a single name before a date"),
        pytest.param("", "<p>Von Alarmanlagen bis zu Smarten Systemen</p><p>Fotos von Ann Lee finden Sie hier zum Download</p>", [], id="von is not always by"),
        pytest.param("", "<div><span>이용민 기자 | </span> 2024-05-05</div>", ["이용민"], id="a Korean reporter"),
        pytest.param('<meta property="og:site_name" content="The Paper"><meta name="author" content="The Paper">', "<p>Ann Lee/Bo Ek</p><p>The bridge …</p>", ["Ann Lee", "Bo Ek"], id="a first paragraph that is but names"),
        pytest.param('<meta property="og:site_name" content="The Paper"><meta name="author" content="The Paper">', "<p>Built in three years</p><p>The bridge …</p>", ["The Paper"], id="a first paragraph that is none"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "a.lee"}}'), "<p>By Ann Lee</p>", ["Ann Lee"], id="a line rather than an account of the metadata"),
        pytest.param("", '<div class="elementor-widget"><ul><li class="elementor-icon-list-item" itemprop="author"><span class="elementor-post-info__item--type-author">Ann Lee</span></li></ul></div>', ["Ann Lee"], id="widgets that a page is built of"),
        pytest.param("", "<p>12. März 2021, Anna Lee, 3 Kommentare</p>", ["Anna Lee"], id="a date, a name and comments"),
        pytest.param("", '<div class="post-meta"><span>December 5, 2022</span> · 6 min · Anna Lee</div>', ["Anna Lee"], id="details without a word before the name"),
        pytest.param("", '<p class="info"><time>11.06.2018 09:00</time> von Jörg Müller (Kommentare: 2)</p>', ["Jörg Müller"], id="von behind a marked date"),
        pytest.param("", "<p>Am 14. Juni 2016 von Ute Weiß</p>", ["Ute Weiß"], id="von behind a date in words"),
        pytest.param("", "<p>Am 14. Juni 2016 von Ute Weiß eröffnet</p>", [], id="von is not by in a sentence"),
        pytest.param("", '<div class="info">2022-06-07 09:12:33　来源：湖报网　作者：林小溪　责任编辑：赵河</div>', ["林小溪"], id="a label among others"),
        pytest.param("", '<p>5 May 2024 | <a href="/tag/anna-lee">Anna Lee</a></p>', [], id="not a topic in the details"),
        pytest.param("", "<p>5 May 2024 | Health Care</p>", [], id="not a section in the details"),
        pytest.param("", "<dl><dt>Autorin</dt><dd>Ute Weiß</dd><dt>Thema</dt><dd>Brücken</dd></dl>", ["Ute Weiß"], id="a list of facts"),
        pytest.param("", '<ul><li><a href="/other"><h3>Ferry strike</h3><p>The ferrymen of the town went on strike on Monday, again.</p><h6>By Cy Orr</h6></a></li></ul>', [], id="not in a teaser that is a link"),
        pytest.param('<meta property="og:site_name" content="Reed Today">', '<p class="byline">By Ann Lee, Reed Today</p>', ["Ann Lee"], id="not the site beside a person"),
        pytest.param("", '<div class="byline"><b class="byline__name">Ann Lee</b><i>Reporter</i></div><div class="byline"><b class="byline__name">Bo Ek</b><i>Foto</i></div>', ["Ann Lee"], id="not the photographer beside"),
        pytest.param("", '<div class="box"><h4><a href="/other">Ferry strike goes on</a></h4><span class="author">By Cy Orr</span></div>', [], id="not under a title that leads elsewhere"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p><strong>Anna Lee</strong></p>", ["Anna Lee"], id="signed in the last paragraph"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p>Anna Lee</p><p>" + 9 * "The mayor said so, and the builder, too. " + "</p>", [], id="a name between paragraphs signs nothing"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p>Photo Gallery</p>", [], id="two words are no name"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><div><h4>About the author</h4></div><p>Anna Lee, born in Reed, writes about bridges and the people who build them.</p>", ["Anna Lee"], id="a text about the author"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><h3>この記事を書いた人</h3><div><p>水野みお</p></div>", ["水野みお"], id="who wrote, in Japanese"),
        pytest.param("", '<div class="author-info"><img alt="Profile picture of Anna Lee"><b>5 May</b></div>', ["Anna Lee"], id="the author's picture"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "jo.mueller"}}'), "<p>Contact: Jo Müller, editor</p>", ["Jo Müller"], id="an account as the page writes its owner's name"),
        pytest.param("", "<p>Bericht: Anna Lee</p>", ["Anna Lee"], id="a vague label before a person"),
        pytest.param("", "<p>Bericht: Apple Watch</p>", [], id="a vague label before something else"),
        pytest.param("", "<table><tr><td><b>Verfasser:</b></td><td>Ute Weiß</td></tr></table>", ["Ute Weiß"], id="a label's markup in a cell of its own"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p><em>Anna Lee, Reed</em></p>", ["Anna Lee"], id="signed with a place"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p><em>Anna Lee is a writer who lives by a river.</em></p>", ["Anna Lee"], id="a last paragraph about the author"),
        pytest.param("", "<small>Sonntag, 5. Mai 2024 von Ann</small>", ["Ann"], id="a single name behind a weekday and a date"),
        pytest.param("", '<ul class="post-info"><li><i class="icon-user"></i> Zeph Lee</li><li><i class="icon-time"></i> 5 May 2024</li></ul>', ["Zeph Lee"], id="the sign for a person"),
        pytest.param("", '<p class="meta">5 May 2024 | <a href="/author/ann-lee">Ann</a> | <a href="/life">Life</a></p>', ["Ann"], id="a single name that links to its page"),
        pytest.param("", 2 * "<p>The town opened its bridge on Saturday, after three years of work and much debate about what it would cost the town.</p>" + "<ol><li><b>Anna Lee</b> said:<br>5 May 2024, 10:00<p>Good!</p></li></ol>", [], id="who commented below the text"),
        pytest.param("", '<p class="credit">Texto y fotos: Ana Gil</p>', ["Ana Gil"], id="a box of credits"),
        pytest.param("", '<div class="columnist"><a href="/kolumnisten/ann-lee">Ann Lee</a></div>', ["Ann Lee"], id="a columnist"),
        pytest.param("", "<p>For three hundred years the wheel has turned. Eine Reportage von Ute Weiß und Jörg Müller.</p>", ["Ute Weiß", "Jörg Müller"], id="the last sentence of a lead"),
        pytest.param("", "<p>For three hundred years the wheel has turned. Von Anfang an.</p>", [], id="a last sentence that is none"),
        pytest.param("", '<span itemprop="author" itemscope><meta itemprop="name" content="Anna Lee"></span>', ["Anna Lee"], id="microdata for machines"),
        pytest.param("", "<p>As told to Ann Lee</p>", ["Ann Lee"], id="as told to"),
        pytest.param("", '<div class="firma"><span>Anna Gil</span><span>Corresponsal en Lima</span></div>', ["Anna Gil"], id="a signature near the title"),
        pytest.param("", "<h4>Redaktion</h4><p>Anna Lee, Redaktionsleiterin</p>", [], id="a heading over whom to write to"),
        pytest.param("", '<ul><li><b class="autor">Cy Orr</b> <a href="/2">Ferry strike goes on</a></li><li><b class="autor">Di Poe</b> <a href="/3">Harbour is dredged again</a></li></ul>', [], id="not who wrote what a list links to"),
        pytest.param("", '<p><a class="username">ann</a> First!</p><p><a class="username">Troll Face</a> No.</p>', ["ann"], id="the first of several posts"),
        pytest.param('<meta property="og:site_name" content="Reed Post">' + json_ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Reed Post - Old Town"}}'), '<p class="byline">Von <a href="/autoren/weiss">Ute Weiß</a> und Jörg Müller</p>', ["Ute Weiß", "Jörg Müller"], id="a section of the site gives way to a byline of which half is linked"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Organization", "name": "De Vaartkrant"}}'), "<p>Door Piet Bos</p>", ["Piet Bos"], id="an organisation that is called like a person"),
        pytest.param('<meta name="author" content="한빛일보"><meta property="og:article:author" content="윤서영 기자">', "", ["윤서영"], id="a Korean paper in an earlier meta"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "Reed Admin"}}'), '<p class="byline">by Ann Lee for <em>Reed</em></p>', ["Ann Lee"], id="an administrator is nobody"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "uweiss"}}'), "<p>Fragen an Ute Weiss</p>", ["Ute Weiss"], id="an account without a dot as the page writes its owner's name"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "redaktion"}}'), '<p>von <a rel="author" href="/author/redaktion">redaktion</a></p>' + "<p>The town opened its bridge on Saturday, after three years of work.</p><p>Text: Ute Weiß</p>", ["Ute Weiß"], id="a newsroom that names its author below"),
        pytest.param("", '<span class="caption" itemprop="author" itemscope><b itemprop="name">Ann Lee</b></span>', ["Ann Lee"], id="microdata, whatever the class"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p><em>F. Roumégas</em></p>", ["F. Roumégas"], id="signed with an initial"),
        pytest.param("", "<p>橋は三年の工事を経て土曜日に開通した。町の人々は朝から列を作り、渡り初めを祝ったという。</p><p>（水野みお）</p>", ["水野みお"], id="signed in brackets"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><div class=kontakt><p>Ask the press office of the town, open all day long.</p><p>Ute Weiß</p></div>", [], id="not whom to ask"),
        pytest.param("", '<table class="infobox"><tr><th>Lead researcher</th><td>Anna Lee</td></tr><tr><th>Begun</th><td>1 June 2009</td></tr></table>', [], id="not in a table of facts"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Reed Post"}}'), '<div data-testid="byline-contributors"><span>Ann Lee</span></div>', ["Ann Lee"], id="a byline that only its test identifier names"),
        pytest.param("", "<table><tr><td>河畔网西城9月16日电 (记者林晓、通讯员高飞)大桥今天上午通车。</td></tr></table>", ["林晓", "高飞"], id="reporters in brackets behind the place"),
        pytest.param("", "<p>〔記者林曉芬／西城報導〕大橋通車後，第一件事是拍照。</p>", ["林曉芬"], id="a reporter in brackets before the text"),
        pytest.param("", "<div><p>大橋通車（記者林曉攝）</p></div>", [], id="not who took the picture"),
        pytest.param("", '<p>The town opened its bridge on Saturday, after three years of work.</p><p style="text-align: right"><strong>Quỳnh Như - Hải Vân</strong></p>', ["Quỳnh Như", "Hải Vân"], id="signed to the right"),
        pytest.param("", '<p>The town opened its bridge on Saturday, after three years of work.</p><p align="right"><a href="#top">Zum Seitenanfang</a></p>', [], id="not what leads to the top"),
        pytest.param("", '<p class="meta">von <a rel="author" href="/author/sport">Sportredaktion</a></p><p>The town opened its bridge on Saturday.</p><p><em>Von Ute Weiß</em></p>', ["Ute Weiß"], id="a person below the newsroom's byline"),
        pytest.param("", '<p class="author">Sportredaktion</p><p>The town opened its bridge on Saturday.</p><p>„So war es“, sagte Ute Weiß.</p>', ["Sportredaktion"], id="the newsroom where a person is quoted"),
        pytest.param("", "<p>تحریر: احمد ندیم قاسمی</p>", ["احمد ندیم قاسمی"], id="a label in Urdu"),
        pytest.param("", "<p><em>posted by Jude @ <a href=/j>7:02 AM</a></em></p>", ["Jude"], id="at a time"),
        pytest.param("", '<p class="post-footers">Posted by Ann Lee at 09:10 PM in <a>Food</a>, <a>Women of a Certain Age</a></p>', ["Ann Lee"], id="categories behind the time"),
        pytest.param("", '<p class="byline">Von <em>Ute Weiß</em>, ARD-Studio Wien, zurzeit Graz</p>', ["Ute Weiß"], id="from a studio"),
        pytest.param("", '<div class="itemAuthorLatest"><ul><li><a href="/2">Ferry Strike</a></li></ul></div>', [], id="not the latest of an author"),
        pytest.param('<meta property="og:site_name" content="Reed News">' + json_ld('{"@type": "Article", "author": [{"@type": "Person", "name": "Ann Lee"}]}'), '<p class="byline">By <a>Ann Lee</a> and <a>Bo Ek</a> <a>Reed Valley</a></p>', ["Ann Lee", "Bo Ek"], id="not a desk that is called as the site is"),
        pytest.param('<meta property="og:site_name" content="Anna Lee writes">', '<p class="byline">By Anna Lee and Bo Ek</p>', ["Anna Lee", "Bo Ek"], id="a person whom the site is called after"),
        pytest.param("", '<div class="author">نيروبي: هشام الطيب</div>', ["هشام الطيب"], id="behind the place, in Arabic"),
        pytest.param("", '<div class="penulis">Kontributor Demak, Nur Zaidi</div>', ["Nur Zaidi"], id="not a correspondent of a place"),
        pytest.param("", '<div class="reporter-info"><a class="name"><b>최유진</b> 기자</a> <a>구독</a></div>', ["최유진"], id="not a button to subscribe"),
        pytest.param('<meta property="og:site_name" content="HS">', '<p class="byline"><a>Aino Laine HS</a></p>', ["Aino Laine"], id="without the outlet behind the name"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p>Serkan AYDIN/İSTANBUL, (DHA)</p>", ["Serkan AYDIN"], id="signed with the place"),
        pytest.param("", '<p class="muhabir">Serkan AYDIN/İZMİR, (DHA)</p>', ["Serkan AYDIN"], id="without the place in capitals"),
        pytest.param("", "<p>Мост открыт в субботу, после трёх лет работы; к нему шли с самого утра.</p><p>Лилия Речная</p>", ["Лилия Речная"], id="signed in Cyrillic"),
        pytest.param("", "<p>橋は三年の工事を経て土曜日に開通した。町の人々は「長かった」と口をそろえた。（水野みお）</p><p><a href=/2>続き</a></p>", ["水野みお"], id="signed behind the last sentence"),
        pytest.param("", "<p>橋は土曜日に開通した。（写真）</p>", [], id="brackets that sign nothing"),
        pytest.param("", "<div>河畔新闻记者 林晓燕</div><p>大桥今天上午通车。</p>", ["林晓燕"], id="a paper's reporter"),
        pytest.param('<meta name="author" content="INTERVIEW MIT UTE WEISS">', "<p>The town opened its bridge on Saturday.</p><p><em>Das Gespräch führte Jörg Müller.</em></p>", ["Jörg Müller"], id="who asked, not who answered"),
        pytest.param(json_ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Reed Post Public Company Limited"}}'), "<p>WRITER: <a>Ann Lee</a></p>", ["Ann Lee"], id="a person before a company"),
        pytest.param("", '<a class="get-started" href="/users/sign_up">Get Started</a><a class="join" href="/user/register?next=1">Join Reed</a>', [], id="not a link to sign up"),
        pytest.param("", '<div class="snippet"><a class="reviewer-name" href="/profile/cy">Cy Orr</a>: Great! <a href="/profile/di">Anna Poe</a></div>', ["Anna Poe"], id="not who reviewed"),
        pytest.param(json_ld('{"@type": "Recipe", "Author": {"@type": "Person", "name": "Ann Lee och Bo Ek"}}'), "", ["Ann Lee", "Bo Ek"], id="a key with a capital"),
        pytest.param(json_ld('{"@graph": [{"@type": "Article", "author": {"name": "annlee"}}, {"@type": "Recipe", "author": {"name": "Ann Lee"}}]}'), "", ["Ann Lee"], id="an account as other metadata write it"),
        pytest.param('<meta property="og:site_name" content="Reed &amp; i"><meta name="author" content="Reed &amp; i">', "", ["Reed & i"], id="the site's name with a conjunction"),
        pytest.param('<meta property="og:site_name" content="Reed Kitchen | Easy Meals, Shows"><meta name="author" content="Reed Kitchen | Easy Meals, Shows">', "", ["Reed Kitchen"], id="the site's name without its motto"),
        pytest.param('<meta property="og:site_name" content="Ann Lee &amp; Anna Ek"><meta name="author" content="Ann Lee &amp; Anna Ek">', "", ["Ann Lee", "Anna Ek"], id="two persons whose site it is"),
        pytest.param("", '<div class="recipe-author"><span>Author</span><span><a href="/about">Ann</a></span></div>', ["Ann"], id="a label in markup of its own"),
        pytest.param("", "<h3>【町報記者コラム】橋の上で考えたこと</h3><p>橋は土曜日に開通した。</p>", [], id="not a reporters' column"),
        pytest.param("", '<span class="submitted-by">Submitted on Mon, 2019-01-21 13:49</span>', [], id="when it was submitted"),
        pytest.param('<meta property="og:site_name" content="The Reed Woman">', '<span itemprop="author">Ann | The Reed Woman</span>', ["Ann"], id="a single name before the site's"),
        pytest.param("", '<div class="sidebar"><b>The author</b> <a rel="author" href="/source/zeph-lee">Zeph Lee</a></div>', ["Zeph Lee"], id="the only author linked, in a side bar"),
        pytest.param("", '<div class="sidebar"><a rel="author" href="/zeph">Zeph Lee</a> <a rel="author" href="/cy">Cy Orr</a></div>', [], id="not one of several in a side bar"),
        pytest.param("", '<div class="sidebar"><div class="content-authors"><a>Ann Lee</a>, <a>Karl Ek</a></div><p class="author">Karl Ek</p></div>', ["Ann Lee", "Karl Ek"], id="clear bylines in a side bar that agree"),
        pytest.param("", '<div class="sidebar"><p class="author">Ann Lee</p><p class="author">Karl Ek</p></div>', [], id="not those in a side bar that differ"),
        pytest.param("", '<div class="sidebar"><div><h4><a href="/ferry">Ferry strike</a></h4><p class="author">Ann Lee</p></div></div>', [], id="not a teaser's in a side bar"),
        pytest.param("", '<div class="sidebar"><div class="related"><p class="author">Ann Lee</p></div></div>', [], id="not one in a side bar with other articles"),
        pytest.param("", '<p>By Bo Ek</p><p>The bridge …</p><div class="sidebar"><p class="author">Ann Lee</p></div>', ["Bo Ek"], id="a line of the text before a side bar"),
        pytest.param("", "<p>Von Ute Weiß<br><img src='/count.gif'><br>" + "Die Brücke ist nach drei Jahren eröffnet. " * 4 + "</p>", ["Ute Weiß"], id="the first line of a paragraph"),
        pytest.param("", "<p>The town opened its bridge on Saturday, after three years of work.</p><p>(Ann Lee) +++</p>", ["Ann Lee"], id="signed between signs"),
        pytest.param("", '<div class="company-info"><a>Created by</a> <span>© REED 2024, Minden jog fenntartva</span></div>', [], id="not whose the rights are"),
        pytest.param("", "<p><small>© By Ann Lee (Own work) [<a>GFDL</a>], via Reed Commons</small></p>", [], id="not who licenced a picture"),
        pytest.param("", '<span itemprop="author"><b itemprop="name"><i>Anna M.</i> <i>Lindqvist</i></b></span>', ["Anna M. Lindqvist"], id="an initial, and the surname in markup of its own"),
        pytest.param("", '<p>The bridge …</p><li class="bib-reference"><span class="author"><i>G.N. </i>Lewis</span> <h3>The river</h3></li>', [], id="not who wrote a cited work"),
        pytest.param("", "<p>The bridge …</p>" * 15 + "<h3>By End User</h3><p>Schools …</p>", [], id="not the heading of a part"),
        pytest.param("", "", [], id="none"),
    ],
)  # fmt: skip
def test_authors(head: str, body: str, names: list[str]) -> None:
    page = read(TITLE + body, head)

    assert find_authors(page, find_title(page).heading).names == names


def test_the_account_in_the_head_of_a_page_is_the_visitors() -> None:
    page = read(f'<div><div><div><div><p class="username">Ann</p></div></div></div></div><div>{TITLE}</div>')

    assert find_authors(page, find_title(page).heading).names == []


def test_a_link_to_the_article_itself_makes_no_teaser_of_its_byline() -> None:
    byline = '<p><a href="/2024/bridge" rel="bookmark">4 November 2024</a> <b class="byline">by Ann Lee</b></p>'
    page = read(f"<header>{byline}{TITLE}</header>")

    assert find_authors(page, find_title(page).heading).names == ["Ann Lee"]


def test_the_byline_in_the_footer_of_the_article_is_the_articles() -> None:
    byline = '<span class="author">Ann Lee</span>'
    tagged = read(f"<article><header>{TITLE}</header><div><p>The bridge …</p><footer>{byline}</footer></div></article>")
    named = read(f'<div><div class="header">{TITLE}</div><div class="footer"><p>{byline}</p></div></div>')

    assert [find_authors(page, find_title(page).heading).names for page in (tagged, named)] == [
        ["Ann Lee"],
        ["Ann Lee"],
    ]


def test_a_byline_above_the_title_is_the_articles_unless_it_follows_a_link_to_another() -> None:
    byline, teaser = '<p class="author">By Ann Lee</p>', '<a href="/other">Ferry strike</a>'
    columns = read(f"<div>{byline}{TITLE}</div>"), read(f"<div>{teaser}{byline}</div><div>{TITLE}</div>")

    assert [find_authors(page, find_title(page).heading).names for page in columns] == [["Ann Lee"], []]


def test_a_byline_that_shares_a_container_with_the_title_stays_though_teasers_below_repeat_its_markup() -> None:
    byline = '<p class="byline" itemprop="author">By Ann Lee</p>'
    teaser = '<h3><a href="/ferry">Ferry strike</a></h3><p class="byline" itemprop="author">By Cy Orr</p>'
    page = read(f"<header><div>{byline}</div>{TITLE}</header><p>The bridge …</p><div>{teaser}</div>")

    assert find_authors(page, find_title(page).heading).names == ["Ann Lee"]


def test_the_first_post_of_a_thread_has_the_author_of_its_title() -> None:
    first = f'<li><a class="username online">ann</a><time>5 May 2024</time>{TITLE}<p>The bridge …</p></li>'
    reply = '<li><a class="username">troll</a><p>No.</p></li>'
    page = read(f"<ol>{first}{reply}</ol>")

    assert find_authors(page, find_title(page).heading).names == ["ann"]


def test_many_teasers_above_the_title_do_not_crowd_out_the_byline() -> None:
    teaser = '<li class="teaser"><a href="/{0}">Ferry strike goes on</a> <span class="byline">Cy Orr</span></li>'
    teasers = "".join(teaser.format(number) for number in range(60))
    page = read(f'<ul>{teasers}</ul>{TITLE}<span class="byline">Ann Lee</span>')
    assert find_authors(page, find_title(page).heading).names == ["Ann Lee"]


def test_a_heading_names_who_wrote_the_article_but_a_label_in_it_is_nobody() -> None:
    page = read("<h1>New bridge opens<br><span>By Ann Lee</span></h1><p>The bridge …</p>")
    assert find_authors(page, find_title(page).heading).names == ["Ann Lee"]
    label = '<span itemprop="author" itemscope><b itemprop="name">REED ® KITCHEN</b></span>'
    page = read(f'<h1>{label} Pea soup for all</h1><span class="recipe-author">Ann Lee</span>')
    assert find_authors(page, find_title(page).heading).names == ["Ann Lee"]

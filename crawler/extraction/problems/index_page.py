"""Front pages, sections, archives and searches: headlines or teasers that lead elsewhere, and no text of their own."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.problems.cards import find_cards
from crawler.extraction.problems.evidence import (
    CALLED,
    DATED,
    LONG,
    NOTHING,
    NOTICE,
    PLAIN,
    STUB,
    TALE,
    WHOLE,
    Evidence,
    letters,
)
from crawler.extraction.problems.wording import Family, headings
from crawler.extraction.result import Problem
from crawler.extraction.text import text_inside
from crawler.hosts import bare_host, is_one_site

_HEADING = headings(
    r"^\W*(?:category|categor[ií]a|kategorie|catégorie|rubrik|tag|topic|thema|author|archives?|month|year|day)\s*:.*",
    r"\barchives?\W*$|^\W*search results?\b.*",
    r"^\W*(?:suchergebnisse|résultats de (?:la )?recherche|resultados de (?:la )?(?:búsqueda|pesquisa)|"
    r"risultati della ricerca|zoekresultaten|wyniki wyszukiwania|результаты поиска|搜索结果|検索結果|"
    r"검색 ?결과)\b.*",
    r", author at .*",
)
FAMILY = Family(
    "index-page",
    "a list without entries",
    re.compile(
        r"search|suche|recherche|búsqueda|ricerca|pesquisa|busca|zoek|\bsök|\bsøg|\bsøk|haku|wyszuk|szuka|hledá|"
        r"hľad|keres|căut|arama|αναζήτησ|поиск|пошук|търсе|pretra|搜索|搜尋|検索|검색|بحث|חיפוש|खोज|ค้นหา|"
        r"tìm kiếm|pencarian|posts|beiträge|articles|artículos|entries|\bresults|ergebnisse|résultats|resultados|"
        r"risultati"
    ),
    re.compile(
        r"\bno (?:results|posts|articles|entries|matches|stories)|nothing (?:found|matched|here)|"
        r"keine (?:\w+ )?(?:treffer|ergebnisse|beiträge|artikel)|ergab (?:leider )?keine|aucun|sin resultados|"
        r"no (?:se|hay|hemos) |nessun|nenhum|geen |inga |ingen |ei (?:tuloksia|hakutul|löyt)|brak |nie znale|žádn|"
        r"nebyly|nincs|nem talál|nu (?:am|s-au)|niciun|sonuç bulun|bulunama|δεν βρέθηκ|ничего не|не найдено|"
        r"нічого не|няма |nema |没有|未找到|無結果|見つかりません|該当|결과가 없|لا توجد|לא נמצאו|कोई|ไม่พบ|"
        r"không có|không tìm|tidak ada"
    ),
)
# A listing's name with one name of what it lists below it: what lies deeper is an entry.
_LISTING_PATH = re.compile(
    r"/(?:(?:tags?|categor(?:y|ies|ia|ie)|kategorien?|topics?|themen?|rubrik|archives?(?!/(?!(?:19|20)\d\d(?:/|$))\d{3})|"
    r"authors?|autor|section)(?:/[^/]+)?|search|suche|recherche|buscar?|ricerca|zoeken|szukaj|poisk|"
    r"view_?forum|forum_?display)(?:\.[a-z]{3,4})?(?:/page)?(?:/\d{1,3})?/?$|/page/\d+/?$",
    re.IGNORECASE,
)
_INDEX_PATH = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)
_ROOT_PATH = re.compile(r"(?:/[a-z]{2}(?:[-_][a-z]{2})?)?/?(?:(?:index|default|home)\.[a-z]{3,4})?", re.IGNORECASE)
_ARCHIVE_PATH = re.compile(r"^(?:/[a-z]{2})?/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/\d\d?)?/?$")
_SECTION_PATH = re.compile(r"^(?:/[a-z]+){1,2}(?:-[a-z]+)?/?$")
_QUERIES = frozenset({"s", "q", "query", "search", "keyword"})
# What systems call their lists in the class of the body: WordPress', then those of others, which say nothing else.
_LISTING_CLASSES = frozenset({"archive", "category", "tag", "search", "search-results", "search-no-results", "author"})
_LISTING_NAMES = frozenset(
    """section-index section-viewforum section-search section-memberlist cms-index-index catalog-category-view
    catalogsearch-result-index template-index template-collection template-list-collections template-search
    home-template tag-template author-template page-taxonomy path-taxonomy page-search path-search path-frontpage
    common-home product-category product-search ns-special post-type-archive""".split()
)
_BLOG = frozenset({"home", "blog"})  # where WordPress lists what is new
_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
_HEADLINES = frozenset({"h1", "h2", "h3", "h4"})
_BESIDE = frozenset({"nav", "footer", "aside"})
_MOST_LINKS = 10_000
_LONGEST_TEASER = 450
_MENU = 15  # links that any page may have
_LETTERS_OF_LINK = 20  # of what a page tells, for each other link that it has


def headlines(page: Evidence) -> Problem | None:
    """A page of many headlines that lead elsewhere."""
    if page.standing == DATED:
        return None
    archive = _is_archive(page)
    if not archive and (page.standing == CALLED or _tells_itself(page)):
        return None
    listed = archive or _stands_at_list(page)
    found = page.tree.iter("a") if listed else _links(page.tree)
    site = bare_host(page.document.url)
    links = [link for link in islice(found, _MOST_LINKS) if _is_headline(link, site)]
    if not listed and page.size < STUB and _is_section(page):
        listed = sum(map(_is_heading, links)) >= 8 or (page.size < NOTHING and not page.has_media)
    if len(links) >= (8 if listed else 25) and page.size < (LONG if listed else NOTICE):
        return _list_of(len(links))
    if page.size < NOTICE and not page.tells and page.names(_HEADING, CALLED):
        return Problem("index-page", "a list of other pages rather than an article")
    return None


def front(page: Evidence) -> Problem | None:
    """The site's own address, or a list by its markup, with more links than what is told there is long."""
    if page.standing == DATED and page.size >= NOTICE:
        return None
    if not _is_root(page) and (page.standing == DATED or not _is_marked(page)):
        return None
    links = sum(1 for _ in islice(page.tree.iter("a"), _MOST_LINKS))
    room = _LETTERS_OF_LINK * (links - _MENU) if page.standing == PLAIN else 1
    return _list_of(links) if links > _MENU and _told_outside_teasers(page) < room else None


def teasers(page: Evidence) -> Problem | None:
    """A list whose text stands in teasers, each leading to another page, however long they are."""
    if page.standing == DATED or (page.document.first("og:type") or "").lower() == "article":
        return None
    lines = [line for line in page.found.text[: 2 * LONG].split("\n") if line]
    if sum(len(line) for line in lines if len(line) > _LONGEST_TEASER) > sum(map(len, lines)) / 4:
        return None
    found = find_cards(page.document)
    if not found:
        return None
    if not lines and page.is_unowned:
        return _list_of(len(found))
    return _list_of(len(found)) if _stand_in(lines, found) else None


def long_teasers(page: Evidence) -> Problem | None:
    """Teasers on the page of a section, where they make up a text as long as an article's."""
    return teasers(page) if page.size < 2 * LONG and _is_section(page) else None


def _stand_in(lines: Sequence[str], cards: Sequence[str]) -> bool:
    """Whether most of the lines stand in these texts, and not in one of them for the most part: that is an article
    which leads on somewhere."""
    whole = sum(map(len, lines))
    texts = "\0".join(cards)
    ends = list(accumulate(len(card) + 1 for card in cards))
    taken = [0] * len(cards)
    for line in lines:
        if (at := texts.find(line[:TALE])) >= 0:
            taken[bisect(ends, at)] += len(line)
    return sum(taken) >= 3 * whole / 4 and max(taken) <= 0.6 * whole


def is_listed(page: Evidence) -> bool:
    """Whether address or markup say that this may be a front page, a section, an archive or a search."""
    return _stands_at_list(page) or _is_archive(page)


def _stands_at_list(page: Evidence) -> bool:
    """Whether the address is one that sites have for their lists."""
    parts = urlsplit(page.document.url)
    if _LISTING_PATH.search(parts.path) or (not parts.query and _INDEX_PATH.search(parts.path)):
        return True
    return _is_root(page)


def _is_root(page: Evidence) -> bool:
    """Whether a page stands at the address of its site, or of the site in one language."""
    parts = urlsplit(page.document.url)
    return "." in (parts.hostname or "") and not parts.query and _ROOT_PATH.fullmatch(parts.path) is not None


def _is_section(page: Evidence) -> bool:
    """Whether the address is as short as those of sections."""
    return _SECTION_PATH.match(urlsplit(page.document.url).path) is not None


def _is_archive(page: Evidence) -> bool:
    """Whether address or markup leave no doubt that this is a list."""
    parts = urlsplit(page.document.url)
    if _ARCHIVE_PATH.match(parts.path) or page.names(_HEADING):
        return True
    if not parts.path.strip("/") and not _QUERIES.isdisjoint(parse_qs(parts.query)):
        return True
    return _is_marked(page)


def _is_marked(page: Evidence) -> bool:
    """Whether the markup calls this a list."""
    document = page.document
    if not document.articles and any(json_ld.types(node) & _LISTING_TYPES for node in document.json_ld):
        return True
    body = page.tree.find("body")
    classes = set((body.get("class") or "").split()) if body is not None else set()
    if not classes.isdisjoint(_LISTING_NAMES) or classes >= _BLOG:
        return True
    return not classes.isdisjoint(_LISTING_CLASSES) and "single" not in classes


def _tells_itself(page: Evidence) -> bool:
    """Whether there is text of its own that teasers do not have: a line that tells something, or a longer one."""
    return any(
        WHOLE.search(line) and (len(line) >= 2 * NOTHING or (letters(line) >= TALE and not page.turns(line)))
        for line in page.found.text.split("\n")
    )


def _told_outside_teasers(page: Evidence) -> int:
    """How many letters stand in lines of some length that end as sentences do, and not in a teaser."""
    lines = [line for line in page.found.text.split("\n") if letters(line) >= TALE and WHOLE.search(line)]
    texts = "\0".join(find_cards(page.document)) if lines else ""
    return sum(letters(line) for line in lines if line[:TALE] not in texts)


def _list_of(pages: int) -> Problem:
    return Problem("index-page", f"a list of {pages} other pages rather than an article")


def _links(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The links of a page, without those in what stands beside or around the article."""
    walker = etree.iterwalk(tree, events=("start",), tag=("a", *_BESIDE))
    for _, element in walker:
        if element.tag in _BESIDE:
            walker.skip_subtree()
        else:
            yield element


def _is_headline(link: HtmlElement, site: str) -> bool:
    """Whether a link has a headline's words and leads to the same site: a list of others' pages is somebody's work."""
    href = link.get("href")
    if not href or not 25 <= letters(" ".join(text_inside(link).split())) <= 300:
        return False
    return not href.startswith(("http:", "https:", "//")) or is_one_site(bare_host(href), site)


def _is_heading(link: HtmlElement) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag in _HEADLINES) or any(child.tag in _HEADLINES for child in link)

"""The words before a date, and the names of its markup, that say what it is the date of."""

from __future__ import annotations

import re
from functools import lru_cache

# These are searched for in what is in lower case.
PUBLISHED_WORD = re.compile(
    r"publi|posted|written:|erschienen|veröffentlicht|erstellt|publié|publicad|pubblicat|geplaatst|gepubliceerd|"
    r"publicer|julkaistu|"
    r"опубликован|发布|發布|公開|公開日|入力|등록|created|issued|first[_ -]?published|pubdate|"
    r"online seit|vom\b|entry-date"
)
MODIFIED_WORD = re.compile(
    r"modif|updat|lastmod|zuletzt|aktualisier|geändert|änderung|bearbeitet|stand:|mis à jour|màj|actualizad|atualizad|"
    r"aggiornat|bijgewerkt|uppdater|oppdater|opdater|"
    r"päivitet|обновлен|изменен|更新|最終|수정|revis|changed|edited|güncelle|zaktualizowan"
)
LAST_CHANGE = re.compile(
    r"(?:page|article|site|entry)\b.{0,20}\b(?:last )?(?:modified|edited|updated|changed)|last (?:modified|"
    r"edited|updated?|changed?|revision)|"
    r"(?:updated|aktualisiert|actualizado|aggiornato|bijgewerkt|mis à jour) (?:on|am|el|il|op|le) |"
    r"(?:updated|aktualisiert|actualizado|atualizado|aggiornato|bijgewerkt|mis à jour|uppdaterad|oppdatert|opdateret|"
    r"обновлено)\W{0,3}$|"
    r"(?:zuletzt|letztmals) (?:am|geändert|bearbeitet|aktualisiert)|letzte (?:änderung|aktualisierung|bearbeitung)|"
    r"dernière (?:modification|mise à jour)|última (?:modificación|actualización|edición|atualização)|"
    r"ultim[ao] (?:modifica|aggiornamento)|"
    r"laatst (?:gewijzigd|bewerkt|bijgewerkt)|senast (?:ändrad|uppdaterad|redigerad)|sist (?:endret|oppdatert)|"
    r"последнее (?:изменение|обновление)|"
    r"最後(?:更新|編集)|最終更新|最后(?:更新|修改|编辑)|마지막(?:으로)? ?(?:수정|편집)",
    re.IGNORECASE,
)
PUBLISHED_LABEL = re.compile(
    r"(?:publi\w+|posted|written|created|issued|erschienen|(?:erst)?veröffentlich(?:t|ung)|erstellt|escrito|pubblicat\w|geplaatst|"
    r"gepubliceerd|опубликовано|发布|發布|公開|등록)(?: on| am| le| el| il| op)?\W{0,4}$",
    re.IGNORECASE,
)
OTHER_WORD = re.compile(
    r"expir|valid until|gültig|event[_-]?(?:date|time|start)|reading[_-]?time|runtime|duration|read[_-]?time|"
    r"birth|countdown|copyright|©|推荐文章"
)
# Before a date in running text that is none of the article's; "(@name)" signs a quoted post.
OTHER_LABEL = re.compile(
    r"(?:\b(?:bis|until|till|by|seit|since|ab|before|after|terminy?|releas\w+|retrieved|accessed|visited|abgerufen|"
    r"aufgerufen|abruf|consulté|consultado|anlässlich|deadline|"
    r"in this)(?: zum| am| dem| den| des| on| le| el)?|\(@\w+\))"
    r"\W{0,3}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=10_000)
def names_other(marks: str) -> bool:
    """Whether a class and an id are those of something else that has a date, such as an event."""
    return OTHER_WORD.search(marks) is not None

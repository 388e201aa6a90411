"""Pages that ask for the reader's age."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.problems.evidence import LINE, NOTICE, Evidence
from crawler.extraction.problems.markup import MOST_ELEMENTS, names_of, takes_answers
from crawler.extraction.problems.wording import Family, headings, sentences
from crawler.extraction.result import Problem

HEADING = headings(
    r"age (?:verification|gate|check|restricted(?: content)?)",
    r"are you (?:over|at least|of legal)(?: \d\d| age| drinking age)*(?: years(?: old)?)?|altersprüfung",
    r"alters(?:verifikation|nachweis|freigabe)|sind sie (?:über|mindestens|schon|bereits) \d\d(?: jahre(?: alt)?)?",
    r"(?:vérification|contrôle) de l['’]âge|avez-vous (?:plus de|au moins) \d\d ans|verificación de edad",
    r"¿?eres mayor de (?:edad|\d\d)|verifica (?:dell[’'])?età|verificação de idade",
    r"leeftijds(?:controle|verificatie)|weryfikacja wieku|年齢(?:確認|認証)|вам (?:уже )?(?:есть |исполнилось )?18",
    r"年龄验证|성인 ?인증",
)
SENTENCE = sentences(
    r"(?:please )?confirm (?:that )?you are (?:over |at least )?\d\d",
    r"you must be (?:of legal|at least|over|\d\d)[^.]{0,40} (?:to (?:enter|view|visit|access))",
    r"(?:bitte )?bestätigen sie (?:ihr alter|, dass sie)|vous devez avoir l[’']âge légal|debes ser mayor de edad",
)
FAMILY = Family(
    "age-gate",
    "a page that asks for the reader's age",
    re.compile(
        r"\b(?:1[68]|2[01])\b ?(?:\+|years|jahre|ans\b|años|anni|anos|jaar|år|vuot|lat\b|let\b|éves|ani\b|yaş|"
        r"ετών|лет|рок|години|godin|岁|歲|歳|세|سن|שנ|साल|ปี|tuổi|tahun)|(?:über|schon|already|over|plus de|"
        r"más de|ya\b|già|ouder dan|fyllt|fylt|täyttänyt) (?:1[68]|2[01])\b|legal(?: drinking)? age|of age\b|"
        r"adults?\b|âge légal|edad legal|età legale|idade legal|mindestalter|alcohol|alcool|alkohol|алкогол|лет\b|"
        r"исполнилось|酒|volljährig|majeure?\b|majorité|mayor(?:es)? de edad|maggiorenn|maior(?:es)? de idade|"
        r"meerderjarig|myndig|täysi-ikäi|pełnoletni|plnolet|zletil|nagykorú|majorat|major\b|reşit|ενήλικ|"
        r"совершеннолет|повнолітн|пълнолет|punoljet|成年|成人|未成年|성인|미성년|البالغ|מבוגר|वयस्क|ผู้ใหญ่|"
        r"dewasa|date of birth|geburtsdatum|date de naissance|fecha de nacimiento|data di nascita"
    ),
    re.compile(
        r"enter|visit|confirm|view\b|contin|access|proceed|besuch|betret|bestätig|eintret|weiter|alt\b|entr[ae]|"
        r"visite|accéd|acced|confirma|salir|esci|sair|sai|betreed|bezoek|bevestig|besök|bekräfta|besøg|bekræft|"
        r"besøk|bekreft|vahvista|siirty|wejdź|wejść|potwierd|odwied|vstup|potvr|ověř|belép|megerős|intra|giriş|"
        r"onayla|doğrula|είσοδ|επιβεβ|вход|войти|подтверд|увійти|підтвер|влез|potvrdi|进入|進入|确认|是否|入場|"
        r"確認|閲覧|ですか|입장|확인|دخول|תאשר|כניסה|प्रवेश|पुष्टि|เข้าสู่|ยืนยัน|masuk|konfirmasi|suitable|"
        r"geeignet|offensive|sensitive|warning|yes|\bja\b|\boui\b|\bsí\b|\bsim\b|\btak\b|\bano\b|\bigen\b|\bda\b|"
        r"evet|ναι|да\b"
    ),
)
_NAMED = re.compile(r"\bage[-_]?(?:gate|verif\w+|check|confirm\w*|modal|wall)")


def question(page: Evidence) -> Problem | None:
    """A question of age, or a part of the page that is named as an age gate."""
    if page.size >= NOTICE or not page.turns_away:
        return None
    if _asks(page) or (_has_gate(page.tree) and page.speaks()):
        return Problem("age-gate", "a page that asks for the reader's age")
    return None


def _asks(page: Evidence) -> bool:
    """Whether a page asks whether one is of age, with something to answer by."""
    asked = any(
        len(line) < LINE and line[-1] in "?？;" and FAMILY.touches(line.lower()) and page.turns(line)
        for line in page.words
    )
    return asked and takes_answers(page.tree)


def _has_gate(tree: HtmlElement) -> bool:
    named = islice(tree.iter("div", "section", "form", "main", "dialog"), MOST_ELEMENTS)
    return any(_NAMED.search(names_of(element)) for element in named)

"""What links to a next page are called, be it a listing's or an article's."""

from __future__ import annotations

# In the languages that many sites are written in, in lower case; a regular expression without groups of its own.
NEXT_PAGE = (
    r"next(?: page)?|nächste(?: seite)?|(?:page )?suivante?|(?:página )?siguiente|avanti|volgende|nästa|neste|næste"
    r"|następna|далее|следующая|下一[页頁]|下[页頁]|次へ|次のページ|다음"
)

"""Words of questions and titles, folded so that spellings meet: case, hyphens, apostrophes, plurals."""

from __future__ import annotations

import re
import unicodedata

_PIECE = re.compile(r"[^\W_]+(?:/\d+)?(?:[.,]\d+)*[%+]?|[<>]")
_LONE_SIGN = re.compile(r"(?<![\w])%(?![\w])")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u02bc'`´]")
_KEEP_S = ("ss", "us", "is", "ics")
_SPELLED_OUT = [
    (re.compile(rf"\b(?:{pattern})", re.IGNORECASE), full)
    for pattern, full in (
        (r"(are|is|was|were|do|does|did|has|have|had|could|would|should|must|need)nt\b", r"\1 not"),
        (r"can ?not\b|cant\b", "can not"),
        (r"wont\b", "will not"),
        (r"w/o(?:ut)?\b", "without"),
        (r"n/a\b", "not available"),
        (r"y/e\b", "year end"),
        (r"p/?w\b", "per week"),
        (r"yps?\b", "young people"),
        (r"(?<![£.,])(\d+)m(\+?)(?!\w)", r"\1\2 month"),
        (r"(\d+)(yrs?|mths?|mnths?|wks?|hrs?)(\+?)(?!\w)", r"\1\3 \2"),
    )
]
"""What is written together or short, and its words: contractions, "w/o", "2yr+" (2+ years), "12m" (months; "£12m" is money)."""
_SHORTENED = {
    "avg": "average", "hrs": "hour", "wk": "week", "wks": "week", "mth": "month", "mnth": "month", "yr": "year", "yrs": "year",
    "incl": "including", "excl": "excluding",
}  # fmt: skip
"""Words as they are shortened, in their folded form."""
MAX_QUESTION = 500
"""Longer questions are refused unread: nobody asks for a figure in more characters."""


def words_of(text: str) -> list[str]:
    """The words as typed, in order; hyphens and punctuation part them, an apostrophe joins, contractions are spelled out."""
    flat = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text))
    for pattern, full in _SPELLED_OUT:
        flat = pattern.sub(full, flat)
    return _PIECE.findall(_LONE_SIGN.sub(" percentage ", flat))


def fold(word: str) -> str:
    """The form under which a word is compared: lower case, plain letters, plural folded into singular."""
    low = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 3 and low.endswith("s") and not low.endswith(_KEEP_S):
        low = low[:-1]
    return _SHORTENED.get(low, low)


def folded(text: str) -> tuple[str, ...]:
    """All words of a text, folded: the key of a phrase in the lexicon."""
    return tuple(fold(word) for word in words_of(text))

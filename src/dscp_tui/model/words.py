"""Words of questions and titles, folded so that spellings meet: case, hyphens, apostrophes, plurals."""

from __future__ import annotations

import re
import unicodedata

_PIECE = re.compile(r"[^\W_]+(?:/\d+)?(?:[.,]\d+)*[%+]?|[<>]")
_LONE_SIGN = re.compile(r"(?<![\w])%(?![\w])")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u02bc'`´]")
_KEEP_S = ("ss", "us", "is", "ics")
MAX_QUESTION = 500
"""Longer questions are refused unread: nobody asks for a figure in more characters."""


def words_of(text: str) -> list[str]:
    """The words as typed, in order; hyphens and punctuation part them, an apostrophe joins."""
    flat = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text))
    return _PIECE.findall(_LONE_SIGN.sub(" percentage ", flat))


def fold(word: str) -> str:
    """The form under which a word is compared: lower case, plain letters, plural folded into singular."""
    low = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 3 and low.endswith("s") and not low.endswith(_KEEP_S):
        return low[:-1]
    return low


def folded(text: str) -> tuple[str, ...]:
    """All words of a text, folded: the key of a phrase in the lexicon."""
    return tuple(fold(word) for word in words_of(text))

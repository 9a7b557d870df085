"""`shown` is the one gate through which every text passes before any screen.

Texts come from documents, content files and questions; they are data. Control bytes would reach the terminal as
commands (title, clipboard, cursor reports), and bidirectional marks would reorder what is read.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2199\u2200-\u22ff\u2500-\u25fc\u2800-\u28ff]*")
"""Latin letters, punctuation, arrows, mathematical signs, blocks, dots: safe, and one cell wide each."""
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff")
_LOOSE = re.compile(f"\u200d+(?={_PLAIN.pattern[:-1]}|$)")
"""Joiners that join nothing: a terminal would take what follows for a part of the character before."""
_SPACES = frozenset("\t\n\r\v\f\u2028\u2029\u00a0")


def shown(text: object) -> str:
    """A text without control characters, on one line; white space becomes a blank, the rest of them vanish."""
    raw = text if isinstance(text, str) else str(text)
    if _PLAIN.fullmatch(raw):
        return raw
    return _LOOSE.sub("", "".join(_safe(character) for character in raw))


def _safe(character: str) -> str:
    if character in _SPACES:
        return " "
    if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn"):
        return ""
    return character


def cells_wide(text: str) -> int:
    """How many cells of the terminal a shown text needs: some characters take two, some none."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return len(text)
    # Left to the few texts that need it: the library takes longer to load than a screen of figures to draw.
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def clipped(text: str, width: int) -> str:
    """A shown text cut to a number of cells of the terminal, with a sign where something was cut."""
    safe = shown(text)
    if cells_wide(safe) <= width:
        return safe
    return _beginning(safe, width - 1).rstrip() + "…" if width > 0 else ""


def _beginning(text: str, width: int) -> str:
    """As much of a text as fits; no character is parted from those that are drawn as one with it."""
    if _PLAIN.fullmatch(text):
        return text[:width]
    from wcwidth import iter_graphemes

    kept = ""
    for character in iter_graphemes(text):
        if cells_wide(kept + character) > width:
            break
        kept += character
    return shown(kept)

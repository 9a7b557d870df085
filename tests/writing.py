"""Names as people and programs write them: wide letters, letters with marks, signs drawn as one, bytes that do not belong."""

from __future__ import annotations

from hypothesis import strategies as st

_FAMILY = "👨\u200d👩\u200d👧"
_LETTERS = ("a", "B", " ", "é", "e\u0301", "漢", "각", "\u1100\u1161\u11a8", "क्षि")
_SIGNS = ("🇬🇧", "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", _FAMILY)
_STRAYS = ("x\u200dy", "\x1b[1m", "\t", "\u202e")
written = st.lists(st.sampled_from((*_LETTERS, *_SIGNS, *_STRAYS)), max_size=12).map("".join)

"""A printed token read as a figure: `<1%`, `£4.78m`, `1,257`, `nine`, `12.9|4%`, `Approx. 8%`.

The rules stand here once, for the build and for `dscp verify`; no figure has an exception of its own.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

JOIN = "|"
"""Joins the parts of a cell that the text edition splits over rows: `12.9|4%` is 12.94%."""

QUALIFIERS = (
    "exact", "approx", "less_than", "more_than", "provisional", "range_low", "range_high", "not_reportable",
)  # fmt: skip
ABSENT = "not_reportable"
GRADE_UNIT = "grade"
# A fall of more than 5 is a change of less than -5.
_TURNED = {"less_than": "more_than", "more_than": "less_than"}

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_ONES += ["seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_CARDINALS: dict[str, float] = {word: float(number) for number, word in enumerate(_ONES)}
_CARDINALS |= {word: 10.0 * number for number, word in enumerate(_TENS, start=2)}
_CARDINALS |= {f"{ten}-{one}": _CARDINALS[ten] + _CARDINALS[one] for ten in _TENS for one in _ONES[1:10]}
_WORDS = _CARDINALS | {word: float(number) for number, word in enumerate(_ORDINALS, start=1)}
_WORDS |= dict.fromkeys(
    ["highest", "lowest", "greatest", "largest", "biggest", "smallest", "fastest", "most", "main", "top", "single"], 1.0
)
_WORDS |= {
    "no": 0.0,
    "double": 2.0,
    "any": 0.0,
    "a": 1.0,
    "none": 0.0,
    "once": 1.0,
    "twice": 2.0,
    "hundred": 100.0,
    "a hundred": 100.0,
}
# In a percentage an ordinal or "most" is no number.
_SHARES = _CARDINALS | {word: _WORDS[word] for word in ("no", "none", "hundred", "a hundred")}
# After a number word these make another number of it: "two hundred", "nine and a half", "no more than".
_CHANGES_NUMBER = {
    "hundred", "thousand", "million", "billion", "dozen", "half", "halves", "thirds", "quarter", "quarters", "fifths",
    "sixths", "point", "than", "out",
}  # fmt: skip

_HEDGES = (
    (
        "approx",
        r"approx(?:\.|imately)?|around|about|circa|c\.|almost|nearly|some|roughly|just over|just under|slightly over|slightly under|just below|just above",
    ),
    ("less_than", r"<|less than|fewer than|under|below|up to|at most"),
    ("more_than", r">|more than|over|above|at least|in excess of"),
)
_HEDGE = re.compile("|".join(f"(?P<{name}>(?:{pattern})(?![a-z]))" for name, pattern in _HEDGES), re.IGNORECASE)
_FALL = re.compile(
    r"(?:a )?(?:decreas(?:e|ed|ing)|reduc(?:ed|tion)|fall|fell|fallen|drop|dropped|declin(?:e|ed)|down)(?: of| by| in)?\s+",
    re.IGNORECASE,
)
_RISE = re.compile(r"(?:an? )?(?:increas(?:e|ed|ing)|rise|rose|risen|up)(?: of| by)\s+", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<sign>[+\-−]?)(?P<pound>£?)(?P<sign2>[-−]?)(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)"
    r"\s*(?P<tail>%|per cent|percent|million|m\b|k\b|bn\b|st\b|nd\b|rd\b|th\b)?(?P<plus>\+?)",
    re.IGNORECASE | re.ASCII,
)
_UNIT_WORD = re.compile(
    r"\s+(days?|weeks?|months?|years?|hours?|FTE|per 100,000|per 10,000|per 1,000|percentage points|points)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:below|above|longer|fewer|more|higher|lower|increase)$", re.IGNORECASE)
_UNCHANGED = ("remained the same", "the same", "unchanged", "no change")
_ONE_IN = re.compile(r"(?P<top>\w+)(?: \w+)? in (?P<bottom>\w+)", re.IGNORECASE)
_MONEY = {"": "£", "k": "£k", "m": "£m", "million": "£m", "bn": "£bn"}
_FRACTIONS: dict[str, tuple[float, float]] = {
    "half": (1, 2), "a half": (1, 2), "third": (1, 3), "a third": (1, 3), "one third": (1, 3), "two thirds": (2, 3),
    "quarter": (1, 4), "a quarter": (1, 4), "one quarter": (1, 4), "three quarters": (3, 4), "a fifth": (1, 5),
    "one fifth": (1, 5), "all": (1, 1), "each": (1, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a token says. `value` is in `unit`, as printed; None where no number is printed."""

    value: float | None
    qualifier: str
    unit: str
    decimals: int


def read_token(printed: str, unit: str, qualifier: str = "") -> Reading:
    """Read a printed token in the unit of its indicator (`%`, `count`, `£k`, `days`, ...).

    A sign in the token (`%`, `£4.78m`) gives the unit, else the indicator's unit holds. A fraction in words is a
    percentage where the unit is one. Raises ValueError where no number can be read and none is excused.
    """
    if qualifier and qualifier not in QUALIFIERS:
        raise ValueError(f"qualifier is one of {', '.join(QUALIFIERS)}")
    text = " ".join(printed.replace(JOIN, "").split())
    if not text:
        raise ValueError("nothing is printed: a figure needs its token")
    if qualifier == ABSENT or unit == GRADE_UNIT:
        return Reading(None, qualifier or "exact", unit, 0)
    fall = _FALL.match(text)
    if change := fall or _RISE.match(text):
        text = text[change.end() :]
    hedge = _HEDGE.match(text)
    found = hedge.lastgroup if hedge else None
    bare = _BESIDE.sub("", text[hedge.end() :].strip() if hedge else text)
    if word := _UNIT_WORD.search(bare):
        unit, bare = _unit_of(word[1]), bare[: word.start()]
    reading = _read_number(bare, unit) or _read_words(bare, unit)
    if reading is None:
        raise ValueError("no number can be read in it: write digits or a number word, or the qualifier not_reportable")
    if found:
        reading = replace(reading, qualifier=found)
    if fall and reading.value:
        turned = _TURNED.get(reading.qualifier, reading.qualifier)
        reading = replace(reading, value=-abs(reading.value), qualifier=turned)
    return replace(reading, qualifier=qualifier) if qualifier else reading


def _unit_of(word: str) -> str:
    low = word.casefold()
    if low in ("percentage points", "points"):
        return "points"
    return "FTE" if low == "fte" else low if low.startswith("per ") or low.endswith("s") else f"{low}s"


def _read_number(text: str, unit: str) -> Reading | None:
    found = _NUMBER.fullmatch(text)
    if not found or (found["sign"] and found["sign2"]):
        return None
    digits = found["digits"]
    if "," in digits and not re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", digits):
        raise ValueError("a comma stands only between groups of three digits")
    value = float(digits.replace(",", ""))
    if not math.isfinite(value):
        raise ValueError("the number is too large")
    if found["sign"] in ("-", "−") or found["sign2"]:
        value = -value
    tail = (found["tail"] or "").lower()
    if found["pound"] and tail in _MONEY:
        # A bare £0.93 in a column of millions leaves the scale to the indicator; £4,780 there means pounds.
        unit = unit if not tail and unit.startswith("£") and "." in digits else _MONEY[tail]
    elif tail in _MONEY and tail:
        if not unit.startswith("£"):
            raise ValueError("thousands and millions are read of pounds only: write £, or all digits")
        unit = _MONEY[tail]
    elif tail in ("%", "per cent", "percent"):
        unit = "%" if unit != "points" else unit
    decimals = len(digits.partition(".")[2])
    return Reading(value, "more_than" if found["plus"] else "exact", unit, decimals)


def _read_words(text: str, unit: str) -> Reading | None:
    words = text.casefold().replace("‑", "-")
    if words in _UNCHANGED:
        return Reading(0.0, "exact", unit, 0)
    if unit == "%":
        if part := _fraction(words):
            exact = 100 * part[0] % part[1] == 0
            return Reading(round(100 * part[0] / part[1], 1), "exact" if exact else "approx", unit, 0 if exact else 1)
        words = words.removesuffix(" per cent").removesuffix(" percent")
    known = _SHARES if unit == "%" else _WORDS
    if words in known:
        return Reading(known[words], "exact", unit, 0)
    # "no reported cases", "nine children": a number word before what is counted; of a share only "no children" says it.
    first, *counted = words.split() or [""]
    if first not in known or len(counted) > 3 or any(_is_numeric(word) for word in counted):
        return None
    return Reading(known[first], "exact", unit, 0) if unit != "%" or not known[first] else None


def _is_numeric(word: str) -> bool:
    return word in _CARDINALS or word in _CHANGES_NUMBER or any(character.isdigit() for character in word)


def _fraction(words: str) -> tuple[float, float] | None:
    if words in _FRACTIONS:
        return _FRACTIONS[words]
    if found := _ONE_IN.fullmatch(words):
        top, bottom = (
            _WORDS.get(found[name]) or (float(found[name]) if found[name].isdecimal() else None)
            for name in ("top", "bottom")
        )
        return (top, bottom) if top and bottom else None
    return None


_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"\*\*|</?[a-z]+[^>]*>")
_REACH = 4
"""Lines below one part of a split cell among which the next one is looked for."""


def clean_line(line: str) -> str:
    """A source line with the text edition's marks (`**`, tags) dropped and white space collapsed."""
    return _SPACE.sub(" ", _MARKS.sub("", line)).strip()


def find_token(printed: str, lines: list[str], line: int) -> list[tuple[int, int, int]]:
    """Where a token stands: (line from 1, start, end) in the cleaned line for each part; empty where it is not found.

    The first part stands on `line`, each further part of a split cell on one of the few lines after it.
    A number is found only as a whole number: `5%` is not found in `25%`.
    """
    spans: list[tuple[int, int, int]] = []
    first, *rest = printed.split(JOIN)
    start = line
    for part, span in ((first, 1), *((part, _REACH) for part in rest)):
        hit = next((hit for n in range(start, start + span) if (hit := _find_part(part, lines, n))), None)
        if hit is None:
            return []
        spans.append(hit)
        start = hit[0] + 1
    return spans


def _find_part(part: str, lines: list[str], line: int) -> tuple[int, int, int] | None:
    body = clean_line(part)
    if not body or not 1 <= line <= len(lines):
        return None
    text, pattern = clean_line(lines[line - 1]), _left_of(body) + re.escape(body) + _right_of(body)
    # A minus before a number makes it another one; after a number and a blank it may be a range's dash, as in "65 -75%".
    before = (r"(?<![\s(|][-−])(?<!^[-−])", r"(?<=[\d%]\s[-−])") if body[0].isdigit() else ("",)
    found = next((hit for sign in before if (hit := re.search(sign + pattern, text))), None)
    return (line, *found.span()) if found else None


def _left_of(body: str) -> str:
    """What may not stand before a token: digits, a decimal sign, the letter of a `Q4`, the first half of a word."""
    if body[0].isdigit():
        return r"(?<![\dA-Z])(?<!\d[.,])"
    if body[0].isalpha():
        return r"(?<!\w)(?<!\w[-‑])"
    return r"(?<![\w.,%)])" if body[0] in "+-−." else ""


def _right_of(body: str) -> str:
    """What may not stand after a token: more digits, thousands or millions of the pounds, the second half of a word."""
    if body[-1].isdigit():
        return r"(?!\d|[.,]\d)" + (r"(?!\s?(?:[kKmM]|bn|million)\b)" if "£" in body else "")
    return rf"(?!\w)(?![-‑](?:{'|'.join(_ONES[1:10])})\b)" if body[-1].isalpha() else ""

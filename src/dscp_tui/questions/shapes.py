"""What lines about the conversation itself look like: a pick, a chart, an export, and the words that only lean on the line
before."""

from __future__ import annotations

import re
from typing import Literal

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_IT = "(?:it|this|that|them|these|those|the answer)"
_PICK = re.compile(
    rf"(?:the |number |option |choice |no\.? ?|#)*(?P<pick>[1-9]\d?|{'|'.join(_ORDINALS)}|last)(?:st|nd|rd|th)?(?: one| choice| option)?(?: please)?[.)!]?"
)
_EXPORT = re.compile(
    rf"(?:please )?(?:export|save|write|download)(?: {_IT})?"
    r"(?:(?: (?:to|as|into))? (?P<path>\S.*\.\w{2,8}[\"']?)|(?: (?:to|as|into))?(?: an?)?(?: (?:file|csv|json))*(?: please)?[.?!]?)",
    re.I,
)
_AS = r"(?:(?:as |show |draw |give me |see )?(?:a |the |me |it |that |this |as )*)?"
_CHART = re.compile(rf"{_AS}(?:chart|plot|graph)(?: (?:{_IT}|please))*[.?!]?", re.I)
_TABLE = re.compile(rf"(?:back to )?{_AS}table(?: (?:{_IT}|please|again))*[.?!]?", re.I)
_EXPLAIN = re.compile(
    rf"(?:please )?explain(?: {_IT})?[.?!]?|how (?:do you know|so|come|did you get {_IT})\??|where does {_IT} come from\??",
    re.I,
)
_AGAIN = re.compile(
    rf"(?:(?:the )?same(?: again)?|again|(?:repeat|show) {_IT}(?: again)?|show me (?:again|{_IT} again))[.?!]?", re.I
)
Wish = Literal["show", "chart", "table", "explain"]
_WISHES: dict[Wish, re.Pattern[str]] = {"show": _AGAIN, "chart": _CHART, "table": _TABLE, "explain": _EXPLAIN}
_LEANS = re.compile(
    r"\s*(?:(?:and|but|ok|okay|so|now|then|also|or)\b[ ,]*)*"
    r"(?:(?:what|how) about|what of|same (?:again )?(?:for|with|in|thing for)|the same for|and)?\b[ ,]*",
    re.I,
)
_TRAILS = re.compile(r"(?:\b(?:then|instead|too|as well|that|again)\b[ ,]*)+[?.!]*\s*$", re.I)
_BY = re.compile(r"(?:by|per|for each|split by|broken down by) (?:the )?([\w -]{2,40}?)\W*", re.I)
_STEP = re.compile(
    r"(?:the )?(?:(?P<way>next|following|previous|preceding|prior) (?P<unit>year|quarter|month|period|one)"
    r"|(?P<before>year|quarter|month|period|one) (?P<side>before|after)(?: that)?)",
    re.I,
)
_IS_SAID = re.compile(r"\b(?:it|that|this|these|those|they)\b", re.I)
_COUNTS = re.compile(
    r"(?:(?:what|and|is|was|s|the|out) )*(?:numerator|denominator|of how many|how many out of)(?: is (?:it|that))?\W*",
    re.I,
)
_WHOLE = re.compile(r"\b(?:overall|in total|total|as a whole|altogether)\b", re.I)


def picked(line: str, offered: int) -> int | None:
    """The number of the choice that a line means, from 1; None where it is no pick."""
    found = _PICK.fullmatch(line.casefold())
    if not found:
        return None
    pick = found["pick"]
    return offered if pick == "last" else int(pick) if pick.isdigit() else _ORDINALS.index(pick) + 1


def exported(line: str) -> str | None:
    """The path that the last answer is to be written to, empty where none is named; None where a line wants no export."""
    found = _EXPORT.fullmatch(line)
    return (found["path"] or "").strip("\"' ") if found else None


def wish(line: str) -> Wish | None:
    """What a line wants done with the last answer: draw it, explain it, show it once more; None where it is a question."""
    return next((wish for wish, pattern in _WISHES.items() if pattern.fullmatch(line)), None)


def plain(line: str) -> str:
    """A line without the words that only join it to the one before."""
    lead = _LEANS.match(line)
    return _TRAILS.sub("", line[lead.end() :] if lead else line) or line


def broken_by(line: str) -> str:
    """What a line wants the last answer broken down by; empty where it is no such line."""
    found = _BY.fullmatch(plain(line))
    return found[1] if found else ""


def stepped(line: str) -> tuple[str, int] | None:
    """The unit and the direction of "next quarter", "previous one", "the year before that"; None for other lines."""
    found = _STEP.fullmatch(plain(line).strip(" ?.!"))
    if not found:
        return None
    on = (found["way"] or found["side"]).lower() in ("next", "following", "after")
    return (found["unit"] or found["before"]).lower(), 1 if on else -1


def is_of_whole(line: str) -> bool:
    """Whether a line goes back from a slice to the whole."""
    return _WHOLE.search(line) is not None


def says_it(line: str) -> bool:
    """Whether a line speaks of "it" or "that": of what the line before was about."""
    return _IS_SAID.search(line) is not None


def asks_counts(line: str) -> bool:
    """Whether a line asks what a rate is made of."""
    return _COUNTS.fullmatch(line.replace("'", " ")) is not None

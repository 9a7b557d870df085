"""A question's words, each accounted for: period, area, scorecard, status, template, indicator, filler, or nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from dscp_tui.model.words import fold, words_of
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.periods import Found, find_periods

_SLOTS = ("area", "scorecard", "status", "theme", "template")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words of the question and what they were taken for."""

    words: str
    kind: str
    value: str


@dataclass(slots=True)
class Understanding:
    """What a question was taken to mean. It is answered only where `unknown` is empty."""

    question: str
    meanings: list[Meaning] = field(default_factory=list)
    periods: list[Found] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    indicator_words: str = ""
    unknown: list[str] = field(default_factory=list)

    def values(self, kind: str) -> list[str]:
        return list(dict.fromkeys(m.value for m in self.meanings if m.kind == kind))


def understand(question: str, lexicon: Lexicon) -> Understanding:
    """Account for every word of a question. Pure but for the lexicon; never raises."""
    text = unicodedata.normalize("NFKC", question)
    periods = find_periods(text)
    named = [found for found in periods if found.asked]
    result = _understood(question, text, named, lexicon)
    # "Latest" and "current" ask for a period only where they are no part of an indicator's name.
    return result if result.indicators or len(named) == len(periods) else _understood(question, text, periods, lexicon)


def _understood(question: str, text: str, periods: list[Found], lexicon: Lexicon) -> Understanding:
    result = Understanding(question, periods=periods)
    content: list[str] = []
    for words in _between(text, result.periods):
        content += _take_phrases(words, lexicon, result)
    for found in result.periods:
        result.meanings.append(
            Meaning(text[found.start : found.end], "period", found.asked.words if found.asked else "latest")
        )
    _take_indicator(content, lexicon, result)
    return result


def _between(text: str, periods: list[Found]) -> list[list[str]]:
    """The words outside the periods, in runs that no period interrupts."""
    runs, start = [], 0
    for found in periods:
        runs.append(words_of(text[start : found.start]))
        start = found.end
    return [*runs, words_of(text[start:])]


def _take_phrases(words: list[str], lexicon: Lexicon, result: Understanding) -> list[str]:
    """Take the longest phrases that stand for a slot; give back the words that are left, without filler.

    A phrase that also belongs to an indicator's name ("rate", "children in care") is left for the indicator.
    """
    left: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(lexicon.longest, len(words) - at), 0, -1):
            key = " ".join(fold(word) for word in words[at : at + size])
            entries = lexicon.phrases.get(key, [])
            if any(kind == "indicator" for kind, _ in entries):
                left += words[at : at + size]
                at += size
                break
            slots = [(kind, value) for kind, value in entries if kind in _SLOTS]
            if slots:
                result.meanings += [Meaning(" ".join(words[at : at + size]), *slot) for slot in slots]
                at += size
                break
        else:
            left.append(words[at])
            at += 1
    return left


def _take_indicator(words: list[str], lexicon: Lexicon, result: Understanding) -> None:
    content = [word for word in words if not lexicon.is_filler(word)]
    keys = [fold(word) for word in content]
    if not keys:
        return
    result.indicator_words = " ".join(content)
    if found := lexicon.candidates([fold(word) for word in words]):
        result.indicators = found
        if len(found) == 1:
            result.meanings.append(Meaning(result.indicator_words, "indicator", found[0]))
        return
    known = {word for bag in lexicon.bags.values() for word in bag}
    result.unknown = [word for word, key in zip(content, keys, strict=True) if key not in known]
    if not result.unknown:
        result.unknown = [result.indicator_words]


def template_of(understanding: Understanding) -> list[str]:
    """The templates that the words name; the default one stands back behind any other."""
    named = understanding.values("template")
    special = [name for name in named if name != DEFAULT_TEMPLATE]
    return special or named


def is_blank(question: str) -> bool:
    """Whether a question holds nothing that could be a word."""
    return re.search(r"\w", question) is None

"""A question's words, each accounted for: period, slot, indicator, filler, or nothing.

Words may stand for several things ("foster" is part of an indicator's name and of a slice's). Every way to account for all
of them is a reading; the readings that do it best are kept, and more than one is a question back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dscp_tui.model.words import fold, words_of
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.periods import Found, find_periods

SLOTS = ("area", "scorecard", "status", "theme", "template", "category", "dimension", "compare", "acronym")
MOST_READINGS = 400


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words of the question and what they were taken for."""

    words: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to account for all words: the slots taken, and the indicators that the rest names, with how well."""

    meanings: tuple[Meaning, ...]
    indicators: tuple[str, ...]
    indicator_words: str
    level: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """Smaller is better: "what is" an acronym, then a name as it is typed, then few slots, then few candidates."""
        if {meaning.kind for meaning in self.meanings} == {"template", "acronym"} and not self.indicators:
            return -1, 0, 0
        return self.level, len(self.meanings), len(self.indicators)


@dataclass(slots=True)
class Understanding:
    """What a question was taken to mean. It is answered only where `unknown` is empty."""

    question: str
    meanings: list[Meaning] = field(default_factory=list)
    periods: list[Found] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    indicator_words: str = ""
    unknown: list[str] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    level: int = 0

    def values(self, kind: str) -> list[str]:
        return list(dict.fromkeys(m.value for m in self.meanings if m.kind == kind))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as typed and as compared; `key` empty marks a place that no phrase may cross."""

    typed: str
    key: str


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
    words = _words(text, result, lexicon)
    found = [reading for reading in _readings(words, lexicon) if reading.indicators or _stands_alone(reading)]
    readings = _of_targets(found, lexicon)
    if readings:
        best = min(reading.rank for reading in readings)
        _take([reading for reading in readings if reading.rank == best], result)
    else:
        _take_unknown(words, lexicon, result)
    result.meanings += [
        Meaning(text[found.start : found.end], "period", found.asked.words if found.asked else "latest")
        for found in periods
    ]
    result.meanings.sort(key=lambda meaning: text.find(meaning.words.split(" ")[0]) if meaning.words else 0)
    return result


def _words(text: str, result: Understanding, lexicon: Lexicon) -> list[_Word]:
    """The words outside the periods, misspelt ones repaired where only one word can be meant."""
    words: list[_Word] = []
    start = 0
    for end, following in [*((found.start, found.end) for found in result.periods), (len(text), len(text))]:
        for typed in words_of(text[start:end]):
            key = fold(typed)
            if repaired := lexicon.repaired(key):
                result.guessed[typed] = key = repaired
            words.append(_Word(typed, key))
        words.append(_Word("", ""))
        start = following
    return words[:-1]


def _readings(words: list[_Word], lexicon: Lexicon) -> Iterator[Reading]:
    """Every way to take phrases for slots and leave the other words to an indicator."""
    for number, (taken, rest) in enumerate(_takings(words, 0, lexicon)):
        if number >= MOST_READINGS:
            return
        keys = [word.key for word in rest]
        content = [word for word in rest if word.key not in lexicon.filler]
        if not content:
            yield Reading(taken, (), "", 0)
            continue
        level, found = lexicon.candidates(keys)
        fitting = tuple(name for name in found if _fits(name, taken, lexicon))
        if fitting:
            yield Reading(taken, fitting, " ".join(word.typed for word in content), level)


def _takings(words: list[_Word], at: int, lexicon: Lexicon) -> Iterator[tuple[tuple[Meaning, ...], list[_Word]]]:
    """From a place on: the phrases taken and the words left, longest phrases first."""
    if at >= len(words):
        yield (), []
        return
    for size in range(min(lexicon.longest, len(words) - at), 0, -1):
        part = words[at : at + size]
        if not all(word.key for word in part):
            continue
        for kind, value in lexicon.phrases.get(" ".join(word.key for word in part), []):
            if kind in SLOTS:
                meaning = Meaning(" ".join(word.typed for word in part), kind, value)
                for taken, rest in _takings(words, at + size, lexicon):
                    yield (meaning, *taken), rest
    for taken, rest in _takings(words, at + 1, lexicon):
        yield taken, ([words[at], *rest] if words[at].key else rest)


def _fits(indicator: str, taken: tuple[Meaning, ...], lexicon: Lexicon) -> bool:
    """Whether every slot that is named is one that this indicator has: its theme, and slices that are printed for it.

    A slot that nothing takes would be a word that nobody accounts for.
    """
    slices = lexicon.slices.get(indicator, set()) if any(m.kind in ("category", "dimension") for m in taken) else set()
    allowed = {
        "theme": {lexicon.indicators[indicator].theme},
        "category": {category for _, category in slices},
        "dimension": {dimension for dimension, _ in slices},
        "acronym": set(),
        "status": set(),
        "scorecard": set(),
    }
    return all(meaning.value in allowed.get(meaning.kind, {meaning.value}) for meaning in taken)


def _stands_alone(reading: Reading) -> bool:
    """Without an indicator, a question needs a template, and nothing that only an indicator has."""
    kinds = {meaning.kind for meaning in reading.meanings}
    return kinds == {"acronym"} or ("template" in kinds and not kinds & {"category", "dimension", "compare"})


def _of_targets(readings: list[Reading], lexicon: Lexicon) -> list[Reading]:
    """Where the words ask for a target or a status, only indicators that have a target are meant."""
    asking = [r for r in readings if any((m.kind, m.value) == ("template", DEFAULT_TEMPLATE) for m in r.meanings)]
    if not asking:
        return readings
    aimed = [replace(r, indicators=tuple(name for name in r.indicators if name in lexicon.aimed)) for r in asking]
    others = [reading for reading in readings if reading not in asking]
    return [reading for reading in aimed if reading.indicators] or others


def _take(readings: list[Reading], result: Understanding) -> None:
    """Take the best readings; where they differ in their indicators, all of those are candidates."""
    first = readings[0]
    result.indicators = list(dict.fromkeys(name for reading in readings for name in reading.indicators))
    result.indicator_words = first.indicator_words
    result.level = first.level
    result.meanings = list(first.meanings)
    if len(result.indicators) == 1:
        result.meanings.append(Meaning(first.indicator_words, "indicator", result.indicators[0]))


def _take_unknown(words: list[_Word], lexicon: Lexicon, result: Understanding) -> None:
    """Name the words that nothing accounts for: unknown ones, slots that no indicator has, or all that do not go together."""
    content = [word for word in words if word.key and word.key not in lexicon.filler]
    result.indicator_words = " ".join(word.typed for word in content)
    known = {word for phrase in lexicon.phrases for word in phrase.split()}
    result.unknown = [word.typed for word in content if word.key not in known]
    if result.unknown:
        return
    misfits: list[list[str]] = []
    for number, (taken, rest) in enumerate(_takings(words, 0, lexicon)):
        if number >= MOST_READINGS:
            break
        named = [word for word in rest if word.key not in lexicon.filler]
        found = lexicon.candidates([word.key for word in rest])[1] if named else []
        misfits += [[m.words for m in taken if not _fits(name, (m,), lexicon)] for name in found]
    least = min((misfit for misfit in misfits if misfit), key=len, default=[result.indicator_words])
    result.unknown = [words for words in least if words]


def template_of(understanding: Understanding) -> list[str]:
    """The templates that the words name; the default one stands back behind any other."""
    named = understanding.values("template")
    special = [name for name in named if name != DEFAULT_TEMPLATE]
    return special or named


def is_blank(question: str) -> bool:
    """Whether a question holds nothing that could be a word."""
    return re.search(r"\w", question) is None

"""A question's words, each accounted for: period, slot, indicator, filler, or nothing.

Words may stand for several things ("foster" is part of an indicator's name and of a slice's). Every way to account for all
of them is a reading; the readings that do it best are kept, and more than one is a question back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from dscp_tui.model.period import Asked
from dscp_tui.model.words import fold, words_of
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.matching import REORDERED, Match, Matcher
from dscp_tui.questions.periods import Found
from dscp_tui.questions.reading import Meaning, Reading, Understanding, Word, stands_alone
from dscp_tui.questions.relative import find_periods
from dscp_tui.questions.strict import Strict

SLOTS = (
    "area", "scorecard", "status", "theme", "template", "category", "dimension", "compare", "acronym", "group", "topic",
    "source", "role", "extreme", "number",
)  # fmt: skip
_NARROWING = ("theme", "category", "dimension", "acronym", "status", "scorecard", "topic", "template")
_NUMBER_OF = re.compile(
    r"(?<!\w)(?:(?:no\.|nr\b\.?|no(?=\s+of\b))(?=\s*[a-z])|(?<=\w )no\.?(?=[\s?]*$))", re.IGNORECASE
)
"""A number of something, shortened: "no. of", or "no." at the end, which is no negation."""
_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
LONGEST_FILLER = 4
NAMING = 3
"""As many words of a slice name its indicator, where no other has the slice."""
MOST_READINGS = 800


_Taking = tuple[tuple[Meaning, ...], list[Word]]


class Reader:
    """Understands questions with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._matcher = Matcher(lexicon)
        self._strict = Strict(lexicon, self._matcher)

    def understand(self, question: str, *, dated: bool = False) -> Understanding:
        """Account for every word of a question; never raises.

        `dated`: only days, months, quarters and years that are named are periods; "in the last year" then has to be a part
        of a name.
        """
        text = _NUMBER_OF.sub(lambda found: " " * len(found[0]), unicodedata.normalize("NFKC", question))
        text = _PER_CENT.sub("percent ", text)
        periods = find_periods(text)
        if dated:
            periods = [found for found in periods if isinstance(found.asked, Asked) and not found.paired]
        named = [found for found in periods if found.asked]
        # "2015 and now" sets two periods against each other; the "current" of a name does not.
        both = bool(named) and len(periods) > len(named) and not self._is_in_name(text, periods)
        result = self._understood(question, text, periods if both else named)
        # "Latest" and "current" ask for a period only where they are no part of an indicator's name.
        settled = any(reading.matches for reading in result.readings) or len(named) == len(periods)
        return result if settled else self._understood(question, text, periods)

    def _is_in_name(self, text: str, periods: list[Found]) -> bool:
        """Whether a word for the latest period stands in a known phrase with the word after it ("current plan")."""
        pairs = [" ".join(map(fold, words_of(text[found.start :])[:2])) for found in periods if not found.asked]
        return any(" " in pair and f" {pair} " in f" {phrase} " for pair in pairs for phrase in self.lexicon.phrases)

    def fragment(self, line: str, indicator: str) -> tuple[Reading, list[Found]] | None:
        """The slots and periods of a line that names no indicator, and lean on the one spoken of; None where it does name
        one, or where a word of it is nothing that this indicator has."""
        text = unicodedata.normalize("NFKC", line)
        result = Understanding(line, periods=find_periods(text))
        words = self._words(text, result)
        found = [
            Reading(taken, left=sum(word.key in self.lexicon.soft for word in rest))
            for taken, rest in self._takings(words)
            if self._is_free(rest) and self._fits(indicator, taken)
        ]
        found = [reading for reading in found if reading.meanings or result.asked]
        best = min(found, key=lambda reading: (reading.left, len(reading.meanings)), default=None)
        return (best, result.asked) if best else None

    def is_aside(self, part: str) -> bool:
        """Whether a part of a question may hold nothing but slots, units and filler, and no indicator's name."""
        text = unicodedata.normalize("NFKC", part)
        words = self._words(text, Understanding(part, periods=find_periods(text)))
        words = [word for word in words if not self.lexicon.units_named({word.key})]
        return any(self._is_free(rest) for _, rest in self._takings(words))

    def _is_free(self, words: list[Word]) -> bool:
        return all(word.key in self.lexicon.filler or word.key in self.lexicon.soft for word in words)

    def _understood(self, question: str, text: str, periods: list[Found]) -> Understanding:
        result = Understanding(question, periods=periods)
        words = self._words(text, result)
        result.keys = frozenset(word.key for word in words)
        readings = [reading for reading in self._readings(words) if reading.matches or stands_alone(reading)]
        readings = self._strict.kept(readings, words)
        if readings:
            best = min(reading.rank for reading in readings)
            result.readings = [reading for reading in readings if reading.rank == best]
            result.lost = sorted((r for r in readings if r.rank != best), key=lambda reading: reading.rank)
            result.words = result.readings[0].words
        else:
            self._take_unknown(words, result)
        return result

    def _words(self, text: str, result: Understanding) -> list[Word]:
        """The words outside the periods, misspelt ones repaired where only one word can be meant."""
        words: list[Word] = []
        start = 0
        for end, following in [*((found.start, found.end) for found in result.periods), (len(text), len(text))]:
            for typed in words_of(text[start:end]):
                key = fold(typed)
                if repaired := self.lexicon.repaired(key):
                    result.guessed[typed] = key = repaired
                parts = key.split(" ")
                words += [Word(part, part) for part in parts] if len(parts) > 1 else [Word(typed, key)]
            words.append(Word("", ""))
            start = following
        return self._without_phrases(words[:-1])

    def _without_phrases(self, words: list[Word]) -> list[Word]:
        """The words but for those that only together say nothing ("carried out"), and a mean that is an average."""
        kept: list[Word] = []
        at = 0
        while at < len(words):
            keys = [word.key for word in words[at : at + LONGEST_FILLER]]
            sizes = range(len(keys), 1, -1)
            size = next((size for size in sizes if " ".join(keys[:size]) in self.lexicon.filler), 0)
            if not size:
                kept.append(_averaged(words, at))
            at += size or 1
        return kept

    def _readings(self, words: list[Word]) -> Iterator[Reading]:
        """Every way to take phrases for slots and leave the other words to an indicator."""
        for taken, rest in self._takings(words):
            content = [word for word in rest if word.key not in self.lexicon.filler]
            typed = " ".join(word.typed for word in content)
            soft = sum(word.key in self.lexicon.soft for word in content)
            if soft == len(content):
                yield Reading(taken, left=soft)
                yield from self._by_slice_alone(taken, soft)
            if not content:
                continue
            if any(meaning.kind == "group" for meaning in taken):
                yield from self._within_group(taken, content, typed)
            else:
                found = self._matcher.candidates(tuple(word.key for word in rest), self._allowed(taken))
                if found:
                    yield Reading(taken, found, typed)

    def _by_slice_alone(self, taken: tuple[Meaning, ...], left: int) -> Iterator[Reading]:
        """A breakdown, or a slice called in several words, that only one indicator has names it."""
        kinds = {meaning.kind for meaning in taken}
        spoken = any(meaning.kind == "category" and meaning.words.count(" ") + 1 >= NAMING for meaning in taken)
        if not kinds & {"group", "topic", "theme"} and ("dimension" in kinds or spoken):
            names = self._allowed(taken) or frozenset()
            if len(names) == 1:
                yield Reading(taken, tuple(Match(name, REORDERED, left, 1.0) for name in names))

    def _within_group(self, taken: tuple[Meaning, ...], content: list[Word], typed: str) -> Iterator[Reading]:
        """Words beside a group choose among its indicators; each must belong to one at least."""
        members = [meaning for meaning in taken if meaning.kind == "group"]
        keys = frozenset(word.key for word in content)
        ids = [value for meaning in members for value in self.lexicon.of_kind(meaning.value, "group")]
        bags = [self.lexicon.bags[name] for name in ids]
        if keys and keys <= set().union(*bags):
            yield Reading(taken, (), typed, keys)

    def _takings(self, words: list[Word]) -> list[_Taking]:
        """Every way to take phrases: those taken and the words left, longest phrases first; no more than are read."""
        later: list[list[_Taking]] = [[((), [])]]
        for at in range(len(words) - 1, -1, -1):
            later.insert(0, list(islice(self._takings_from(words, at, later), MOST_READINGS)))
        return later[0]

    def _takings_from(self, words: list[Word], at: int, later: list[list[_Taking]]) -> Iterator[_Taking]:
        """The ways from a place on; `later` has those from the next place on, from the one after it, and so on."""
        for size in range(min(self.lexicon.longest, len(words) - at), 0, -1):
            part = words[at : at + size]
            if not all(word.key for word in part):
                continue
            phrase = " ".join(word.key for word in part)
            entries = _distinct(phrase, self.lexicon.phrases.get(phrase, []))
            for kind, value in entries + (
                [("number", number)]
                if size == 1 and (number := _number(part[0].key)) and self._looks_for_number(words)
                else []
            ):
                meaning = Meaning(" ".join(word.typed for word in part), kind, value)
                for taken, rest in later[size - 1]:
                    yield (meaning, *taken), rest
        if self._is_never_left(words[at].key):
            return
        for taken, rest in later[0]:
            yield taken, ([words[at], *rest] if words[at].key else rest)

    def _is_never_left(self, key: str) -> bool:
        """Whether a word is a slot whatever else stands beside it: it belongs to no indicator's name."""
        kinds = {kind for kind, _ in self.lexicon.phrases.get(key, [])}
        return (
            bool(kinds & {"compare", "area"}) and key not in self.lexicon.filler and key not in self.lexicon.name_words
        )

    def _allowed(self, taken: tuple[Meaning, ...]) -> frozenset[str] | None:
        """The indicators that have every slot that is taken; None where all have.

        A slot that an indicator has not would be a word that nobody accounts for.
        """
        if any(meaning.kind == "number" for meaning in taken) != self._takes_number(taken):
            return frozenset()
        limits = [self._having(meaning.kind, meaning.value) for meaning in taken if meaning.kind in _NARROWING]
        narrow = [names for names in limits if names is not None]
        return frozenset.intersection(*narrow) if narrow else None

    def _having(self, kind: str, value: str) -> frozenset[str] | None:
        """The indicators that have a slot: its theme, and the slices printed for it. None where a slot is open to all."""
        if kind == "template" and value == DEFAULT_TEMPLATE:
            # Asked for a target or a status, only what has a target is meant.
            return self.lexicon.aimed
        if kind == "template":
            return None if self._takes_indicator(value) else frozenset()
        if kind in ("theme", "category", "dimension"):
            return self.lexicon.having.get((kind, value), frozenset())
        return frozenset()

    def _fits(self, indicator: str, taken: tuple[Meaning, ...]) -> bool:
        allowed = self._allowed(taken)
        return allowed is None or indicator in allowed

    def _looks_for_number(self, words: list[Word]) -> bool:
        """Whether a phrase of such a template stands in the words: else their numbers are no slots."""
        said = " ".join(word.key for word in words)
        return any(phrase in said for phrase in self.lexicon.numbered)

    def _takes_number(self, taken: tuple[Meaning, ...]) -> bool:
        """Whether a template that is named looks for a number: no other may leave one aside."""
        named = [self.lexicon.template(meaning.value) for meaning in taken if meaning.kind == "template"]
        return any(parameter.type == "number" for template in named for parameter in template.parameters)

    def _takes_indicator(self, template: str) -> bool:
        return any(parameter.type == "indicator" for parameter in self.lexicon.template(template).parameters)

    def _take_unknown(self, words: list[Word], result: Understanding) -> None:
        """Name the words that are unknown; where none is, those that do not go together: slots that no indicator has, or all
        of them."""
        content = [word for word in words if word.key and word.key not in self.lexicon.filler]
        result.words = " ".join(word.typed for word in content)
        result.unknown = [word.typed for word in content if not self.lexicon.knows(word.key)]
        if result.unknown:
            return
        misfits: list[list[str]] = []
        for taken, rest in self._takings(words):
            if any(word.key not in self.lexicon.filler for word in rest):
                found = self._matcher.candidates(tuple(word.key for word in rest))
                misfits += [[m.words for m in taken if not self._fits(match.indicator, (m,))] for match in found]
        least = min((misfit for misfit in misfits if misfit), key=len, default=[result.words])
        result.apart = [words for words in least if words]


def _averaged(words: list[Word], at: int) -> Word:
    """A word; "mean" before another is an average, unless something is asked for what it does mean."""
    word = words[at]
    asks = {"do", "doe", "did"} & {before.key for before in words[:at]}
    return replace(word, key="average") if word.key == "mean" and at + 1 < len(words) and not asks else word


def _number(key: str) -> str:
    """A word that is a number, as a plain one; else nothing."""
    return key.rstrip("%").replace(",", "") if re.fullmatch(r"\d[\d,]*(?:\.\d+)?%?", key) else ""


def _distinct(phrase: str, entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a phrase may stand for as a slot; a group or a topic counts once, by its phrase, however much belongs to it."""
    slots = [entry for entry in entries if entry[0] in SLOTS]
    single = {kind: (kind, phrase) for kind, _ in slots if kind in ("group", "topic")}
    return [entry for entry in slots if entry[0] not in single] + list(single.values())


def is_blank(question: str) -> bool:
    """Whether a question holds nothing that could be a word."""
    return re.search(r"\w", question) is None

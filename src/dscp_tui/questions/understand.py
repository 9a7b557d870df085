"""A question's words, each accounted for: period, slot, indicator, filler, or nothing.

Words may stand for several things ("foster" is part of an indicator's name and of a slice's). Every way to account for all
of them is a reading; the readings that do it best are kept, and more than one is a question back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from dscp_tui.model.period import Asked
from dscp_tui.model.words import fold, words_of
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.matching import NAMED, REORDERED, Match, Matcher
from dscp_tui.questions.periods import Found
from dscp_tui.questions.relative import find_periods

SLOTS = (
    "area", "scorecard", "status", "theme", "template", "category", "dimension", "compare", "acronym", "group", "topic",
    "source", "role", "extreme", "number",
)  # fmt: skip
_NARROWING = ("theme", "category", "dimension", "acronym", "status", "scorecard", "topic", "template")
_APART = {"by", "per", "each", "every", "which"}
"""What stands after these says by what or which of them: it is never left over."""
_NUMBER_OF = re.compile(r"(?<!\w)(?:no\.|nr\b\.?|no(?=\s+of\b))(?=\s*[a-z])", re.IGNORECASE)
"""A number of something, shortened: "no. of", which is no negation."""
_EACH = {"per", "each", "every"}
LONGEST_FILLER = 4
NAMING = 3
"""As many words of a slice name its indicator, where no other has the slice."""
MOST_READINGS = 800
LEFT_OVER = 0.6
"""What a soft word left over weighs against a step of a looser match."""


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
    matches: tuple[Match, ...] = ()
    words: str = ""
    keys: frozenset[str] = frozenset()
    left: int = 0
    """Soft words that nothing took."""

    @property
    def level(self) -> int:
        """How well the indicators are named: smaller is better."""
        if self.keys:
            return REORDERED
        return self.matches[0].tier if self.matches else 0

    @property
    def rank(self) -> tuple[float, int, int, int, int, int]:
        """Smaller is better: "what is" an acronym, then a name as it is typed, then a template named in several words
        ("over time"), which alone are filler, then few slots, such as tell figures apart rather than only account for
        words, then slices named in more words, then few candidates."""
        kinds = {meaning.kind for meaning in self.meanings}
        if kinds == {"template", "acronym"} and not self.matches:
            return -1, 0, 0, 0, 0, 0
        slots = len(self.meanings) - len(self.values("group"))
        lost = self.matches[0].lost if self.matches else self.left
        special = [m for m in self.meanings if m.kind == "template" and m.value != DEFAULT_TEMPLATE]
        spelled = sum(" " in meaning.words for meaning in special)
        weak = sum(meaning.kind in ("theme", "source", "template") for meaning in self.meanings)
        sliced = sum(
            meaning.words.count(" ") + 1 for meaning in self.meanings if meaning.kind in ("category", "dimension")
        )
        return self.level + LEFT_OVER * lost, -spelled, slots, weak, -sliced, len(self.matches)

    def values(self, kind: str) -> list[str]:
        return list(dict.fromkeys(m.value for m in self.meanings if m.kind == kind))


@dataclass(slots=True)
class Understanding:
    """What a question was taken to mean. It is answered only where `unknown` and `apart` are empty."""

    question: str
    periods: list[Found] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    lost: list[Reading] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    """Words that are known, and do not go with the others."""
    words: str = ""
    keys: frozenset[str] = frozenset()
    """All words of the question as they are compared, filler too: they may hint at a unit."""
    guessed: dict[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> list[Found]:
        """The periods that are asked for."""
        return [found for found in self.periods if not found.joined]

    def meanings(self, reading: Reading | None = None) -> list[Meaning]:
        """Each word and what it was taken for, in the order of the question."""
        found = list(reading.meanings) if reading else []
        if reading and len(reading.matches) == 1:
            found.append(Meaning(reading.words, "indicator", reading.matches[0].indicator))
        text = unicodedata.normalize("NFKC", self.question)
        found = [replace(meaning, words=_as_typed(meaning.words, text)) for meaning in found]
        found += [Meaning(text[p.start : p.end], "period", p.words or "latest") for p in self.periods]
        return sorted(found, key=lambda meaning: text.find(meaning.words.split(" ")[0]) if meaning.words else 0)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as typed and as compared; `key` empty marks a place that no phrase may cross."""

    typed: str
    key: str


_Taking = tuple[tuple[Meaning, ...], list[_Word]]


class Reader:
    """Understands questions with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._matcher = Matcher(lexicon)

    def understand(self, question: str, *, dated: bool = False) -> Understanding:
        """Account for every word of a question; never raises.

        `dated`: only days, months, quarters and years that are named are periods; "in the last year" then has to be a part
        of a name.
        """
        text = _NUMBER_OF.sub(lambda found: " " * len(found[0]), unicodedata.normalize("NFKC", question))
        periods = find_periods(text)
        if dated:
            periods = [found for found in periods if isinstance(found.asked, Asked)]
        named = [found for found in periods if found.asked]
        # "2015 and now" sets two periods against each other.
        first = periods if named and len(periods) > len(named) else named
        result = self._understood(question, text, first)
        # "Latest" and "current" ask for a period only where they are no part of an indicator's name.
        settled = any(reading.matches for reading in result.readings) or len(named) == len(periods)
        return result if settled else self._understood(question, text, periods)

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

    def _is_free(self, words: list[_Word]) -> bool:
        return all(word.key in self.lexicon.filler or word.key in self.lexicon.soft for word in words)

    def _understood(self, question: str, text: str, periods: list[Found]) -> Understanding:
        result = Understanding(question, periods=periods)
        words = self._words(text, result)
        result.keys = frozenset(word.key for word in words)
        readings = [reading for reading in self._readings(words) if reading.matches or _stands_alone(reading)]
        readings = self._strictly(readings, words)
        if readings:
            best = min(reading.rank for reading in readings)
            result.readings = [reading for reading in readings if reading.rank == best]
            result.lost = sorted((r for r in readings if r.rank != best), key=lambda reading: reading.rank)
            result.words = result.readings[0].words
        else:
            self._take_unknown(words, result)
        return result

    def _words(self, text: str, result: Understanding) -> list[_Word]:
        """The words outside the periods, misspelt ones repaired where only one word can be meant."""
        words: list[_Word] = []
        start = 0
        for end, following in [*((found.start, found.end) for found in result.periods), (len(text), len(text))]:
            for typed in words_of(text[start:end]):
                key = fold(typed)
                if repaired := self.lexicon.repaired(key):
                    result.guessed[typed] = key = repaired
                words.append(_Word(typed, key))
            words.append(_Word("", ""))
            start = following
        return self._without_phrases(words[:-1])

    def _without_phrases(self, words: list[_Word]) -> list[_Word]:
        """The words but for those that only together say nothing ("carried out"), and a mean that is an average."""
        kept: list[_Word] = []
        at = 0
        while at < len(words):
            keys = [word.key for word in words[at : at + LONGEST_FILLER]]
            sizes = range(len(keys), 1, -1)
            size = next((size for size in sizes if " ".join(keys[:size]) in self.lexicon.filler), 0)
            if not size:
                kept.append(_averaged(words, at))
            at += size or 1
        return kept

    def _strictly(self, readings: list[Reading], words: list[_Word]) -> list[Reading]:
        """Without the readings that leave over a word which tells something after all, or give a target to another thing."""
        pinned = frozenset(
            word.key
            for before, word in pairwise(words)
            if before.key in _APART and word.key in self.lexicon.soft - self.lexicon.filler
        )
        kept = [kept for reading in readings if (kept := self._keeping(reading, pinned))]
        kept = [divided for reading in kept if (divided := self._apart(reading, words))]
        kept = self._divided(kept, words) or kept
        kept = [reading for reading in kept if reading.matches or not self._is_odd_about_letters(reading)]
        if any(self._is_untargeted(reading, words) for reading in kept):
            return [reading for reading in kept if DEFAULT_TEMPLATE not in reading.values("template")]
        return kept

    def _is_odd_about_letters(self, reading: Reading) -> bool:
        """Whether letters stand beside a template that does not ask what they stand for ("SGO trend")."""
        if "acronym" not in {meaning.kind for meaning in reading.meanings}:
            return False
        named = [self.lexicon.template(name) for name in reading.values("template")]
        return any(
            template.role != "definition" and all(p.type != "acronym" for p in template.parameters)
            for template in named
        )

    def _divided(self, readings: list[Reading], words: list[_Word]) -> list[Reading]:
        """The readings that divide by what stands after "by": it is a breakdown there before it is a part of a name."""
        said = " ".join(word.key for word in words)
        return [
            reading
            for reading in readings
            for meaning in reading.meanings
            if meaning.kind == "dimension" and re.search(rf"\bby (?:the )?{re.escape(_key(meaning.words))}\b", said)
        ]

    def _apart(self, reading: Reading, words: list[_Word]) -> Reading | None:
        """The reading with only those indicators that are kept per day, or by age, where that is asked for: by a slot, or
        in a name that says it so."""
        taken = {part for meaning in reading.meanings for part in _key(meaning.words).split(" ")}
        asked = [(one.key, other.key) for one, other in pairwise(words) if self._divides(one.key, other.key)]
        asked = [pair for pair in asked if pair[1] not in taken]
        if not asked or not reading.matches:
            return reading
        kept = tuple(match for match in reading.matches if all(self._says(match.indicator, *pair) for pair in asked))
        return replace(reading, matches=kept) if kept else None

    def _divides(self, before: str, word: str) -> bool:
        if not word or word in self.lexicon.filler:
            return False
        return before in _EACH or (before == "by" and bool(self.lexicon.of_kind(word, "dimension")))

    def _says(self, indicator: str, before: str, word: str) -> bool:
        """Whether one of an indicator's names, or its unit, has a word after "per" or "by"."""
        if word in self.lexicon.unit_words.get(self.lexicon.indicators[indicator].unit, ()):
            return True
        phrases = self.lexicon.phrases_of[indicator]
        return any(f" {before} {word} " in f" {phrase} " for phrase in phrases)

    def _keeping(self, reading: Reading, pinned: frozenset[str]) -> Reading | None:
        """The reading with only those indicators that have the words which may not be left over."""
        taken = {part for meaning in reading.meanings for part in _key(meaning.words).split(" ")}
        if not (still := pinned - taken):
            return reading
        kept = tuple(match for match in reading.matches if still <= self._matcher.vocabulary(match.indicator))
        return replace(reading, matches=kept) if kept else None

    def _is_untargeted(self, reading: Reading, words: list[_Word]) -> bool:
        """Whether a target is asked for of what is named as it is, and has none: no other's target is meant."""
        if reading.values("template") != [DEFAULT_TEMPLATE] or not reading.matches or reading.level == NAMED:
            return False
        taken = {_key(meaning.words) for meaning in reading.meanings if meaning.kind == "template"}
        rest = tuple(word.key for word in words if word.key and word.key not in taken)
        free = self._matcher.candidates(rest)
        named = bool(free) and free[0].tier <= REORDERED and not free[0].lost
        return named and not any(match.indicator in self.lexicon.aimed for match in free)

    def _readings(self, words: list[_Word]) -> Iterator[Reading]:
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

    def _within_group(self, taken: tuple[Meaning, ...], content: list[_Word], typed: str) -> Iterator[Reading]:
        """Words beside a group choose among its indicators; each must belong to one at least."""
        members = [meaning for meaning in taken if meaning.kind == "group"]
        keys = frozenset(word.key for word in content)
        ids = [value for meaning in members for value in self.lexicon.of_kind(_key(meaning.words), "group")]
        bags = [self.lexicon.bags[name] for name in ids]
        if keys and keys <= set().union(*bags):
            yield Reading(taken, (), typed, keys)

    def _takings(self, words: list[_Word]) -> list[_Taking]:
        """Every way to take phrases: those taken and the words left, longest phrases first; no more than are read."""
        later: list[list[_Taking]] = [[((), [])]]
        for at in range(len(words) - 1, -1, -1):
            later.insert(0, list(islice(self._takings_from(words, at, later), MOST_READINGS)))
        return later[0]

    def _takings_from(self, words: list[_Word], at: int, later: list[list[_Taking]]) -> Iterator[_Taking]:
        """The ways from a place on; `later` has those from the next place on, from the one after it, and so on."""
        for size in range(min(self.lexicon.longest, len(words) - at), 0, -1):
            part = words[at : at + size]
            if not all(word.key for word in part):
                continue
            entries = _distinct(self.lexicon.phrases.get(" ".join(word.key for word in part), []))
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

    def _looks_for_number(self, words: list[_Word]) -> bool:
        """Whether a phrase of such a template stands in the words: else their numbers are no slots."""
        said = " ".join(word.key for word in words)
        return any(phrase in said for phrase in self.lexicon.numbered)

    def _takes_number(self, taken: tuple[Meaning, ...]) -> bool:
        """Whether a template that is named looks for a number: no other may leave one aside."""
        named = [self.lexicon.template(meaning.value) for meaning in taken if meaning.kind == "template"]
        return any(parameter.type == "number" for template in named for parameter in template.parameters)

    def _takes_indicator(self, template: str) -> bool:
        return any(parameter.type == "indicator" for parameter in self.lexicon.template(template).parameters)

    def _take_unknown(self, words: list[_Word], result: Understanding) -> None:
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


def _averaged(words: list[_Word], at: int) -> _Word:
    """A word; "mean" before another is an average, unless something is asked for what it does mean."""
    word = words[at]
    asks = {"do", "doe", "did"} & {before.key for before in words[:at]}
    return replace(word, key="average") if word.key == "mean" and at + 1 < len(words) and not asks else word


def _as_typed(words: str, text: str) -> str:
    """Words with the hyphens between them that the question has."""
    parts = words.split(" ")
    joined = parts[:1]
    for one, other in pairwise(parts):
        joined += ["-" if f"{one}-{other}" in text else " ", other]
    return "".join(joined)


def _number(key: str) -> str:
    """A word that is a number, as a plain one; else nothing."""
    return key.rstrip("%").replace(",", "") if re.fullmatch(r"\d[\d,]*(?:\.\d+)?%?", key) else ""


def _key(words: str) -> str:
    return " ".join(fold(word) for word in words_of(words))


def _distinct(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a phrase may stand for as a slot; a group or a topic counts once, however much belongs to it."""
    slots = [entry for entry in entries if entry[0] in SLOTS]
    single = {kind: (kind, value) for kind, value in slots if kind in ("group", "topic")}
    return [entry for entry in slots if entry[0] not in single] + list(single.values())


def _stands_alone(reading: Reading) -> bool:
    """Without an indicator, a question needs a template, a group, a topic or the indicators of a status, and nothing that
    only an indicator has."""
    kinds = {meaning.kind for meaning in reading.meanings}
    if kinds in ({"topic"}, {"acronym"}, {"theme"}):
        return len(reading.meanings) == 1
    if "group" in kinds:
        return kinds <= {"group", "area", "category", "dimension", "compare", "source"}
    return bool(kinds & {"template", "status", "scorecard"}) and not kinds & {
        "category",
        "dimension",
        "compare",
        "topic",
        "role",
        "extreme",
    }


def template_of(reading: Reading) -> list[str]:
    """The templates that the words name; the default one stands back behind any other."""
    named = reading.values("template")
    special = [name for name in named if name != DEFAULT_TEMPLATE]
    return special or named


def is_blank(question: str) -> bool:
    """Whether a question holds nothing that could be a word."""
    return re.search(r"\w", question) is None

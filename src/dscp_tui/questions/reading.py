"""What a question may be taken to mean: words with their meanings, readings of all words, and the understanding of a question."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dscp_tui.model.words import fold, words_of
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE
from dscp_tui.questions.matching import REORDERED, Match
from dscp_tui.questions.periods import Found

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
        # A target that is asked for in three words ("should it be") or more may be asked for in filler alone.
        least = {DEFAULT_TEMPLATE: 2}
        spelled = sum(m.words.count(" ") >= least.get(m.value, 1) for m in self.meanings if m.kind == "template")
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
class Word:
    """A word as typed and as compared; `key` empty marks a place that no phrase may cross."""

    typed: str
    key: str


def stands_alone(reading: Reading) -> bool:
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


def key_of(words: str) -> str:
    return " ".join(fold(word) for word in words_of(words))


def _as_typed(words: str, text: str) -> str:
    """Words with the hyphens between them that the question has."""
    parts = words.split(" ")
    joined = parts[:1]
    for one, other in pairwise(parts):
        joined += ["-" if f"{one}-{other}" in text else " ", other]
    return "".join(joined)

"""Readings that are not to be had: those that leave over a word which tells something after all, divide by what is not kept
so, or give a target to another thing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.matching import NAMED, REORDERED, Matcher
from dscp_tui.questions.reading import Reading, Word, key_of

_APART = {"by", "per", "each", "every", "which", "with", "that"}
"""What stands after these says by what or which of them: it is never left over."""
_EACH = {"per", "each", "every"}


class Strict:
    """Sorts out the readings of one lexicon's words."""

    def __init__(self, lexicon: Lexicon, matcher: Matcher) -> None:
        self.lexicon = lexicon
        self._matcher = matcher

    def kept(self, readings: list[Reading], words: list[Word]) -> list[Reading]:
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

    def _divided(self, readings: list[Reading], words: list[Word]) -> list[Reading]:
        """The readings that divide by what stands after "by": it is a breakdown there before it is a part of a name."""
        said = " ".join(word.key for word in words)
        return [
            reading
            for reading in readings
            for meaning in reading.meanings
            if meaning.kind == "dimension" and re.search(rf"\bby (?:the )?{re.escape(key_of(meaning.words))}\b", said)
        ]

    def _apart(self, reading: Reading, words: list[Word]) -> Reading | None:
        """The reading with only those indicators that are kept per day, or by age, where that is asked for: by a slot, or
        in a name that says it so."""
        taken = {part for meaning in reading.meanings for part in key_of(meaning.words).split(" ")}
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
        taken = {part for meaning in reading.meanings for part in key_of(meaning.words).split(" ")}
        if not (still := pinned - taken):
            return reading
        kept = tuple(match for match in reading.matches if still <= self._matcher.vocabulary(match.indicator))
        return replace(reading, matches=kept) if kept else None

    def _is_untargeted(self, reading: Reading, words: list[Word]) -> bool:
        """Whether a target is asked for of what is named as it is, and has none: no other's target is meant."""
        if reading.values("template") != [DEFAULT_TEMPLATE] or not reading.matches or reading.level == NAMED:
            return False
        taken = {key_of(meaning.words) for meaning in reading.meanings if meaning.kind == "template"}
        rest = tuple(word.key for word in words if word.key and word.key not in taken)
        free = self._matcher.candidates(rest)
        named = bool(free) and free[0].tier <= REORDERED and not free[0].lost
        return named and not any(match.indicator in self.lexicon.aimed for match in free)

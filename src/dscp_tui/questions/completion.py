"""How a line that is being typed may go on: with things that exist, each with what it means. Knows no screen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest

from dscp_tui.model.text import shown
from dscp_tui.model.words import fold, words_of
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.warehouse.store import Warehouse

MOST_OFFERS = 12
_MOST_OF_ONE = 8
_MOST_RANKED = 200
"""As many phrases are put in order: far more than there are places in a menu, for several lead to one thing."""
_MOST_WORDS = 6
_LEAST_GUESSED = 4
_THINGS = """
SELECT title, 'indicator', id, definition, position, title FROM indicators
UNION ALL
SELECT p.label, 'period', p.period, concat('from ', p.period_start, ' to ', p.period_end),
    row_number() OVER (ORDER BY p.period_end DESC, p.period_start DESC, p.period),
    concat_ws(' ', p.kind, p.label, regexp_replace(p.label, '20(\\d\\d)', '\\1', 'g'),
        replace(regexp_replace(p.label, '20(\\d\\d)', '\\1', 'g'), '/', ' '))
FROM periods AS p WHERE EXISTS (SELECT 1 FROM figures AS f WHERE f.period = p.period AND f.role = 'actual')
UNION ALL
SELECT category, 'category', category, concat('slice by ', string_agg(DISTINCT dimension, ', ' ORDER BY dimension)), 0, category
FROM figures WHERE dimension <> '' GROUP BY category
UNION ALL
SELECT concat('by ', dimension), 'dimension', dimension, string_agg(DISTINCT category, ', ' ORDER BY category), 0,
    concat('by ', dimension)
FROM figures WHERE dimension <> '' GROUP BY dimension
UNION ALL
SELECT area, 'area', area, kind, 0, area FROM areas
UNION ALL
SELECT acronym, 'acronym', acronym, meaning, 0, acronym FROM acronyms
ORDER BY 2, 5, 1
"""
_PRINTED = "SELECT DISTINCT indicator, period, area, dimension, category FROM figures WHERE role = 'actual'"
_KINDS = ("period", "dimension", "category", "area", "template", "acronym", "indicator")
"""What comes first where several things fit as well, once it is known which indicator the line is about."""
_NARROWED = ("period", "area", "dimension", "category")


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to go on: `text` takes the place of the last `length` characters. `guessed` where they are misspelt."""

    text: str
    length: int
    kind: str
    meaning: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Thing:
    """What may be typed, and what it stands for."""

    text: str
    kind: str
    value: str
    meaning: str


class Completion:
    """All that can be offered, found by the beginnings of its words in any order, misspelt ones too."""

    def __init__(self, warehouse: Warehouse, lexicon: Lexicon) -> None:
        self._things: list[_Thing] = []
        self._phrases: list[tuple[str, int]] = []
        self._having: dict[str, set[int]] = {}
        for text, kind, value, meaning, _, words in warehouse.query(_THINGS).rows:
            self._add(_Thing(shown(text), kind, value, shown(meaning)), words)
        for template in warehouse.templates().values():
            for phrase in template.asks:
                self._add(_Thing(shown(phrase), "template", template.name, shown(template.title)), phrase)
        self._add_synonyms(lexicon)
        self._words = sorted(self._having)
        self._begun = lru_cache(maxsize=2000)(self._beginning)
        # How a thing is ranked where the line names no indicator yet, and where it does.
        self._orders = [
            ((False, thing.kind != "indicator"), (thing.kind == "indicator", _KINDS.index(thing.kind)))
            for thing in self._things
        ]
        self._printed: dict[str, set[tuple[str, str]]] = {}
        for indicator, *values in warehouse.query(_PRINTED).rows:
            self._printed.setdefault(indicator, set()).update(zip(_NARROWED, values, strict=True))

    def _add(self, thing: _Thing, words: str) -> None:
        self._things.append(thing)
        typed = _tokens(words)
        folded = [fold(word) for word in typed]
        self._index(" ".join(folded), {*typed, *folded}, len(self._things) - 1)

    def _add_synonyms(self, lexicon: Lexicon) -> None:
        """Every phrase leads to the thing that it stands for: what is offered is the thing's own name."""
        places = {(thing.kind, thing.value): place for place, thing in enumerate(self._things)}
        for phrase, entries in lexicon.phrases.items():
            for kind, value in entries:
                if kind != "template" and (kind, value) in places:
                    self._index(phrase, set(phrase.split()), places[kind, value])

    def _index(self, phrase: str, words: set[str], place: int) -> None:
        for word in words:
            self._having.setdefault(word, set()).add(len(self._phrases))
        self._phrases.append((phrase, place))

    def offers(self, line: str, indicators: Collection[str] = ()) -> list[Offer]:
        """Ways to go on with a line; of the indicators that it is about, only what is printed."""
        printed = {pair for name in indicators for pair in self._printed.get(name, ())}
        found: dict[str, Offer] = {}
        for length, place, guessed in self._candidates(line, about=bool(indicators)):
            thing = self._things[place]
            fits = not indicators or thing.kind not in _NARROWED or (thing.kind, thing.value) in printed
            if fits and thing.text != line[len(line) - length :]:
                found.setdefault(thing.text, Offer(thing.text, length, thing.kind, thing.meaning, guessed))
            if len(found) >= MOST_OFFERS:
                break
        return list(found.values())

    def _candidates(self, line: str, *, about: bool) -> Iterator[tuple[int, int, bool]]:
        """The length that is taken, the thing, and whether it is guessed; what takes most words comes first.

        After a blank that follows an indicator, its periods, the latest first.
        """
        ended = line.endswith(" ")
        for chunk in list(re.finditer(r"\S+", line))[-_MOST_WORDS:]:
            tokens = _tokens(line[chunk.start() :])
            guessed, places = self._named(tokens, ended=ended, about=about)
            for place in places[:_MOST_OF_ONE]:
                yield len(line) - chunk.start(), place, guessed
        if ended and about:
            for place, thing in enumerate(self._things):
                if thing.kind == "period":
                    yield 0, place, False

    def _named(self, tokens: list[str], *, ended: bool, about: bool) -> tuple[bool, list[int]]:
        """Whether a token was misspelt, and the things with a phrase in which each begins a word, best first.

        After a blank, only phrases that begin with just these words.
        """
        if not tokens:
            return False, []
        begun = [self._begun(token) for token in tokens]
        guessed = not all(begun)
        numbers = frozenset.intersection(
            *(found or self._resembling(token) for token, found in zip(tokens, begun, strict=True))
        )
        whole = " ".join(map(fold, tokens))
        ranked = []
        for phrase, place in map(self._phrases.__getitem__, numbers):
            begins = phrase.startswith(whole)
            if ended and not phrase.startswith(whole + " "):
                continue
            fit = 2 - begins - (begins and len(phrase) == len(whole))
            aside, order = self._orders[place][about]
            ranked.append((aside, fit, order, len(phrase), place))
        best = nsmallest(_MOST_RANKED, ranked) if len(ranked) > _MOST_RANKED else sorted(ranked)
        return guessed, list(dict.fromkeys(place for *_, place in best))

    def _beginning(self, token: str) -> frozenset[int]:
        """The numbers of the phrases with a word that begins so."""
        found = (self._having[word] for form in {token, fold(token)} for word in self._words_from(form))
        return frozenset().union(*found)

    def _words_from(self, beginning: str) -> list[str]:
        first, last = (bisect_left(self._words, end) for end in (beginning, beginning + "\U0010ffff"))
        return self._words[first:last]

    def _resembling(self, token: str) -> frozenset[int]:
        """The numbers of the phrases with a word whose beginning is a letter or two away; never its first letter."""
        if len(token) < _LEAST_GUESSED:
            return frozenset()
        from rapidfuzz.distance import OSA

        allowed = 1 if len(token) < 7 else 2
        found: set[int] = set()
        for word in self._words_from(token[0]):
            begins = word[: len(token)], word[: len(token) + 1]
            if min(OSA.distance(token, begin, score_cutoff=allowed) for begin in begins) <= allowed:
                found |= self._having[word]
        return frozenset(found)


def _tokens(text: str) -> list[str]:
    return [word.casefold() for word in words_of(text)]

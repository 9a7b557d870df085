"""The words that questions are made of, as the build has kept them in the warehouse."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from dscp_tui.errors import DscpError
from dscp_tui.model.words import folded
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

DEFAULT_TEMPLATE = "indicator"
LEAST_REPAIRED = 5
LEAST_TWICE_REPAIRED = 10
"""Two slips of the finger are only put right in long words: in shorter ones they lead to another real word."""


class Indicator(NamedTuple):
    """What the lexicon knows of an indicator: enough to choose between candidates."""

    id: str
    title: str
    numerator: str | None
    theme: str
    unit: str


class Lexicon:
    """Phrases and the things that they stand for; all words folded, a phrase's words joined by blanks."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        kept = self._kept("words")
        things: list[tuple[str, str]] = [(kind, value) for kind, value, _ in kept["things"]]
        self.phrases: dict[str, tuple[tuple[str, str], ...]] = {}
        for thing, (*_, own) in zip(things, kept["things"], strict=True):
            if own:
                self.phrases.update(dict.fromkeys(own.split("\n"), (thing,)))
        self.phrases |= {phrase: tuple(things[place] for place in places) for phrase, places in kept["shared"].items()}
        self.longest: int = kept["longest"]
        """The number of words of the longest phrase."""
        self.filler, self.soft, self.negations, self.real, self._known = (
            frozenset(filter(None, kept[name].split("\n"))) for name in ("filler", "soft", "negation", "real", "known")
        )
        self.numbered: list[str] = list(filter(None, kept["numbered"].split("\n")))
        """The phrases of templates that look for a number."""
        self.roles: dict[str, str] = kept["roles"]
        self.directions: dict[str, str] = kept["directions"]
        """Which way a word says that something went: up, down, the same."""
        self.unit_words = {unit: frozenset(words) for unit, words in kept["units"].items()}
        self.families: dict[str, str] = kept["families"]
        """The family of each unit: share, rate, money, days ..."""
        self.indicators = {row[0]: Indicator(*row) for row in kept["indicators"]}
        self.aimed = frozenset(kept["aimed"])
        """The indicators that have a target."""
        self.repaired = lru_cache(maxsize=2000)(self._repaired)
        self._sets = {name: kept[name] for name in ("titles", "bags", "slices")}

    def _kept(self, part: str) -> dict[str, Any]:
        """A part of the vocabulary as the build has kept it. Raises DscpError where it is damaged."""
        try:
            [(body,)] = self._warehouse.query("SELECT body FROM vocabulary WHERE part = $part", {"part": part}).rows
            kept: dict[str, Any] = json.loads(body)
        except ValueError:
            hint = "`dscp build` makes it anew from the content."
            raise DscpError(f"the words for questions are damaged in {self._warehouse.path}", hint) from None
        return kept

    def read_ahead(self) -> None:
        """Read at once what is otherwise read when it is first needed: for whoever listens to key strokes."""
        for name in (
            "index",
            "phrases_of",
            "name_words",
            "titles",
            "about",
            "having",
            "shared",
            "priced",
            "vocabulary",
        ):
            getattr(self, name)

    def of_kind(self, phrase: str, kind: str) -> list[str]:
        """The things of a kind that a phrase stands for."""
        return [value for known, value in self.phrases.get(phrase, ()) if known == kind]

    @cached_property
    def _named(self) -> dict[str, Any]:
        return self._kept("names")

    @cached_property
    def index(self) -> dict[str, list[str]]:
        """The indicators that have a word in their names or their unit."""
        index: dict[str, list[str]] = self._named["index"]
        return index

    def names(self, indicator: str) -> list[frozenset[str]]:
        """The words of each title and synonym of an indicator, filler aside."""
        return [frozenset(words.split(" ")) for words in self._named["names"][indicator]]

    @cached_property
    def phrases_of(self) -> dict[str, list[str]]:
        """The names of each indicator as they are typed, filler and all."""
        found: dict[str, list[str]] = {name: [] for name in self.indicators}
        for phrase, entries in self.phrases.items():
            for kind, value in entries:
                if kind == "indicator":
                    found[value].append(phrase)
        return found

    @cached_property
    def bags(self) -> dict[str, frozenset[str]]:
        """All words of each indicator's title and synonyms."""
        return {name: frozenset(words.split()) for name, words in self._sets["bags"].items()}

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Every word of any indicator's name."""
        return frozenset().union(*self.bags.values())

    @cached_property
    def titles(self) -> dict[str, frozenset[str]]:
        """The words of each indicator's title."""
        return {name: frozenset(words.split()) for name, words in self._sets["titles"].items()}

    @cached_property
    def about(self) -> dict[str, frozenset[str]]:
        """The words of each indicator's definition."""
        return {name: frozenset(words) for name, words in self._definitions["about"].items()}

    @cached_property
    def defined(self) -> dict[str, list[str]]:
        """The indicators that have a word in their definition."""
        index: dict[str, list[str]] = self._definitions["index"]
        return index

    @cached_property
    def _definitions(self) -> dict[str, Any]:
        return self._kept("definitions")

    @cached_property
    def slices(self) -> dict[str, set[tuple[str, str]]]:
        """The (dimension, category) pairs that are printed for each indicator."""
        return {name: {(part, value) for part, value in pairs} for name, pairs in self._sets["slices"].items()}

    @cached_property
    def having(self) -> dict[tuple[str, str], frozenset[str]]:
        """The indicators of each theme, and those printed for each category and dimension."""
        found: dict[tuple[str, str], set[str]] = {}
        for name, indicator in self.indicators.items():
            found.setdefault(("theme", indicator.theme), set()).add(name)
            for dimension, category in self.slices.get(name, ()):
                found.setdefault(("category", category), set()).add(name)
                found.setdefault(("dimension", dimension), set()).add(name)
        return {slot: frozenset(names) for slot, names in found.items()}

    @cached_property
    def counted(self) -> frozenset[str]:
        """The words that ask for a count, such as "how many"."""
        return self.unit_words.get("count", frozenset()) - {"total"}

    @cached_property
    def shared(self) -> frozenset[str]:
        """The words that ask for a share, such as "percentage"."""
        return frozenset().union(*(words for unit, words in self.unit_words.items() if self.families[unit] == "share"))

    @cached_property
    def priced(self) -> set[str]:
        """The words that ask for a sum of money, such as "cost"."""
        return set().union(*(words for unit, words in self.unit_words.items() if self.families[unit] == "money"))

    def units_named(self, words: set[str]) -> set[str]:
        """The units that words such as "rate" or "days" ask for."""
        return {unit for unit, of in self.unit_words.items() if words & of}

    def template(self, name: str) -> Template:
        """A template by its name."""
        return self._warehouse.template(name)

    @cached_property
    def vocabulary(self) -> dict[str, list[str]]:
        """Every word that stands in a phrase and is long enough to be meant by a misspelt one, by its first letter."""
        words: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= LEAST_REPAIRED and word.isalpha():
                words.setdefault(word[0], []).append(word)
        return words

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any phrase."""
        return word in self._known

    @cached_property
    def joined(self) -> dict[str, dict[str, str]]:
        """Two words that stand side by side in a phrase, by their first letter and by what they are written together."""
        pairs: dict[str, dict[str, str]] = {}
        for phrase in self.phrases:
            for one, other in pairwise(phrase.split(" ")):
                if len(one + other) > LEAST_REPAIRED and f"{one}{other}".isalpha() and {one, other} - self.filler:
                    pairs.setdefault(one[0], {})[one + other] = f"{one} {other}"
        return pairs

    def _repaired(self, word: str) -> str | None:
        """The one known word, or two, that a misspelt one must mean; None where it is known, too short, or could be several.

        Short words are never repaired, so that no acronym becomes another, but for a letter left out of five; nor is a first
        letter, which is seldom mistyped and often tells a name apart (Leeds is no misspelt "needs").
        """
        if not word.isalpha() or word in self._known or word in self.real or word in self.defined:
            return None
        near = self.vocabulary.get(word[0], [])
        if len(word) < LEAST_REPAIRED:
            whole = [known for known in near if len(known) == LEAST_REPAIRED and _is_part(word, known)]
            whole = [known for known in whole if not self.of_kind(known, "acronym")]
            return whole[0] if len(word) == LEAST_REPAIRED - 1 and len(whole) == 1 else None
        pairs = self.joined.get(word[0], {})
        whole = [pair for joined, pair in pairs.items() if joined == word] or [
            pair for joined, pair in pairs.items() if len(joined) == len(word) + 1 and _is_part(word, joined)
        ]
        return _nearest(word, near) or (whole[0] if len(whole) == 1 else None)

    def words_for(self, kind: str, value: str) -> str:
        """Words that can be typed for a thing: its own name where that is known, else the first phrase that means it."""
        spoken = value.replace("_", " ")
        if value in self.of_kind(" ".join(folded(spoken)), kind):
            return spoken
        return next((phrase for phrase, entries in self.phrases.items() if (kind, value) in entries), spoken)


def _is_part(word: str, known: str) -> bool:
    """Whether a word is a known one with one of its letters left out."""
    return any(known[:at] + known[at + 1 :] == word for at in range(1, len(known)))


def _nearest(word: str, choices: Iterable[str]) -> str | None:
    """The one choice that is a slip or two of the finger away; of several, one with a letter doubled or not, or left out."""
    from rapidfuzz.distance import OSA

    allowed = 1 if len(word) < LEAST_TWICE_REPAIRED else 2
    far = [(OSA.distance(word, one, score_cutoff=allowed), one) for one in choices]
    near = [
        ((distance, _undoubled(one) != _undoubled(word), not _is_part(word, one)), one)
        for distance, one in far
        if distance <= allowed
    ]
    least = min(near)[0] if near else ()
    best = [one for slip, one in near if slip == least]
    return best[0] if len(best) == 1 else None


def _undoubled(word: str) -> str:
    """A word with every doubled letter written once."""
    return "".join(one for one, _ in groupby(word))

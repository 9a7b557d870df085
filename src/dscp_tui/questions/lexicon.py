"""The words that questions are made of, as the build has kept them in the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dscp_tui.model.words import fold, folded
from dscp_tui.warehouse.store import Warehouse

DEFAULT_TEMPLATE = "indicator"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the lexicon knows of an indicator: enough to choose between candidates."""

    id: str
    title: str
    numerator: str | None


class Lexicon:
    """Phrases and the things that they stand for; all words folded, a phrase's words joined by blanks."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.phrases: dict[str, list[tuple[str, str]]] = {}
        self.filler: set[str] = set()
        for phrase, kind, value in warehouse.query("SELECT phrase, kind, stands_for FROM lexicon").rows:
            if kind == "filler":
                self.filler.add(phrase)
            else:
                self.phrases.setdefault(phrase, []).append((kind, value))
        found = warehouse.query("SELECT id, title, numerator FROM indicators ORDER BY position").rows
        self.indicators = {row[0]: Indicator(*row) for row in found}

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest phrase."""
        return max((phrase.count(" ") for phrase in self.phrases), default=0) + 1

    @cached_property
    def bags(self) -> dict[str, set[str]]:
        """All words of each indicator's title and synonyms."""
        bags: dict[str, set[str]] = {name: set() for name in self.indicators}
        for phrase, entries in self.phrases.items():
            for kind, value in entries:
                if kind == "indicator":
                    bags[value].update(phrase.split())
        return bags

    def of_kind(self, phrase: str, kind: str) -> list[str]:
        """The things of a kind that a phrase stands for."""
        return [value for known, value in self.phrases.get(phrase, ()) if known == kind]

    def candidates(self, words: list[str]) -> list[str]:
        """Indicators that account for every one of the words, the best first; equals are all kept.

        An indicator whose title or synonym is just these words, filler aside, beats one that merely has them among
        others. Of a rate and its count the rate is meant: its answer gives the count as well.
        """
        exact = self._in_any_order([word for word in words if word not in self.filler])
        found = self._named(words) or list(dict.fromkeys(exact))
        if not found:
            content = set(words) - self.filler
            found = [name for name, bag in self.bags.items() if content <= bag]
            found = self._by_title(content, found)
        counts = {self.indicators[name].numerator for name in found}
        return [name for name in found if name not in counts]

    def _named(self, words: list[str]) -> list[str]:
        """Indicators whose title or synonym stands in the words as it is, with nothing but filler around it.

        A title's own filler words count here: "Children in care" is no other indicator's "children ... care".
        """
        content = [place for place, word in enumerate(words) if word not in self.filler]
        if not content:
            return []
        spans = [(start, end) for start in range(content[0] + 1) for end in range(content[-1] + 1, len(words) + 1)]
        short = [(start, end) for start, end in spans if end - start <= self.longest]
        for start, end in sorted(short, key=lambda span: span[0] - span[1]):
            phrase = " ".join(words[start:end])
            if found := self.of_kind(phrase, "indicator"):
                titled = [name for name in found if " ".join(folded(self.indicators[name].title)) == phrase]
                return titled or found
        return []

    def _in_any_order(self, words: list[str]) -> list[str]:
        """Indicators of which a title or synonym has just these words besides filler."""
        wanted, longest = set(words), max(words, key=len, default="")
        return [
            value
            for phrase in self.phrases
            if longest in phrase and set(phrase.split()) - self.filler == wanted
            for value in self.of_kind(phrase, "indicator")
        ]

    def _by_title(self, words: set[str], names: list[str]) -> list[str]:
        """Prefer candidates whose title alone has all the words."""
        titled = [name for name in names if words <= set(folded(self.indicators[name].title))]
        return titled or names

    def words_for(self, kind: str, value: str) -> str:
        """Words that can be typed for a thing: its own name where that is known, else the first phrase that means it."""
        spoken = value.replace("_", " ")
        if value in self.of_kind(" ".join(folded(spoken)), kind):
            return spoken
        return next((phrase for phrase, entries in self.phrases.items() if (kind, value) in entries), spoken)

    def is_filler(self, word: str) -> bool:
        return fold(word) in self.filler

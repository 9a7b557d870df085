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

        An indicator whose title or synonym is just these words beats one that merely has them among others. Of a rate
        and its count the rate is meant: its answer gives the count as well.
        """
        exact = self.of_kind(" ".join(words), "indicator") or self._in_any_order(sorted(words))
        found = list(dict.fromkeys(exact)) or [name for name, bag in self.bags.items() if set(words) <= bag]
        if len(found) > 1 and not exact:
            found = self._by_title(set(words), found)
        counts = {self.indicators[name].numerator for name in found}
        return [name for name in found if name not in counts]

    def _in_any_order(self, words: list[str]) -> list[str]:
        size = len(" ".join(words))
        same = (phrase for phrase in self.phrases if len(phrase) == size and sorted(phrase.split()) == words)
        return [value for phrase in same for value in self.of_kind(phrase, "indicator")]

    def _by_title(self, words: set[str], names: list[str]) -> list[str]:
        """Prefer candidates whose title alone has all the words."""
        titled = [name for name in names if words <= set(folded(self.indicators[name].title))]
        return titled or names

    def is_filler(self, word: str) -> bool:
        return fold(word) in self.filler

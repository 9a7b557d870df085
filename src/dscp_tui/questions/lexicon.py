"""The words that questions are made of, as the build has kept them in the warehouse."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

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
    """Phrases and the things that they stand for, all folded."""

    def __init__(self, warehouse: Warehouse) -> None:
        rows = warehouse.query("SELECT phrase, kind, stands_for FROM lexicon").rows
        self.phrases: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
        self.bags: dict[str, set[str]] = defaultdict(set)
        self.filler: set[str] = set()
        for phrase, kind, value in rows:
            words = tuple(phrase.split())
            if kind == "filler":
                self.filler.update(words)
                continue
            self.phrases[words].append((kind, value))
            if kind == "indicator":
                self.bags[value].update(words)
        self.longest = max((len(words) for words in self.phrases), default=1)
        found = warehouse.query("SELECT id, title, numerator FROM indicators ORDER BY position").rows
        self.indicators = {row[0]: Indicator(*row) for row in found}

    def of_kind(self, words: tuple[str, ...], kind: str) -> list[str]:
        """The things of a kind that a phrase stands for."""
        return [value for known, value in self.phrases.get(words, ()) if known == kind]

    def candidates(self, words: list[str]) -> list[str]:
        """Indicators that account for every one of the words, the best first; equals are all kept.

        An indicator whose title or synonym is just these words beats one that merely has them among others. Of a rate
        and its count the rate is meant: its answer gives the count as well.
        """
        key = tuple(words)
        exact = self.of_kind(key, "indicator") or [
            value for phrase, entries in self.phrases.items() if sorted(phrase) == sorted(key)
            for kind, value in entries if kind == "indicator"
        ]  # fmt: skip
        found = list(dict.fromkeys(exact)) or [name for name, bag in self.bags.items() if set(words) <= bag]
        if len(found) > 1 and not exact:
            found = self._by_title(set(words), found)
        counts = {self.indicators[name].numerator for name in found}
        return [name for name in found if name not in counts]

    def _by_title(self, words: set[str], names: list[str]) -> list[str]:
        """Prefer candidates whose title alone has all the words."""
        titled = [name for name in names if words <= set(folded(self.indicators[name].title))]
        return titled or names

    def is_filler(self, word: str) -> bool:
        return fold(word) in self.filler

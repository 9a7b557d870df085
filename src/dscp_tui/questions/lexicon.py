"""The words that questions are made of, as the build has kept them in the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dscp_tui.model.words import folded
from dscp_tui.warehouse.store import Warehouse

DEFAULT_TEMPLATE = "indicator"
LEAST_REPAIRED = 5


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the lexicon knows of an indicator: enough to choose between candidates."""

    id: str
    title: str
    numerator: str | None
    theme: str


class Lexicon:
    """Phrases and the things that they stand for; all words folded, a phrase's words joined by blanks."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self.phrases: dict[str, list[tuple[str, str]]] = {}
        self.filler: set[str] = set()
        self.roles: dict[str, str] = {}
        for phrase, kind, value in warehouse.query("SELECT phrase, kind, stands_for FROM lexicon").rows:
            if kind == "filler":
                self.filler.add(phrase)
            elif kind == "role":
                self.roles[phrase] = value
            else:
                self.phrases.setdefault(phrase, []).append((kind, value))
        found = warehouse.query("SELECT id, title, numerator, theme FROM indicators ORDER BY position").rows
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

    @cached_property
    def slices(self) -> dict[str, set[tuple[str, str]]]:
        """The (dimension, category) pairs that are printed for each indicator."""
        found = self._warehouse.query(
            "SELECT DISTINCT indicator, dimension, category FROM figures WHERE dimension <> ''"
        )
        slices: dict[str, set[tuple[str, str]]] = {}
        for indicator, dimension, category in found.rows:
            slices.setdefault(indicator, set()).add((dimension, category))
        return slices

    @cached_property
    def aimed(self) -> set[str]:
        """The indicators that have a target."""
        return {row[0] for row in self._warehouse.query("SELECT DISTINCT indicator FROM targets").rows}

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word that stands in a phrase and is long enough to be meant by a misspelt one."""
        words = {word for phrase in self.phrases for word in phrase.split()} | self.filler
        return sorted(word for word in words if len(word) >= LEAST_REPAIRED and word.isalpha())

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word for phrase in self.phrases for word in phrase.split()) | self.filler

    def repaired(self, word: str) -> str | None:
        """The one known word that a misspelt one must mean; None where it is known, too short, or could be several.

        Short words are never repaired, so that no acronym becomes another; nor is a first letter, which is seldom
        mistyped and often tells a name apart (Leeds is no misspelt "needs").
        """
        if word in self._known or len(word) < LEAST_REPAIRED or not word.isalpha():
            return None
        from rapidfuzz.distance import OSA

        allowed = 1 if len(word) < 7 else 2
        near = [
            (OSA.distance(word, known, score_cutoff=allowed), known) for known in self.vocabulary if known[0] == word[0]
        ]
        near = [pair for pair in near if pair[0] <= allowed]
        least = min(near, default=(0, ""))[0]
        best = [known for distance, known in near if distance == least]
        return best[0] if len(best) == 1 else None

    def candidates(self, words: list[str]) -> tuple[int, list[str]]:
        """Indicators that account for every one of the words, and how well: 0 by name, 1 in another order, 2 among others.

        An indicator whose title or synonym is just these words, filler aside, beats one that merely has them among
        others. Of a rate and its count the rate is meant: its answer gives the count as well.
        """
        level, found = 0, self._named(words)
        if not found:
            exact = self._in_any_order([word for word in words if word not in self.filler])
            level, found = 1, list(dict.fromkeys(exact))
        if not found:
            content = set(words) - self.filler
            level, found = 2, self._by_title(content, [name for name, bag in self.bags.items() if content <= bag])
            found = [name for name in found if self._in_one_name(content, name)]
        counts = {self.indicators[name].numerator for name in found}
        return level, [name for name in found if name not in counts]

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

    def _in_one_name(self, words: set[str], name: str) -> bool:
        """Whether the words stand in the title and one synonym: of several synonyms together they may mean anything."""
        title = set(folded(self.indicators[name].title))
        return any(words <= title | names for names in self.names[name])

    @cached_property
    def names(self) -> dict[str, list[set[str]]]:
        """The words of each title and synonym of each indicator."""
        names: dict[str, list[set[str]]] = {name: [] for name in self.indicators}
        for phrase, entries in self.phrases.items():
            for kind, value in entries:
                if kind == "indicator":
                    names[value].append(set(phrase.split()))
        return names

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

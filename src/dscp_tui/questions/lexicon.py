"""The words that questions are made of, as the build has kept them in the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dscp_tui.model.words import folded
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

DEFAULT_TEMPLATE = "indicator"
LEAST_REPAIRED = 5
LEAST_TWICE_REPAIRED = 10
"""Two slips of the finger are only put right in long words: in shorter ones they lead to another real word."""


@dataclass(frozen=True, slots=True)
class Indicator:
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
        self._templates: dict[str, Template] = {}
        self.phrases: dict[str, list[tuple[str, str]]] = {}
        self.filler: set[str] = set()
        self.soft: set[str] = set()
        self.negations: set[str] = set()
        self.real: set[str] = set()
        self.roles: dict[str, str] = {}
        self.unit_words: dict[str, set[str]] = {}
        for phrase, kind, value in warehouse.query(
            "SELECT phrase, kind, stands_for FROM lexicon WHERE kind <> 'about'"
        ).rows:
            self._learn(phrase, kind, value)
        found = warehouse.query("SELECT id, title, numerator, theme, unit FROM indicators ORDER BY position").rows
        self.indicators = {row[0]: Indicator(*row) for row in found}

    def _learn(self, phrase: str, kind: str, value: str) -> None:
        match kind:
            case "filler":
                self.filler.add(phrase)
            case "soft":
                self.soft.add(phrase)
            case "real":
                self.real.add(phrase)
            case "negation":
                self.negations.add(phrase)
            case "template-role":
                self.roles[phrase] = value
            case "unit":
                self.unit_words.setdefault(value, set()).update(phrase.split())
            case _:
                self.phrases.setdefault(phrase, []).append((kind, value))

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest phrase."""
        return max((phrase.count(" ") for phrase in self.phrases), default=0) + 1

    def of_kind(self, phrase: str, kind: str) -> list[str]:
        """The things of a kind that a phrase stands for."""
        return [value for known, value in self.phrases.get(phrase, ()) if known == kind]

    @cached_property
    def names(self) -> dict[str, list[frozenset[str]]]:
        """The words of each title and synonym of each indicator, filler aside."""
        names: dict[str, list[frozenset[str]]] = {name: [] for name in self.indicators}
        for phrase, entries in self.phrases.items():
            words = frozenset(phrase.split()) - self.filler
            if len(words) == 1 and " " in phrase:
                # "Current plan" is not "plan": a single word is a name only where it is listed as one.
                words = frozenset(phrase.split())
            for kind, value in entries:
                if kind == "indicator" and words:
                    names[value].append(words)
        return names

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
    def bags(self) -> dict[str, set[str]]:
        """All words of each indicator's title and synonyms."""
        return {name: set().union(*found) for name, found in self.names.items()}

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Every word of any indicator's name."""
        return frozenset().union(*self.bags.values())

    @cached_property
    def titles(self) -> dict[str, set[str]]:
        """The words of each indicator's title."""
        return {name: set(folded(indicator.title)) for name, indicator in self.indicators.items()}

    @cached_property
    def about(self) -> dict[str, set[str]]:
        """The words of each indicator's definition."""
        found = self._warehouse.query("SELECT stands_for, phrase FROM lexicon WHERE kind = 'about'").rows
        return {name: set(phrase.split()) - self.negations for name, phrase in found}

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
    def aimed(self) -> frozenset[str]:
        """The indicators that have a target."""
        return frozenset(row[0] for row in self._warehouse.query("SELECT DISTINCT indicator FROM targets").rows)

    @cached_property
    def families(self) -> dict[str, str]:
        """The family of each unit: share, rate, money, days ..."""
        return dict(self._warehouse.query("SELECT unit, family FROM units").rows)

    @cached_property
    def counted(self) -> set[str]:
        """The words that ask for a count, such as "how many"."""
        return self.unit_words.get("count", set()) - {"total"}

    @cached_property
    def shared(self) -> set[str]:
        """The words that ask for a share, such as "percentage"."""
        return set().union(*(words for unit, words in self.unit_words.items() if self.families[unit] == "share"))

    @cached_property
    def priced(self) -> set[str]:
        """The words that ask for a sum of money, such as "cost"."""
        return set().union(*(words for unit, words in self.unit_words.items() if self.families[unit] == "money"))

    def units_named(self, words: set[str]) -> set[str]:
        """The units that words such as "rate" or "days" ask for."""
        return {unit for unit, of in self.unit_words.items() if words & of}

    def template(self, name: str) -> Template:
        """A template by its name."""
        if name not in self._templates:
            self._templates[name] = self._warehouse.template(name)
        return self._templates[name]

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word that stands in a phrase and is long enough to be meant by a misspelt one."""
        return sorted(word for word in self._known if len(word) >= LEAST_REPAIRED and word.isalpha())

    @cached_property
    def _known(self) -> frozenset[str]:
        units = set().union(*self.unit_words.values())
        return frozenset(word for phrase in self.phrases for word in phrase.split()) | self.filler | self.soft | units

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any phrase."""
        return word in self._known

    def repaired(self, word: str) -> str | None:
        """The one known word that a misspelt one must mean; None where it is known, too short, or could be several.

        Short words are never repaired, so that no acronym becomes another; nor is a first letter, which is seldom
        mistyped and often tells a name apart (Leeds is no misspelt "needs").
        """
        if word in self._known or len(word) < LEAST_REPAIRED or not word.isalpha() or word in self.real | self._defined:
            return None
        from rapidfuzz.distance import OSA

        allowed = 1 if len(word) < LEAST_TWICE_REPAIRED else 2
        near = [
            (OSA.distance(word, known, score_cutoff=allowed), known) for known in self.vocabulary if known[0] == word[0]
        ]
        near = [pair for pair in near if pair[0] <= allowed]
        least = min(near, default=(0, ""))[0]
        best = [known for distance, known in near if distance == least]
        return best[0] if len(best) == 1 else None

    @cached_property
    def _defined(self) -> set[str]:
        return set().union(*self.about.values())

    def words_for(self, kind: str, value: str) -> str:
        """Words that can be typed for a thing: its own name where that is known, else the first phrase that means it."""
        spoken = value.replace("_", " ")
        if value in self.of_kind(" ".join(folded(spoken)), kind):
            return spoken
        return next((phrase for phrase, entries in self.phrases.items() if (kind, value) in entries), spoken)

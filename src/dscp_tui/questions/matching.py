"""Which indicators a handful of words names, and how well.

Every meaningful word must belong to the indicator: to one of its names, to its unit, or at the loosest to its definition.
Only soft words ("children", "young people") may be left over, because nearly every figure here is about them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from dscp_tui.questions.lexicon import Lexicon

NAMED, REORDERED, IN_TITLE, IN_ONE_NAME, IN_NAMES, IN_DEFINITION = range(6)
"""How words meet a name: as it is; its words in any order; among those of the title; of title and one synonym; of all
names together; with the help of the definition."""
_LEAST_OVERLAP = {IN_NAMES: 0.5, IN_DEFINITION: 0.55}
_NEAREST = {IN_TITLE: 0.6, IN_ONE_NAME: 0.7, IN_NAMES: 0.8, IN_DEFINITION: 0.8}
"""How near to the best an indicator's name must be to be a candidate beside it, the less the looser the match."""
LEAST_WORDS = 2
"""How many telling words are a name without the soft words around them."""


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator that accounts for the words: how (smaller is better), soft words left over, and how much of one name
    the words are (0 to 1)."""

    indicator: str
    tier: int
    lost: int
    fit: float


class Matcher:
    """Finds indicators for words; remembers what it has found."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._telling: dict[str, float] = {}
        self._cores: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
        self.candidates = lru_cache(maxsize=2000)(self._candidates)

    def _candidates(self, words: tuple[str, ...], allowed: frozenset[str] | None = None) -> tuple[Match, ...]:
        """The indicators that account best for the words; none where a meaningful word belongs to no indicator.

        Of a rate and its count the rate is meant, for its answer gives the count as well; "how many" means the count.
        `allowed`: only these indicators, where the question's slots leave no others.
        """
        lexicon = self._lexicon
        content = frozenset(words) - lexicon.filler
        if not content:
            return ()
        found = self._exactly(words, content, allowed)
        found = found or [match for match in self._named(words) if allowed is None or match.indicator in allowed]
        found = found or self._matches(content, allowed, defined=False) or self._matches(content, allowed, defined=True)
        found = [match for match in found if not self._is_turned(match.indicator, content)]
        if not found:
            return ()
        best = min((match.tier, match.lost) for match in found)
        nearest = max(match.fit for match in found if (match.tier, match.lost) == best)
        # One word alone ("timeliness") names none of those that have it better than another.
        least = _NEAREST if len(content) > 1 or allowed else {}
        kept = [m for m in found if (m.tier, m.lost) == best and m.fit >= least.get(m.tier, 0) * nearest]
        names = {match.indicator for match in kept}
        counts = {lexicon.indicators[name].numerator for name in names} & names
        if "count" in lexicon.units_named(set(words)):
            counts = {name for name in names if lexicon.indicators[name].numerator in counts}
        return tuple(match for match in kept if match.indicator not in counts)

    def _exactly(self, words: tuple[str, ...], content: frozenset[str], allowed: frozenset[str] | None) -> list[Match]:
        """Indicators of which one name has just these words, soft ones too, where no phrase of as many words names one:
        "families in proceedings" is not "proceedings"."""
        lexicon = self._lexicon
        if not content & lexicon.soft:
            return []
        size = len(content)
        spans = [(a, b) for a in range(len(words)) for b in range(a + size, min(len(words), a + lexicon.longest) + 1)]
        if any(lexicon.of_kind(" ".join(words[a:b]), "indicator") for a, b in spans):
            return []
        return [
            Match(name, NAMED, 0, 1.0)
            for name in self._with_all(content)
            if (allowed is None or name in allowed) and content in lexicon.names(name)
        ]

    def _named(self, words: tuple[str, ...]) -> list[Match]:
        """Indicators whose title or synonym stands in the words as it is, with nothing but filler and soft words around it.

        A title's own filler words count here: "Children in care" is no other indicator's "children ... care". The longest
        name wins: "made subject to a plan" is not "subject to a plan".
        """
        lexicon = self._lexicon
        content = [place for place, word in enumerate(words) if word not in lexicon.filler]
        hard = [place for place in content if words[place] not in lexicon.soft] or content
        spans = [(start, end) for start in range(hard[0] + 1) for end in range(hard[-1] + 1, len(words) + 1)]
        short = [(start, end) for start, end in spans if end - start <= lexicon.longest]
        for start, end in sorted(short, key=lambda span: span[0] - span[1]):
            phrase = " ".join(words[start:end])
            if found := lexicon.of_kind(phrase, "indicator"):
                titled = [name for name in found if lexicon.titles[name] == set(words[start:end])]
                around = {words[place] for place in content if not start <= place < end}
                return [Match(name, NAMED, len(around - lexicon.bags[name]), 1.0) for name in titled or found]
        return []

    def _matches(self, content: frozenset[str], allowed: frozenset[str] | None, *, defined: bool) -> list[Match]:
        hard = (content - self._lexicon.soft) or content
        pool = self._with_all(hard, defined=defined)
        if len(content) == 1 and content <= self._lexicon.soft and allowed is None and not defined:
            return [self._by_title(name, content) for name in pool]
        found = [self._match(name, content, defined=defined) for name in pool if allowed is None or name in allowed]
        return [match for match in found if match]

    def _by_title(self, name: str, content: frozenset[str]) -> Match:
        """How one soft word meets an indicator that has it: so many have, that no more than this is looked at."""
        if content in self._lexicon.names(name):
            return Match(name, REORDERED, 0, 1.0)
        return Match(name, IN_TITLE if content <= self._lexicon.titles[name] else IN_ONE_NAME, 0, 0.0)

    def _with_all(self, words: frozenset[str], *, defined: bool = False) -> list[str]:
        """The indicators that have all of the words in their names, their unit or, with `defined`, their definition."""
        lexicon = self._lexicon
        found = [{*lexicon.index.get(word, ()), *(lexicon.defined.get(word, ()) if defined else ())} for word in words]
        common = set.intersection(*found)
        return [name for name in lexicon.indicators if name in common] if common else []

    def vocabulary(self, name: str, *, defined: bool = False) -> frozenset[str]:
        """The words of an indicator's names and unit, and with `defined` of its definition."""
        lexicon = self._lexicon
        words = lexicon.bags[name] | lexicon.unit_words.get(lexicon.indicators[name].unit, frozenset())
        return words | lexicon.about.get(name, frozenset()) if defined else words

    def _match(self, name: str, content: frozenset[str], *, defined: bool) -> Match | None:
        """How the words meet an indicator that has them all."""
        lexicon = self._lexicon
        unit = lexicon.unit_words.get(lexicon.indicators[name].unit, frozenset())
        vocabulary = self.vocabulary(name, defined=defined)
        lost = len(content - vocabulary)
        kept = content & vocabulary
        hard = (kept - lexicon.soft - unit) or (kept - unit) or kept
        title = lexicon.titles[name]
        tier, fit = IN_DEFINITION if defined else IN_NAMES, 0.0
        named_by = self._named_by(name, unit, content)
        if not defined and len(named_by) < len(self._cores[name]):
            said = title.union(unit, *(names for names, _ in named_by))
            if not hard <= said:
                return None
        title = title if not title & (lexicon.negations - content) else frozenset()
        for names, core in named_by:
            fit = max(fit, self._weight(hard & names) / (self._weight(hard | core) or 1))
            # One word alone is a name only where it is listed as one: "protection" is not "under protection".
            if kept == names or (hard == core and len(hard) >= LEAST_WORDS):
                return Match(name, REORDERED, lost, 1.0)
            if not defined and hard <= title:
                tier = min(tier, IN_TITLE)
            elif not defined and hard <= names | title:
                tier = min(tier, IN_ONE_NAME)
        overlap = max((self._weight(hard & (names | title)) for names, _ in named_by), default=0.0)
        if overlap < _LEAST_OVERLAP.get(tier, 0.0) * self._weight(hard):
            return None
        return Match(name, tier, lost, fit)

    def _named_by(
        self, name: str, unit: frozenset[str], content: frozenset[str]
    ) -> list[tuple[frozenset[str], frozenset[str]]]:
        """The words of each of an indicator's names, and those of them that tell something.

        A name that turns a meaning round ("out of area") counts only where the question says so too.
        """
        if name not in self._cores:
            self._cores[name] = [(words, self._core(words, unit)) for words in self._lexicon.names(name)]
        turns = self._lexicon.negations
        return [pair for pair in self._cores[name] if turns.isdisjoint(pair[0]) or pair[0] & turns <= content]

    def _is_turned(self, name: str, content: frozenset[str]) -> bool:
        """Whether the words and the indicator's names go different ways: "worse" is no word for what has improved."""
        ways = self._lexicon.directions
        asked, own = ({ways[word] for word in words if word in ways} for words in (content, self._lexicon.bags[name]))
        return bool(asked and own) and not asked <= own

    def _core(self, words: frozenset[str], unit: frozenset[str]) -> frozenset[str]:
        if words & self._lexicon.negations:
            # Of a name that turns a meaning round ("with no service") nothing may be left out.
            return words
        return (words - self._lexicon.soft - unit) or (words - unit) or words

    def _weight(self, words: frozenset[str]) -> float:
        """What words tell: rare ones more, soft ones little."""
        return sum(self._tells(word) for word in words)

    def _tells(self, word: str) -> float:
        if word not in self._telling:
            lexicon = self._lexicon
            rarity = math.log(1 + len(lexicon.indicators) / (1 + len(lexicon.index.get(word, ()))))
            self._telling[word] = rarity / 5 if word in lexicon.soft else rarity
        return self._telling[word]

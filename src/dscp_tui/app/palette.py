"""Indicators in the command palette: type words of a title, or of any other name, and open it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.widgets.label import plain
from dscp_tui.model.words import folded

if TYPE_CHECKING:
    from dscp_tui.app.app import Dashboard

_ALL = """
SELECT i.id, i.title, i.definition, list(l.phrase ORDER BY l.phrase) FILTER (WHERE l.phrase IS NOT NULL) AS phrases
FROM indicators AS i LEFT JOIN lexicon AS l ON l.kind = 'indicator' AND l.stands_for = i.id
GROUP BY i.id, i.title, i.definition, i.position ORDER BY i.position
"""
MOST_DISCOVERED = 12
WORDS_TELL = 1000.0


class Indicators(Provider):
    """Every indicator of the catalogue, by its title and all of its names."""

    async def startup(self) -> None:
        warehouse = cast("Dashboard", self.app).warehouse
        self._found = warehouse.query(_ALL).rows if warehouse else []

    async def discover(self) -> Hits:
        for indicator, title, definition, _ in self._found[:MOST_DISCOVERED]:
            yield DiscoveryHit(plain(title), self._open(indicator, title), title, str(plain(definition)))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        words = folded(query)
        for indicator, title, definition, phrases in self._found:
            close = _closeness(words, [*(phrases or ()), " ".join(folded(title))])
            # Whole words tell more than letters that happen to stand in a title.
            if score := WORDS_TELL * close or matcher.match(title):
                yield Hit(score, plain(title), self._open(indicator, title), title, str(plain(definition)))

    def _open(self, indicator: str, title: str) -> partial[bool]:
        return partial(self.app.post_message, IndicatorChosen(indicator, title))


def _closeness(words: tuple[str, ...], phrases: list[str]) -> float:
    """How well words name a thing: each begins a word of one of its names; 1 where they are all of that name's words."""
    found = 0.0
    for phrase in phrases:
        parts = phrase.split()
        if words and all(any(part.startswith(word) for part in parts) for word in words):
            found = max(found, min(1.0, len(words) / len(parts)))
    return found

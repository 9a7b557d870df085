"""Indicators and panels in the command palette: type a part of a title and open it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.widgets.label import plain

if TYPE_CHECKING:
    from dscp_tui.app.app import Dashboard

_ALL = "SELECT id, title, definition FROM indicators ORDER BY position"
MOST_DISCOVERED = 12


class Indicators(Provider):
    """Every indicator of the catalogue, by title."""

    async def startup(self) -> None:
        warehouse = cast("Dashboard", self.app).warehouse
        self._found = warehouse.query(_ALL).rows if warehouse else []

    async def discover(self) -> Hits:
        for indicator, title, definition in self._found[:MOST_DISCOVERED]:
            yield DiscoveryHit(plain(title), self._open(indicator, title), title, str(plain(definition)))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for indicator, title, definition in self._found:
            if (score := matcher.match(title)) > 0:
                yield Hit(score, plain(title), self._open(indicator, title), title, str(plain(definition)))

    def _open(self, indicator: str, title: str) -> partial[bool]:
        return partial(self.app.post_message, IndicatorChosen(indicator, title))

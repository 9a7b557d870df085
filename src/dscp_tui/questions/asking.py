"""A question with what it is asked of: the warehouse, its words, and where the readings of an indicator stand."""

from __future__ import annotations

from dscp_tui.model.period import parse_period
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.offers import Turned
from dscp_tui.questions.periods import Found, Relative
from dscp_tui.questions.reading import Reading, Understanding
from dscp_tui.questions.resolve import Printed
from dscp_tui.warehouse.store import Warehouse

_PRINTED = """
SELECT period, area, dimension, category, target_figure IS NOT NULL AS has_target, covers, sources
FROM observations_in_full
WHERE indicator = $indicator
"""
_OTHERS = """
SELECT DISTINCT f.period, f.area, f.dimension, f.category, FALSE AS has_target, s.covers, [f.source] AS sources
FROM figures AS f
JOIN sources AS s ON s.id = f.source
WHERE f.indicator = $indicator AND ($role = 'any' AND f.role <> 'actual' OR f.role = $role)
ORDER BY f.period, f.area, f.dimension, f.category
"""
_PUBLISHED = """
SELECT DISTINCT period, area, dimension, category, FALSE AS has_target, NULL AS covers, CAST([] AS VARCHAR[]) AS sources
FROM comparators
WHERE indicator = $indicator
UNION ALL
SELECT DISTINCT c.period, a.area, c.dimension, c.category, FALSE, NULL, CAST([] AS VARCHAR[])
FROM comparators AS c
JOIN areas AS a ON a.kind = 'neighbours'
WHERE c.indicator = $indicator AND c.area = $home
ORDER BY 1, 2, 3, 4
"""


class Asking:
    """One question and its surroundings."""

    def __init__(self, warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> None:
        self.warehouse, self.lexicon, self.understanding = warehouse, lexicon, understanding
        self.home = warehouse.meta["area"]

    @property
    def periods(self) -> list[Found]:
        """The periods that are asked for."""
        return self.understanding.asked

    def title(self, indicator: str) -> str:
        """The title of an indicator; "no indicator" without one."""
        return self.lexicon.indicators[indicator].title if indicator else "no indicator"

    def printed(self, indicator: str) -> list[Printed]:
        """Where the readings of an indicator stand."""
        return self._standing(_PRINTED, {"indicator": indicator})

    def beside(self, indicator: str, role: str) -> list[Printed]:
        """Where its budgets, forecasts and assumptions stand; `role` "any" for all of them."""
        return self._standing(_OTHERS, {"indicator": indicator, "role": role})

    def published(self, indicator: str) -> list[Printed]:
        """Where its counterparts in published statistics stand; the neighbours together are an area of their own."""
        return self._standing(_PUBLISHED, {"indicator": indicator, "home": self.home})

    def _standing(self, sql: str, given: dict[str, str]) -> list[Printed]:
        found = self.warehouse.query(sql, given).rows
        return [Printed(parse_period(row[0]), row[1], row[2], row[3], row[4], row[5], tuple(row[6])) for row in found]

    def of_source(self, reading: Reading, printed: list[Printed]) -> list[Printed]:
        """What the document that is named prints; all, where it only says when one of several periods is ("from the 2015
        inspection to now"). Raises Turned where that is nothing."""
        sources = reading.values("source")
        if not sources or (len(self.periods) > 1 and len(sources) == 1):
            return printed
        kept = [one for one in printed if set(sources) & set(one.sources)]
        if not kept:
            raise Turned("No figure: the document that is named does not print this.")
        return kept

    @property
    def is_paired(self) -> bool:
        """Whether the latest is to be set beside the period that is asked for."""
        return any(found.paired for found in self.periods)

    @property
    def is_earlier(self) -> bool:
        """Whether a period before the latest is asked for by that: the latest is shown beside it."""
        return any(isinstance(found.asked, Relative) and found.asked.back > 0 for found in self.periods)

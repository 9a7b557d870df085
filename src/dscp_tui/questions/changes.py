"""A change that is printed as such: what is asked "since Q3", where Q3 itself is not printed."""

from __future__ import annotations

from dscp_tui.model.period import Asked, parse_period
from dscp_tui.model.words import folded
from dscp_tui.questions.asking import Asking
from dscp_tui.questions.offers import Choice
from dscp_tui.questions.reading import Reading

ROLE = "change"
_CHANGES = """
SELECT DISTINCT period, note FROM figures
WHERE indicator = $indicator AND area = $area AND category = $category AND role = 'change'
ORDER BY period, note
"""


def printed_change(asking: Asking, reading: Reading, indicator: str) -> Choice | None:
    """The change since the one time that is asked for, where the ledger says that it is since then; else None."""
    asked = asking.periods[0] if len(asking.periods) == 1 else None
    areas, categories = reading.values("area") or [asking.home], reading.values("category")
    if asked is None or not asked.since or not isinstance(asked.asked, Asked) or len(areas) + len(categories) > 2:
        return None
    category = categories[0] if categories else ""
    given = {"indicator": indicator, "area": areas[0], "category": category}
    found = asking.warehouse.query(_CHANGES, given).rows
    periods = [period for period, note in found if _is_since(asked.asked, period, note or "")]
    if len(set(periods)) != 1:
        return None
    template = asking.warehouse.template(asking.lexicon.roles["other"])
    chosen = {"indicator": indicator, "period": periods[0], "role": ROLE, "area": areas[0]}
    chosen |= {"category": category} if category else {}
    return Choice(template, chosen, [f"a change as it is printed, {asked.asked.words}"])


def _is_since(asked: Asked, period: str, note: str) -> bool:
    """Whether a change begins then: its note says so in the same words, or it is printed of days that begin with it."""
    if set(folded(asked.words)) <= set(folded(note)):
        return True
    first = parse_period(period)
    begins = asked.start == first.start if asked.start else asked.end_month == first.start.month
    return first.kind == "range" and asked.kind == "month" and begins

"""What speaks against an answer's figures: the published series marks their time as not to be believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dscp_tui.model.verdict import SIGN, WORD
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

_DOUBTS = """
SELECT p.label, d.reason
FROM doubts AS d
JOIN periods AS p ON p.period = d.period
WHERE d.indicator = $indicator AND d.dimension = $dimension AND d.category = $category AND (
    p.period_end BETWEEN CAST($since AS DATE) AND CAST($until AS DATE)
    OR EXISTS (
        SELECT 1 FROM periods AS asked
        WHERE list_contains($periods, asked.period)
            AND p.period_start <= asked.period_end AND p.period_end >= asked.period_start
    )
)
ORDER BY p.period_end
"""
_NEVER = ("9999-12-31", "1900-01-01")


def doubts_of(warehouse: Warehouse, template: Template, parameters: Mapping[str, Any]) -> list[str]:
    """A line for each implausible published value of our own area at the time that an answer shows."""
    indicator = parameters.get("indicator")
    if not indicator or not any(column.name == "value" for column in template.columns):
        return []
    home = warehouse.meta["area"]
    areas = parameters.get("areas") or [parameters.get("area", home)]
    if not {home, "usual", "all"} & set(areas):
        return []
    periods = [parameters[one.name] for one in template.parameters if one.type == "period"]
    periods = [one for one in periods if one] + list(parameters.get("periods") or ())
    shows_all = not periods and template.chart == "line"
    since, until = (parameters.get("since"), parameters.get("until")) if shows_all else _NEVER
    given = {
        "indicator": indicator,
        "periods": periods,
        "since": since or _NEVER[1],
        "until": until or _NEVER[0],
    } | {name: _part(parameters.get(name)) for name in ("dimension", "category")}
    found = warehouse.query(_DOUBTS, given).rows
    return [f"{SIGN} {WORD}: what is published for {label} ({reason})." for label, reason in found]


def _part(given: Any) -> str:
    return "" if given in (None, "total") else str(given)

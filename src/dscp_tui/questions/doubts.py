"""What speaks against an answer's figures: the published series marks their time as not to be believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from dscp_tui.model.period import Period, parse_period
from dscp_tui.model.status import DOUBT_SIGN, DOUBT_WORD
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

_DOUBTS = """
SELECT period, reason FROM doubts WHERE indicator = $indicator AND dimension = $dimension AND category = $category
"""


def doubts_of(warehouse: Warehouse, template: Template, parameters: Mapping[str, Any]) -> list[str]:
    """A line for each implausible published value of our own area at the time that an answer shows."""
    indicator = parameters.get("indicator")
    if not indicator or not any(column.name == "value" for column in template.columns):
        return []
    home = warehouse.meta["area"]
    areas = parameters.get("areas") or [parameters.get("area", home)]
    if not {home, "usual", "all"} & set(areas):
        return []
    given = {"indicator": indicator} | {name: _part(parameters.get(name)) for name in ("dimension", "category")}
    found = [(parse_period(period), reason) for period, reason in warehouse.query(_DOUBTS, given).rows]
    seen = [(period, reason) for period, reason in found if _is_seen(period, template, parameters)]
    seen.sort(key=lambda one: one[0].end)
    return [f"{DOUBT_SIGN} {DOUBT_WORD}: what is published for {period.label} ({reason})." for period, reason in seen]


def _is_seen(doubtful: Period, template: Template, parameters: Mapping[str, Any]) -> bool:
    """Whether a period lies in those that are asked for, or, where none is, on the line that is drawn."""
    asked = [parameters[one.name] for one in template.parameters if one.type == "period"]
    asked = [one for one in asked if one] + list(parameters.get("periods") or ())
    if asked:
        return any(doubtful.start <= one.end and doubtful.end >= one.start for one in _periods(asked))
    since, until = parameters.get("since") or date.min, parameters.get("until") or date.max
    return template.chart == "line" and since <= doubtful.end <= until


def _periods(texts: Iterable[str]) -> Iterator[Period]:
    """Those of them that are periods; a list of them is run as it is given."""
    for text in texts:
        with suppress(ValueError):
            yield parse_period(text)


def _part(given: Any) -> str:
    return "" if given in (None, "total") else str(given)

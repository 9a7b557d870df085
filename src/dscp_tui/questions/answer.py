"""An answer: rows with the template and parameters that made them, their citations and caveats.

The command line, the prompt, the panels and the exports all render this one thing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from dscp_tui.errors import ExitCode, UsageError
from dscp_tui.model.numbers import difference_unit, with_unit
from dscp_tui.model.period import parse_period
from dscp_tui.model.status import Status
from dscp_tui.model.words import folded
from dscp_tui.questions.doubts import doubts_of
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Column, Parameter, Template

if TYPE_CHECKING:
    from dscp_tui.questions.signals import Band

OUTCOMES = {
    "answered": ExitCode.ANSWERED,
    "not_reportable": ExitCode.ANSWERED,
    "ambiguous": ExitCode.AMBIGUOUS,
    "unknown": ExitCode.UNKNOWN,
}
MOST_LISTED = 3
"""So many values are told in a headline; of more, how many they are."""
LISTS = ("areas", "indicators", "periods")
SIGNS = {
    "less_than": "<",
    "more_than": ">",
    "approx": "≈",
    "range_low": "from ",
    "range_high": "to ",
    "provisional": "",
}
_CITATIONS = "SELECT * FROM cited WHERE list_contains($figures, figure)"


@dataclass(slots=True)
class Answer:
    """What a question or a named template gives. `rows` hold plain values; renderers turn them into text."""

    question: str
    outcome: str = "answered"
    headline: str = ""
    canonical: str = ""
    template: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    understood: list[dict[str, str]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    citations: list[dict[str, Any]] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    chart: str = "none"
    chart_roles: dict[str, str] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)
    title: str = ""
    sql: str = ""
    milliseconds: float = 0.0

    @property
    def exit_code(self) -> ExitCode:
        return OUTCOMES[self.outcome]

    @property
    def shown_columns(self) -> list[Column]:
        """The columns for a reader: those with a title of their own, and something in them."""
        return [
            column
            for column in self.columns
            if column.kind not in ("figures", "series")
            and column.title != column.name.replace("_", " ")
            and any(row[column.name] not in (None, "") and row[column.name] is not False for row in self.rows)
        ]


def run(
    warehouse: Warehouse, template: Template, given: Mapping[str, Any], question: str = "", *, cite: bool = True
) -> Answer:
    """Run a template; without `cite` the citations are left to whoever opens a row. Raises UsageError for a parameter that is missing, unknown or not allowed."""
    parameters = bind(warehouse, template, given)
    started = time.perf_counter()
    found = warehouse.query(template.sql, parameters).dicts()
    taken = 1000 * (time.perf_counter() - started)
    answer = Answer(
        question=question or template.name,
        template=template.name,
        parameters=parameters,
        title=template.title,
        columns=list(template.columns),
        rows=found,
        chart=template.chart,
        chart_roles=dict(template.chart_roles),
        sql=template.sql,
        milliseconds=taken,
    )
    answer.citations = _citations(warehouse, found) if cite else []
    answer.headline = headline(template, found)
    doubts = doubts_of(warehouse, template, parameters) if found else []
    answer.caveats = _caveats(answer) + doubts
    if found and template.is_published and template.chart == "line":
        from dscp_tui.questions.signals import signals_of

        signals = signals_of(warehouse, parameters, found)
        answer.caveats += signals.lines
        answer.bands = list(signals.bands)
    if doubts and "status" in found[0]:
        found[0]["doubt"] = "; ".join(doubts)
    if found and all(row.get("qualifier") == "not_reportable" for row in found):
        answer.outcome = "not_reportable"
    return answer


def bind(warehouse: Warehouse, template: Template, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter of a template with its value, typed. Raises UsageError naming the parameter."""
    known = {parameter.name: parameter for parameter in template.parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(known) or "no parameters"
            raise UsageError(f"the template {template.name} has no parameter “{name}”", f"It takes {takes}.")
    return {name: _value(warehouse, template, parameter, given.get(name)) for name, parameter in known.items()}


def _value(warehouse: Warehouse, template: Template, parameter: Parameter, given: Any) -> Any:
    raw = parameter.default if given is None else given
    if raw is None:
        if parameter.optional:
            return None
        raise UsageError(f"the template {template.name} needs {parameter.name}", f"Give it as -p {parameter.name}=…")
    if parameter.type in LISTS:
        return list(raw) if isinstance(raw, (list, tuple)) else [one.strip() for one in str(raw).split(",")]
    if parameter.type == "area" and raw == "home":
        return warehouse.meta["area"]
    raw = str(raw)
    if parameter.allowed and raw not in parameter.allowed:
        raise UsageError(f"{parameter.name} is one of {', '.join(parameter.allowed)}; “{raw[:60]}” is not")
    return _typed(parameter, raw)


def _typed(parameter: Parameter, raw: str) -> Any:
    try:
        match parameter.type:
            case "integer":
                return int(raw)
            case "number":
                return float(raw)
            case "date":
                return date.fromisoformat(raw)
            case "flag":
                return {"true": True, "false": False}[raw.casefold()]
            case "period":
                return parse_period(raw).text
    except (ValueError, KeyError):
        raise UsageError(f"{parameter.name} is a {parameter.type}; “{raw[:60]}” is not") from None
    return raw


def _citations(warehouse: Warehouse, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cited = (figure for row in rows for name in ("figures", "rivals") for figure in row.get(name) or () if figure)
    ids = list(dict.fromkeys(cited))
    if not ids:
        return []
    found = {row["figure"]: row for row in warehouse.query(_CITATIONS, {"figures": ids}).dicts()}
    return [found[figure] for figure in ids if figure in found]


def _caveats(answer: Answer) -> list[str]:
    shown = {row["figures"][0] for row in answer.rows if row.get("figures")}
    caveats = []
    says_notes = any(column.name == "note" for column in answer.columns)
    by_thing: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for cited in answer.citations:
        thing = tuple(cited[name] for name in ("indicator", "area", "period", "dimension", "category", "role"))
        by_thing.setdefault(thing, []).append(cited)
        if cited["figure"] in shown and (reason := _hedge(cited, says_notes)):
            caveats.append(reason)
    rivals = {figure for row in answer.rows for figure in row.get("rivals") or ()}
    things = {cited["indicator"] for cited in answer.citations if cited["figure"] in shown}
    caveats += [_rival(cited, things) for cited in answer.citations if cited["figure"] in rivals]
    caveats += [line for cited in by_thing.values() if (line := _dispute(cited))]
    caveats += [
        f"Break before {row['period_label']}: {row['break_note']}." for row in answer.rows if row.get("break_note")
    ]
    derived = [column for column in answer.columns if column.derived]
    if names := ", ".join(one.title for one in derived if any(row[one.name] is not None for row in answer.rows)):
        caveats.append(f"Derived, not printed: {names}.")
    if any(row.get("before_derived") and row.get("before") is not None for row in answer.rows):
        caveats.append("Derived from the printed counts: A year before.")
    return list(dict.fromkeys(caveats))


def _hedge(cited: Mapping[str, Any], says_notes: bool) -> str:
    printed, note = cited["printed"].replace("|", ""), cited["note"]
    match cited["qualifier"]:
        case "not_reportable":
            return f"Not reportable: {note}." if note else "Not reportable."
        case "approx":
            return f"Approximate: printed as “{printed}”."
        case "provisional":
            return f"Provisional: {note or 'subject to validation'}."
        case "less_than" | "more_than":
            return f"A bound, not a value: printed as “{printed}”."
    return f"Note: {note}." if note and not says_notes else ""


def _dispute(cited: list[dict[str, Any]]) -> str:
    """Both sides of a dispute, where the readings say that no rounding reconciles them."""
    if len(cited) < 2 or not cited[0]["disputed"]:
        return ""
    seen = "; ".join(f"{c['printed'].replace('|', '')} ({c['title']}, {c['locator']}, line {c['line']})" for c in cited)
    return f"Disputed ≠: {seen}. The latest published is shown first."


def _rival(cited: Mapping[str, Any], things: set[str]) -> str:
    """What is printed otherwise; of another indicator than those that are shown, with its name."""
    part = f", {cited['category']}" if cited["category"] else ""
    part += f" as “{cited['thing']}”" if cited["indicator"] not in things else ""
    place = f"{cited['title']}, {cited['locator']}, line {cited['line']}"
    said = f"{cited['printed'].replace('|', '')} is printed for {parse_period(cited['period']).label}{part} ({place})."
    return f"Otherwise: {said} {cited['explained']}" if cited["explained"] else f"Disputed ≠: {said}"


def cell(column: Column, row: Mapping[str, Any], number: Callable[[float, str], str] = with_unit) -> str:
    """One value as a reader sees it: number with unit, status in words, a bound with its sign, a grade as printed."""
    value = row[column.name]
    if column.kind == "series":
        return ""
    if column.kind == "number":
        return _number(column, row, number)
    if value is None:
        return ""
    if column.kind == "status":
        return Status(value).word
    if column.kind == "flag":
        return column.title if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(column: Column, row: Mapping[str, Any], number: Callable[[float, str], str]) -> str:
    value = row[column.name]
    if value is None:
        if column.name == "value" and row.get("symbol"):
            return f"[{row['symbol']}]"
        graded = column.name == "value" and row.get("unit") == "grade"
        return str(row.get("printed") or "–").replace("|", "") if graded else "–"
    unit = str(row.get(column.unit[1:]) or "") if column.unit.startswith("@") else column.unit
    if column.name in ("change", "gap"):
        return with_unit(float(value), difference_unit(unit), signed=True)
    sign = SIGNS.get(str(row.get("qualifier")), "") if column.name == "value" else ""
    return sign + number(float(value), unit or "number")


def headline(template: Template, rows: list[dict[str, Any]]) -> str:
    """The sentence that the template makes of its rows; parts in [[ ]] fall away where a value is missing."""
    if not rows:
        return template.empty or "No rows."
    if not template.headline:
        return f"{template.title}."
    columns = {column.name: column for column in template.columns}
    row = rows[0]
    values = {name: _phrase(column, row) for name, column in columns.items() if column.kind != "figures"}
    values.setdefault("count", str(len(rows)))
    if "dimension" in columns:
        values["by"] = _by(rows)
    if "value" in columns:
        values |= _of_all(template, columns, rows)
    return _fill(template.headline, values)


def _by(rows: list[dict[str, Any]]) -> str:
    """By what the rows are broken down, where their title does not say so itself."""
    title = folded(str(rows[0].get("title") or ""))
    found = dict.fromkeys(str(row["dimension"]) for row in rows)
    return " and ".join(one for one in found if not ("by" in title and set(folded(one)) <= set(title)))


def _of_all(template: Template, columns: Mapping[str, Column], rows: list[dict[str, Any]]) -> dict[str, str]:
    """The words of a headline that are made of the values of all rows; of several series, that of the last row."""
    value = columns["value"]
    numbered = [row for row in rows if row["value"] is not None] or rows
    line = [row for row in numbered if row.get("series") == numbered[-1].get("series")]
    line = line if len(line) > 1 else numbered
    whole = [row for row in rows if not row.get("slice")] or rows
    telling = _telling(columns, whole)
    told = list({row[telling]: row for row in whole}.values()) if template.chart == "line" and telling else whole
    periods = {row.get("period_label") for row in told}
    each = [_told(value, telling, row, dated=len(periods) > 1) for row in told]
    listed = ("; " if telling == "title" else ", ").join(each)
    return {
        "first": _at(value, columns, line[0]),
        "last": _at(value, columns, line[-1]) if len(line) > 1 else "",
        "at": str(periods.pop() or "") if len(periods) == 1 else "",
        "each": listed,
        "few": listed if len(rows) <= MOST_LISTED else "",
        "many": str(len(rows)) if len(rows) > MOST_LISTED else "",
        "moved": _phrase(columns["change"], rows[-1]) if "change" in columns else "",
        **_ends(value, columns, line),
    }


def _telling(columns: Mapping[str, Column], rows: list[dict[str, Any]]) -> str:
    """The column that tells the rows from each other."""
    named = [name for name in ("category", "area", "heading", "title", "period_label") if name in columns]
    return next((name for name in named if len({row[name] for row in rows}) > 1), named[0] if named else "")


def _told(value: Column, telling: str, row: Mapping[str, Any], *, dated: bool) -> str:
    """One row of several: what tells it from the others, and its value."""
    said = "not reportable" if row.get("qualifier") == "not_reportable" else cell(value, row, _as_printed(row))
    if telling == "period_label":
        return f"{said} in {row[telling]}"
    name = f"{row[telling]} ({row['slice']})" if row.get("slice") else str(row[telling] if telling else "")
    period = f"({row['period_label']})" if dated and row.get("period_label") else ""
    return " ".join(filter(None, [name, said, period]))


def _ends(value: Column, columns: Mapping[str, Column], rows: list[dict[str, Any]]) -> dict[str, str]:
    """The highest and the lowest of the rows, each with what tells it from the others; nothing where they are one."""
    telling = next((name for name in ("category", "area", "heading", "period_label") if name in columns), "")
    ranked = sorted((row for row in rows if row["value"] is not None), key=lambda row: row["value"])
    if len(ranked) < 3 or not telling or ranked[0]["value"] == ranked[-1]["value"]:
        return {}
    return {
        name: f"{cell(value, row, _as_printed(row))} ({row[telling]})"
        for name, row in (("highest", ranked[-1]), ("lowest", ranked[0]))
    }


def _at(value: Column, columns: Mapping[str, Column], row: Mapping[str, Any]) -> str:
    period = f" ({row['period_label']})" if "period_label" in columns else ""
    return cell(value, row, _as_printed(row)) + period


def _as_printed(row: Mapping[str, Any]) -> Callable[[float, str], str]:
    """Numbers with as many decimals as stand in the one number that is printed: `12.0%`."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", str(row.get("printed") or ""))
    if len(found) != 1 or row.get("value") is None or float(found[0].replace(",", "")) != abs(row["value"]):
        return with_unit
    return partial(with_unit, decimals=len(found[0].partition(".")[2]))


def _phrase(column: Column, row: Mapping[str, Any]) -> str:
    if column.name == "value" and row.get("qualifier") == "not_reportable":
        printed = str(row.get("note") or "").rstrip(".")
        return f"not reportable ({printed})" if printed else "not reportable"
    graded = column.name == "value" and row.get("unit") == "grade"
    if row[column.name] is None and not graded:
        return ""
    return cell(column, row, _as_printed(row) if column.name == "value" else with_unit)


def _fill(pattern: str, values: Mapping[str, str]) -> str:
    """Fill `{name}`, and `{count|part|parts}` with the noun that goes with the number; the innermost `[[...]]` with an empty
    value vanishes first, so that options may nest."""
    inner = re.compile(r"\[\[((?:(?!\[\[|\]\]).)*)\]\]")

    def optional(found: re.Match[str]) -> str:
        names = re.findall(r"\{(\w+)[|}]", found[1])
        return found[1] if all(values.get(name) for name in names) else ""

    while inner.search(pattern):
        pattern = inner.sub(optional, pattern)
    pattern = re.sub(
        r"\{(\w+)\|([^|{}]+)\|([^|{}]+)\}",
        lambda found: f"{{{found[1]}}} {found[2] if values.get(found[1]) == '1' else found[3]}",
        pattern,
    )
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], ""), pattern)

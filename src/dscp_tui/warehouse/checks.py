"""Run the checks of the content: each returns the rows that fail, with the figures that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dscp_tui.warehouse.store import Warehouse

_CHECKS = "SELECT name, title, severity, meaning, body FROM checks ORDER BY name"
_CITED = """
SELECT f.figure, f.source AS document, s.short AS title, f.line, f.locator, f.printed, f.indicator, f.area, f.period
FROM figures AS f JOIN sources AS s ON s.id = f.source WHERE f.figure = ANY($figures)
"""
_EXPLAINED = 'SELECT finding, explanation FROM explanations WHERE "check" = $name'


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that a check returned. `state` is open, explained, or error (an error in our own data)."""

    check: str
    title: str
    severity: str
    state: str
    finding: str
    message: str
    explanation: str
    citations: list[dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        """The finding as `dscp check --format json` prints it."""
        names = ("check", "severity", "state", "message", "citations", "title", "finding", "explanation")
        return {name: getattr(self, name) for name in names}


def run_checks(warehouse: Warehouse) -> list[Finding]:
    """All findings of all checks, errors first."""
    findings: list[Finding] = []
    for check in warehouse.query(_CHECKS).dicts():
        explained = dict(warehouse.query(_EXPLAINED, {"name": check["name"]}).rows)
        for row in warehouse.query(check["body"]).dicts():
            reason = explained.get(row["finding"], "")
            state = "explained" if reason else "error" if check["severity"] == "error" else "open"
            cited = warehouse.query(_CITED, {"figures": row["figures"]}).dicts() if row["figures"] else []
            cited.sort(key=lambda one: row["figures"].index(one["figure"]))
            findings.append(
                Finding(
                    check["name"],
                    check["title"],
                    check["severity"],
                    state,
                    row["finding"],
                    row["message"],
                    reason,
                    cited,
                )
            )
    findings += _stale(warehouse, {(finding.check, finding.finding) for finding in findings})
    order = {"error": 0, "open": 1, "explained": 2}
    return sorted(findings, key=lambda f: (order[f.state], f.check, f.finding))


def _stale(warehouse: Warehouse, found: set[tuple[str, str]]) -> list[Finding]:
    """Explanations of what no check finds any more: an error in our own data."""
    rows = warehouse.query('SELECT "check", finding, explanation FROM explanations ORDER BY ALL').rows
    title, message = "Explanations of nothing", "explained in explanations.csv, and no check finds it"
    return [
        Finding("stale-explanation", title, "error", "error", finding, f"{check}, {finding}: {message}", reason, [])
        for check, finding, reason in rows
        if (check, finding) not in found
    ]

"""What the checks found, as table, CSV or JSON."""

from __future__ import annotations

import json

from dscp_tui.render.formats import csv_text
from dscp_tui.render.tables import table
from dscp_tui.warehouse.checks import Finding


def findings_text(findings: list[Finding], form: str, width: int | None = None) -> str:
    """Findings in a format, ending in a newline."""
    if form == "json":
        return json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=2) + "\n"
    rows = [
        {
            "check": finding.check,
            "severity": finding.severity,
            "state": finding.state,
            "message": finding.message,
            "explanation": finding.explanation,
            "where": "; ".join(f"{cited['document']} line {cited['line']}" for cited in finding.citations),
        }
        for finding in findings
    ]
    names = ["check", "severity", "state", "message", "explanation", "where"]
    if form == "csv":
        return csv_text(names, rows)
    if not rows:
        return "Every check passes.\n"
    heads = ["Check", "Severity", "State", "Finding", "Explanation", "Where"]
    return table(heads, [[row[name] for name in names] for row in rows], width) + "\n"

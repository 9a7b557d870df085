"""How far the figures can be trusted, as answers: what the checks found, what is disputed, what is not reportable."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dscp_tui.questions.answer import Answer, run
from dscp_tui.warehouse.checks import Finding, run_checks
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Column

_THEMES = "SELECT i.id, t.title FROM indicators AS i JOIN themes AS t ON t.theme = i.theme"
_FINDINGS = (
    Column("state", "text", "State"),
    Column("message", "text", "Finding"),
    Column("theme", "text", "Theme"),
    Column("document", "text", "Document"),
    # Long, so told where the finding is opened.
    Column("check_title", "text", "check title"),
    Column("explanation", "text", "explanation"),
    Column("figures", "figures", "figures"),
)
_COUNTS = (
    Column("theme", "text", "Theme"),
    Column("document", "text", "Document"),
    Column("open", "number", "Open", "count"),
    Column("explained", "number", "Explained", "count"),
    Column("disputed", "number", "Disputed", "count"),
    Column("not_reportable", "number", "Not reportable", "count"),
)


def quality(warehouse: Warehouse) -> dict[str, Answer]:
    """Answers by name: `findings`, `disputed`, `not-reportable`, and `counts` of them by document and theme."""
    answers = {
        "findings": _findings(warehouse),
        "disputed": run(warehouse, warehouse.template("disputed"), {}),
        "not-reportable": run(warehouse, warehouse.template("not-reportable"), {}),
    }
    return {"counts": _counts(answers), **answers}


def _findings(warehouse: Warehouse) -> Answer:
    """What the checks found, as rows like those of a template; open findings first."""
    themes = dict(warehouse.query(_THEMES).rows)
    found = run_checks(warehouse)
    rows = [_row(finding, themes) for finding in found]
    still_open = sum(finding.state != "explained" for finding in found)
    said = f"{still_open} findings open, {len(found) - still_open} explained" if found else "Every check passes"
    citations = list({cited["figure"]: cited for finding in found for cited in finding.citations}.values())
    return Answer(
        "findings", headline=said, template="findings", columns=list(_FINDINGS), rows=rows, citations=citations
    )


def _row(finding: Finding, themes: dict[str, str]) -> dict[str, Any]:
    cited = finding.citations
    return {
        "state": finding.state,
        "message": finding.message,
        "explanation": finding.explanation,
        "theme": ", ".join(dict.fromkeys(themes[one["indicator"]] for one in cited)),
        "document": ", ".join(dict.fromkeys(one["title"] for one in cited)),
        "check_title": finding.title,
        "figures": [one["figure"] for one in cited],
    }


def _counts(answers: dict[str, Answer]) -> Answer:
    """How many of each there are, by document and theme; the most troubled first."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for name, answer in answers.items():
        for row in answer.rows:
            state = "explained" if row.get("state") == "explained" else "open"
            kind = state if name == "findings" else name.replace("-", "_")
            for document in filter(None, row["document"].split(", ")):
                counts.setdefault((document, row["theme"]), Counter())[kind] += 1
    kinds = [column.name for column in _COUNTS[2:]]
    rows = [
        {"document": document, "theme": theme, **{kind: count[kind] or None for kind in kinds}}
        for (document, theme), count in counts.items()
    ]
    rows.sort(key=lambda row: (-sum(int(row[kind] or 0) for kind in kinds), row["document"], row["theme"]))
    return Answer("counts", template="quality-counts", columns=list(_COUNTS), rows=rows, headline="Nothing to report.")

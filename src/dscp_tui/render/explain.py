"""How an answer came about: words, template, parameters, SQL, and the lines of the documents where they are at hand."""

from __future__ import annotations

from pathlib import Path

from dscp_tui.model.text import shown
from dscp_tui.questions.answer import Answer
from dscp_tui.warehouse.documents import documents_folder, passages
from dscp_tui.warehouse.store import Warehouse


def explanation(warehouse: Warehouse, answer: Answer, documents: Path | None = None) -> str:
    """Each word and what it was taken for, the template with its bound values and SQL, the source lines.

    Raises DscpError where `documents` is no folder.
    """
    lines = ["How this was understood:"]
    lines += [f"  “{one['words']}” as {one['as']}: {one['value']}" for one in answer.understood] or ["  nothing was"]
    lines += [f"  assumed {assumed}" for assumed in answer.assumed]
    if answer.template:
        lines.append(f"Template {answer.template}, {answer.milliseconds:.0f} ms:")
        lines += [f"  ${name} = {value!r}" for name, value in answer.parameters.items()]
        lines += [f"  {line}" for line in answer.sql.splitlines()]
    lines += _source_lines(warehouse, answer, documents_folder(documents))
    return "\n".join(map(shown, lines))


def _source_lines(warehouse: Warehouse, answer: Answer, folder: Path | None) -> list[str]:
    """The source lines with each token between marks; nothing where the documents are not at hand."""
    if folder is None or not answer.citations:
        return []
    lines = ["The source lines, tokens marked »so«:"]
    for cited in answer.citations:
        found = passages(warehouse, cited, folder)
        if not found:
            lines.append(f"  {cited['document']}, line {cited['line']}: this document is not in {folder}")
        lines += [f"  {cited['document']}, line {p.line}: {p.before}»{p.token}«{p.after}" for p in found]
    return list(dict.fromkeys(lines))

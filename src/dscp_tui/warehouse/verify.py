"""Verify: open the documents and find each figure's printed token on the line that it cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dscp_tui.model.token import find_token
from dscp_tui.warehouse.documents import line_of, open_document
from dscp_tui.warehouse.store import Warehouse

_SOURCES = "SELECT id, title, file, sha256, lines FROM sources WHERE kind = 'document' ORDER BY published, id"
_FIGURES = "SELECT figure, source, line, locator, indicator, period, printed FROM figures ORDER BY source, line, place"
_NOTES = "SELECT source, line, indicator FROM commentary ORDER BY source, line"


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that a document does not bear out."""

    document: str
    line: int
    what: str

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line else ""
        return f"{self.document}{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was verified and what was not found."""

    documents: int
    figures: int
    failures: list[Failure]


def verify(warehouse: Warehouse, folder: Path) -> Report:
    """Verify every figure of every document, in the folder of their text editions."""
    sources = warehouse.query(_SOURCES).dicts()
    failures: list[Failure] = []
    texts: dict[str, list[str]] = {}
    for source in sources:
        lines = open_document(source, folder)
        if lines is None:
            failures.append(Failure(source["id"], 0, f"no file {source['file']} with its SHA-256 in {folder}"))
        else:
            texts[source["id"]] = lines
    figures = warehouse.query(_FIGURES).dicts()
    failures += _missing(figures, texts)
    notes = warehouse.query(_NOTES).dicts()
    failures += [
        Failure(note["source"], note["line"], f"a note on {note['indicator']} cites a line that is blank or missing")
        for note in notes
        if note["source"] in texts and not line_of(texts[note["source"]], note["line"])
    ]
    checked = sum(figure["source"] in texts for figure in figures)
    return Report(len(texts), checked, failures)


def _missing(figures: list[dict[str, Any]], texts: dict[str, list[str]]) -> Iterator[Failure]:
    for figure in figures:
        lines = texts.get(figure["source"])
        if lines is not None and not find_token(figure["printed"], lines, figure["line"]):
            what = (
                f"{figure['figure']} {figure['indicator']} {figure['period']}: “{figure['printed']}” is not on the line"
            )
            yield Failure(figure["source"], figure["line"], what)

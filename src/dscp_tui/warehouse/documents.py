"""The documents' text editions, where the user has them: opened by SHA-256, read by line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dscp_tui.errors import DscpError
from dscp_tui.model.token import clean_line, find_token
from dscp_tui.warehouse.content import read_bytes
from dscp_tui.warehouse.settings import folder_setting
from dscp_tui.warehouse.store import Warehouse

AROUND = 160
"""Characters kept on either side of a token: lines of the text editions may be pages long."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source line with the token in it: what stands before, the token, what stands after."""

    line: int
    before: str
    token: str
    after: str


def documents_folder(given: str | os.PathLike[str] | None = None) -> Path | None:
    """The folder of text editions as given, else by environment or settings file; None where none is set.

    Raises DscpError where it is no folder.
    """
    folder = folder_setting("documents", given)
    if folder is None:
        return None
    if not folder.is_dir():
        raise DscpError(f"{folder} is not a folder", "Give the folder that holds the documents' text editions.")
    return folder


def open_document(source: Mapping[str, Any], folder: Path) -> list[str] | None:
    """The lines of a source's text edition: by its name, else any file of the folder with its SHA-256."""
    named = folder / source["file"]
    others = (path for path in sorted(folder.iterdir()) if path.is_file() and path != named)
    for path in (named, *others):
        if path.is_file() and hashlib.sha256(raw := read_bytes(path)).hexdigest() == source["sha256"]:
            return raw.decode("utf-8", errors="replace").split("\n")
    return None


def line_of(lines: list[str], number: int) -> str:
    """A line of a document, counted from 1, without the text edition's marks; empty where there is none."""
    return clean_line(lines[number - 1]) if 1 <= number <= len(lines) else ""


def passages(warehouse: Warehouse, cited: Mapping[str, Any], folder: Path) -> list[Passage]:
    """Where a cited token stands in its document, a passage for each part of a split cell.

    `cited` has document, line and printed. Empty where the folder lacks the document as it was transcribed.
    """
    found = warehouse.query("SELECT file, sha256 FROM sources WHERE id = $id", {"id": cited["document"]}).dicts()
    lines = open_document(found[0], folder) if found else None
    if lines is None:
        return []
    return [
        _passage(line_of(lines, line), line, start, end)
        for line, start, end in find_token(cited["printed"], lines, cited["line"])
    ]


def _passage(text: str, line: int, start: int, end: int) -> Passage:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before = ("… " if first else "") + text[first:start]
    after = text[end:last] + (" …" if last < len(text) else "")
    return Passage(line, before, text[start:end], after)

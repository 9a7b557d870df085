"""From paths to parts: every file read, told, checked; all problems of all files found before anything is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from dscp_tui.errors import UsageError
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.catalogue import Catalogue, read_catalogue
from dscp_tui.warehouse.national.explore import read_explore
from dscp_tui.warehouse.national.files import read_pages
from dscp_tui.warehouse.national.inspections import read_inspections
from dscp_tui.warehouse.national.lait import read_authorities, read_dictionary, read_extract
from dscp_tui.warehouse.national.neighbours import read_neighbours
from dscp_tui.warehouse.national.parts import Part, Reading
from dscp_tui.warehouse.national.recognise import Recogniser
from dscp_tui.warehouse.national.shelf import open_shelf
from dscp_tui.warehouse.national.tables import stored_parts
from dscp_tui.warehouse.problems import Problems

Item = TypeVar("Item")
# What others are read by comes first: an extract needs its dictionary, and all need the areas.
_READERS: dict[str, Callable[[Reading], Part | None]] = {
    "dictionary": read_dictionary,
    "authorities": read_authorities,
    "neighbours": read_neighbours,
    "inspections": read_inspections,
    "explore": read_explore,
    "extract": read_extract,
}


def _unwatched(items: Iterable[Item], _label: str) -> Iterable[Item]:
    return items


def read_files(
    content: Content,
    data: Path,
    files: list[Path],
    published: date | None = None,
    watched: Callable[[Iterable[Any], str], Iterable[Any]] = _unwatched,
) -> list[Part]:
    """All parts of all files. Raises ContentError with every problem found; then nothing was read.

    `published` is the day of releases that the content does not list; `watched` goes through items while somebody
    is told how far it has come.
    """
    faults = Problems()
    catalogue = read_catalogue(content, faults)
    faults.stop()
    shelf = open_shelf(data)
    for areas in stored_parts(shelf, catalogue, "areas"):
        catalogue = _with_areas(catalogue, areas)
    known = max(stored_parts(shelf, catalogue, "measures"), key=lambda part: part.release.published, default=None)
    problems = Problems(where="the files")
    pages = [page for path in watched(files, "Reading") for page in read_pages(path, problems)]
    recogniser = Recogniser(catalogue)
    matched = [(page, match) for page in pages if (match := recogniser.recognise(page, problems))]
    matched.sort(key=lambda one: list(_READERS).index(one[1].table.kind))
    parts: list[Part] = []
    for page, match in watched(matched, "Checking"):
        reading = Reading(page, match.table, match.roles, catalogue, problems, published, known)
        part = _READERS[match.table.kind](reading)
        if part and part.kind == "measures":
            known = part
        if part and part.kind == "areas":
            catalogue = _with_areas(catalogue, part)
        parts += [part] if part else []
    merged = list(_merged(parts, problems))
    problems.stop()
    return merged


def _with_areas(catalogue: Catalogue, part: Part) -> Catalogue:
    areas = catalogue.frames["areas"]
    new = pl.concat([areas, part.frame], how="diagonal")
    return replace(catalogue, frames=catalogue.frames | {"areas": new})


def _merged(parts: list[Part], problems: Problems) -> Iterator[Part]:
    """One part for each table and release: sheets and editions of one thing are laid together, contradictions refused."""
    together: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        together.setdefault((part.table.id, part.release.id), []).append(part)
    for same in together.values():
        first = same[0]
        for other in same[1:]:
            if first.kind == "values" and not other.frame.equals(first.frame):
                message = f"is {first.table.title} of {first.release.title} like {first.file}, with other values"
                problems.add(other.file, None, "", "", message)
        frame = pl.concat([part.frame for part in same]) if first.kind in _KEYS else first.frame
        if first.kind in _KEYS:
            frame = frame.unique(_KEYS[first.kind], keep="last", maintain_order=True)
        notices = [notice for part in same for notice in part.notices]
        files = ", ".join(dict.fromkeys(part.file for part in same))
        yield replace(first, frame=frame, notices=notices, file=files)


_KEYS = {
    "neighbours": ["neighbour_set", "area", "neighbour"],
    "inspections": ["area", "inspected", "service"],
}


def day_given(text: str | None) -> date | None:
    """The day of `--published`. Raises UsageError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"“{text}” is no day", "Write it as 2025-10-30.") from None

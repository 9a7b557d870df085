"""From paths to parts: every file read, told, checked; all problems of all files found before anything is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from dscp_tui.errors import UsageError
from dscp_tui.warehouse.national.catalogue import Catalogue
from dscp_tui.warehouse.national.explore import read_explore
from dscp_tui.warehouse.national.files import Page, read_pages
from dscp_tui.warehouse.national.inspections import read_inspections
from dscp_tui.warehouse.national.lait import read_authorities, read_dictionary, read_extract
from dscp_tui.warehouse.national.neighbours import read_neighbours
from dscp_tui.warehouse.national.parts import Part
from dscp_tui.warehouse.national.recognise import Match, recognise
from dscp_tui.warehouse.problems import Problems

# What others are read by comes first: an extract needs its dictionary, and all need the areas.
_ORDER = ("dictionary", "authorities", "neighbours", "inspections", "explore", "extract")


def read_parts(
    files: Iterable[Path],
    catalogue: Catalogue,
    published: date | None = None,
    dictionary: Part | None = None,
) -> list[Part]:
    """All parts of all files. Raises ContentError with every problem found; then nothing was read.

    `published` is the day of releases that the content does not list; `dictionary` is the one loaded before.
    """
    problems = Problems(where="the files")
    found = [
        (page, match)
        for path in files
        for page in read_pages(path, problems)
        if (match := recognise(page, catalogue, problems))
    ]
    parts: list[Part] = []
    for page, match in sorted(found, key=lambda one: _ORDER.index(one[1].table.kind)):
        part = _read(page, match, catalogue, published, dictionary, problems)
        if part and part.kind == "measures":
            dictionary = part
        if part and part.kind == "areas":
            catalogue = _with_areas(catalogue, part)
        parts += [part] if part else []
    merged = list(_merged(parts, problems))
    problems.stop()
    return merged


def _read(
    page: Page,
    match: Match,
    catalogue: Catalogue,
    published: date | None,
    dictionary: Part | None,
    problems: Problems,
) -> Part | None:
    table, roles = match.table, match.roles
    match table.kind:
        case "dictionary":
            return read_dictionary(page, table, roles, catalogue, published, problems)
        case "neighbours":
            return read_neighbours(page, table, roles, catalogue, published, problems)
        case "inspections":
            return read_inspections(page, table, roles, catalogue, published, problems)
        case "explore":
            standing = {role: name for role, name in roles.items() if role in catalogue.columns}
            return read_explore(page, table, standing, catalogue, published, problems)
    if dictionary is None:
        problems.add(page.place, None, "", "", f"needs the dictionary of its measures: load {table.title} with it")
        return None
    if table.kind == "authorities":
        return read_authorities(page, table, roles, catalogue, dictionary.release)
    return read_extract(page, table, roles, catalogue, dictionary, problems)


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

"""From paths to parts: every file read, told, checked; all problems of all files found before anything is reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dscp_tui.errors import UsageError
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.catalogue import Catalogue, read_catalogue
from dscp_tui.warehouse.national.explore import read_explore
from dscp_tui.warehouse.national.files import Page, read_pages
from dscp_tui.warehouse.national.lait import read_authorities, read_dictionary, read_extract
from dscp_tui.warehouse.national.neighbours import read_neighbours
from dscp_tui.warehouse.national.outcomes import read_outcomes
from dscp_tui.warehouse.national.parts import Part, Reading
from dscp_tui.warehouse.national.recognise import Match, Recogniser
from dscp_tui.warehouse.national.shelf import Shelf, open_shelf
from dscp_tui.warehouse.national.tables import stored_parts
from dscp_tui.warehouse.problems import Problems

Watched = Callable[[Iterable[Any], str], Iterable[Any]]
_READERS: dict[str, Callable[[Reading], Part | None]] = {
    "dictionary": read_dictionary,
    "authorities": read_authorities,
    "neighbours": read_neighbours,
    "outcomes": read_outcomes,
    "explore": read_explore,
    "extract": read_extract,
}
_FIRST = ("dictionary", "authorities")
"""What others are read by: an extract needs its dictionary, the list of authorities needs its day, and all need areas."""


class _Reader:
    """Reads pages, and learns from those that come first."""

    def __init__(self, catalogue: Catalogue, shelf: Shelf, published: date | None) -> None:
        self.catalogue, self.published = catalogue, published
        self.problems = Problems(where="the files")
        self.dictionary: Part | None = None
        stored = [part for kind in ("areas", "measures") for part in stored_parts(shelf, catalogue, kind)]
        for part in sorted(stored, key=lambda part: part.release.published):
            self._learn(part)

    def read(self, page: Page, match: Match) -> Part | None:
        """The part that a page is; None, with the problems noted, where it cannot be understood."""
        reading = Reading(
            page, match.table, match.roles, self.catalogue, self.problems, self.published, self.dictionary
        )
        part = _READERS[match.table.kind](reading)
        if part:
            self._learn(part)
        return part

    def _learn(self, part: Part) -> None:
        if part.kind == "measures":
            self.dictionary = part
        if part.kind == "areas":
            areas = pl.concat([self.catalogue.frames["areas"], part.frame], how="diagonal")
            self.catalogue = replace(self.catalogue, frames=self.catalogue.frames | {"areas": areas})


def _unwatched(items: Iterable[Any], _label: str) -> Iterable[Any]:
    return items


def read_files(
    content: Content, data: Path, files: list[Path], published: date | None = None, watched: Watched = _unwatched
) -> list[Part]:
    """All parts of all files. Raises ContentError with every problem found; then nothing was read.

    `published` is the day of releases that the content does not list; `watched` goes through items while somebody
    is told how far it has come.
    """
    faults = Problems()
    catalogue = read_catalogue(content, faults)
    faults.stop()
    reader = _Reader(catalogue, open_shelf(data), published)
    recogniser = Recogniser(catalogue)
    pages = [page for path in watched(files, "Reading") for page in read_pages(path, reader.problems)]
    matched = [(page, match) for page in pages if (match := recogniser.recognise(page, reader.problems))]
    matched.sort(key=lambda one: list(_READERS).index(one[1].table.kind))
    first = [one for one in matched if one[1].table.kind in _FIRST]
    # The longest, an extract, is begun first; polars works outside the interpreter's lock, so they run side by side.
    rest = [one for one in reversed(matched) if one[1].table.kind not in _FIRST]
    parts = [reader.read(*one) for one in first]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(reader.read, *one) for one in rest]
        parts += [one.result() for one in watched(running, "Checking")]
    merged = list(_merged([part for part in reversed(parts) if part], reader.problems))
    reader.problems.stop()
    return merged


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
    "outcomes": ["area", "inspected", "service"],
}


def day_given(text: str | None) -> date | None:
    """The day of `--published`. Raises UsageError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"“{text}” is no day", "Write it as 2025-10-30.") from None

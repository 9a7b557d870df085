"""Which published table a page is: told by its columns alone."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dscp_tui.warehouse.national.catalogue import Catalogue, Table, column_key
from dscp_tui.warehouse.national.files import Page
from dscp_tui.warehouse.problems import Problems

ALIKE = 0.5
"""The share of a page's own columns that a table must know for the page to be taken for it with a column missing."""
_NEVER_NEEDED = frozenset({"kind", "nation_name", "region_name"})
_AREA_CODES = frozenset({"region", "number", "code", "name"})


@dataclass(frozen=True, slots=True)
class Match:
    """A page held against a table: its column for each role, the roles without one, and how much of it is known.

    `known` counts the page's own columns that are the table's, `share` is their part of all that are its own.
    """

    table: Table
    roles: dict[str, str]
    missing: dict[str, list[str]]
    known: int
    share: float
    rows: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table's pages look like: the names of its columns by role, all that are its own, what its groups may say."""

    table: Table
    wanted: dict[str, list[str]]
    own: frozenset[str]
    where: str


class Recogniser:
    """Tells pages by the tables of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._standing = catalogue.columns
        self._shared = {column_key(name) for names in catalogue.columns.values() for name in names}
        self._shapes = [_shape(table, catalogue) for table in catalogue.tables.values()]

    def recognise(self, page: Page, problems: Problems) -> Match | None:
        """The table that a page is. None, with a problem that names the nearest one, where it is none."""
        matches = [self._match(page, shape) for shape in self._shapes]
        whole = [match for match in matches if not match.missing]
        if whole:
            return max(whole, key=lambda match: (match.known, match.rows))
        near = max(matches, key=lambda match: (match.share, match.known), default=None)
        if near and near.share >= ALIKE:
            for names in near.missing.values():
                message = f"the column is missing from {near.table.title}; found {', '.join(page.header)}"
                problems.add(page.place, 1, " or ".join(names), "", message)
        else:
            message = f"is no known table{self._nearest(page)}; its columns are {', '.join(page.header)}"
            problems.add(page.place, 1, "", "", message)
        return None

    def _match(self, page: Page, shape: Shape) -> Match:
        table = shape.table
        header = {column_key(name): name for name in page.header}
        roles, missing = {}, {}
        for role, names in shape.wanted.items():
            found = next((header[key] for key in map(column_key, names) if key in header), None)
            if found:
                roles[role] = found
            elif role not in _not_needed(page, table):
                missing[role] = names
        theirs = header.keys() - {column_key(name) for name in table.ignored}
        if table.kind == "explore":
            # What measures are made from is found again by its name; what stands in all such tables is needed by role.
            roles = {role: column for role, column in roles.items() if role in self._standing}
            theirs -= self._shared
        known = len(shape.own & theirs)
        return Match(table, roles, missing, known, known / max(1, len(theirs)), _rows_known(page, shape))

    def _nearest(self, page: Page) -> str:
        """The table whose columns are most like the page's own, column by column."""
        from rapidfuzz import fuzz, process

        theirs = {column_key(name) for name in page.header} - self._shared
        best: tuple[float, str] | None = None
        for shape in self._shapes:
            found = [process.extractOne(name, shape.own, scorer=fuzz.ratio) for name in theirs]
            likeness = sum(one[1] for one in found if one)
            best = max(best or (0.0, ""), (likeness, shape.table.title))
        return f"; the nearest is {best[1]}" if best and best[1] else ""


def _shape(table: Table, catalogue: Catalogue) -> Shape:
    if table.kind != "explore":
        names = [name for names in table.columns.values() for name in names]
        return Shape(table, table.columns, frozenset(map(column_key, names)), "")
    measures = catalogue.measures.filter(pl.col("table") == table.id)
    spelt = dict(measures.select("measure", "column").iter_rows())
    needs = {need: (spelt.get(need) or need).split("|") for need in table.needs}
    wanted = catalogue.columns | needs | {group: [group] for group in table.groups}
    names = [*(name for names in spelt.values() if names for name in names.split("|")), *table.groups]
    where = " ".join(measures["where"].drop_nulls()).casefold()
    return Shape(table, wanted, frozenset(map(column_key, names)), where)


def _not_needed(page: Page, table: Table) -> frozenset[str]:
    """A table of the nation alone has no codes of regions and authorities."""
    if table.kind != "explore":
        return frozenset()
    nation_alone = "geographic_level" in page.header and (page.frame["geographic_level"] == "National").all()
    return _NEVER_NEEDED | _AREA_CODES if nation_alone else _NEVER_NEEDED


def _rows_known(page: Page, shape: Shape) -> int:
    """Of tables with the same columns: how many groups of the first row the table's measures speak of."""
    cells = [page.frame[name][0] for name in shape.table.groups if name in page.header and page.frame.height]
    return sum(1 for cell in cells if cell and f"={cell.casefold()}" in shape.where)

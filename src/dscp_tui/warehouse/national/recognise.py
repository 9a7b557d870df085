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


def recognise(page: Page, catalogue: Catalogue, problems: Problems) -> Match | None:
    """The table that a page is. None, with a problem that names the nearest one, where it is none."""
    matches = [_match(page, table, catalogue) for table in catalogue.tables.values()]
    whole = [match for match in matches if not match.missing]
    if whole:
        return max(whole, key=lambda match: (match.known, match.rows))
    near = max(matches, key=lambda match: (match.share, match.known), default=None)
    if near and near.share >= ALIKE:
        for names in near.missing.values():
            message = f"the column is missing from {near.table.title}; found {', '.join(page.header)}"
            problems.add(page.place, 1, " or ".join(names), "", message)
    else:
        nearest = _nearest(page, catalogue)
        message = f"is no known table{nearest}; its columns are {', '.join(page.header)}"
        problems.add(page.place, 1, "", "", message)
    return None


def _match(page: Page, table: Table, catalogue: Catalogue) -> Match:
    header = {column_key(name): name for name in page.header}
    roles, missing = {}, {}
    for role, names in _wanted(table, catalogue).items():
        found = next((header[key] for key in map(column_key, names) if key in header), None)
        if found:
            roles[role] = found
        elif role not in _not_needed(page, table):
            missing[role] = names
    shared = {column_key(name) for names in catalogue.columns.values() for name in names}
    own = header.keys() - {column_key(name) for name in table.ignored}
    if table.kind == "explore":
        # What measures are made from is found again by its name; what stands in every such table is needed by its role.
        roles = {role: column for role, column in roles.items() if role in catalogue.columns}
        own -= shared
    known = {column_key(name) for name in _known(table, catalogue)} & own
    return Match(table, roles, missing, len(known), len(known) / max(1, len(own)), _rows_known(page, table, catalogue))


def _wanted(table: Table, catalogue: Catalogue) -> dict[str, list[str]]:
    """The roles of a table's columns, each with the names by which its column may go."""
    if table.kind != "explore":
        return table.columns
    spelt = dict(catalogue.measures.select("measure", "column").iter_rows())
    needs = {need: (spelt.get(need) or need).split("|") for need in table.needs}
    return catalogue.columns | needs | {group: [group] for group in table.groups}


def _not_needed(page: Page, table: Table) -> frozenset[str]:
    """A table of the nation alone has no codes of regions and authorities."""
    if table.kind != "explore":
        return frozenset()
    nation_alone = "geographic_level" in page.header and (page.frame["geographic_level"] == "National").all()
    return _NEVER_NEEDED | _AREA_CODES if nation_alone else _NEVER_NEEDED


def _known(table: Table, catalogue: Catalogue) -> list[str]:
    """The names of the columns that are a table's own."""
    if table.kind != "explore":
        return [name for names in table.columns.values() for name in names]
    spelt = catalogue.measures.filter(pl.col("table") == table.id)["column"].drop_nulls()
    return [*(name for names in spelt for name in names.split("|")), *table.groups]


def _rows_known(page: Page, table: Table, catalogue: Catalogue) -> int:
    """Of tables with the same columns: how many groups of the first row the table's measures speak of."""
    where = " ".join(catalogue.measures.filter(pl.col("table") == table.id)["where"].drop_nulls()).casefold()
    cells = [page.frame[name][0] for name in table.groups if name in page.header and page.frame.height]
    return sum(1 for cell in cells if cell and f"={cell.casefold()}" in where)


def _nearest(page: Page, catalogue: Catalogue) -> str:
    from rapidfuzz import fuzz, process

    titles = {table.title: " ".join(_known(table, catalogue)) for table in catalogue.tables.values()}
    found = process.extractOne(" ".join(page.header), titles, scorer=fuzz.token_set_ratio)
    return f"; the nearest is {found[2]}" if found else ""

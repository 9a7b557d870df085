"""A statement that a user wrote: one that only reads, run so that it can be stopped, with what helps where it is wrong."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor, wait

from dscp_tui.errors import UsageError
from dscp_tui.warehouse.store import QueryError, Rows, TooSlowError, Warehouse, first_line

LONGEST = 20_000
"""Characters of a statement: DuckDB takes minutes to plan what is generated, and does not listen meanwhile."""
MOST_ROWS = 1_000_000
"""Rows that are held at once; more are an error and never a part, which would be a wrong figure."""
GRACE = 1.0
"""Seconds that DuckDB has to end a query by itself, before it is left behind."""
NEAR = 60
_TABLES = "SELECT DISTINCT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"
_COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'main' ORDER BY table_name, ordinal_position
"""
_COLUMN = re.compile(r'(?:Referenced column|column named) "([^"]+)"')
_TABLE = re.compile(r'(?:Table with name|Referenced table) "?([^\s"!]+)')


def run_statement(warehouse: Warehouse, sql: str, limit: int | None = None) -> tuple[Rows, bool]:
    """The rows of just one SELECT, EXPLAIN or DESCRIBE, and whether there are more than the limit lets through.

    Raises UsageError where there is no such statement, QueryError where it fails, takes too long, or without a limit
    gives more rows than can be held.
    """
    _refuse_other(sql)
    most = MOST_ROWS if limit is None else min(limit, MOST_ROWS)
    try:
        found = _interruptible(warehouse, sql, most + 1)
    except TooSlowError as error:
        raise QueryError(error.message, "Ask for less, or give it longer: --timeout SECONDS.") from None
    except QueryError as error:
        raise QueryError(error.message, error.hint or _hint(warehouse, sql, error.message)) from None
    if len(found.rows) > most == MOST_ROWS:
        raise QueryError(f"more than {MOST_ROWS:,} rows", "Ask for less: add WHERE or LIMIT, or --limit N.")
    return Rows(found.columns, found.rows[:most]), len(found.rows) > most


def _refuse_other(sql: str) -> None:
    import duckdb

    if len(sql) > LONGEST:
        raise UsageError(f"a statement of {len(sql):,} characters is not run: {LONGEST:,} is the most")
    try:
        sql.encode()
        statements = duckdb.extract_statements(sql)
    except UnicodeEncodeError:
        raise UsageError("the statement is not UTF-8") from None
    except duckdb.Error as error:
        raise QueryError(first_line(error)) from None
    if not statements:
        raise UsageError("no statement was given", "Write a SELECT, in quotes.")
    if len(statements) != 1:
        raise QueryError(f"one statement at a time: {len(statements)} were given")
    kind = statements[0].type.name
    if kind not in ("SELECT", "EXPLAIN"):
        raise QueryError(f"{kind} is not run here: write a SELECT, EXPLAIN or DESCRIBE")


def _interruptible(warehouse: Warehouse, sql: str, most: int) -> Rows:
    """Run a statement in a thread: DuckDB would not look at Ctrl+C, or the clock, before some of its work is done."""
    deadline = time.monotonic() + warehouse.seconds + GRACE
    pool = ThreadPoolExecutor(1)
    running = pool.submit(warehouse.query, sql, most=most)
    try:
        # In slices: once polars is loaded, a signal no longer wakes a thread that waits without end.
        while not wait([running], timeout=0.1).done:
            if time.monotonic() > deadline:
                raise TooSlowError(warehouse.seconds)
        return running.result()
    finally:
        warehouse.interrupt()
        # Not waited for: while it plans, DuckDB does not hear that it is interrupted.
        pool.shutdown(wait=False)


def _hint(warehouse: Warehouse, sql: str, message: str) -> str:
    """The nearest names for an unknown table or column, and those that there are."""
    if column := _COLUMN.search(message):
        words = set(re.findall(r"\w+", sql.casefold()))
        found = [name for table, name in warehouse.query(_COLUMNS).rows if table in words]
        return _nearest(column[1], list(dict.fromkeys(found)), "Columns")
    if table := _TABLE.search(message):
        return _nearest(table[1], [row[0] for row in warehouse.query(_TABLES).rows], "Tables and views")
    return ""


def _nearest(name: str, names: list[str], kind: str) -> str:
    from rapidfuzz import fuzz, process

    if not names:
        return ""
    near = process.extract(name.casefold(), names, scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
    nearest = f"Nearest: {', '.join(one for one, *_ in near)}. " if near else ""
    return f"{nearest}{kind}: {', '.join(names)}."

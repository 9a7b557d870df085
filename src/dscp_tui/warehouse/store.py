"""The one way to open the warehouse: read-only, locked down, a cursor of its own for every query."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dscp_tui.errors import DscpError, UnknownError, UsageError
from dscp_tui.warehouse.content import Content, find_content
from dscp_tui.warehouse.national.shelf import Shelf, open_shelf
from dscp_tui.warehouse.settings import folder_setting
from dscp_tui.warehouse.templates import Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

FILE = "warehouse.duckdb"
TIME_LIMIT_MS = 10_000
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "1GB",
    "threads": 2,
    "max_execution_time": TIME_LIMIT_MS,
    "lock_configuration": True,
}
Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one query, column by name."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class QueryError(DscpError):
    """A query that did not run; the message holds neither its text nor paths."""


class Warehouse:
    """An open warehouse. One instance serves all threads: each query runs on a cursor of its own."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self.path = path
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=_CONFIG)
        except duckdb.Error as error:
            raise DscpError(f"cannot open {path}: {_first_line(error)}") from None
        self._running: set[duckdb.DuckDBPyConnection] = set()
        self._guard = threading.Lock()

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> Rows:
        """Run one statement to its end. Raises QueryError; KeyboardInterrupt stops the query first."""
        with self._cursor() as cursor:
            return _fetch(cursor, sql, dict(parameters or {}))

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        import duckdb

        try:
            cursor = self._connection.cursor()
        except duckdb.Error:
            raise QueryError("the warehouse is closed") from None
        with self._guard:
            self._running.add(cursor)
        try:
            yield cursor
        except KeyboardInterrupt:
            cursor.interrupt()
            raise
        finally:
            with self._guard:
                self._running.discard(cursor)
            cursor.close()

    def query_one(self, sql: str) -> Rows:
        """Run a statement that a user wrote, if it is just one SELECT, EXPLAIN or DESCRIBE. Raises QueryError."""
        import duckdb

        try:
            statements = duckdb.extract_statements(sql)
        except duckdb.Error as error:
            raise QueryError(_first_line(error)) from None
        if not statements:
            raise UsageError("no statement was given", "Write a SELECT, in quotes.")
        if len(statements) != 1:
            raise QueryError(f"one statement at a time: {len(statements)} were given")
        kind = statements[0].type.name
        if kind not in ("SELECT", "EXPLAIN"):
            raise QueryError(f"{kind} is not run here: write a SELECT, EXPLAIN or DESCRIBE")
        try:
            return self._interruptible(sql)
        except QueryError as error:
            if not error.message.startswith(("Catalog", "Binder")):
                raise
            tables = "SELECT DISTINCT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"
            names = ", ".join(row[0] for row in self.query(tables).rows)
            raise QueryError(error.message, f"Tables and views: {names}.") from None

    def _interruptible(self, sql: str) -> Rows:
        """Run a statement in a thread: DuckDB would not look at Ctrl+C before some of its work is done."""
        from concurrent.futures import ThreadPoolExecutor, wait

        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(self.query, sql)
            try:
                # In slices: once polars is loaded, a signal no longer wakes a thread that waits without end.
                while not wait([running], timeout=0.1).done:
                    pass
                return running.result()
            except KeyboardInterrupt:
                self.interrupt()
                raise

    def interrupt(self) -> None:
        """Stop every query that is under way."""
        with self._guard:
            for cursor in self._running:
                cursor.interrupt()

    def close(self) -> None:
        self.interrupt()
        self._connection.close()

    @cached_property
    def meta(self) -> dict[str, str]:
        """Facts about the warehouse itself: the content's fingerprint, the partnership's name and area."""
        return dict(self.query("SELECT key, value FROM meta").rows)

    def known_at(self) -> str:
        """One line on how much is known and until when."""
        count, sources, latest = self.query(
            "SELECT (SELECT count(*) FROM figures), count(*), max(published) FROM sources"
        ).rows[0]
        return f"{count:,} figures from {sources} sources, known at {latest.day} {latest:%B %Y}"

    def templates(self) -> dict[str, Template]:
        """All named templates."""
        found = self.query("SELECT name, body FROM templates ORDER BY name").rows
        return {name: Template.from_json(body) for name, body in found}

    def template(self, name: str) -> Template:
        """The template of a name. Raises UnknownError with the nearest names."""
        found = self.query("SELECT body FROM templates WHERE name = $name", {"name": name}).rows
        if not found:
            from difflib import get_close_matches

            names = [row[0] for row in self.query("SELECT name FROM templates ORDER BY name").rows]
            near = get_close_matches(name, names, n=3, cutoff=0.4) or names[:5]
            raise UnknownError(
                f"there is no template “{name[:60]}”", f"Nearest: {', '.join(near)}. `dscp query` lists them all."
            )
        return Template.from_json(found[0][0])


def _fetch(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object]) -> Rows:
    import duckdb

    try:
        cursor.execute(sql, parameters)
        columns = [column[0] for column in cursor.description or []]
        return Rows(columns, cursor.fetchall())
    except duckdb.InterruptException as error:
        if "execution time" in str(error):
            raise QueryError(f"the query took longer than {TIME_LIMIT_MS // 1000} seconds and was stopped") from None
        raise QueryError("the query was interrupted") from None
    except duckdb.Error as error:
        if "orrupt" in str(error) or "checksum" in str(error):
            raise QueryError("the warehouse file is damaged", "`dscp build` makes it anew from the content.") from None
        raise QueryError(_first_line(error)) from None


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def data_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """Where derived files lie: as given, else by environment or settings file, else the platform's place for user data."""
    if chosen := folder_setting("data", given):
        return chosen.resolve()
    from platformdirs import user_data_path

    return user_data_path("dscp", appauthor=False)


def open_warehouse(
    content: Content | None = None,
    data: Path | None = None,
    *,
    notice: Notice = lambda _: None,
) -> Warehouse:
    """Open the warehouse, built anew first where it is missing, broken, or older than the content.

    Where the content does not load and a warehouse is in place, that one is opened and `notice` is told. Raises
    DscpError where there is nothing to open.
    """
    content = content or find_content()
    path = (data or data_folder()) / FILE
    fingerprint = open_shelf(path.parent).fingerprint(content.fingerprint())
    current = _open_ours(path, notice)
    if current and current.meta.get("fingerprint") == fingerprint:
        return current
    if current:
        current.close()
    try:
        build_now(content, path)
    except DscpError as error:
        if not path.exists():
            raise
        notice(f"{error}\nThe content has changed and could not be loaded; answering from the warehouse as it was.")
    return Warehouse(path)


def build_now(content: Content, path: Path, shelf: Shelf | None = None) -> Any:
    """Build at once. polars is imported here, so that nobody who only reads pays for it."""
    from dscp_tui.warehouse.build import build

    return build(content, path, shelf)


def _open_ours(path: Path, notice: Notice) -> Warehouse | None:
    """The warehouse in place; a file that is none is set aside, never deleted."""
    if not path.exists():
        return None
    if not os.access(path, os.R_OK):
        raise DscpError(f"cannot read {path}", "Check its permissions.")
    try:
        warehouse = Warehouse(path)
    except DscpError as error:
        if "lock is held" in error.message:
            raise DscpError(f"another program holds {path} open for writing", "Close it there first.") from None
        reason = "is damaged or no DuckDB file"
    else:
        with suppress(QueryError):
            if "fingerprint" in warehouse.meta:
                return warehouse
        warehouse.close()
        reason = "is damaged or a DuckDB file of something else"
    aside = path.with_name(f"{path.name}.set-aside-{datetime.now():%Y%m%d-%H%M%S}")
    with suppress(OSError):
        path.replace(aside)
        notice(f"{path} {reason}: set aside as {aside.name} and built anew.")
    return None

"""The one way to open the warehouse: read-only, locked down, a cursor of its own for every query."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dscp_tui.errors import DscpError, UnknownError, UsageError
from dscp_tui.model.period import day_label
from dscp_tui.model.text import clipped
from dscp_tui.warehouse.content import Content, find_content
from dscp_tui.warehouse.national.shelf import Shelf, open_shelf
from dscp_tui.warehouse.settings import folder_setting
from dscp_tui.warehouse.templates import Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

FILE = "warehouse.duckdb"
KEPT_DAYS = 8
"""Warehouses of what was known on a day that are kept."""
TIME_LIMIT = 10
"""Seconds after which a query is stopped."""
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "1GB",
    # Our tables are smaller than what DuckDB gives to a second thread; it would only take memory.
    "threads": 1,
    # What a query took is given back when it ends: a dashboard that stays open would else hold half as much again.
    "allocator_bulk_deallocation_flush_threshold": "256KB",
    "lock_configuration": True,
}
Notice = Callable[[str], None]
_PATIENCE = 5
"""Seconds in which a query that was interrupted ends."""
_ANEW = "`dscp build` makes it anew from the content."
_CLOSED = "If its file was replaced by one that cannot be read, `dscp build` makes it anew."


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one query, column by name."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class QueryError(DscpError):
    """A query that did not run; the message holds neither its text nor paths."""


class TooSlowError(QueryError):
    """A query that was stopped because it took too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the query took longer than {seconds:g} second{'s' if seconds != 1 else ''} and was stopped")


class Warehouse:
    """An open warehouse. One instance serves all threads: each query runs on a cursor of its own."""

    def __init__(self, path: Path, seconds: float = TIME_LIMIT) -> None:
        import duckdb

        self.path = path
        self.seconds = seconds
        self.as_known_on: Callable[[date], Warehouse] | None = None
        """Opens what was known on a day; set by whoever has the content at hand."""
        self._then: Warehouse | None = None
        config = _CONFIG | {"max_execution_time": int(1000 * seconds)}
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=config)
        except duckdb.Error as error:
            raise DscpError(f"cannot open {path}: {first_line(error)}", _ANEW) from None
        self._running: set[duckdb.DuckDBPyConnection] = set()
        self._templates: dict[str, Template] = {}
        self._is_closed = False
        self._guard = threading.Condition()

    def query(self, sql: str, parameters: Mapping[str, object] | None = None, *, most: int | None = None) -> Rows:
        """Run one statement to its end, or for the first rows. Raises QueryError; KeyboardInterrupt stops the query first."""
        import duckdb

        with self._cursor() as cursor:
            try:
                cursor.execute(sql, dict(parameters or {}))
                columns = [column[0] for column in cursor.description or []]
                return Rows(columns, cursor.fetchall() if most is None else cursor.fetchmany(most))
            except duckdb.Error as error:
                raise self._failure(error) from None

    def _failure(self, error: Exception) -> QueryError:
        import duckdb

        if isinstance(error, duckdb.InterruptException):
            is_late = "execution time" in str(error)
            return TooSlowError(self.seconds) if is_late else QueryError("the query was interrupted")
        if isinstance(error, duckdb.PermissionException):
            return QueryError("files, other databases and extensions are disabled here: the warehouse alone is read")
        # Cut short while it is open, or written over; after that DuckDB may give up the whole instance.
        if isinstance(error, (duckdb.IOException, duckdb.FatalException)) or "orrupt" in str(error):
            return QueryError("the warehouse file is damaged", _ANEW)
        return QueryError(first_line(error))

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._guard:
            if self._is_closed:
                raise QueryError("the warehouse is closed", _CLOSED)
            cursor = self._connection.cursor()
            self._running.add(cursor)
        try:
            yield cursor
        except KeyboardInterrupt:
            cursor.interrupt()
            raise
        finally:
            with self._guard:
                cursor.close()
                self._running.discard(cursor)
                self._guard.notify_all()

    def interrupt(self) -> None:
        """Stop every query that is under way."""
        with self._guard:
            for cursor in self._running:
                cursor.interrupt()

    def close(self) -> None:
        """Stop every query, and close once they have ended: DuckDB refuses to close under one that is under way."""
        with self._guard:
            self._is_closed = True
        self.interrupt()
        with self._guard:
            self._guard.wait_for(lambda: not self._running, _PATIENCE)
        self._connection.close()
        if self._then:
            self._then.close()

    def known_on(self, day: date) -> Warehouse:
        """The warehouse as it was known on a day, or on its own where that is earlier; it is closed with this one.

        Raises UsageError where nothing had been published by then, or where the content is not at hand.
        """
        if self.as_known_on is None:
            raise UsageError("what was known on a day is built from the content, which is not at hand")
        day = min(day, self.as_of or day)
        if self._then is None or self._then.as_of != day:
            before, self._then = self._then, self.as_known_on(day)
            if before:
                before.close()
        return self._then

    @cached_property
    def meta(self) -> dict[str, str]:
        """Facts about the warehouse itself: the content's fingerprint, the partnership's name and area."""
        return dict(self.query("SELECT key, value FROM meta").rows)

    @property
    def as_of(self) -> date | None:
        """The day after which nothing counts; None where all does."""
        return date.fromisoformat(self.meta["as_of"]) if "as_of" in self.meta else None

    def publications(self) -> list[tuple[date, list[str]]]:
        """The days on which something was published, the newest first, each with what that was."""
        return self.query(
            "SELECT published, list(title ORDER BY title) FROM publications GROUP BY published ORDER BY published DESC"
        ).rows

    def known_at(self) -> str:
        """One line on how much is known and until when."""
        count, sources, latest, releases = self.query(
            "SELECT (SELECT count(*) FROM figures), count(*), max(published), (SELECT count(*) FROM national_releases)"
            " FROM sources"
        ).rows[0]
        known = f"{count:,} figures from {sources} sources, known at {day_label(latest)}"
        if not self.as_of:
            return known
        unheld = "" if releases else "; no published statistics of that time are held"
        return f"{known}, as of {day_label(self.as_of)}{unheld}"

    def templates(self) -> dict[str, Template]:
        """All named templates."""
        found = self.query("SELECT name, body FROM templates ORDER BY name").rows
        return {name: Template.from_json(body) for name, body in found}

    def template(self, name: str) -> Template:
        """The template of a name. Raises UnknownError with the nearest names."""
        if name not in self._templates:
            self._templates[name] = self._read_template(name)
        return self._templates[name]

    def _read_template(self, name: str) -> Template:
        found = self.query("SELECT body FROM templates WHERE name = $name", {"name": name}).rows
        if not found:
            from difflib import get_close_matches

            names = [row[0] for row in self.query("SELECT name FROM templates ORDER BY name").rows]
            near = get_close_matches(name, names, n=3, cutoff=0.4) or names[:5]
            raise UnknownError(
                f"there is no template “{name[:60]}”", f"Nearest: {', '.join(near)}. `dscp query` lists them all."
            )
        return Template.from_json(found[0][0])


def first_line(error: Exception) -> str:
    """What DuckDB says, without the lines in which it repeats the statement."""
    return clipped((str(error).strip().splitlines() or [type(error).__name__])[0], 300)


def data_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """Where derived files lie: as given, else by environment or settings file, else the platform's place for user data."""
    if chosen := folder_setting("data", given):
        return chosen.resolve()
    from platformdirs import user_data_path

    return user_data_path("dscp", appauthor=False)


def warehouse_file(content: Content, data: Path) -> Path:
    """Where the warehouse of this content lies.

    With a folder of templates laid over ours it has a file of its own, named after that folder: else two users of one
    data folder, or one user with and without it, would build it anew in turn for ever. So has what was known on a day.
    """
    marks = [f"-as-of-{content.as_of}"] if content.as_of else []
    if content.own_queries is not None:
        folder = str(content.own_queries).encode(errors="surrogateescape")
        marks.append(f"-{hashlib.sha256(folder).hexdigest()[:8]}")
    return data / f"warehouse{''.join(marks)}.duckdb" if marks else data / FILE


def open_warehouse(
    content: Content | None = None,
    data: Path | None = None,
    *,
    notice: Notice = lambda _: None,
    seconds: float = TIME_LIMIT,
) -> Warehouse:
    """Open the warehouse, built anew first where it is missing, broken, or older than the content.

    Where the content does not load and a warehouse is in place, that one is opened and `notice` is told. Raises
    DscpError where there is nothing to open; where only the user's own templates are at fault, ours still answer.
    """
    content, data = content or find_content(), data or data_folder()
    warehouse = _open(content, data, notice, seconds)
    warehouse.as_known_on = lambda day: open_warehouse(
        replace(content, as_of=day), data, notice=notice, seconds=seconds
    )
    return warehouse


def _open(content: Content, data: Path, notice: Notice, seconds: float) -> Warehouse:
    path = warehouse_file(content, data)
    current = _open_ours(path, notice, seconds)
    if current and is_current(content, current):
        return current
    if current:
        current.close()
    try:
        build_now(content, path)
    except DscpError as error:
        if not path.exists():
            if content.own_queries is None:
                raise
            plain = open_warehouse(replace(content, own_queries=None), data, notice=notice, seconds=seconds)
            notice(f"{error}\nYour own queries could not be loaded; answering without them.")
            return plain
        notice(f"{error}\nThe content has changed and could not be loaded; answering from the warehouse as it was.")
    if content.as_of:
        _sweep_days(path)
    return Warehouse(path, seconds)


def _sweep_days(latest: Path) -> None:
    """Leave the warehouses of a few days only: each can be built anew at once, and any day may be asked for."""
    others = [path for path in latest.parent.glob("warehouse-as-of-*.duckdb") if path != latest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime)[: -KEPT_DAYS + 1]:
        with suppress(OSError):
            path.unlink()
            path.with_name(f"{path.name}.lock").unlink(missing_ok=True)


def is_current(content: Content, warehouse: Warehouse) -> bool:
    """Whether a warehouse is what the content and the loaded tables of now make."""
    fingerprint = open_shelf(warehouse.path.parent).fingerprint(content.fingerprint())
    return warehouse.meta.get("fingerprint") == fingerprint


def build_now(content: Content, path: Path, shelf: Shelf | None = None) -> Any:
    """Build at once. polars is imported here, so that nobody who only reads pays for it."""
    from dscp_tui.warehouse.build import build

    return build(content, path, shelf)


def _open_ours(path: Path, notice: Notice, seconds: float) -> Warehouse | None:
    """The warehouse in place; a file that is none is set aside, never deleted."""
    if not path.exists():
        return None
    if not os.access(path, os.R_OK):
        raise DscpError(f"cannot read {path}", "Check its permissions.")
    try:
        warehouse = Warehouse(path, seconds)
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

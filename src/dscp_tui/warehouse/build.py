"""The build: content in, one DuckDB file out, replaced whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from dscp_tui.errors import DscpError
from dscp_tui.model.words import folded
from dscp_tui.warehouse.content import Content, content_files, read_bytes
from dscp_tui.warehouse.headers import prove, read_check, read_files, read_template
from dscp_tui.warehouse.known import keep_publications, leave_out_later
from dscp_tui.warehouse.load import Frames, load
from dscp_tui.warehouse.national.doubts import doubts
from dscp_tui.warehouse.national.shelf import Shelf, open_shelf
from dscp_tui.warehouse.national.tables import insert_shelved
from dscp_tui.warehouse.national.variations import variations
from dscp_tui.warehouse.templates import Check, Template
from dscp_tui.warehouse.vocabulary import vocabulary

LOCK_SECONDS = 60
LEAST_FREE = 8_000_000
"""Bytes below which a failed write is put down to a full disk: a warehouse takes about 6 MB while it is built."""
BLOCK_SIZE = 16_384
"""The least that DuckDB takes: each table and each key has blocks of its own, and most of ours would fill a hundredth of one."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    path: Path
    figures: int
    indicators: int
    templates: int
    seconds: float


def build(content: Content, target: Path, shelf: Shelf | None = None) -> Built:
    """Build the warehouse beside `target` and move it into place.

    `shelf` holds the published tables that the user has loaded; without it, those in the folder of `target`.

    Raises ContentError or TemplateError where the content is at fault, DscpError where the disk is. In each case, and
    when the process is killed, the file in place stays as it was.
    """
    started = time.monotonic()
    with _locked(target):
        _sweep(target, f"{target.name}.building-*")
        shelf = shelf or open_shelf(target.parent)
        frames = load(content, shelf)
        templates: list[Template] = read_files(content.query_files(), content.relative, read_template)
        checks: list[Check] = read_files(
            content_files(content.warehouse / "checks", ".sql"), content.relative, read_check
        )
        beside = target.with_name(f"{target.name}.building-{os.getpid()}")
        try:
            _write(content, beside, frames, shelf, templates, checks)
            beside.replace(target)
        except OSError as error:
            raise DscpError(f"cannot write {target}: {error.strerror}") from None
        except duckdb.Error as error:
            raise _disk_trouble(target, error) from None
        finally:
            _sweep(target, f"{beside.name}*")
    return Built(
        target, frames["figures"].height, frames["indicators"].height, len(templates), time.monotonic() - started
    )


def _disk_trouble(target: Path, error: Exception) -> DscpError:
    """What DuckDB met while it wrote; a full disk shows in several of its errors, none of which says so."""
    if shutil.disk_usage(target.parent).free < LEAST_FREE:
        return DscpError(
            f"cannot write {target}: no space left on the disk", "The warehouse as it was is still in place."
        )
    return DscpError(f"cannot write {target}: {str(error).splitlines()[0]}")


def _sweep(target: Path, pattern: str) -> None:
    """Remove what a build left beside its target: the file, its log, its folder of spilled pages."""
    for leftover in target.parent.glob(pattern):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # A lock file that cannot be made would be waited for in vain.
        with tempfile.TemporaryFile(dir=target.parent):
            pass
        lock = FileLock(target.with_name(f"{target.name}.lock"), timeout=LOCK_SECONDS)
        lock.acquire()
    except Timeout:
        raise DscpError(
            f"another build has held {target} for {LOCK_SECONDS} seconds", "Wait for it, or end it."
        ) from None
    except OSError as error:
        raise DscpError(
            f"cannot write to the data folder {target.parent}: {error.strerror}",
            "Set DSCP_DATA to a folder that you may write to.",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _write(  # noqa: PLR0913, PLR0917 - all that goes into a warehouse
    content: Content, path: Path, frames: Frames, shelf: Shelf, templates: list[Template], checks: list[Check]
) -> None:
    connection = duckdb.connect(str(path), config={"default_block_size": BLOCK_SIZE})
    try:
        tables, *views, shown = _scripts(content)
        _run(connection, content, tables)
        for table, frame in frames.items():
            _insert(connection, table, frame)
        insert_shelved(connection, shelf)
        keep_publications(connection)
        if content.as_of:
            leave_out_later(connection, content.as_of)
        for script in views:
            _run(connection, content, script)
        _insert(connection, "doubts", doubts(connection))
        _insert(connection, "variations", variations(connection))
        _run(connection, content, shown)
        _insert(connection, "templates", pl.DataFrame([_template_row(t) for t in templates]))
        _insert(connection, "checks", pl.DataFrame([_check_row(c) for c in checks]))
        _insert(connection, "lexicon", _asks(templates))
        _insert(connection, "vocabulary", vocabulary(connection))
        connection.execute("CHECKPOINT")
        # Proven as they will run: no file but the warehouse.
        connection.execute("SET enable_external_access = false")
        provable: list[Template | Check] = [*templates, *checks]
        for item in provable:
            prove(connection, item)
    finally:
        connection.close()


def _scripts(content: Content) -> list[Path]:
    scripts = content_files(content.warehouse / "schema", ".sql")
    if len(scripts) < 2:
        raise DscpError(f"no schema: {content.warehouse / 'schema'} holds no first and last .sql file")
    return scripts


def _run(connection: duckdb.DuckDBPyConnection, content: Content, script: Path) -> None:
    try:
        connection.execute(read_bytes(script).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DscpError(f"{content.relative(script)} is not UTF-8: save the file as UTF-8") from None
    except duckdb.Error as error:
        raise DscpError(f"{content.relative(script)}: {str(error).splitlines()[0]}") from None


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Load a frame into its table; the table's own types, keys and checks are the last gate."""
    if frame.is_empty():
        return
    with tempfile.TemporaryDirectory(prefix="dscp-") as folder:
        file = Path(folder) / "frame.parquet"
        frame.write_parquet(file)
        try:
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet(?)", [str(file)])  # noqa: S608 - our table
        except (duckdb.ConstraintException, duckdb.ConversionException, duckdb.BinderException) as error:
            raise DscpError(f"the table {table} refuses a row: {str(error).splitlines()[0]}") from None


def _template_row(template: Template) -> dict[str, str]:
    return {"name": template.name, "title": template.title, "body": template.to_json()}


def _check_row(check: Check) -> dict[str, str]:
    return {
        "name": check.name,
        "title": check.title,
        "severity": check.severity,
        "meaning": check.meaning,
        "body": check.sql,
    }


def _asks(templates: list[Template]) -> pl.DataFrame:
    """The words that name a template, and those that make it look for a number; the template for each role where no words do."""
    rows = {(" ".join(folded(phrase)), "template", t.name) for t in templates for phrase in t.asks}
    numbered = {t.name for t in templates if any(parameter.type == "number" for parameter in t.parameters)}
    rows |= {(phrase, "numbered", name) for phrase, _, name in rows if name in numbered}
    # The user's templates come last: theirs is the role.
    rows |= {(role, "template-role", name) for role, name in {t.role: t.name for t in templates if t.role}.items()}
    shape = {"phrase": pl.String(), "kind": pl.String(), "stands_for": pl.String()}
    return pl.DataFrame(sorted(rows), schema=shape, orient="row")

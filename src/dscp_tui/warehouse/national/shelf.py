"""The published tables that the user has loaded: Parquet files beside the warehouse, and a list of them.

The list is replaced whole, so that a load counts entirely or not at all; a warehouse is built from what it names.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dscp_tui.errors import DscpError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from dscp_tui.warehouse.national.parts import Part

FOLDER = "national"
LIST = "loaded.json"
_ROWS_TOGETHER = 122_880
"""DuckDB keeps so many rows together; what comes in the same pieces is inserted in two thirds of the time."""


class Entry(NamedTuple):
    """A table of a release as it was loaded; `parquet` is named after its own content."""

    kind: str
    table: str
    table_title: str
    release: str
    statistic: str
    release_title: str
    published: str
    inferred: str | None
    file: str
    rows: int
    areas: int
    periods: list[str]
    parquet: str

    @property
    def key(self) -> tuple[str, str]:
        return self.table, self.release


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in the user's folder for published tables."""

    folder: Path
    entries: list[Entry] = field(default_factory=list)

    def paths(self, kind: str) -> list[tuple[Entry, Path]]:
        """The entries of a kind with their files. Raises DscpError where one is gone."""
        found = [(entry, self.folder / entry.parquet) for entry in self.entries if entry.kind == kind]
        for entry, path in found:
            if not path.is_file():
                raise DscpError(
                    f"{path} is gone: the loaded {entry.table_title} of {entry.release_title}",
                    f"Load it again, or remove it: `dscp national remove {entry.table}`.",
                )
        return found

    def fingerprint(self, of_content: str) -> str:
        """The content's fingerprint, and what was loaded besides."""
        if not self.entries:
            return of_content
        names = "\0".join(sorted(entry.parquet for entry in self.entries))
        return hashlib.sha256(f"{of_content}\0{names}".encode()).hexdigest()

    def with_parts(self, parts: Iterable[Part]) -> Shelf:
        """This shelf with parts added, each in place of the same table and release; their files are written."""
        entries = {entry.key: entry for entry in self.entries}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for part in parts:
                entry = _write(self.folder, part)
                entries[entry.key] = entry
        except OSError as error:
            raise DscpError(f"cannot write to {self.folder}: {error.strerror}") from None
        return Shelf(self.folder, sorted(entries.values(), key=lambda entry: entry.key))

    def without(self, keys: set[tuple[str, str]]) -> Shelf:
        """This shelf without some entries."""
        return Shelf(self.folder, [entry for entry in self.entries if entry.key not in keys])

    def keep(self) -> None:
        """Make this the shelf that counts, and remove the files that it no longer names."""
        text = json.dumps([entry._asdict() for entry in self.entries], indent=1, ensure_ascii=False)
        beside = self.folder / f"{LIST}.new"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_text(text + "\n", "utf-8")
            beside.replace(self.folder / LIST)
        except OSError as error:
            raise DscpError(f"cannot write {self.folder / LIST}: {error.strerror}") from None
        self.sweep()

    def sweep(self) -> None:
        """Remove the files that this shelf does not name."""
        named = {entry.parquet for entry in self.entries}
        for path in self.folder.glob("*.parquet"):
            if path.name not in named:
                path.unlink(missing_ok=True)


def open_shelf(data: Path) -> Shelf:
    """The shelf in a data folder; empty where nothing was loaded. Raises DscpError where its list is damaged."""
    folder = data / FOLDER
    try:
        raw = json.loads((folder / LIST).read_text("utf-8"))
        return Shelf(folder, [Entry(**entry) for entry in raw])
    except OSError:
        # Nothing was loaded; a data folder that cannot be used is met, and named, where the warehouse is written.
        return Shelf(folder)
    except (ValueError, TypeError) as error:
        hint = f"Remove {folder}, and load the published tables again."
        raise DscpError(f"cannot read {folder / LIST}: {error}", hint) from None


def _write(folder: Path, part: Part) -> Entry:
    import io

    raw = io.BytesIO()
    part.frame.write_parquet(raw, compression="lz4", row_group_size=_ROWS_TOGETHER)
    content = raw.getvalue()
    name = f"{part.table.id}-{part.release.id}-{hashlib.sha256(content).hexdigest()[:16]}.parquet"
    if not (folder / name).exists():
        (folder / name).write_bytes(content)
    return Entry(
        part.kind,
        part.table.id,
        part.table.title,
        part.release.id,
        part.release.statistic,
        part.release.title,
        part.release.published.isoformat(),
        part.release.inferred,
        part.file,
        part.frame.height,
        _distinct(part.frame, "area"),
        sorted(part.frame["period"].unique()) if "period" in part.frame.columns else [],
        name,
    )


def _distinct(frame: pl.DataFrame, column: str) -> int:
    return frame[column].n_unique() if column in frame.columns else 0

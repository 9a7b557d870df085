"""The warehouse file while the dashboard runs: rebuilt, replaced by something else, or gone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from dscp_tui.errors import DscpError
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import Warehouse, build_now, is_current

WATCHED_EVERY = 2.0
"""Seconds between two looks; a look asks the file system once and reads nothing."""
_MAGIC = b"DUCK"


class Watch:
    """Tells when a file becomes another one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, ...] | None = None

    def look(self) -> Literal["same", "vanished", "replaced"]:
        """What has become of the file since the last look."""
        before, self._seen = self._seen, _identity(self._path)
        if self._seen == before:
            return "same"
        return "replaced" if self._seen else "vanished"


def renewed(content: Content, warehouse: Warehouse) -> Warehouse:
    """The warehouse of now in place of one that is open. What was known on a day is built anew first, where it needs to be."""
    if content.as_of and not is_current(content, warehouse):
        build_now(content, warehouse.path)
    return reopened(warehouse)


def reopened(warehouse: Warehouse) -> Warehouse:
    """Close a warehouse and open the file that has taken its place. Raises DscpError where that is none of ours.

    DuckDB gives every connection of a process the file that the first one opened, so the old one is closed first;
    a file that is obviously none is refused before, so that the old figures can still be asked for.
    """
    path = warehouse.path
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise DscpError(f"cannot read {path}: {error.strerror}", _STAYS) from None
    if head[8:] != _MAGIC:
        raise DscpError(f"{path} was replaced by something that is no warehouse", _STAYS)
    warehouse.close()
    fresh = Warehouse(path)
    if "fingerprint" not in fresh.meta:
        fresh.close()
        raise DscpError(f"{path} was replaced by a database that is no warehouse", "`dscp build` makes it anew.")
    fresh.as_known_on = warehouse.as_known_on
    return fresh


_STAYS = "What is on the screen stays; `dscp build` makes the warehouse anew."


def _identity(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size

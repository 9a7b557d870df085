"""Keep what was read: on the shelf and in the warehouse, both or neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dscp_tui.errors import DscpError, UsageError
from dscp_tui.warehouse.build import LOCK_SECONDS, build
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.parts import Part
from dscp_tui.warehouse.national.shelf import Shelf, open_shelf
from dscp_tui.warehouse.store import warehouse_file


def keep_parts(content: Content, data: Path, parts: list[Part]) -> Shelf:
    """Put parts on the shelf and build the warehouse with them. Where that fails, both stay as they were."""
    with _alone(data):
        old = open_shelf(data)
        return _replace(content, data, old, old.with_parts(parts))


def remove_parts(content: Content, data: Path, names: list[str]) -> Shelf:
    """Take tables or releases off the shelf, by their ids; all without names. Raises UsageError for one that is not there."""
    with _alone(data):
        old = open_shelf(data)
        known = {name for entry in old.entries for name in entry.key}
        for name in names:
            if name not in known:
                there = f"Loaded are {', '.join(sorted(known))}." if known else "Nothing is loaded."
                raise UsageError(f"no table or release “{name[:60]}” is loaded", there)
        gone = {entry.key for entry in old.entries if not names or set(entry.key) & set(names)}
        return _replace(content, data, old, old.without(gone))


def _replace(content: Content, data: Path, old: Shelf, new: Shelf) -> Shelf:
    kept = old
    try:
        build(content, warehouse_file(content, data), new)
        new.keep()
        kept = new
    finally:
        kept.sweep()
    return new


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One load at a time: a second would not know of the first."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(data / "national.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise DscpError(f"another load has held {data} for {LOCK_SECONDS} seconds", "Wait for it, or end it.") from None
    except PermissionError as error:
        raise DscpError(
            f"cannot write to the data folder {data}: {error.strerror}",
            "Set DSCP_DATA to a folder that you may write to.",
        ) from None

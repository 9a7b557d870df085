"""The set-up in one page, for a report of a fault."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dscp_tui import __version__
from dscp_tui.errors import DscpError
from dscp_tui.model.text import shown
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import Warehouse, is_current, warehouse_file

_LIBRARIES = ("textual", "duckdb", "polars", "plotext", "click")


def report(content: Content, data: Path) -> str:
    """Versions, folders and the state of the warehouse, a line each."""
    lines = [f"dscp {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"]
    lines += [f"{name} {_version(name)}" for name in _LIBRARIES]
    lines.append(f"content    {content.root}")
    own = {"queries": content.own_queries, "panels": content.own_panels}
    lines += [f"{name:<10} {folder}, laid over the content" for name, folder in own.items() if folder]
    lines += [f"data       {data}", f"warehouse  {_state(content, warehouse_file(content, data))}"]
    lines.append(f"terminal   stdin {sys.stdin.isatty()}, stdout {sys.stdout.isatty()}, encoding {sys.stdout.encoding}")
    return "\n".join(map(shown, lines))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _state(content: Content, path: Path) -> str:
    if not path.exists():
        return "not built yet: `dscp build`"
    try:
        warehouse = Warehouse(path)
        current = is_current(content, warehouse)
        count = warehouse.query("SELECT count(*) FROM figures").rows[0][0]
    except DscpError as error:
        return f"cannot be opened: {error.message}"
    return f"{count:,} figures, {'current' if current else 'older than the content: the next command builds it anew'}"

"""Modules that are loaded before they are wanted, while DuckDB is at work and the interpreter has nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

TILES = ("duckdb", "dscp_tui.app.widgets.tiles", "dscp_tui.app.keys")
"""What the first figures need, behind the first frame: DuckDB with the worker that opens the file, the rest while it does."""
REST = (
    "plotext",
    "dscp_tui.app.screens.indicator",
    "dscp_tui.app.screens.quality",
    "dscp_tui.app.screens.source",
    "dscp_tui.app.screens.ask",
)
"""What is wanted after them: charts first, then screens."""


def load(modules: Sequence[str]) -> None:
    """Load modules in their order. One that fails is left to whoever wants it, who knows what to say."""
    for name in modules:
        with suppress(Exception):
            import_module(name)

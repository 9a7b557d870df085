"""Start the dashboard and give back its true exit status."""

from __future__ import annotations

from pathlib import Path

from dscp_tui.app.app import Dashboard
from dscp_tui.app.memory import Memory, memory_file
from dscp_tui.warehouse.content import Content


def start(content: Content, data: Path) -> int:
    """Run the dashboard until it is left. Needs a terminal on standard input, output and error."""
    app = Dashboard(content, data, Memory(memory_file()))
    app.run()
    return app.return_code or 0

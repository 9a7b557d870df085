"""The dashboard in use: how soon a panel answers its key, a table its filter; what it holds at the end, and costs at rest."""

from __future__ import annotations

import os
import statistics
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from ptyrun import SIZE, Environment, Figures, Marks, Terminal

TYPED = "staff turnover"
REST = 6.0
"""Seconds of rest that are looked at in each run: a minute in ten."""
_PROC = Path("/proc")


def panels(folder: Path) -> list[tuple[bytes, str]]:
    """The key of each panel, and the title of the first tile that has one on the screen, in the order of the panels."""
    found = [tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")]
    found.sort(key=lambda panel: panel["position"])
    return [
        (panel["key"].encode(), next(tile["title"] for tile in panel["tile"] if tile["kind"] != "text"))
        for panel in found
    ]


def walk(command: Sequence[str], environment: Environment, marks: Marks, keys: Sequence[tuple[bytes, str]]) -> Figures:
    """Open every panel, and the data quality; filter; rest. Times are the 95th percentile of this run. Raises RunError."""
    terminal = Terminal(command, environment, SIZE)
    try:
        terminal.wait_for(marks)
        terminal.settle()
        first, filled = zip(*(_settled(terminal, *key) for key in [*keys[1:], keys[0]]), strict=True)
        terminal.press(b"f")
        terminal.settle()
        typed = [_settled(terminal, letter.encode())[0] for letter in TYPED]
        terminal.press(b"\x1b")
        terminal.settle()
        idle = _at_rest(terminal.pid) if _PROC.is_dir() else {}
        terminal.press(b"d", "Disputed:")
        terminal.settle()
        times = {"repaint": _late(first), "panel": _late(filled), "filter": _late(typed)}
        return times | idle | terminal.leave(b"q")
    finally:
        terminal.close()


def _settled(terminal: Terminal, key: bytes, text: str = "") -> tuple[float, float]:
    taken = terminal.press(key, text)
    terminal.settle()
    return taken


def _late(times: Sequence[float]) -> float:
    """The 95th percentile of all that there are: taken for a sample of more, sixteen panels would give a time above their slowest."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _at_rest(process: int) -> Figures:
    """The share of a processor that a process takes while nobody touches it, in per cent."""
    before = _spent(process)
    time.sleep(REST)
    return {"rest": 100 * (_spent(process) - before) / REST}


def _spent(process: int) -> float:
    """Seconds of processor time so far, of all threads."""
    fields = (_PROC / str(process) / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

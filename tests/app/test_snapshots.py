"""The look of the screens at the sizes that matter; `pytest --snapshot-update` after a look at the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_app import settled
from textual.pilot import Pilot

from dscp_tui.app.app import Dashboard
from dscp_tui.warehouse.content import Content

ROOT = Path(__file__).resolve().parents[2]
SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_indicator_looks_as_before(snap_compare: Compare, built: Path, size: tuple[int, int]) -> None:
    async def opened(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("down", "enter")
        await pilot.pause(0.2)
        await settled(pilot)

    assert snap_compare(Dashboard(Content(ROOT), built), terminal_size=size, run_before=opened)


def test_help_looks_as_before(snap_compare: Compare, built: Path) -> None:
    async def helped(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("question_mark")
        await pilot.pause(0.2)

    assert snap_compare(Dashboard(Content(ROOT), built), terminal_size=(100, 36), run_before=helped)

"""The look of the screens at the sizes that matter; `pytest --snapshot-update` after a look at the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_app import settled
from textual.pilot import Pilot
from textual.widgets import Input

from dscp_tui.app.app import Dashboard
from dscp_tui.warehouse.content import Content

ROOT = Path(__file__).resolve().parents[2]
Compare = Callable[..., bool]


WALKS = {
    "indicator": ("down", "enter"),
    "ask": ("slash", *"re-referrals Q4", "enter", *"turnover trend", "enter"),
    "quality": ("d",),
    "sources": ("S", "enter"),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])
@pytest.mark.parametrize("screen", list(WALKS))
def test_a_screen_looks_as_before(snap_compare: Compare, built: Path, screen: str, size: tuple[int, int]) -> None:
    async def walked(pilot: Pilot[None]) -> None:
        await settled(pilot)
        for key in WALKS[screen]:
            await pilot.press(key)
            if len(key) > 1 or key in "dS":
                await settled(pilot)
        # A cursor that blinks would be there or not by chance.
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    assert snap_compare(Dashboard(Content(ROOT), built), terminal_size=size, run_before=walked)


def test_help_looks_as_before(snap_compare: Compare, built: Path) -> None:
    async def helped(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("question_mark")
        await pilot.pause(0.2)

    assert snap_compare(Dashboard(Content(ROOT), built), terminal_size=(100, 36), run_before=helped)

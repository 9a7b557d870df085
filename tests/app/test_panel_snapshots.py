"""The look of every panel at the sizes that matter; `pytest --snapshot-update` after a look at the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_app import ROOT, opened, settled
from textual.pilot import Pilot

from dscp_tui.app.app import Dashboard
from dscp_tui.questions.panels import Panel, load_panels
from dscp_tui.warehouse.content import Content

PANELS = load_panels(Content(ROOT))[0]
Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])
@pytest.mark.parametrize("panel", PANELS, ids=[panel.name for panel in PANELS])
def test_panel_looks_as_before(snap_compare: Compare, built: Path, panel: Panel, size: tuple[int, int]) -> None:
    async def shown(pilot: Pilot[None]) -> None:
        await settled(pilot)
        if panel is not PANELS[0]:
            await opened(pilot, panel.key)

    assert snap_compare(Dashboard(Content(ROOT), built), terminal_size=size, run_before=shown)

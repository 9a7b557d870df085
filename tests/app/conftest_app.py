"""The dashboard, opened on the real content without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dscp_tui.app.app import Dashboard
from dscp_tui.app.widgets.chart import Picture
from dscp_tui.warehouse.content import Content

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker is at work, a table is on the screen, every chart is drawn, and nothing moves any more."""
    seen = ""
    for _ in range(200):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.05)
        drawn = all(picture.picture for picture in pilot.app.screen.query(Picture) if picture.size.width > 24)
        text = screen_text(pilot)
        loaded = pilot.app.screen.query(".tile") and not pilot.app.screen.query("#loading")
        if loaded and drawn and text == seen:
            return
        seen = text
    raise AssertionError(f"the screen does not settle:\n{seen}")


@pytest.fixture
def dashboard(built: Path) -> Open:
    """`async with dashboard((80, 24)) as pilot:` the overview, loaded."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40), content: Content | None = None, data: Path = built
    ) -> AsyncIterator[Pilot[None]]:
        app = Dashboard(content or Content(ROOT), data)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot

    return opened


def screen_text(pilot: Pilot[None]) -> str:
    """What stands on the screen, line by line."""
    width, height = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text[:width].rstrip() for strip in strips[:height])

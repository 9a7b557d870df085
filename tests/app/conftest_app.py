"""The dashboard, opened on the real content without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from dscp_tui.app.app import Dashboard
from dscp_tui.app.screens.main import MainScreen
from dscp_tui.app.widgets.chart import Picture
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.warehouse.content import Content

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker is at work, every tile is there, every chart is drawn, and nothing moves any more."""
    seen, same = "", 0
    for _ in range(300):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.05)
        text = screen_text(pilot)
        same = same + 1 if text == seen and _loaded(pilot.app) else 0
        if same >= 2:
            return
        seen = text
    raise AssertionError(f"the screen does not settle:\n{seen}")


def _loaded(app: App[None]) -> bool:
    assert isinstance(app, Dashboard)
    screen = app.screen
    if not app.panels or screen.query("#loading"):
        return False
    tiles = len(app.panels[app.panel].tiles) if isinstance(screen, MainScreen) and app.panel else 0
    pictures = [picture for picture in screen.query(Picture) if picture.size.width > 24]
    return sum(tile.display for tile in screen.query(".tile")) >= tiles and all(picture.picture for picture in pictures)


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


def cells(table: Rows) -> list[list[str]]:
    """What stands in a table, row by row."""
    return [[cell.plain for cell in table.get_row_at(row)] for row in range(table.row_count)]


def told(pilot: Pilot[None]) -> str:
    """All that the application has told in notices."""
    return "\n".join(notice.message for notice in pilot.app._notifications)


async def opened(pilot: Pilot[None], *keys: str) -> str:
    """Press keys, wait, and read the screen."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return screen_text(pilot)

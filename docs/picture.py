"""Draw the picture in the README from the program itself: `make picture`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from dscp_tui.app.app import Dashboard
from dscp_tui.app.screens.main import MainScreen
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.warehouse.content import find_content

PICTURE = Path(__file__).with_name("dashboard.svg")
SIZE = (132, 48)


async def draw() -> None:
    """Open the overview on the built-in figures and export it."""
    with tempfile.TemporaryDirectory() as data:
        app = Dashboard(find_content(), Path(data))
        async with app.run_test(size=SIZE) as pilot:
            while not (isinstance(app.screen, MainScreen) and app.screen.query(Rows)):
                await pilot.pause(0.1)
            await app.workers.wait_for_complete()
            await pilot.pause(0.5)
            PICTURE.write_text(app.export_screenshot(title="dscp"), "utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
    print(f"Drew {PICTURE}")

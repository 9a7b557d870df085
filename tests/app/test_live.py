"""The warehouse file changes while the dashboard runs: rebuilt, replaced by rubbish, gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_app import ROOT, Open, opened, screen_text, settled, told
from textual.pilot import Pilot

from dscp_tui.app import app as dashboard_module
from dscp_tui.app.widgets.filter import Filter
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.warehouse.build import build
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE

OLD, NEW = "Q4,,,,,5%,", "Q4,,,,,6%,"


@pytest.fixture
def ours(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """A copy of the real content, a built file beside it, and a watch that looks often."""
    monkeypatch.setattr(dashboard_module, "WATCHED_EVERY", 0.05)
    for part in ("warehouse", "queries", "tui"):
        shutil.copytree(ROOT / part, tmp_path / "content" / part)
    (tmp_path / "data").mkdir()
    shutil.copy(built / FILE, tmp_path / "data" / FILE)
    return Content(tmp_path / "content")


def rebuild(content: Content, data: Path) -> None:
    """Build the file anew with another re-referral rate."""
    ledger = content.warehouse / "figures" / "challenge-2021-22-q4.csv"
    ledger.write_text(
        ledger.read_text("utf-8").replace(f"re-referral-rate,2021/22 {OLD}", f"re-referral-rate,2021/22 {NEW}")
    )
    build(content, data / FILE)


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{told(pilot)}\n{screen_text(pilot)}")


async def test_a_rebuilt_warehouse_is_shown_in_its_place(dashboard: Open, ours: Content, tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with dashboard((120, 40), content=ours, data=data) as pilot:
        await pilot.press("f", *"re-referral", "enter")
        await settled(pilot)
        assert " 5% " in screen_text(pilot)
        focused, row = pilot.app.focused, pilot.app.screen.query(Rows)[1].cursor_row
        rebuild(ours, data)
        await until(pilot, lambda: "rebuilt" in told(pilot))
        await settled(pilot)
        assert " 6% " in screen_text(pilot)
        assert pilot.app.screen.query_one(Filter).words == "re-referral"
        assert (pilot.app.focused, pilot.app.screen.query(Rows)[1].cursor_row) == (focused, row)


async def test_an_indicator_and_the_conversation_get_the_new_figures_too(
    dashboard: Open, ours: Content, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    async with dashboard((120, 40), content=ours, data=data) as pilot:
        await opened(pilot, "slash")
        await pilot.press(*"re-referrals Q4", "enter")
        await settled(pilot)
        await pilot.press("tab")
        await opened(pilot, "enter")
        assert "2021/22 Q4: 5%" in screen_text(pilot)
        rebuild(ours, data)
        await until(pilot, lambda: "rebuilt" in told(pilot))
        await settled(pilot)
        assert "2021/22 Q4: 6%" in screen_text(pilot)
        await opened(pilot, "escape")
        await pilot.press("slash", *"re-referrals Q4", "enter")
        await settled(pilot)
        assert "2021/22 Q4: 6%" in screen_text(pilot)


async def test_a_file_that_vanishes_is_told_and_the_figures_stay(
    dashboard: Open, ours: Content, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    async with dashboard((120, 40), content=ours, data=data) as pilot:
        (data / FILE).unlink()
        await until(pilot, lambda: "is gone" in told(pilot))
        assert "2021/22 Q4" in await opened(pilot, "enter")
        await opened(pilot, "escape")
        rebuild(ours, data)
        await until(pilot, lambda: "rebuilt" in told(pilot))
        await settled(pilot)
        assert "Contract indicators" in screen_text(pilot)


@pytest.mark.parametrize("left", [0, 100_000])
async def test_a_file_cut_short_in_its_place_is_told_with_what_to_do(
    dashboard: Open, ours: Content, tmp_path: Path, left: int
) -> None:
    data = tmp_path / "data"
    async with dashboard((120, 40), content=ours, data=data) as pilot:
        with (data / FILE).open("r+b") as file:
            file.truncate(left)
        await until(pilot, lambda: "`dscp build`" in told(pilot))
        await pilot.press("5")
        await until(pilot, lambda: "the panel children-in-need" in told(pilot))
        assert told(pilot).count("`dscp build`") == 2
        rebuild(ours, data)
        await until(pilot, lambda: "rebuilt" in told(pilot))
        await settled(pilot)
        assert "Children in need:" in screen_text(pilot)


@pytest.mark.parametrize("rubbish", [b"", b"no warehouse at all", b"\0" * 8 + b"DUCK" + b"\0" * 5000])
async def test_a_file_replaced_by_rubbish_is_told_and_a_good_one_is_picked_up_again(
    dashboard: Open, ours: Content, tmp_path: Path, rubbish: bytes
) -> None:
    data = tmp_path / "data"
    async with dashboard((120, 40), content=ours, data=data) as pilot:
        (data / "other").write_bytes(rubbish)
        (data / "other").replace(data / FILE)
        await until(pilot, lambda: str(data / FILE) in told(pilot))
        assert "Contract indicators" in screen_text(pilot)
        await opened(pilot, "d")
        await opened(pilot, "escape")
        rebuild(ours, data)
        await until(pilot, lambda: "rebuilt" in told(pilot))
        await settled(pilot)
        assert "Contract indicators" in screen_text(pilot)
        assert "Data quality" in await opened(pilot, "d")

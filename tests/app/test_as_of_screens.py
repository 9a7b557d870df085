"""The dashboard as of a day: chosen by key, said on every screen, kept when the content is built anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest_app import ROOT, Open, opened, screen_text, settled, told
from test_live import rebuild, until
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from dscp_tui.app import app as dashboard_module
from dscp_tui.app.app import Dashboard
from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.screens.as_of import AsOfScreen
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE

SIGN = "as of 31 December 2020"
Compare = Callable[..., bool]


@pytest.fixture
def data(tmp_path: Path, built: Path) -> Path:
    """A data folder of the test's own: what was known on a day lies beside the warehouse."""
    (tmp_path / "data").mkdir()
    shutil.copy(built / FILE, tmp_path / "data" / FILE)
    return tmp_path / "data"


async def turn_to(pilot: Pilot[None], day: str) -> None:
    """Choose a day by typing it."""
    await pilot.press("r")
    await pilot.pause(0.1)
    pilot.app.screen.query_one(Input).value = day
    await pilot.press("enter")
    await settled(pilot)


async def test_every_screen_answers_with_what_was_known_and_says_so(dashboard: Open, data: Path) -> None:
    async with dashboard((120, 40), data=data) as pilot:
        assert "as of" not in screen_text(pilot)
        await turn_to(pilot, "31 December 2020")
        assert SIGN in screen_text(pilot).splitlines()[0]
        assert "5% " not in screen_text(pilot)
        pilot.app.post_message(IndicatorChosen("re-referral-rate", "Re-referral rate"))
        await pilot.pause(0.2)
        await settled(pilot)
        text = screen_text(pilot)
        assert SIGN in text.splitlines()[0]
        assert "27%" in text
        assert "2021/22" not in text
        await pilot.press("slash", *"re-referrals", "enter")
        await settled(pilot)
        text = screen_text(pilot)
        assert SIGN in text.splitlines()[0]
        assert "2018/19 Q2: 27%" in text
        for key in ("d", "S"):
            assert SIGN in (await opened(pilot, "escape", key)).splitlines()[0]
        await turn_to(pilot, "")
        assert "as of" not in screen_text(pilot).splitlines()[0]


async def test_a_day_is_picked_from_those_on_which_something_was_published(dashboard: Open, data: Path) -> None:
    async with dashboard((120, 40), data=data) as pilot:
        await pilot.press("r")
        await pilot.pause(0.1)
        days = pilot.app.screen.query_one(OptionList)
        said = [str(days.get_option_at_index(at).prompt) for at in range(days.option_count)]
        assert said[0].startswith("The newest")
        at = next(at for at, one in enumerate(said) if one.startswith("16 November 2023"))
        assert "looked after" in said[at]
        await pilot.press("down", *["down"] * at, "enter")
        await settled(pilot)
        assert "as of 16 November 2023" in screen_text(pilot).splitlines()[0]
        # The days that came later can be chosen from there.
        await pilot.press("r")
        await pilot.pause(0.1)
        assert pilot.app.screen.query_one(OptionList).option_count == len(said)


async def test_what_is_no_day_is_told_and_a_day_before_everything_changes_nothing(dashboard: Open, data: Path) -> None:
    async with dashboard((120, 40), data=data) as pilot:
        await pilot.press("r")
        await pilot.pause(0.1)
        await pilot.press(*"soon", "enter")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, AsOfScreen)
        assert "That is no day" in screen_text(pilot)
        await pilot.press("escape")
        await turn_to(pilot, "1 January 2014")
        assert "no document had been published by" in told(pilot)
        assert "Contract indicators" in screen_text(pilot)
        assert "as of" not in screen_text(pilot).splitlines()[0]


async def test_the_day_stays_when_the_content_is_built_anew(
    dashboard: Open, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard_module, "WATCHED_EVERY", 0.05)
    for part in ("warehouse", "queries", "tui"):
        shutil.copytree(ROOT / part, tmp_path / "content" / part)
    ours = Content(tmp_path / "content")
    async with dashboard((120, 40), content=ours, data=data) as pilot:
        await turn_to(pilot, "31 July 2022")
        await opened(pilot, "slash")
        await pilot.press(*"re-referrals Q4", "enter")
        await settled(pilot)
        assert "2021/22 Q4: 5%" in screen_text(pilot)
        rebuild(ours, data)
        await until(pilot, lambda: "rebuilt" in told(pilot))
        await pilot.press(*"re-referrals Q4", "enter")
        await settled(pilot)
        assert "2021/22 Q4: 6%" in screen_text(pilot)
        assert "as of 31 July 2022" in screen_text(pilot).splitlines()[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_the_choice_of_a_day_looks_as_before(snap_compare: Compare, data: Path, size: tuple[int, int]) -> None:
    async def chosen(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("r")
        await pilot.pause(0.2)

    content = replace(Content(ROOT), as_of=date(2022, 7, 31))
    assert snap_compare(Dashboard(content, data), terminal_size=size, run_before=chosen)

"""The dashboard in hostile hands: no way in without a way out, nothing under another's name, damage is survived."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest_app import Open, opened, screen_text, settled, told
from test_live import ours, rebuild, until
from textual.pilot import Pilot
from textual.widgets import Input

from dscp_tui.app.app import Dashboard
from dscp_tui.app.screens.main import MainScreen
from dscp_tui.app.widgets.chart import ChartTile
from dscp_tui.app.widgets.columns import Columns
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.listing import Listing
from dscp_tui.app.widgets.turn import Choices, Turn
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.panels import Tile
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE

__all__ = ["ours"]
MODALS = {"question_mark": "Keys", "t": "Theme", "e": "Enter writes the file", "r": "As of which day?"}


def headings(pilot: Pilot[None]) -> list[str]:
    """What stands above the tiles of a panel."""
    tiles = pilot.app.screen.query("#main > .tile")
    return [str(tile.query(Label).first().content) for tile in tiles if tile.query(Label)]


async def shortly(pilot: Pilot[None], *keys: str) -> str:
    """Press keys where nothing is asked of a worker."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause(0.1)
    return screen_text(pilot)


# Focus


@pytest.mark.parametrize("way_in", ["enter", "slash", "d", "S"])
async def test_escape_leads_back_from_whatever_has_the_keys(dashboard: Open, way_in: str) -> None:
    async with dashboard((80, 24)) as pilot:
        await opened(pilot, way_in)
        for place in (0, -1):
            screen = pilot.app.screen
            screen.set_focus(screen.focus_chain[place])
            await shortly(pilot, "escape")
            assert isinstance(pilot.app.screen, MainScreen)
            await opened(pilot, way_in)


@pytest.mark.parametrize(("key", "said"), MODALS.items())
async def test_a_page_over_a_screen_keeps_no_keys(dashboard: Open, key: str, said: str) -> None:
    async with dashboard((80, 24)) as pilot:
        before = pilot.app.focused
        assert said in await shortly(pilot, key)
        # Tab goes round in it, and no panel opens behind it.
        for _ in range(len(pilot.app.screen.focus_chain)):
            await pilot.press("tab")
        await shortly(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        assert pilot.app.focused is before


async def test_escape_leads_from_a_theme_back_to_the_overview(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        assert "esc Back" not in screen_text(pilot)
        for key in ("escape", "b"):
            assert "esc Back" in await opened(pilot, "6")
            await opened(pilot, "f", "a")
            assert "Child protection:" in await opened(pilot, "escape")
            assert "Contract indicators" in await opened(pilot, key)
        assert "Contract indicators" in await opened(pilot, "escape")


async def test_a_filter_that_leaves_nothing_lets_the_keys_go(dashboard: Open) -> None:
    async with dashboard((80, 24)) as pilot:
        await shortly(pilot, "f", *"zzz", "enter")
        assert "0 of 11" in screen_text(pilot)
        await shortly(pilot, "escape")
        assert "0 of 11" not in screen_text(pilot)
        assert not isinstance(pilot.app.focused, Input)
        await opened(pilot, "2")
        assert "Early help:" in screen_text(pilot)


# Small terminals


@pytest.mark.parametrize("way_in", ["1", "enter", "slash", "d", "S"])
@pytest.mark.parametrize("size", [(40, 10), (20, 5)], ids=["40x10", "20x5"])
async def test_a_terminal_without_room_is_told_so_on_every_screen(
    dashboard: Open, way_in: str, size: tuple[int, int]
) -> None:
    async with dashboard((80, 24)) as pilot:
        before = await opened(pilot, way_in)
        await pilot.resize_terminal(*size)
        await settled(pilot)
        assert "Too small" in screen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert screen_text(pilot).splitlines()[:3] == before.splitlines()[:3]
        assert "Too small" not in screen_text(pilot)


async def test_the_keys_are_where_they_were_after_a_terminal_was_too_small(dashboard: Open) -> None:
    async with dashboard((80, 24)) as pilot:
        await shortly(pilot, "j")
        await pilot.resize_terminal(20, 5)
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Initial conferences" in (await opened(pilot, "enter")).splitlines()[0]


@pytest.mark.parametrize("key", ["r", "e", "t", "question_mark"])
@pytest.mark.parametrize("size", [(40, 10), (20, 5)], ids=["40x10", "20x5"])
async def test_nothing_is_chosen_on_a_page_that_cannot_be_seen(
    dashboard: Open, key: str, size: tuple[int, int]
) -> None:
    async with dashboard((80, 24)) as pilot:
        page = await shortly(pilot, key)
        await pilot.resize_terminal(*size)
        # Enter would close the help, as Escape does.
        assert "Too small" in await shortly(pilot, "tab" if key == "question_mark" else "enter")
        await pilot.resize_terminal(80, 24)
        assert await shortly(pilot, "f12") == page
        assert "Contract indicators" in await shortly(pilot, "escape")


# Notices


async def test_notices_are_closed_by_a_key_on_every_screen(dashboard: Open) -> None:
    async with dashboard((80, 24)) as pilot:
        for key in ("1", "enter", "d", "S"):
            await opened(pilot, key)
            pilot.app.notify("Something to know.", timeout=60)
            await until(pilot, lambda: "Something to know." in told(pilot))
            await shortly(pilot, "n")
            assert told(pilot) == ""
        assert "n " in next(line for line in (await shortly(pilot, "question_mark")).splitlines() if "notices" in line)


# Nothing stands under another's name


def test_columns_show_no_name_of_their_own_while_they_are_empty() -> None:
    assert str(Columns(least=57, most=3, id="main").render()) == ""


def test_a_chart_without_figures_says_why_and_tells_of_no_picture() -> None:
    tile = ChartTile(Tile("Bars", "latest", "chart", hint="Left of the line is less."), Answer("", headline="Nothing."))
    assert [str(label.content) for label in tile.compose() if isinstance(label, Label)] == ["Bars", "Nothing."]


async def test_figures_renewed_while_another_panel_is_opened_stand_under_its_headings(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        assert isinstance(pilot.app, Dashboard)
        await opened(pilot, "u")
        wanted = headings(pilot)
        await opened(pilot, "5")
        assert len(headings(pilot)) == len(wanted)
        main = pilot.app.screen
        assert isinstance(main, MainScreen)
        main.load(pilot.app.panels["quality-and-audit"])
        main.reload()
        await until(pilot, lambda: headings(pilot) == wanted)


# Damage


def damaged(file: Path) -> bytes:
    """A warehouse whose head is right and whose rest is not."""
    good = file.read_bytes()
    return good[:20_000] + b"\xff" * 30_000 + good[50_000:200_000]


async def test_a_damaged_warehouse_ends_nothing_and_leaves_no_figures_under_another_name(
    dashboard: Open, ours: Content, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    async with dashboard((120, 40), content=ours, data=data) as pilot:
        (data / "other").write_bytes(damaged(data / FILE))
        (data / "other").replace(data / FILE)
        await until(pilot, lambda: "cannot open" in told(pilot))
        assert "Contract indicators" in screen_text(pilot)
        await pilot.press("5")
        await until(pilot, lambda: "closed" in told(pilot))
        await pilot.pause(0.2)
        assert not pilot.app.screen.query(Listing)
        for key in ("r", "d", "S", "slash"):
            await shortly(pilot, key)
            await shortly(pilot, "escape")
        await shortly(pilot, "ctrl+p", *"care", "escape", "escape", "5")
        rebuild(ours, data)
        await until(pilot, lambda: "rebuilt" in told(pilot))
        await settled(pilot)
        assert "cannot open" not in told(pilot)
        assert "Children in need:" in screen_text(pilot)


# The day


@pytest.mark.parametrize("typed", ["31 February 2021", "2021-13-01", "0", "tomorrow", "[/]"])
async def test_a_bad_day_keeps_the_page_and_the_newest(dashboard: Open, typed: str) -> None:
    async with dashboard((80, 24)) as pilot:
        await shortly(pilot, "r", *typed, "enter")
        assert "That is no day" in screen_text(pilot)
        assert "As of which day?" in screen_text(pilot)
        await shortly(pilot, "escape")
        assert "as of" not in screen_text(pilot).splitlines()[0]


async def test_a_day_too_early_leaves_an_earlier_choice_as_it_is(dashboard: Open, tmp_path: Path, built: Path) -> None:
    shutil.copy(built / FILE, tmp_path / FILE)
    async with dashboard((80, 24), data=tmp_path) as pilot:
        await shortly(pilot, "r", *"2020-12-31", "enter")
        await settled(pilot)
        head = screen_text(pilot).splitlines()[0]
        assert head.endswith("as of 31 December 2020")
        await shortly(pilot, "r", "ctrl+u", *"2014-01-01", "enter")
        await until(pilot, lambda: "no document had been published" in told(pilot))
        assert screen_text(pilot).splitlines()[0] == head


# Help


async def test_help_goes_on_below_itself_where_a_line_is_too_short(dashboard: Open) -> None:
    async with dashboard((80, 24)) as pilot:
        lines = (await shortly(pilot, "question_mark")).splitlines()
        first = next(line for line in lines if "Filter the rows by words" in line)
        after = lines[lines.index(first) + 1]
        assert len(after) - len(after.lstrip()) == first.index("Filter")


# Asking


async def test_an_answer_is_drawn_explained_and_exported_by_a_word(dashboard: Open, tmp_path: Path) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        for line in ("contacts by month 2022", "chart", "explain"):
            await pilot.press(*line, "enter")
            await settled(pilot)
            assert pilot.app.screen.query(Turn).last().query_one(ChartTile).display
        assert "How this was understood" in screen_text(pilot)
        target = tmp_path / "seen.csv"
        pilot.app.screen.query_one(Input).value = f"export {target}"
        await pilot.press("enter")
        await until(pilot, lambda: "Enter writes the file" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "3 rows written" in told(pilot))
        assert len(target.read_text("utf-8").splitlines()) == 4
        await shortly(pilot, "escape")


async def test_letters_at_the_choices_are_not_told_as_keys(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        await pilot.press(*"staffing", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.focused, Choices)
        assert not {"d", "q", "question_mark"} & pilot.app.screen.active_bindings.keys()

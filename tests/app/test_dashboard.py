"""The dashboard by keyboard, and its numbers against the warehouse."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from conftest_app import Open, screen_text, settled

from dscp_tui.app.app import Dashboard
from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.screens.help import HelpScreen
from dscp_tui.app.screens.indicator import IndicatorScreen
from dscp_tui.app.screens.main import MainScreen
from dscp_tui.app.widgets.chart import Picture
from dscp_tui.app.widgets.keyline import KeyLine
from dscp_tui.app.widgets.scorecard import Scorecard
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.model.numbers import compact
from dscp_tui.questions.answer import run
from dscp_tui.questions.profile import profile
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse


def cells(table: Rows) -> list[list[str]]:
    return [[cell.plain for cell in table.get_row_at(row)] for row in range(table.row_count)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50), (200, 60)])
async def test_the_overview_shows_what_the_warehouse_holds(dashboard: Open, built: Path, size: tuple[int, int]) -> None:
    warehouse = Warehouse(built / FILE)
    expected = run(warehouse, warehouse.template("scorecard"), {}).rows
    warehouse.close()
    async with dashboard(size) as pilot:
        shown = [row for card in pilot.app.screen.query(Scorecard) for row in cells(card.query_one(Rows))]
    assert len(shown) == len(expected) == 36
    signs = {"on_target": "●", "within_tolerance": "◐", "off_target": "▲", "no_data": "○"}
    for row, fact in zip(shown, expected, strict=True):
        assert row[0].startswith(signs[fact["status"]])
        hedge = {"less_than": "<", "approx": "≈"}.get(fact["qualifier"], "")
        value = "–" if fact["value"] is None else hedge + compact(fact["value"], fact["unit"])
        assert row[2] == value
        assert row[3] == compact(fact["target"], fact["unit"])


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_nothing_is_wider_than_the_terminal_and_status_has_a_word(dashboard: Open, size: tuple[int, int]) -> None:
    async with dashboard(size) as pilot:
        text = screen_text(pilot)
        widths = [
            sum(column.get_render_width(table) for column in table.columns.values())
            for table in pilot.app.screen.query(Rows)
        ]
    assert max(widths) <= size[0]
    for word in ("● on target", "○ no data", "▲ off target"):
        assert word in text
    assert "Contract indicators" in text


async def test_the_turnover_chart_is_drawn_for_the_size_it_has(dashboard: Open) -> None:
    async with dashboard((160, 50)) as pilot:
        picture = pilot.app.screen.query_one(Picture)
        wide = picture.picture
        assert "Mar 22" in wide
        assert "target 16%" in wide
        await pilot.resize_terminal(90, 40)
        await pilot.pause(0.2)
        await settled(pilot)
        assert picture.picture != wide
        assert max(map(len, picture.picture.splitlines())) <= 90


async def test_enter_opens_the_indicator_and_escape_comes_back_to_the_same_row(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, IndicatorScreen)
        text = screen_text(pilot)
        assert "Protection plan visits in time, 2021/22 Q4: 93%. Target 80%, tolerance 80%: on target." in text
        assert "Inspection 2015" in text
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, MainScreen)
        assert pilot.app.screen.query(Rows).first().cursor_row == 2


async def test_an_indicator_without_a_figure_says_why(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        pilot.app.post_message(IndicatorChosen("care-review-timeliness", "Care reviews in time"))
        await pilot.pause(0.2)
        await settled(pilot)
        assert "not reportable" in screen_text(pilot)
        assert "○ no data" in screen_text(pilot)


async def test_a_slice_is_opened_as_that_slice(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        chosen = IndicatorChosen("children-in-need-duration-rate", "By length", "plan length", "6 to 12 months")
        pilot.app.post_message(chosen)
        await pilot.pause(0.2)
        await settled(pilot)
        assert "22.3%" in screen_text(pilot)


async def test_the_cursor_walks_from_one_scorecard_into_the_next(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await pilot.press(*["down"] * 11)
        first, second, *_ = pilot.app.screen.query(Rows)
        assert second.has_focus
        await pilot.press("up")
        assert first.has_focus


async def test_every_row_and_the_chart_can_be_reached_by_keyboard(dashboard: Open) -> None:
    async with dashboard((80, 24)) as pilot:
        await pilot.press(*["down"] * 35)
        await pilot.pause(0.2)
        assert "Re-offending rate" in screen_text(pilot)
        await pilot.press(*["down"] * 15)
        await pilot.pause(0.2)
        await settled(pilot)
        assert "target 16%" in screen_text(pilot)
        await pilot.press(*["up"] * 50)
        await pilot.pause(0.2)
        assert "Contract indicators" in screen_text(pilot)
        await pilot.press("pagedown")
        await pilot.pause(0.2)
        assert "Contract indicators" not in screen_text(pilot)
        await pilot.press("home")
        await pilot.pause(0.2)
        assert "Contract indicators" in screen_text(pilot)


async def test_every_row_of_the_scorecards_opens_with_a_reading(dashboard: Open, built: Path) -> None:
    warehouse = Warehouse(built / FILE)
    rows = run(warehouse, warehouse.template("scorecard"), {}).rows
    for row in rows:
        answers = profile(warehouse, row["indicator"], row["dimension"], row["category"])
        reading = answers["indicator"].rows[0]
        assert (reading["value"], reading["target"], reading["status"]) == (row["value"], row["target"], row["status"])
    warehouse.close()


async def test_worst_first_puts_what_is_off_target_on_top_and_back(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        table = pilot.app.screen.query(Rows).first()
        before = cells(table)
        await pilot.press("o")
        assert [row[0][0] for row in cells(table)] == ["▲"] * 2 + ["◐"] * 3 + ["○"] * 2 + ["●"] * 4
        await pilot.press("o")
        assert cells(table) == before


async def test_help_lists_the_keys_that_are_bound(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, HelpScreen)
        text = screen_text(pilot)
        await pilot.press("G")
        await pilot.pause(0.1)
        text += screen_text(pilot)
        for said in ("Worst first", "Choose a theme", "Leave", "within tolerance", "Open the row"):
            assert said in text
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_the_palette_opens_an_indicator_by_its_title(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        await pilot.press(*"re-offending rate")
        await pilot.pause(0.6)
        await pilot.press("enter")
        await pilot.pause(0.3)
        await settled(pilot)
        assert isinstance(pilot.app.screen, IndicatorScreen)
        assert "25.7%" in screen_text(pilot)


async def test_a_change_of_theme_redraws_and_loses_nothing(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        table = pilot.app.screen.query(Rows).first()
        await pilot.press("down", "down")
        before = cells(table)
        for theme in ("textual-light", "ansi-dark", "textual-dark"):
            pilot.app.theme = theme
            await pilot.pause(0.1)
            assert cells(table) == before
        assert table.cursor_row == 2


async def test_a_terminal_that_is_too_small_says_so_and_recovers(dashboard: Open) -> None:
    async with dashboard((20, 5)) as pilot:
        assert "Too small" in " ".join(screen_text(pilot).split())
        await pilot.resize_terminal(120, 40)
        await pilot.pause(0.2)
        assert "Contract indicators" in screen_text(pilot)


async def test_text_from_content_is_never_markup_nor_a_control_sequence(
    dashboard: Open, content: Content, tmp_path: Path
) -> None:
    file = content.warehouse / "indicators.csv"
    text = file.read_text("utf-8")
    first = text.splitlines()[1].split(",")
    evil = "[bold]x[/] [/] \x1b]0;t\x07\x9b31m"
    file.write_text(text.replace(first[1], evil, 1), "utf-8")
    async with dashboard((120, 40), content=content, data=tmp_path / "data") as pilot:
        shown = screen_text(pilot)
        assert "\x1b" not in shown
        assert "\x9b" not in shown
        pilot.app.post_message(IndicatorChosen(first[0], evil))
        await pilot.pause(0.2)
        await settled(pilot)
        assert "[bold]x[/] [/]" in screen_text(pilot)


async def test_content_that_does_not_load_ends_with_its_message_and_status_1(content: Content, tmp_path: Path) -> None:
    (content.warehouse / "areas.csv").unlink()
    app = Dashboard(content, tmp_path / "data")
    async with app.run_test() as pilot:
        for _ in range(40):
            await pilot.pause(0.05)
            if app.return_code is not None:
                break
    assert app.return_code == 1


async def test_content_broken_after_a_good_build_is_told_and_the_old_figures_are_shown(
    dashboard: Open, content: Content, tmp_path: Path
) -> None:
    async with dashboard((120, 40), content=content, data=tmp_path / "data"):
        pass
    (content.warehouse / "areas.csv").write_text("area,kind\n", "utf-8")
    async with dashboard((120, 40), content=content, data=tmp_path / "data") as pilot:
        assert pilot.app.screen.query(Scorecard)
        assert any("could not be loaded" in one.message for one in pilot.app._notifications)


async def test_an_unforeseen_error_prints_no_local_variables(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Faulty(Dashboard):
        def on_mount(self) -> None:
            secret_of_a_child = "marker-value-4711"
            raise ValueError(secret_of_a_child)

    app = Faulty(Content(Path(__file__).resolve().parents[2]), built)
    with pytest.raises(ValueError, match="marker"):
        async with app.run_test():
            pass
    said = "".join(capsys.readouterr())
    assert "unforeseen error (ValueError)" in said
    assert "4711" not in said
    assert app.return_code == 1


async def test_panels_that_are_chosen_in_haste_show_each_tile_once(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await pilot.press("1", "1", "2", "1", "1")
        await settled(pilot)
        assert isinstance(pilot.app, Dashboard)
        assert len(pilot.app.screen.query("#main > *")) == len(pilot.app.panels[pilot.app.panel].tiles)


async def test_a_click_on_a_key_of_the_last_line_presses_it(dashboard: Open) -> None:
    async with dashboard() as pilot:
        line = screen_text(pilot).splitlines()[-1]
        await pilot.click(KeyLine, offset=(line.index("Help"), 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_the_last_line_tells_the_keys_of_where_the_focus_is(dashboard: Open) -> None:
    async with dashboard() as pilot:
        assert "Worst first" in screen_text(pilot).splitlines()[-1]
        await pilot.press("f")
        await settled(pilot)
        assert "Filter" not in screen_text(pilot).splitlines()[-1], "an f that is typed is a letter"


async def test_a_panel_that_is_left_leaves_nothing_behind(dashboard: Open) -> None:
    async with dashboard() as pilot:
        before = [weakref.ref(card) for card in pilot.app.screen.query(Scorecard)]
        for key in ("2", "3", "4"):
            await pilot.press(key)
            await settled(pilot)
        gc.unfreeze()  # what was there at the start is kept out of collections
        gc.collect()
        assert before
        assert not [card for card in before if card()]

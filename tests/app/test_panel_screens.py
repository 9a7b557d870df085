"""Panels on the screen: every one of ours against the warehouse, tiles of every kind, odd texts, broken and new files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from conftest_app import ROOT, Open, cells, opened, screen_text, settled, told
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.app.app import Dashboard
from dscp_tui.app.screens.indicator import IndicatorScreen
from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.chart import Bars, ChartTile, Picture
from dscp_tui.app.widgets.columns import WIDE, Columns
from dscp_tui.app.widgets.counts import Counts
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.navigation import items_by_line
from dscp_tui.app.widgets.numbers import Number
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.model.text import cells_wide
from dscp_tui.questions.panels import Panel, load_panels, run_panel
from dscp_tui.render.formats import said
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse

HEAD = 'title = "Extra"\nkey = "z"\nposition = 2\n'
TILE = '\n[[tile]]\ntitle = "{}"\ntemplate = "{}"\nkind = "{}"\nparameters = {{ {} }}\n'
EVIL = "[bold]x[/] [/] \x1b]0;t\x07\x9b31m\t日本 e\u0301"
SHOWN = "[bold]x[/] [/] ]0;t31m 日本 e\u0301"


@pytest.fixture(scope="module")
def real(built: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(built / FILE)
    yield warehouse
    warehouse.close()


@pytest.fixture
def ours(tmp_path: Path) -> Content:
    """The real content with panels of our own to be changed."""
    root = tmp_path / "ours"
    root.mkdir()
    for part in ("warehouse", "queries"):
        (root / part).symlink_to(ROOT / part)
    shutil.copytree(ROOT / "tui", root / "tui")
    return Content(root)


def only(content: Content, text: str) -> None:
    """Leave no panel but this one."""
    folder = content.screens / "panels"
    for path in folder.glob("*.toml"):
        path.unlink()
    (folder / "extra.toml").write_text(text, "utf-8")


def panels() -> list[Panel]:
    found, faults = load_panels(Content(ROOT))
    assert not faults
    return found


def test_every_tile_of_every_panel_has_rows_or_says_why_not(real: Warehouse) -> None:
    for panel in panels():
        for tile, answer in run_panel(real, panel):
            assert answer.rows, f"{panel.name}: {tile.title}"
            assert answer.headline
            assert tile.kind != "chart" or answer.chart in ("line", "bars")


def test_every_indicator_is_in_the_panel_of_its_theme(real: Warehouse) -> None:
    themes: dict[str, set[str]] = {}
    printed = "SELECT id, theme FROM indicators WHERE id IN (SELECT indicator FROM figures)"
    for indicator, theme in real.query(printed).rows:
        themes.setdefault(theme, set()).add(indicator)
    found = {panel.theme: list(run_panel(real, panel))[-1][1] for panel in panels() if panel.theme}
    assert {theme: {row["indicator"] for row in answer.rows} for theme, answer in found.items()} == themes


def test_every_panel_has_a_key_of_its_own_and_names_that_fit(real: Warehouse) -> None:
    found = panels()
    assert len({panel.key for panel in found}) == len(found)
    assert not {panel.key for panel in found} & set("/feyst?qdoacbghjklS")
    assert all(len(panel.short) <= 12 for panel in found)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
async def test_every_panel_by_its_key_shows_what_the_warehouse_holds(
    dashboard: Open, real: Warehouse, size: tuple[int, int]
) -> None:
    async with dashboard(size) as pilot:
        for panel in panels():
            text = await opened(pilot, panel.key)
            assert f"{panel.key} {panel.short}" in text
            expected = {tile.title: answer for tile, answer in run_panel(real, panel)}
            for table in pilot.app.screen.query(AnswerTable):
                answer, rows = expected[table.heading], table.query_one(Rows)
                assert rows.row_count == len(answer.rows)
                assert sum(column.get_render_width(rows) for column in rows.columns.values()) <= size[0]
                kept = table._kept
                for shown, fact in zip(cells(rows), answer.rows, strict=True):
                    for text_shown, column in zip(shown, kept, strict=True):
                        if column.kind == "number" and fact[column.name] and not text_shown.endswith("…"):
                            assert text_shown == said(column, fact)
            for chart in pilot.app.screen.query(ChartTile):
                assert chart.query(Picture) or chart.query(Bars) or chart.query(".single")
            tiles = list(pilot.app.screen.query_one("#main").children)
            assert len(tiles) == len(panel.tiles)
            assert not [(a, b) for a, b in combinations(tiles, 2) if a.region.overlaps(b.region)]


@pytest.mark.parametrize(("size", "columns"), [((80, 24), 1), ((120, 40), 2), ((200, 60), 3)])
async def test_tiles_stand_in_as_many_columns_as_fit(dashboard: Open, size: tuple[int, int], columns: int) -> None:
    async with dashboard(size) as pilot:
        await opened(pilot, "w")
        tiles = pilot.app.screen.query_one("#main", Columns).children
        assert len({tile.region.x for tile in tiles if not tile.has_class(WIDE)}) == columns
        assert all(tile.region.right <= size[0] for tile in tiles)


async def test_a_theme_opens_its_panel_and_a_row_its_indicator_in_three_keys(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        app = pilot.app
        assert isinstance(app, Dashboard)
        counts = app.screen.query_one(Counts).query_one(Rows)
        counts.focus()
        counts.move_cursor(row=1)
        await opened(pilot, "enter")
        assert app.panels[app.panel].theme == "front-door"
        await opened(pilot, "m", "a", "enter")
        assert isinstance(app.screen, IndicatorScreen)
        assert "Overspend at outturn" in screen_text(pilot)


async def test_large_figures_and_charts_open_their_indicator(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "3")
        pilot.app.screen.query(Number).first().focus()
        await opened(pilot, "enter")
        assert "Contacts completed in time" in screen_text(pilot)
        await opened(pilot, "escape")
        chart = next(chart for chart in pilot.app.screen.query(ChartTile) if chart.check_action("open", ()))
        chart.focus()
        await opened(pilot, "enter")
        assert isinstance(pilot.app.screen, IndicatorScreen)
        assert "Contacts" in screen_text(pilot)


async def test_a_row_of_words_is_shown_in_full(dashboard: Open, real: Warehouse) -> None:
    (said,) = real.query("SELECT text FROM recommendations ORDER BY source, number LIMIT 1").rows[0]
    async with dashboard((80, 24)) as pilot:
        await opened(pilot, "i")
        listing = next(one for one in pilot.app.screen.query(AnswerTable) if one.heading == "Recommendations")
        listing.query_one(Rows).focus()
        assert said in " ".join((await opened(pilot, "enter")).split())


async def test_a_new_panel_appears_with_its_chart_without_any_python(
    dashboard: Open, ours: Content, built: Path
) -> None:
    tile = TILE.format("Agency", "trend", "chart", 'indicator = "turnover-rate", kind = "month"')
    (ours.screens / "panels" / "extra.toml").write_text(HEAD + tile, "utf-8")
    async with dashboard((120, 40), content=ours, data=built) as pilot:
        assert "z Extra" in screen_text(pilot)
        text = await opened(pilot, "z")
        assert "Agency" in text
        assert "target 16%" in text


async def test_a_broken_panel_is_named_with_its_line_and_the_rest_opens(
    dashboard: Open, ours: Content, built: Path
) -> None:
    tile = TILE.format("Agency", "trend", "chart", 'indicators = "turnover-rate"')
    (ours.screens / "panels" / "odd.toml").write_text(HEAD + tile, "utf-8")
    async with dashboard((120, 40), content=ours, data=built) as pilot:
        assert "tui/panels/odd.toml, line 9: the template trend has no parameter “indicators”" in told(pilot)
        assert "Contract indicators" in screen_text(pilot)
        assert "Extra" not in screen_text(pilot)


async def test_a_long_table_shows_a_window_and_says_so(
    dashboard: Open, ours: Content, built: Path, real: Warehouse
) -> None:
    only(ours, HEAD + TILE.format("Ledger", "figures", "table", ""))
    (count,) = real.query("SELECT count(*) FROM figures").rows[0]
    async with dashboard((120, 40), content=ours, data=built) as pilot:
        assert pilot.app.screen.query_one(Rows).row_count == 200
        assert f"rows 1 to 200 of {count}" in screen_text(pilot)


async def test_a_single_figure_is_shown_large_and_not_drawn(dashboard: Open, ours: Content, built: Path) -> None:
    only(ours, HEAD + TILE.format("One", "trend", "chart", 'indicator = "contacts-in-time-rate"'))
    async with dashboard((80, 24), content=ours, data=built) as pilot:
        assert not pilot.app.screen.query(Picture)
        assert "36%  October 2021 to March 2022" in screen_text(pilot)


async def test_an_empty_tile_says_why_it_is_empty(dashboard: Open, ours: Content, built: Path) -> None:
    kinds = ("table", "chart", "numbers")
    only(ours, HEAD + "".join(TILE.format(kind, "latest", kind, 'indicators = ["nope"]') for kind in kinds))
    async with dashboard((80, 24), content=ours, data=built) as pilot:
        assert screen_text(pilot).count("No figure is printed for these indicators.") == 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_odd_texts_show_literally_and_aligned_in_every_kind_of_tile(
    dashboard: Open, content: Content, tmp_path: Path, size: tuple[int, int]
) -> None:
    catalogue = content.warehouse / "indicators.csv"
    text = catalogue.read_text("utf-8")
    titles = [line.split(",")[:2] for line in text.splitlines()[1:4]]
    catalogue.write_text(text.replace(f"{titles[0][0]},{titles[0][1]},", f"{titles[0][0]},{EVIL},", 1), "utf-8")
    named = f"indicators = [{', '.join(f'{chr(34)}{one}{chr(34)}' for one, _ in titles)}]"
    only(
        content,
        HEAD
        + TILE.format("[/] table", "latest", "table", named)
        + TILE.format("[/] chart", "latest", "chart", named)
        + TILE.format("[/] numbers", "latest", "numbers", named)
        + TILE.format("[/] card", "scorecard", "scorecard", ""),
    )
    async with dashboard(size, content=content, data=tmp_path / "data") as pilot:
        text = screen_text(pilot)
        labels = "\n".join(str(label.content) for label in pilot.app.screen.query(Label))
        bars = [line for line in str(pilot.app.screen.query_one(Bars).render()).splitlines() if "█" in line]
        tables = [row for table in pilot.app.screen.query(Rows) for row in cells(table)]
        strips = pilot.app.screen._compositor.render_strips()
    assert "[/] table" in text
    assert not {"\x1b", "\x9b", "\x07", "\t"} & set(text + labels)
    assert SHOWN in labels
    assert any(SHOWN in cell for row in tables for cell in row)
    assert all(strip.cell_length == size[0] for strip in strips)
    assert len({cells_wide(line[: line.index("█")]) for line in bars}) == 1
    assert len({cells_wide(line) for line in bars}) == 1


async def test_a_resize_keeps_the_cursor_and_redraws_charts(dashboard: Open) -> None:
    async with dashboard((200, 60)) as pilot:
        await opened(pilot, "w", "down")
        bars = pilot.app.screen.query(Bars).first()
        before = str(bars.render())
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.2)
        await settled(pilot)
        assert pilot.app.screen.query(Rows).first().cursor_row == 1
        assert str(bars.render()) != before
        assert max(map(cells_wide, str(bars.render()).splitlines())) <= 80


NAMED = [Panel(str(n), f"Panel number {n}", key, n, (), f"Short {n}") for n, key in enumerate("1234567890wumix")]


@given(st.integers(58, 250), st.sampled_from(NAMED))
def test_the_navigation_loses_no_key_at_any_width(width: int, current: Panel) -> None:
    lines = items_by_line(NAMED, current.name, width, 1)
    assert len(lines) == 1
    assert [panel for panel, _ in lines[0]] == NAMED
    assert all(text.startswith(panel.key) for panel, text in lines[0])
    assert cells_wide("  ".join(text for _, text in lines[0])) <= width
    assert dict(lines[0])[current] == f"{current.key} {current.short}"


def test_a_wide_navigation_has_all_titles_on_two_lines() -> None:
    lines = items_by_line(NAMED, "3", 100, 2)
    assert len(lines) == 2
    assert all(text == f"{panel.key} {panel.short}" for line in lines for panel, text in line)

"""What every screen of figures can do: filter, walk, export, copy, follow a row, go back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from conftest_app import Open, cells, opened, screen_text, settled, told
from textual.widgets import Input

from dscp_tui.app.app import Dashboard
from dscp_tui.app.clipboard import FILE as COPIED
from dscp_tui.app.clipboard import reaches_clipboard
from dscp_tui.app.screens.indicator import IndicatorScreen
from dscp_tui.app.screens.main import MainScreen
from dscp_tui.app.screens.quality import QualityScreen
from dscp_tui.app.screens.source import SourceScreen
from dscp_tui.app.screens.sources import SourcesScreen
from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.filter import Filter
from dscp_tui.app.widgets.scorecard import Scorecard
from dscp_tui.app.widgets.tables import MOST_ROWS, Rows
from dscp_tui.questions.answer import run
from dscp_tui.questions.quality import quality
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse


async def test_a_filter_leaves_the_rows_with_its_words_and_escape_brings_all_back(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        card = pilot.app.screen.query(Scorecard).first()
        before = cells(card.query_one(Rows))
        await pilot.press("f", *"off target")
        left = cells(card.query_one(Rows))
        assert left == [row for row in before if "off target" in row[0]]
        assert 0 < len(left) < len(before)
        assert f"{len(left)} of {len(before)}" in screen_text(pilot)
        await pilot.press("enter")
        assert card.query_one(Rows).has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert cells(card.query_one(Rows)) == before
        assert not pilot.app.screen.query_one(Filter).is_open


async def test_a_theme_is_a_filter_too_though_no_column_shows_it(dashboard: Open) -> None:
    async with dashboard((80, 24)) as pilot:
        await pilot.press("f", *"child protection")
        card = pilot.app.screen.query(Scorecard).first()
        assert {row["theme"] for row in card.rows} == {"child-protection"}


async def test_resizing_keeps_filter_cursor_and_scroll(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await pilot.press("f", *"care", "enter", "down", "down")
        before = pilot.app.screen.query(Scorecard).first().rows
        table = pilot.app.screen.query(Rows).first()
        for size in ((80, 24), (200, 60), (120, 40)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert pilot.app.screen.query_one(Filter).words == "care"
            assert pilot.app.screen.query(Scorecard).first().rows == before
            assert table.cursor_row == 2
            assert table.has_focus


async def test_the_keys_of_vi_walk_through_tables(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        first, *_, last = [table for table in pilot.app.screen.query(Rows) if table.row_count]
        await pilot.press("j", "j", "k")
        assert first.cursor_row == 1
        await pilot.press("G")
        assert last.has_focus
        assert last.cursor_row == last.row_count - 1
        await pilot.press("g")
        assert first.has_focus
        assert first.cursor_row == 0
        await pilot.press("l", "l")
        assert (first.cursor_type, first.cursor_column) == ("cell", 1)
        await pilot.press("h", "h")
        assert first.cursor_type == "row"


async def test_export_writes_the_rows_that_are_seen(dashboard: Open, tmp_path: Path) -> None:
    path = tmp_path / "seen.csv"
    async with dashboard((120, 40)) as pilot:
        await pilot.press("o", "f", *"care", "enter", "e")
        await pilot.pause(0.1)
        pilot.app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        await settled(pilot)
        seen = [row for card in pilot.app.screen.query(Scorecard) for row in card.rows]
        assert str(path) in told(pilot)
    with path.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [(row["title"], row["status"]) for row in written] == [(row["title"], row["status"]) for row in seen]
    assert [float(row["value"]) if row["value"] else None for row in written] == [row["value"] for row in seen]


async def test_export_asks_before_it_replaces_a_file_and_escape_leaves_it(dashboard: Open, tmp_path: Path) -> None:
    path = tmp_path / "there.csv"
    path.write_text("mine", "utf-8")
    async with dashboard((120, 40)) as pilot:
        for keys in (("enter", "escape"), ("enter", "enter")):
            await pilot.press("e")
            await pilot.pause(0.1)
            pilot.app.screen.query_one(Input).value = str(path)
            await pilot.pause()
            await pilot.press(keys[0])
            assert "there already" in screen_text(pilot)
            assert path.read_text("utf-8") == "mine"
            await pilot.press(keys[1])
            await settled(pilot)
            assert isinstance(pilot.app.screen, MainScreen)
    assert path.read_text("utf-8").startswith("scorecard,")


@pytest.mark.parametrize(
    ("name", "said"), [("", "Type the name"), (".", "folder"), ("no/such/folder/x.csv", "no folder")]
)
async def test_export_says_why_a_path_will_not_do(dashboard: Open, tmp_path: Path, name: str, said: str) -> None:
    async with dashboard((120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause(0.1)
        pilot.app.screen.query_one(Input).value = str(tmp_path / name) if name else ""
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert said in screen_text(pilot)


@pytest.mark.parametrize(
    ("environment", "reaches"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x"}, None),
    ],
)
def test_where_the_clipboard_can_be_reached(environment: dict[str, str], reaches: bool | None) -> None:
    assert reaches_clipboard(environment) is reaches


async def test_copy_says_where_and_copies_row_cell_or_table(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    app = Dashboard(Content(Path(__file__).resolve().parents[2]), built)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        row = app.screen.query(Scorecard).first().rows[0]
        await pilot.press("y")
        assert row["title"] in app.clipboard
        assert "\t" in app.clipboard
        await pilot.press("l", "l", "y")
        assert app.clipboard == row["title"]
        await pilot.press("Y")
        assert app.clipboard.count("\n") == len(app.screen.query(Scorecard).first().rows)
        assert told(pilot).count("the terminal's clipboard") == 3


async def test_copy_goes_to_a_file_where_the_terminal_has_no_clipboard(
    dashboard: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard((120, 40)) as pilot:
        monkeypatch.setenv("TERM", "linux")
        assert isinstance(pilot.app, Dashboard)
        pilot.app.data = tmp_path
        row = pilot.app.screen.query(Scorecard).first().rows[0]
        await pilot.press("y")
        assert row["title"] in (tmp_path / COPIED).read_text("utf-8")
        assert str(tmp_path / COPIED) in told(pilot)
        assert not pilot.app.clipboard


async def test_data_quality_shows_what_the_warehouse_holds_and_a_finding_leads_to_its_lines(
    dashboard: Open, built: Path
) -> None:
    warehouse = Warehouse(built / FILE)
    facts = quality(warehouse)
    warehouse.close()
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "d")
        assert isinstance(pilot.app.screen, QualityScreen)
        for name, answer in facts.items():
            table = pilot.app.screen.query_one(f"#{name}").query_one(Rows)
            assert table.row_count == len(answer.rows)
        assert facts["findings"].headline in screen_text(pilot)
        pilot.app.screen.query_one("#findings").query_one(Rows).focus()
        text = " ".join((await opened(pilot, "enter")).split())
        assert isinstance(pilot.app.screen, SourceScreen)
        finding = facts["findings"].rows[0]
        assert finding["message"][:60] in text
        await opened(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_a_count_of_data_quality_leaves_what_it_counts(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "d", "down", "enter")
        screen = pilot.app.screen
        counts, findings, *_ = (table for table in screen.query(AnswerTable))
        row = counts.rows[0]
        assert screen.query_one(Filter).words == f"{row['document']} {row['theme']}"
        # A finding may name these words in its text too; what is counted is of the document and the theme.
        states = [
            finding["state"]
            for finding in findings.rows
            if row["document"] in finding["document"].split(", ") and finding["theme"] == row["theme"]
        ]
        assert states.count("open") == (row["open"] or 0)
        assert states.count("explained") == (row["explained"] or 0)


async def test_sources_lists_each_document_and_its_figures_by_line(dashboard: Open, built: Path) -> None:
    warehouse = Warehouse(built / FILE)
    documents = run(warehouse, warehouse.template("sources"), {}).rows
    lines = run(warehouse, warehouse.template("source-figures"), {"source": documents[0]["document"]}).rows
    warehouse.close()
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "S")
        assert isinstance(pilot.app.screen, SourcesScreen)
        table, figures = pilot.app.screen.query(Rows)
        assert [row[-2].strip() for row in cells(table)] == [f"{row['figures_printed']:,}" for row in documents]
        await opened(pilot, "enter")
        assert len(lines) > MOST_ROWS
        assert f"rows 1 to {MOST_ROWS} of {len(lines)}" in " ".join(screen_text(pilot).split())
        assert cells(figures)[0][0].strip() == str(lines[0]["line"])
        await opened(pilot, "enter")
        assert isinstance(pilot.app.screen, SourceScreen)
        await opened(pilot, "i")
        assert isinstance(pilot.app.screen, IndicatorScreen)
        await opened(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_a_long_table_is_walked_window_by_window(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "S", "enter")
        figures = pilot.app.screen.query(Rows).last()
        first = cells(figures)[0]
        figures.move_cursor(row=MOST_ROWS - 1)
        await opened(pilot, "down")
        assert cells(figures)[0] != first
        assert figures.cursor_row == 0
        listing = figures.parent
        assert isinstance(listing, AnswerTable)
        assert f"rows {MOST_ROWS + 1} to {2 * MOST_ROWS}" in listing.how_many()
        await opened(pilot, "up")
        assert cells(figures)[0] == first
        assert figures.cursor_row == MOST_ROWS - 1


async def test_a_citation_leads_to_its_line_in_the_document(
    dashboard: Open, content: Content, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DSCP_DOCUMENTS", str(documents))
    async with dashboard((120, 40), content=content, data=tmp_path / "data") as pilot:
        await opened(pilot, "S", "enter", "enter")
        assert isinstance(pilot.app.screen, SourceScreen)
        text = " ".join(screen_text(pilot).split())
        assert "line 2: Re-referrals at" in text
        assert "26%" in text.partition("line 2: ")[2]


async def test_tab_goes_round_and_nothing_keeps_the_keys(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        for key in ("1", "d", "S", "slash"):
            await opened(pilot, key)
            screen = pilot.app.screen
            seen = set()
            for _ in range(len(screen.focus_chain) + 1):
                await pilot.press("tab")
                assert pilot.app.focused is not None
                seen.add(pilot.app.focused)
            reachable = set(screen.focus_chain)
            assert seen == reachable
            if not isinstance(screen, MainScreen):
                await opened(pilot, "escape")
                assert isinstance(pilot.app.screen, MainScreen)

"""Panel files: a bad one is named with its fault and its line, the rest still loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from dscp_tui.errors import ExitCode, UnknownError
from dscp_tui.questions.panels import TILES, Panel, PanelError, Tile, find_panel, load_panels, run_panel
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import Warehouse

GOOD = """
title = "Extra"
key = "7"
position = 2

[[tile]]
title = "All"
template = "scorecard"
kind = "scorecard"
"""
SECOND = """
[[tile]]
title = "Agency"
template = "trend"
kind = "chart"
parameters = { indicator = "agency-rate" }
"""


@pytest.fixture
def panels(content: Content) -> Path:
    """The folder of the panels, with two good ones; the second stands first."""
    folder = content.screens / "panels"
    for path in folder.glob("*.toml"):
        path.unlink()
    (folder / "extra.toml").write_text(GOOD, "utf-8")
    (folder / "first.toml").write_text(GOOD.replace('"7"', '"1"').replace("position = 2", "position = 1"), "utf-8")
    return folder


def test_panels_load_in_their_order(panels: Path, content: Content) -> None:
    found, faults = load_panels(content)
    assert [panel.name for panel in found] == ["first", "extra"]
    assert found[1] == Panel("extra", "Extra", "7", 2, (Tile("All", "scorecard", "scorecard", wide=True),), "Extra")
    assert faults == []


def test_a_panel_says_how_it_is_called_and_reached(panels: Path, content: Content) -> None:
    head = GOOD.replace('title = "Extra"', 'title = "Long title"\nshort = "Short"\ntheme = "workforce"')
    (panels / "extra.toml").write_text(head + SECOND + 'hint = "One sentence."\nwide = true\n', "utf-8")
    panel = find_panel(content, "extra")
    assert (panel.title, panel.short, panel.theme) == ("Long title", "Short", "workforce")
    assert panel.tiles[1] == Tile("Agency", "trend", "chart", {"indicator": "agency-rate"}, "One sentence.", wide=True)


BAD = {
    "not well-formed": (GOOD + "\n[[tile", 11, "is not well-formed TOML"),
    "no tiles": ('title = "x"\nkey = "8"', 1, "has no [[tile]]"),
    "tile is no table": ('title = "x"\nkey = "8"\ntile = ["a"]', 3, "has no [[tile]]"),
    "tile is a text": ('title = "x"\nkey = "8"\ntile = "a"', 3, "has no [[tile]]"),
    "no title": (GOOD.replace('title = "Extra"', ""), 1, "needs a title, and a key of one character"),
    "title is a number": (GOOD.replace('"Extra"', "5"), 2, "title is a text; “5” is not"),
    "long key": (GOOD.replace('"7"', '"F1"'), 3, "the key is one character; “F1” is not"),
    "no key": (GOOD.replace('key = "7"', ""), 1, "needs a title, and a key of one character"),
    "taken key": (GOOD.replace("position = 2", ""), 3, "the key “7” is taken by extra"),
    "position is a word": (
        GOOD.replace("position = 2", 'position = "x"').replace('"7"', '"8"'), 4, "a whole number; “x” is not",
    ),
    "position is a flag": (GOOD.replace("position = 2", "position = true"), 4, "a whole number; “True” is not"),
    "strange key": ('colour = "red"\n' + GOOD, 1, "“colour” is no key of a panel"),
    "strange tile key": (GOOD + 'colour = "red"', 10, "“colour” is no key of a tile"),
    "tile without template": (GOOD.replace('template = "scorecard"', ""), 6, "a tile lacks template"),
    "strange kind": (GOOD.replace('kind = "scorecard"', 'kind = "pie"'), 9, "“pie” is no kind of tile"),
    "kind is a list": (GOOD.replace('kind = "scorecard"', 'kind = ["table"]'), 9, "is no kind of tile"),
    "second tile": (GOOD + SECOND.replace('"chart"', '"pie"'), 14, "“pie” is no kind of tile"),
    "wide is a word": (GOOD + SECOND + 'wide = "yes"', 16, "wide is true or false; “yes” is not"),
    "parameters are a text": (GOOD + 'parameters = "indicator=x"', 10, "the parameters of “All” are written { name ="),
    "control characters": ('title = "\x1b[2J"', 1, "is not well-formed TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "reason"), BAD.values(), ids=BAD)
def test_a_bad_panel_is_named_with_its_line_and_the_rest_loads(
    panels: Path, content: Content, text: str, line: int, reason: str
) -> None:
    (panels / "odd.toml").write_text(text, "utf-8")
    found, faults = load_panels(content)
    assert [panel.name for panel in found] == ["first", "extra"]
    [fault] = faults
    assert fault.message.startswith(f"tui/panels/odd.toml, line {line}: ")
    assert reason in fault.message
    with pytest.raises(PanelError) as error:
        find_panel(content, "odd")
    assert error.value.exit_code == ExitCode.FAILED
    assert find_panel(content, "extra").name == "extra"


UNFIT = {
    "unknown template": (SECOND.replace('"trend"', '"trends"'), 13, "there is no template “trends”"),
    "unknown parameter": (SECOND.replace("indicator =", "speed ="), 15, "the template trend has no parameter “speed”"),
    "lacking parameter": (SECOND.replace("parameters", "# "), 11, "the template trend needs indicator"),
    "wrong type": (SECOND.replace('rate"', 'rate", since = "soon"'), 15, "since is a date; “soon” is not"),
    "not allowed": (SECOND.replace('rate"', 'rate", kind = "week"'), 15, "“week” is not"),
    "unfit kind": (SECOND.replace('"chart"', '"scorecard"'), 13, "a tile of kind scorecard needs the column before"),
    "no chart": (SECOND.replace('"trend"', '"receipts"'), 13, "the template receipts is drawn as no chart"),
}  # fmt: skip


@pytest.mark.parametrize(("tile", "line", "reason"), UNFIT.values(), ids=UNFIT)
def test_a_tile_that_does_not_fit_its_template_is_named_with_its_line(
    example: Warehouse, panels: Path, content: Content, tile: str, line: int, reason: str
) -> None:
    (panels / "odd.toml").write_text(GOOD.replace('"7"', '"8"') + tile, "utf-8")
    found, [fault] = load_panels(content, example)
    assert [panel.name for panel in found] == ["first", "extra"]
    assert fault.message.startswith(f"tui/panels/odd.toml, line {line}: ")
    assert reason in fault.message


def test_a_file_that_cannot_be_read_is_named(panels: Path, content: Content) -> None:
    (panels / "odd.toml").mkdir()
    (panels / "latin.toml").write_bytes(GOOD.replace("Extra", "Caf\xe9").encode("latin-1"))
    found, faults = load_panels(content)
    assert len(found) == 2
    assert [fault.message.partition(":")[0] for fault in faults] == ["tui/panels/latin.toml", "tui/panels/odd.toml"]


def test_a_byte_order_mark_is_dropped(panels: Path, content: Content) -> None:
    (panels / "extra.toml").write_text(GOOD, "utf-8-sig")
    assert len(load_panels(content)[0]) == 2


def test_an_unknown_panel_is_told_the_names_even_where_a_broken_one_ends_like_it(
    panels: Path, content: Content
) -> None:
    (panels / "broken.toml").write_text("[[", "utf-8")
    for name in ("nope", "ken", ""):
        with pytest.raises(UnknownError) as error:
            find_panel(content, name)
        assert "Panels: first, extra." in str(error.value)


def test_without_a_folder_there_are_none(content: Content, tmp_path: Path) -> None:
    assert load_panels(Content(tmp_path / "nowhere")) == ([], [])


def test_a_panel_runs_tile_by_tile(example: Warehouse, panels: Path, content: Content) -> None:
    [(tile, answer)] = run_panel(example, find_panel(content, "extra"))
    assert tile.title == "All"
    assert len(answer.rows) == 5


@pytest.mark.parametrize(
    ("tile", "reason"),
    [
        (Tile("Odd", "nope", "table"), "there is no template “nope”"),
        (Tile("Odd", "trend", "table"), "the template trend needs indicator"),
        (Tile("Odd", "trend", "chart", {"speed": 1}), "no parameter “speed”"),
        (Tile("Odd", "trend", "scorecard", {"indicator": "caseload"}), "kind scorecard needs the column before"),
    ],
)
def test_a_tile_that_does_not_fit_its_template_is_a_fault_of_the_panel(
    example: Warehouse, tile: Tile, reason: str
) -> None:
    with pytest.raises(PanelError) as error:
        list(run_panel(example, Panel("odd", "Odd", "8", 1, (tile,))))
    assert error.value.message.startswith("the panel odd, tile “Odd”: ")
    assert reason in error.value.message
    assert error.value.exit_code == ExitCode.FAILED


def test_the_built_in_panels_use_every_kind_of_tile_and_fit_their_templates(built: Path) -> None:
    warehouse = Warehouse(built / "warehouse.duckdb")
    found, faults = load_panels(Content(Path(__file__).resolve().parents[2]), warehouse)
    warehouse.close()
    assert faults == []
    assert {tile.kind for panel in found for tile in panel.tiles} == set(TILES)

"""Text tables fit their width or turn into records; wide characters keep their columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from dscp_tui.model.text import shown
from dscp_tui.render.tables import markdown, records, table

HEADS = ["Indicator", "Value", "Remarks on it"]
ROWS = [
    ["Visits in time", "84%", "low"],
    ["Plans of two years or more that were open at the end", "1,257", "a long remark that goes on and on for a while"],
]
NUMERIC = [False, True, False]
CELLS = st.text(st.sampled_from("ab 1,%£≈日本語é️\u0301\x1b\x07‍"), max_size=40)
GRIDS = st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4))


def test_a_table_as_it_is() -> None:
    assert table(HEADS, [*ROWS[:1], ["Agency", "<1%", ""]], None, NUMERIC) == (
        "Indicator         Value  Remarks on it\n"
        "--------------  -------  ---------------\n"
        "Visits in time      84%  low\n"
        "Agency              <1%"
    )


def test_numbers_stay_as_they_are_printed() -> None:
    text = table(["a", "b"], [["1,257", "007"], ["5.10", "1e5"], ["-", "inf"]])
    assert [line.split() for line in text.splitlines()[2:]] == [["1,257", "007"], ["5.10", "1e5"], ["-", "inf"]]


@pytest.mark.parametrize("width", [120, 100, 80, 60, 50, 44])
def test_long_texts_wrap_to_the_width(width: int) -> None:
    lines = table(HEADS, ROWS, width, NUMERIC).splitlines()
    assert max(map(len, lines)) <= width
    assert lines[1].startswith("---")
    together = " ".join(" ".join(lines).split())
    assert all(word in together for row in ROWS for cell in row for word in cell.split())


@pytest.mark.parametrize("width", [30, 20, 5, 1])
def test_too_narrow_a_table_turns_into_records(width: int) -> None:
    assert table(HEADS, ROWS, width, NUMERIC).splitlines()[:4] == [
        "Indicator: Visits in time",
        "Value: 84%",
        "Remarks on it: low",
        "",
    ]


@given(GRIDS, st.integers(1, 120), st.data())
def test_any_table_fits_or_is_records(grid: list[list[str]], width: int, data: st.DataObject) -> None:
    heads, *rows = grid
    numeric = data.draw(st.lists(st.booleans(), min_size=len(heads), max_size=len(heads)))
    text = table(heads, rows, width, numeric)
    assert "\x1b" not in text
    assert "\x07" not in text
    if text != records(heads, rows):
        assert all(wcswidth(line) <= width for line in text.splitlines())


def test_wide_characters_keep_the_columns_aligned() -> None:
    lines = table(["名前", "Value"], [["日本語の指標", "1%"], ["plain", "22%"]], None, [False, True]).splitlines()
    assert {wcswidth(line) for line in lines} == {wcswidth(lines[1])}


def test_an_empty_table_has_its_heads() -> None:
    assert table(["a", "b"], []).splitlines()[0].split() == ["a", "b"]
    assert records(["a"], []) == ""


def test_records_leave_out_what_is_empty_and_pass_the_gate() -> None:
    assert records(["a", "b\x1b[2J"], [["1\x07", ""], ["", "2\n3"]]) == "a: 1\n\nb[2J: 2 3"


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_a_markdown_cell_stays_in_its_cell(row: list[str]) -> None:
    text = markdown(["a", "b"], [row])
    [line] = text.splitlines()[2:]
    bars = line.replace("\\\\", "").replace("\\|", "").count("|")
    assert bars == 3
    assert all(shown(cell).strip().replace("\\", "\\\\").replace("|", "\\|") in line for cell in row)

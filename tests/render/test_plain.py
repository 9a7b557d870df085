"""A panel as plain text: a sign and a word for each status, counts, and the reasons."""

from __future__ import annotations

from typing import Any

import pytest
from wcwidth import wcswidth

from dscp_tui.model.status import Status
from dscp_tui.questions.answer import Answer, run
from dscp_tui.questions.panels import Tile
from dscp_tui.render.plain import (
    counts_line,
    number_words,
    panel_text,
    rank_text,
    remarks,
    scorecard_text,
    sentence,
    title_text,
)
from dscp_tui.render.signs import direction, status_sign, status_words
from dscp_tui.warehouse.store import Warehouse


@pytest.fixture
def scorecard(example: Warehouse) -> Answer:
    return run(example, example.template("scorecard"), {})


def test_the_whole_scorecard(scorecard: Answer) -> None:
    assert scorecard_text(scorecard) == (
        "● 1 on target   ◐ 1 within tolerance   ▲ 2 off target   ○ 1 no data\n"
        "\n"
        "Status              Indicator                     Value    Target    Tolerance  A year before          Remarks\n"
        "------------------  --------------------------  -------  --------  -----------  ---------------------  "
        "----------------------------------------------------------\n"
        "◐ within tolerance  Re-referral rate                25%       22%          28%  21% ▲ worse (derived)  "
        "low is good; ≠ disputed\n"
        "▲ off target        Visits in time                  84%       90%          85%  88% ▼ worse\n"
        "▲ off target        Plans of two years or more   12.94%       10%            –                         "
        "low is good\n"
        "● on target         Agency rate                     <1%        5%            –  2.4%                   "
        "low is good\n"
        "○ no data           Caseload                          –        18            –                         "
        "low is good; not reportable: the system was being replaced"
    )


def test_the_counts_add_up(scorecard: Answer) -> None:
    assert counts_line(scorecard, short=True) == "● 1 on   ◐ 1 within   ▲ 2 off   ○ 1 no data"
    none = Answer("", rows=[])
    assert counts_line(none) == "● 0 on target   ◐ 0 within tolerance   ▲ 0 off target   ○ 0 no data"


@pytest.mark.parametrize("width", [160, 120, 100, 80, 60, 20])
def test_every_status_has_sign_and_word_at_every_width(scorecard: Answer, width: int) -> None:
    text = scorecard_text(scorecard, width)
    for row in scorecard.rows:
        assert status_sign(row["status"]) in text
        assert Status(row["status"]).word in " ".join(text.split())
    assert "system was being replaced" in " ".join(text.split())
    if "---" in text:
        assert max(map(wcswidth, text.splitlines()[1:])) <= width


def test_each_status_has_its_sign_and_word() -> None:
    assert [status_words(status) for status in Status] == [
        "● on target",
        "◐ within tolerance",
        "▲ off target",
        "○ no data",
    ]
    assert len({status_sign(status) for status in Status}) == 4


@pytest.mark.parametrize(
    ("change", "polarity", "words"),
    [
        (None, "higher", ""), (0.0, "lower", "= same"), (1.0, "higher", "▲ better"), (1.0, "lower", "▲ worse"),
        (-1.0, "higher", "▼ worse"), (-1.0, "lower", "▼ better"), (2.0, "neither", "▲"),
    ],
)  # fmt: skip
def test_a_direction_is_judged_by_polarity(change: float | None, polarity: str, words: str) -> None:
    assert direction(change, polarity) == words


def test_remarks_give_the_reason_or_the_words_printed() -> None:
    row = {"polarity": "higher", "disputed": False, "qualifier": "not_reportable", "note": "why", "printed": "not met"}
    assert remarks(row | {"status": "no_data"}) == "not reportable: why"
    assert remarks(row | {"status": "off_target"}) == "not met; why"
    assert remarks(row | {"qualifier": "exact", "status": "on_target", "disputed": True}) == "≠ disputed; why"


@pytest.mark.parametrize(
    ("unit", "title", "shown"),
    [("%", "Rate", "Rate"), ("days", "Length", "Length, days"), ("days", "Days to place, days", "Days to place, days")],
)
def test_a_unit_stands_in_the_title_where_nothing_else_shows_it(unit: str, title: str, shown: str) -> None:
    assert title_text({"unit": unit, "title": title}) == shown


def test_a_panel_has_headings_and_no_control_characters(example: Warehouse, scorecard: Answer) -> None:
    trend = run(example, example.template("trend"), {"indicator": "agency-rate"})
    none = run(example, example.template("scorecard"), {"scorecard": "nope"})
    tiles = [
        (Tile("Core\x1b[2J", "scorecard", "scorecard"), scorecard),
        (Tile("Agency", "trend", "chart"), trend),
        (Tile("Agency again", "trend", "table"), trend),
        (Tile("None", "scorecard", "scorecard"), none),
    ]
    text = panel_text("Exampleshire\x07", "29 figures", tiles, 100)
    assert text.startswith("Exampleshire\n29 figures\n\nCore[2J\n-------\n● 1 on target")
    assert "\n\nAgency\n------\nAgency rate: 2.4% (2020/21 Q4) to <1% (2021/22 Q4).\n" in text
    assert "\n\nNone\n----\nNo indicator of the scorecards is like that.\n" in text
    # A picture cannot be read out: a chart is told by the table that it is drawn from.
    assert not {"┤", "⠤", "█"} & set(text)
    assert text.count("2021/22 Q4") > 2
    assert not {"\x1b", "\x07"} & set(text)


def test_a_sentence_is_its_title_what_the_template_says_and_what_the_panel_adds(example: Warehouse) -> None:
    answer = run(example, example.template("with-care"), {})
    tile = Tile("With care\x1b", "with-care", "text", hint="d lists them.")
    disputed, silent = answer.rows[0]["disputed"], answer.rows[0]["not_reportable"]
    assert disputed
    said = f"{disputed} disputed ≠, {silent} not reportable. d lists them."
    assert panel_text("Exampleshire", "", [(tile, answer)]).endswith(f"\n---------\n{said}\n")
    assert sentence(tile, answer).endswith(said)


def test_below_a_large_figure_stand_its_title_period_hedge_and_status(example: Warehouse) -> None:
    answer = run(example, example.template("latest"), {"indicators": ["agency-rate", "caseload", "re-referral-rate"]})
    column = next(column for column in answer.columns if column.name == "value")
    assert [number_words(column, row).split("\n") for row in answer.rows] == [
        ["Agency rate", "2021/22 Q4, < less than this", "● on target (target 5%)"],
        ["Caseload", "2021/22 Q4", "○ no data (target 18)"],
        ["Re-referral rate", "2021/22 Q4 ≠ disputed", "◐ within tolerance (target 22%)"],
    ]


RANKED = {"place": 9, "of": 11, "band": "D", "variation": "common_cause", "doubt": None}


@pytest.mark.parametrize(
    ("changed", "short", "words"),
    [
        ({}, "9 D ~", "9 of 11, D ~ common cause"),
        ({"variation": "concern"}, "9 D !", "9 of 11, D ! concern"),
        ({"variation": "improvement"}, "9 D +", "9 of 11, D + improvement"),
        ({"variation": None, "band": None, "of": 3}, "9", "9 of 3"),
        ({"variation": "improvement", "doubt": "out and back"}, "9 D ?", "9 of 11, D ? implausible"),
        ({"place": None}, "", ""),
    ],
)
def test_a_rank_has_its_band_and_what_the_series_says(changed: dict[str, Any], short: str, words: str) -> None:
    row = RANKED | changed
    assert (rank_text(row, short=True), rank_text(row)) == (short, words)

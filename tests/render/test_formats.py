"""One answer in each format, byte for byte, from the made-up partnership."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.cli.commands import ASK_FORMATS
from dscp_tui.model.text import shown
from dscp_tui.questions.answer import Answer, run
from dscp_tui.questions.ask import ask
from dscp_tui.render.formats import csv_text, data_text, data_value, render
from dscp_tui.render.rows import rows_text
from dscp_tui.warehouse.store import Rows, Warehouse
from dscp_tui.warehouse.templates import Column, Template

KEYS = [
    "question", "outcome", "headline", "canonical", "template", "parameters", "understood", "assumed", "columns",
    "rows", "citations", "choices", "caveats",
]  # fmt: skip

MADE = Template(
    name="made",
    title="Made for these tests",
    sql="""
        SELECT i.title, f.value, f.unit, f.qualifier, p.period_end AS ends, f.role = 'target' AS aim, f.note,
            [f.figure] AS figures
        FROM figures AS f JOIN indicators AS i ON i.id = f.indicator JOIN periods AS p ON p.period = f.period
        WHERE f.indicator IN ('agency-rate', 'caseload') AND f.source = 'report-2021-22'
            OR f.indicator = 'placement-cost' AND f.role = 'actual'
        ORDER BY f.source, f.line, f.place
    """,
    file="made.sql",
    line=1,
    columns=(
        Column("title", "text", "Indicator"),
        Column("value", "number", "Value", "@unit"),
        Column("unit", "text", "unit"),
        Column("qualifier", "text", "qualifier"),
        Column("ends", "date", "Ends"),
        Column("aim", "flag", "Target"),
        Column("note", "text", "Note"),
        Column("figures", "figures", "figures"),
    ),
    headline="{title}: {value}.",
)


@pytest.fixture
def answer(example: Warehouse) -> Answer:
    return run(example, MADE, {}, "made up?")


def test_csv(answer: Answer) -> None:
    assert render(answer, "csv") == (
        "title,value,unit,qualifier,ends,aim,note\n"
        "Caseload,,count,not_reportable,2022-03-31,false,the system was being replaced\n"
        "Caseload,18,count,exact,2022-03-31,true,\n"
        "Agency rate,1,%,less_than,2022-03-31,false,\n"
        "Agency rate,5,%,exact,2022-03-31,true,\n"
        "Placement cost,4.91,£m,exact,2022-03-31,false,\n"
    )
    assert data_text(answer, "csv") == render(answer, "csv")


def test_table(answer: Answer) -> None:
    assert render(answer, "table") == (
        "Caseload: not reportable (the system was being replaced).\n"
        "\n"
        "Indicator         Value  Ends        Target    Note\n"
        "--------------  -------  ----------  --------  -----------------------------\n"
        "Caseload              –  2022-03-31            the system was being replaced\n"
        "Caseload             18  2022-03-31  Target\n"
        "Agency rate         <1%  2022-03-31\n"
        "Agency rate          5%  2022-03-31  Target\n"
        "Placement cost   £4.91m  2022-03-31\n"
        "\n"
        "Not reportable: the system was being replaced.\n"
        "A bound, not a value: printed as “<1%”.\n"
        "\n"
        "Printed in:\n"
        "  Report Q4 2021/22, Staff and money, line 18: “could not be reported”, “18”\n"
        "  Report Q4 2021/22, Staff and money, line 19: “<1%”, “5%”\n"
        "  Report Q4 2021/22, Staff and money, line 20: “£4.91m”\n"
        "\n"
        "Template: made\n"
    )


def test_markdown(answer: Answer) -> None:
    assert render(answer, "markdown") == (
        "**Caseload: not reportable (the system was being replaced).**\n"
        "\n"
        "| Indicator      |   Value | Ends       | Target   | Note                          |\n"
        "|:---------------|--------:|:-----------|:---------|:------------------------------|\n"
        "| Caseload       |       – | 2022-03-31 |          | the system was being replaced |\n"
        "| Caseload       |      18 | 2022-03-31 | Target   |                               |\n"
        "| Agency rate    |     <1% | 2022-03-31 |          |                               |\n"
        "| Agency rate    |      5% | 2022-03-31 | Target   |                               |\n"
        "| Placement cost |  £4.91m | 2022-03-31 |          |                               |\n"
        "\n"
        "> Not reportable: the system was being replaced.\n"
        "\n"
        "> A bound, not a value: printed as “<1%”.\n"
        "\n"
        "- Report Q4 2021/22, Staff and money, line 18: “could not be reported”, “18”\n"
        "- Report Q4 2021/22, Staff and money, line 19: “<1%”, “5%”\n"
        "- Report Q4 2021/22, Staff and money, line 20: “£4.91m”\n"
    )


LAST = (
    '{"title": "Placement cost", "value": 4.91, "unit": "£m", "qualifier": "exact", "ends": "2022-03-31", '
    '"aim": false, "note": null}'
)


def test_ndjson(answer: Answer) -> None:
    text = render(answer, "ndjson")
    assert text.count("\n") == 1
    assert f", {LAST}], " in text
    assert data_text(answer, "ndjson").splitlines()[-1] == LAST
    assert data_text(answer, "ndjson").count("\n") == 5


def test_json_has_exactly_the_keys_of_the_contract(answer: Answer) -> None:
    text = render(answer, "json")
    found = json.loads(text)
    assert text.endswith("}\n")
    assert list(found) == KEYS
    assert found == json.loads(render(answer, "ndjson"))
    assert found["columns"] == ["title", "value", "unit", "qualifier", "ends", "aim", "note"]
    assert all(list(row) == found["columns"] for row in found["rows"])
    assert found["citations"][0] == {
        "document": "report-2021-22",
        "line": 18,
        "locator": "Staff and money",
        "printed": "could not be reported",
    }
    assert '"value": 18,' in text
    assert json.loads(data_text(answer, "json")) == found["rows"]


@pytest.mark.parametrize("question", ["visits in time Q4", "rate", "wibble", "", "caseload", "x" * 2000, "\x1b[2J"])
def test_json_keeps_its_keys_whatever_the_outcome(example: Warehouse, question: str) -> None:
    found = json.loads(render(ask(example, question), "json"))
    assert list(found) == KEYS
    assert all(list(one) == ["words", "as", "value"] for one in found["understood"])


def test_one_row_is_written_as_lines(example: Warehouse) -> None:
    text = render(ask(example, "visits in time Q4"), "table", 80)
    assert (
        "\nValue: 84%\nTarget: 90%\nTolerance: 85%\nFrom target or budget: -6 points\nStatus: ▲ off target\nA year before: 88%\n"
        in text
    )
    assert "\nAsk again: Visits in time, 2021/22 Q4\n" in text
    assert text.endswith("Assumed: area: Exampleshire; period: 2021/22 Q4 for “Q4”\n")


def test_choices_are_numbered_and_nearest_questions_named(example: Warehouse) -> None:
    assert render(ask(example, "rate"), "table") == (
        "The question has several readings.\n"
        "\n"
        "Which is meant?\n"
        "  1 Re-referral rate\n"
        "  2 Adoption rate\n"
        "  3 Agency rate\n"
    )
    assert "Nearest questions that can be answered:\n  1 Re-referral rate\n" in render(
        ask(example, "re-referral rate Leeds"), "table"
    )


def test_a_chart_where_there_is_one_else_the_table(example: Warehouse) -> None:
    trend = run(example, example.template("trend"), {"indicator": "agency-rate"})
    assert "┤" in render(trend, "chart", 60)
    assert render(ask(example, "visits in time"), "chart") == render(ask(example, "visits in time"), "table")


# Values in files


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, ""), (True, "true"), (False, "false"), (0.0, "0"), (-0.5, "-0.5"), (12.94, "12.94"), (1e21, "1" + "0" * 21),
        (1e-7, "0.0000001"), (float("nan"), ""), (float("inf"), ""), (1257, "1257"), (date(2022, 3, 31), "2022-03-31"),
        (Decimal("1.50"), "1.5"), ("a\tb\nc", "a b c"), ("\x1b[31m", "[31m"), ('say "x", y', '"say ""x"", y"'),
        ("£4.91m", "£4.91m"), ("", ""),
    ],
)  # fmt: skip
def test_a_field_of_a_csv_file(value: Any, field: str) -> None:
    assert csv_text(["a", "b"], [{"a": value, "b": 1}]) == f"a,b\n{field},1\n"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_no_control_character_and_no_broken_number_in_rows_of_sql(values: list[Any]) -> None:
    rows = Rows([f"c{n}\x1b" for n in range(len(values))], [tuple(values)])
    assert len(json.loads(rows_text(rows, "json"), parse_constant=pytest.fail)) == 1
    assert rows_text(rows, "ndjson").count("\n") == 1
    text = rows_text(rows, "csv")
    assert len(list(csv.reader(io.StringIO(text)))) == 2
    for form in ("json", "ndjson", "csv", None):
        for line in rows_text(rows, form).split("\n"):
            assert line == shown(line)


def test_columns_of_one_name_do_not_hide_each_other() -> None:
    rows = Rows(["a", "a", "a_2", "a"], [(1, 2, 3, 4)])
    assert rows_text(rows, "csv") == "a,a_2,a_2_2,a_3\n1,2,3,4\n"
    assert json.loads(rows_text(rows, "ndjson")) == {"a": 1, "a_2": 2, "a_2_2": 3, "a_3": 4}


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_control_character_of_the_data_reaches_any_text(wild: str, more: str) -> None:
    columns = [Column("title", "text", f"T {wild}"), Column("note", "text", "Note"), Column("status", "status", "S")]
    row = {"title": wild, "note": more, "status": "on_target"}
    cited = {"document": wild, "title": more, "line": 1, "locator": wild, "printed": more, "figure": "f"}
    answer = Answer(
        wild, headline=more, canonical=wild, template="made", parameters={"p": wild}, assumed=[more], columns=columns,
        understood=[{"words": wild, "as": "indicator", "value": more}], caveats=[wild], choices=[more],
        citations=[cited], title=wild,
    )  # fmt: skip
    for rows in ([row], [row, row]):
        answer.rows = rows
        for form in ASK_FORMATS.choices:
            for line in render(answer, form, 60).split("\n"):
                assert line == shown(line), form
        assert json.loads(render(answer, "json"))["rows"][0]["note"] == data_value(more)

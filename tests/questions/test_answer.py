"""Answers of named templates on the made-up partnership: parameters, headlines, caveats, cells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dscp_tui.errors import ExitCode, UsageError
from dscp_tui.questions.answer import Answer, bind, cell, headline, run
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Column, Parameter, Template


def template(headline: str = "", *columns: Column, **fields: Any) -> Template:
    return Template("made", "Made up", "SELECT 1", "made.sql", 1, columns=columns, headline=headline, **fields)


def one(parameter: Parameter) -> Template:
    return template(parameters=(parameter,))


def indicator(example: Warehouse, name: str, period: str = "2021/22 Q4", **given: str) -> Answer:
    return run(example, example.template("indicator"), {"indicator": name, "period": period, **given})


# Parameters


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "x", "x"),
        ("text", "", ""),
        ("integer", "12", 12),
        ("integer", 12, 12),
        ("number", "1.5", 1.5),
        ("date", "2022-03-31", date(2022, 3, 31)),
        ("date", date(2022, 3, 31), date(2022, 3, 31)),
        ("flag", "True", True),
        ("flag", True, True),
        ("flag", "false", False),
        ("period", "2021/22 Q4", "2021/22 Q4"),
        ("area", "England", "England"),
        ("area", "home", "Exampleshire"),
    ],
)
def test_a_parameter_is_typed(example: Warehouse, kind: str, raw: object, value: object) -> None:
    assert bind(example, one(Parameter("p", kind)), {"p": raw}) == {"p": value}


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("integer", "1.5"), ("integer", "9" * 5000), ("integer", ""), ("number", "1,5"), ("date", "31/3/22"),
        ("date", "2022-02-30"), ("flag", "yes"), ("period", "Q4"), ("period", "2019/21"), ("period", "' OR 1=1 --"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_names_the_parameter(example: Warehouse, kind: str, raw: str) -> None:
    with pytest.raises(UsageError, match=r"pace is a") as error:
        bind(example, one(Parameter("pace", kind)), {"pace": raw})
    assert error.value.exit_code == ExitCode.USAGE
    assert len(error.value.message) < 120


def test_faults_name_what_is_missing_unknown_or_not_allowed(example: Warehouse) -> None:
    with pytest.raises(UsageError, match="needs pace"):
        bind(example, one(Parameter("pace", "text")), {})
    with pytest.raises(UsageError, match="no parameter “speed”") as error:
        bind(example, one(Parameter("pace", "text")), {"speed": "1"})
    assert "It takes pace." in str(error.value)
    with pytest.raises(UsageError, match="has no parameter “speed”"):
        bind(example, template(), {"speed": "1"})
    with pytest.raises(UsageError, match=r"pace is one of slow, fast; “x+” is not"):
        bind(example, one(Parameter("pace", "text", allowed=("slow", "fast"))), {"pace": "x" * 60})


def test_defaults_and_optional_parameters(example: Warehouse) -> None:
    assert bind(example, one(Parameter("p", "integer", "3")), {}) == {"p": 3}
    assert bind(example, one(Parameter("p", "integer", "3")), {"p": None}) == {"p": 3}
    assert bind(example, one(Parameter("p", "date", optional=True)), {}) == {"p": None}
    assert bind(example, one(Parameter("p", "integer", allowed=("1", "2"))), {"p": 2}) == {"p": 2}


@pytest.mark.parametrize("raw", ["' OR 1=1 --", "$indicator", "x\x00y", "%", "visit-timeliness'; DROP TABLE figures"])
def test_a_parameter_is_never_sql(example: Warehouse, raw: str) -> None:
    answer = indicator(example, raw)
    assert answer.rows == []
    assert answer.headline == "Nothing is printed for this indicator, area and period."


# Headlines

TITLE, VALUE = Column("title", "text", "Title"), Column("value", "number", "Value", "%")
TARGET, SLACK = Column("target", "number", "Target", "%"), Column("slack", "number", "Tolerance", "%")
JUDGED = "{title}: {value}.[[ Target {target}[[, tolerance {slack}]].]]"


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"title": "A", "value": 5.0, "target": 22.0, "slack": 28.0}, "A: 5%. Target 22%, tolerance 28%."),
        ({"title": "A", "value": 5.0, "target": 22.0, "slack": None}, "A: 5%. Target 22%."),
        ({"title": "A", "value": 5.0, "target": None, "slack": 28.0}, "A: 5%."),
        ({"title": "A", "value": 0.0, "target": 0.0, "slack": None}, "A: 0%. Target 0%."),
        ({"title": "{target} [[x]] \\1", "value": 5.0, "target": None, "slack": None}, "{target} [[x]] \\1: 5%."),
    ],
)
def test_an_option_falls_away_with_its_value(row: dict[str, Any], line: str) -> None:
    assert headline(template(JUDGED, TITLE, VALUE, TARGET, SLACK), [row]) == line


def test_first_last_and_count() -> None:
    made = template("{count}: {first}[[ to {last}]]", VALUE, Column("period_label", "text", "Period"))
    rows = [
        {"value": None, "period_label": "2019/20"},
        {"value": 1.0, "period_label": "2020/21"},
        {"value": 2.5, "period_label": "2021/22"},
    ]
    assert headline(made, rows) == "3: 1% (2020/21) to 2.5% (2021/22)"
    assert headline(made, rows[:1]) == "1: – (2019/20)"


def test_without_rows_or_pattern() -> None:
    assert headline(template("{title}", TITLE, empty="Nothing here."), []) == "Nothing here."
    assert headline(template("{title}", TITLE), []) == "No rows."
    assert headline(template("", TITLE), [{"title": "A"}]) == "Made up."


# Answers and their caveats


def test_counts_target_and_the_year_before(example: Warehouse) -> None:
    answer = indicator(example, "re-referral-rate")
    row = answer.rows[0]
    assert (row["value"], row["numerator"], row["denominator"], row["target"]) == (26, 314, 1257, 22)
    assert (row["before"], row["before_derived"], row["before_count"], row["change"]) == (21, True, 252, 5)
    assert "Derived from the printed counts: A year before." in answer.caveats


def test_a_dispute_names_both_values_and_where_they_stand(example: Warehouse) -> None:
    [line] = [caveat for caveat in indicator(example, "re-referral-rate").caveats if caveat.startswith("Disputed")]
    assert line == (
        "Disputed ≠: 26% (Review 2021/22, first page, line 2); 25% (Report Q4 2021/22, Referrals, line 5). "
        "The latest published is shown first."
    )


def test_a_bound_is_no_value(example: Warehouse) -> None:
    answer = indicator(example, "agency-rate")
    assert "A bound, not a value: printed as “<1%”." in answer.caveats
    assert answer.headline.startswith("Agency rate, 2021/22 Q4: <1%.")
    assert (answer.rows[0]["status"], answer.rows[0]["change"]) == ("on_target", None)
    assert not any(caveat.startswith("Derived, not printed") for caveat in answer.caveats)


def test_an_approximate_value_is_marked(example: Warehouse) -> None:
    answer = indicator(example, "adoption-rate")
    assert "Approximate: printed as “Approx. 8%”." in answer.caveats
    assert answer.headline.startswith("Adoption rate, 2021/22 Q4: ≈8%.")
    assert "Derived, not printed: Change." in answer.caveats


def test_not_reportable_has_its_reason_and_its_target(example: Warehouse) -> None:
    answer = indicator(example, "caseload")
    assert answer.outcome == "not_reportable"
    assert answer.caveats == ["Not reportable: the system was being replaced."]
    assert answer.headline == (
        "Caseload, 2021/22 Q4: not reportable (the system was being replaced). Target 18: no data."
    )
    assert answer.rows[0]["value"] is None


def test_a_split_cell_is_cited_without_its_joint(example: Warehouse) -> None:
    answer = indicator(example, "long-plans-rate")
    assert answer.rows[0]["value"] == 12.94
    assert {"12.9|4%", "10%"} == {cited["printed"] for cited in answer.citations}


def test_no_caveat_on_what_is_not_shown(example: Warehouse) -> None:
    """A count a year before without its whole gives no rate, so none is called derived."""
    answer = indicator(example, "visit-timeliness")
    assert answer.caveats == ["Derived, not printed: From target or budget, Change."]
    assert indicator(example, "re-referrals").rows[0]["before"] == 252
    assert "Derived from the printed counts: A year before." not in indicator(example, "re-referrals").caveats


def test_slices_and_areas(example: Warehouse) -> None:
    assert indicator(example, "adoptions", "2021/22").rows[0]["value"] == 9
    part = indicator(example, "adoptions", "2021/22", dimension="age", category="Under 1")
    assert (part.rows[0]["value"], part.rows[0]["slice"]) == (4, "Under 1")
    assert indicator(example, "re-referral-rate", area="England").rows[0]["value"] == 22.5


def test_every_template_runs_with_what_it_asks_for(example: Warehouse) -> None:
    given = {
        "text": "report-2021-22",
        "indicator": "re-referral-rate",
        "indicators": ["re-referral-rate", "caseload"],
        "period": "2021/22 Q4",
        "periods": ["2021/22 Q4", "2021/22 Q4"],
        "acronym": "RAG",
        "number": 5,
    }
    for made in example.templates().values():
        needed = {p.name: given[p.type] for p in made.parameters if p.default is None and not p.optional}
        answer = run(example, made, needed)
        assert answer.headline, made.name
        for row in answer.rows:
            assert list(row) == [column.name for column in made.columns]
            for column in made.columns:
                if column.kind != "figures":
                    assert isinstance(cell(column, row), str)


def test_citations_follow_the_rows_without_repeats(example: Warehouse) -> None:
    answer = run(example, example.template("trend"), {"indicator": "re-referral-rate"})
    ids = [cited["figure"] for cited in answer.citations]
    assert len(ids) == len(set(ids))
    assert ids == list(dict.fromkeys(figure for row in answer.rows for figure in row["figures"]))


# Cells


@pytest.mark.parametrize(
    ("column", "row", "text"),
    [
        (VALUE, {"value": None}, "–"),
        (VALUE, {"value": 1.0, "qualifier": "less_than"}, "<1%"),
        (VALUE, {"value": 1.0, "qualifier": "more_than"}, ">1%"),
        (VALUE, {"value": 8.0, "qualifier": "approx"}, "≈8%"),
        (TARGET, {"target": 8.0, "qualifier": "less_than"}, "8%"),
        (Column("value", "number", "V", "@unit"), {"value": 4.91, "unit": "£m"}, "£4.91m"),
        (Column("value", "number", "V", "@unit"), {"value": 1257.0, "unit": "count"}, "1,257"),
        (Column("value", "number", "V", "@unit"), {"value": 3.0, "unit": None}, "3"),
        (Column("change", "number", "C", "@unit"), {"change": 5.0, "unit": "%"}, "+5 points"),
        (Column("change", "number", "C", "@unit"), {"change": -5.0, "unit": "days"}, "-5 days"),
        (Column("status", "status", "S"), {"status": "within_tolerance"}, "within tolerance"),
        (Column("status", "status", "S"), {"status": None}, ""),
        (Column("disputed", "flag", "Disputed"), {"disputed": True}, "Disputed"),
        (Column("disputed", "flag", "Disputed"), {"disputed": False}, ""),
        (Column("day", "date", "Day"), {"day": date(2022, 3, 31)}, "2022-03-31"),
    ],
)
def test_a_cell_as_a_reader_sees_it(column: Column, row: dict[str, Any], text: str) -> None:
    assert cell(column, row) == text

"""What the built-in figures say of themselves: checks, explanations, rivals, breaks, grades, recommendations, source lines."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dscp_tui.questions.answer import Answer, run
from dscp_tui.render.charts import lines_of
from dscp_tui.warehouse.checks import Finding, run_checks
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.documents import passages
from dscp_tui.warehouse.store import FILE, Warehouse

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT.parent / "shared" / "documents"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def warehouse(built: Path) -> Iterator[Warehouse]:
    opened = Warehouse(built / FILE)
    yield opened
    opened.close()


@pytest.fixture
def findings(warehouse: Warehouse) -> list[Finding]:
    return run_checks(warehouse)


def answer(warehouse: Warehouse, template: str, **given: str) -> Answer:
    return run(warehouse, warehouse.template(template), given)


@pytest.mark.parametrize(
    ("check", "said", "state"),
    [
        ("parts-and-totals", "the 5 parts add up to 501, printed is 502", "open"),
        (
            "parts-and-totals",
            "Net spend, 2021/22, actual, by heading: the 8 parts add up to 5830, printed is 5,831",
            "explained",
        ),
        ("rates-and-counts", "printed 85%, but 1266 of 1514 is 83.6%", "open"),
        ("plan-lengths", "printed 22.3%, but 292 of 1031 is 28.3%", "explained"),
        ("impossible-values", "123% cannot be", "explained"),
        ("audit-bases", "28 at 100% one of 28", "explained"),
        ("document-own-count", "the report counts 13, its rows give 12", "open"),
        ("same-thing-different-values", "366 (Challenge report Q4 2021/22, line 154) against 502", "open"),
        ("same-thing-different-values", "against 589 (Partnership Data 2021/22, line 206)", "open"),
        ("same-day-different-values", "223 for 31 March 2022", "open"),
        ("same-day-different-values", "28 for 2021/22", "open"),
        ("same-day-different-values", "13.78% for March 2022", "explained"),
        ("care-leaver-cohorts", "94% for 2021/22 Q4", "open"),
    ],
)
def test_what_the_documents_contradict_is_found(findings: list[Finding], check: str, said: str, state: str) -> None:
    hits = [finding for finding in findings if finding.check == check and said in finding.message]
    assert {finding.state for finding in hits} == {state}
    assert all(finding.citations for finding in hits)
    assert all(bool(finding.explanation) == (state == "explained") for finding in hits)


def test_what_agrees_is_not_found(findings: list[Finding]) -> None:
    assert not [f for f in findings if f.check == "changes-and-terms"]
    assert not [
        f for f in findings if "147 of 210" in f.message or "64 of 1,257" in f.message or "483 of 613" in f.message
    ]
    assert not [f for f in findings if f.check == "document-own-count" and f.finding.startswith("contract")]
    assert not [f for f in findings if f.state == "error"]


def test_an_explanation_of_nothing_is_an_error_in_our_data(dscp: Run, content: Content) -> None:
    file = content.warehouse / "explanations.csv"
    file.write_text(file.read_text("utf-8") + "impossible-values,nothing at all,because\n", "utf-8")
    done = dscp("check", "--format", "json", content=content.root)
    assert done.returncode == 1
    assert [one["check"] for one in json.loads(done.stdout) if one["state"] == "error"] == ["stale-explanation"]


def test_a_changed_part_is_caught(dscp: Run, tmp_path: Path) -> None:
    """The finance table is right but for rounding: a cell that is altered by more shows."""
    root = tmp_path / "content"
    for part in ("warehouse", "queries", "tui"):
        shutil.copytree(ROOT / part, root / part)
    file = root / "warehouse" / "figures" / "challenge-2021-22-q4.csv"
    file.write_text(file.read_text("utf-8").replace(',"36,741",', ',"36,941",', 1), "utf-8")
    done = dscp("check", "--format", "json", content=root)
    found = [one["message"] for one in json.loads(done.stdout) if one["state"] == "open"]
    assert any("Children Looked After, net budget: printed 32620, its terms give 32820" in message for message in found)


def test_both_values_of_a_dispute_are_shown_and_the_latest_published_first(warehouse: Warehouse) -> None:
    found = answer(warehouse, "indicator", indicator="protection-plans", period="2022-03-31")
    assert found.rows[0]["value"] == 366
    assert {cited["printed"] for cited in found.citations} == {"366", "502"}
    assert any("366" in caveat and "502" in caveat for caveat in found.caveats)


def test_a_rival_under_another_key_is_shown_beside_the_figure(warehouse: Warehouse) -> None:
    found = answer(warehouse, "indicator", indicator="care-leavers-in-touch-rate", period="2021/22 Q4")
    assert found.rows[0]["value"] == 94
    assert any("85% is printed for 2021/22, DfE" in caveat for caveat in found.caveats)


def test_what_is_listed_as_told_otherwise_is_shown_with_its_name_and_reason(warehouse: Warehouse) -> None:
    found = answer(
        warehouse,
        "indicator",
        indicator="overspend",
        period="2021/22",
        dimension="heading",
        category="Fostering placements",
    )
    assert found.rows[0]["value"] == 0.65
    [said] = [caveat for caveat in found.caveats if caveat.startswith("Otherwise")]
    assert "£0.58m is printed" in said
    assert "as “Operating overspend”" in said
    assert said.endswith("£0.58m for operating alone.")


def test_printed_to_other_precision_is_no_dispute(warehouse: Warehouse) -> None:
    found = answer(warehouse, "indicator", indicator="staying-put-rate", period="2021/22 Q4")
    assert {cited["printed"] for cited in found.citations if cited["role"] == "actual"} == {"15%", "14.5%"}
    assert not any("Disputed" in caveat for caveat in found.caveats)


def test_a_break_in_a_series_is_said_and_is_a_gap_in_its_line(warehouse: Warehouse) -> None:
    found = answer(warehouse, "trend", indicator="long-term-placement-stability")
    assert any(caveat.startswith("Break before 31 March 2022") for caveat in found.caveats)
    lines = lines_of(found)
    assert lines
    assert [point.value for point in lines.series[0].points if point.label == ""] == [None]


def test_counts_of_months_and_of_quarters_are_no_one_line(warehouse: Warehouse) -> None:
    lines = lines_of(answer(warehouse, "trend", indicator="contacts"))
    assert lines
    assert [series.name for series in lines.series] == ["per 3 months", "per month"]


def test_months_that_are_missing_are_a_gap(warehouse: Warehouse) -> None:
    lines = lines_of(answer(warehouse, "trend", indicator="contacts"))
    assert lines
    values = [point.value for point in lines.series[1].points]
    assert values == [2091, 1955, 2104, None, 1970, 1982, 2810, None, 2490, 2134, 2439]


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("re-referral-rate", {"2013/14": 37, "2018/19 Q2": 27, "2021/22 Q4": 5}),
        ("children-in-care", {"31 March 2014": 500, "31 August 2015": 498, "31 March 2021": 553, "31 March 2022": 592}),
        ("protection-plans", {"31 March 2014": 331, "31 August 2015": 312, "31 March 2020": 300, "31 March 2022": 366}),
    ],
)
def test_history_joins_up_across_documents(warehouse: Warehouse, indicator: str, expected: dict[str, float]) -> None:
    found = answer(warehouse, "trend", indicator=indicator)
    values = {row["period_label"]: row["value"] for row in found.rows}
    assert values.items() >= expected.items()
    assert len({cited["document"] for cited in found.citations}) >= 3


def test_grades_come_with_the_grade_before(warehouse: Warehouse) -> None:
    rows = answer(warehouse, "judgements").rows
    latest = {row["service"]: (row["grade"], row["previous"]) for row in rows if row["period_label"] == "February 2022"}
    assert latest["Leadership"] == ("inadequate", "Requires improvement")
    assert latest["Overall"] == ("require improvement to be good", "good")


def test_there_are_29_recommendations_in_order(warehouse: Warehouse) -> None:
    rows = answer(warehouse, "recommendations").rows
    # The inspection numbers those to council and trust from 1; those to the board continue its paragraphs.
    assert [row["number"] for row in rows] == [*range(1, 21), *range(147, 156)]
    assert {row["document"] for row in rows} == {"Inspection 2015"}


def test_every_source_says_when_it_became_known_and_whether_that_is_inferred(warehouse: Warehouse) -> None:
    rows = {row["document"]: row for row in answer(warehouse, "sources").rows}
    assert rows["ofsted-2015"]["published"].isoformat() == "2015-11-27"
    assert rows["ofsted-2015"]["inferred"] is None
    assert rows["concerns-2018-19-q2"]["inferred"]
    assert sum(row["figures_printed"] for row in rows.values()) >= 1200


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents are not beside the project")
def test_the_source_line_is_shown_with_its_token_marked(warehouse: Warehouse) -> None:
    cited = {"document": "challenge-2021-22-q4", "line": 270, "printed": "12.9|4%"}
    found = passages(warehouse, cited, DOCUMENTS)
    assert [(passage.line, passage.token) for passage in found] == [(270, "12.9"), (271, "4%")]


def test_explain_shows_the_source_line_of_a_made_up_document(dscp: Run, content: Content, documents: Path) -> None:
    done = dscp("export", "figures", content=content.root)
    line = done.stdout.splitlines()[1].split(",")
    asked = dscp("ask", line[2], "--explain", "--documents", str(documents), content=content.root)
    assert "»" in asked.stderr
    without = dscp("ask", line[2], "--explain", content=content.root)
    assert "»" not in without.stderr


def test_the_settings_file_names_the_documents_and_is_checked(
    dscp: Run, content: Content, documents: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'documents = "{documents}"\n', "utf-8")
    assert dscp("verify", content=content.root, DSCP_SETTINGS=str(settings)).returncode == 0
    settings.write_text('colour = "blue"\n', "utf-8")
    done = dscp("verify", content=content.root, DSCP_SETTINGS=str(settings))
    assert done.returncode == 1
    assert "colour" in done.stderr

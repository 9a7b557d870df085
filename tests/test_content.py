"""The content that we ship: borne out by its documents, and known to no code by name."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dscp_tui.questions.answer import run
from dscp_tui.questions.panels import load_panels, run_panel
from dscp_tui.warehouse.checks import run_checks
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse
from dscp_tui.warehouse.verify import verify

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT.parent / "shared" / "documents"
CODE = sorted((ROOT / "src" / "dscp_tui").rglob("*.py"))
TURNOVER = [12.94, 12.56, 13.07, 13.54, 13.03, 11.51, 10.64, 10.41, 10.35, 10.0, 11.21, 12.26, 13.78]


@pytest.fixture(scope="module")
def real(built: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(built / FILE)
    yield warehouse
    warehouse.close()


def names() -> set[str]:
    """Every name that only content may know: indicators, areas, documents, panels."""

    def column(file: str, name: str) -> set[str]:
        with (ROOT / "warehouse" / file).open(encoding="utf-8", newline="") as rows:
            return {row[name] for row in csv.DictReader(rows)}

    sources = tomllib.loads((ROOT / "warehouse" / "sources.toml").read_text("utf-8"))["source"]
    panels = {path.stem for path in (ROOT / "tui" / "panels").glob("*.toml")}
    return column("indicators.csv", "id") | column("areas.csv", "area") | {one["id"] for one in sources} | panels


def test_every_figure_stands_on_its_line(real: Warehouse) -> None:
    if not DOCUMENTS.is_dir():
        pytest.skip(f"the documents are not here: {DOCUMENTS}")
    report = verify(real, DOCUMENTS)
    assert report.failures == []
    assert report.documents == 5
    assert report.figures == real.query("SELECT count(*) FROM figures").rows[0][0]


@pytest.mark.parametrize(
    ("scorecard", "counts"),
    [
        ("contract", {"on_target": 4, "within_tolerance": 3, "off_target": 2, "no_data": 2}),
        ("partnership", {"on_target": 11, "within_tolerance": 1, "off_target": 7, "no_data": 6}),
    ],
)
def test_the_scorecards_stand_where_the_printed_rows_put_them(
    real: Warehouse, scorecard: str, counts: dict[str, int]
) -> None:
    answer = run(real, real.template("scorecard"), {"scorecard": scorecard})
    assert Counter(row["status"] for row in answer.rows) == counts
    assert all(row["note"] for row in answer.rows if row["status"] == "no_data")
    assert all(row["figures"] for row in answer.rows)


def test_the_documents_own_count_differs_for_the_partnership_alone(real: Warehouse) -> None:
    found = [one for one in run_checks(real) if one.check == "document-own-count"]
    assert [one.finding for one in found] == [
        "partnership below target",
        "partnership no data",
        "partnership on target or within tolerance",
    ]
    assert all(one.citations and one.citations[0]["document"] == "challenge-2021-22-q4" for one in found)


def test_no_error_in_our_own_data(real: Warehouse) -> None:
    assert [str(one.message) for one in run_checks(real) if one.state == "error"] == []


def test_turnover_month_by_month(real: Warehouse) -> None:
    answer = run(real, real.template("trend"), {"indicator": "turnover-rate", "kind": "month"})
    assert [row["value"] for row in answer.rows] == TURNOVER
    assert [answer.rows[place]["period_label"] for place in (0, -1)] == ["March 2021", "March 2022"]


def test_every_panel_loads_and_runs(real: Warehouse) -> None:
    panels, faults = load_panels(Content(ROOT))
    assert faults == []
    assert panels
    for panel in panels:
        assert all(answer.rows for _, answer in run_panel(real, panel)), panel.name


@pytest.mark.parametrize("path", CODE, ids=[path.relative_to(ROOT / "src" / "dscp_tui").as_posix() for path in CODE])
def test_the_code_knows_no_content_by_name(path: Path) -> None:
    whole = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names())))})(?![\w-])", re.IGNORECASE)
    found = {match[0] for match in whole.finditer(path.read_text("utf-8"))}
    assert not found

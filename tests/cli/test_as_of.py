"""`--as-of DAY`: every command answers with what had been published by then."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dscp_tui.errors import ExitCode

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PLACEMENTS = ["-p", "indicator=short-term-placement-stability", "-p", "areas=Doncaster", "--format", "json"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for the warehouses of several days."""
    return tmp_path_factory.mktemp("as-of")


def test_an_answer_is_from_the_documents_that_were_there(dscp: Run, data: Path) -> None:
    found = json.loads(dscp("ask", "--as-of", "2020-12-31", "re-referrals", "--format", "json", data=data).stdout)
    assert found["rows"][0]["value"] == 27
    assert {one["document"] for one in found["citations"]} == {"concerns-2018-19-q2"}


def test_a_revised_value_is_what_it_was(dscp: Run, data: Path) -> None:
    values = []
    for more in (["--as-of", "2024-01-01"], []):
        found = json.loads(dscp("query", "published", *PLACEMENTS, *more, data=data).stdout)
        values.append({row["period_label"]: row["value"] for row in found["rows"]}["31 March 2023"])
    assert values == [6, 9]


def test_an_export_and_a_panel_leave_out_what_came_later(dscp: Run, data: Path) -> None:
    exported = dscp("export", "figures", "--as-of", "2016-01-01", data=data).stdout
    assert "ofsted-2015" in exported
    assert "challenge-2021-22-q4" not in exported
    shown = dscp("show", "overview", "--as-of", "2022-07-31", data=data).stdout
    assert "as of 31 July 2022" in shown


def test_a_day_before_every_document_is_refused_by_name(dscp: Run, data: Path) -> None:
    done = dscp("ask", "--as-of", "2014-01-01", "re-referrals", data=data)
    assert done.returncode == ExitCode.USAGE
    assert "no document had been published by 2014-01-01" in done.stderr
    assert dscp("ask", "--as-of", "soon", "re-referrals", data=data).returncode == ExitCode.USAGE


def test_a_panel_of_comparisons_reads_as_text(dscp: Run, built: Path) -> None:
    shown = dscp("show", "against-others", data=built).stdout
    assert "▸ Doncaster (own)" in shown
    assert "┊ Median of the neighbours" in shown
    assert "Signal or noise: mean 25.86%" in shown
    overview = dscp("show", "overview", data=built).stdout
    assert "● on target ?" in overview


def test_the_dashboard_without_a_terminal_is_as_of_the_day_too(dscp: Run, data: Path) -> None:
    shown = dscp("dashboard", "--as-of", "2020-12-31", data=data).stdout
    assert "as of 31 December 2020; no published statistics of that time are held" in shown
    assert "2021/22" not in shown


def test_a_question_for_what_was_known_needs_no_option(dscp: Run, data: Path) -> None:
    done = dscp("ask", "what did we know in 2020 about re-referrals", "--format", "json", data=data)
    found = json.loads(done.stdout)
    assert found["rows"][0]["value"] == 27
    assert found["assumed"][0].startswith("as of 31 December 2020")


def test_a_day_that_no_file_gives_is_said_to_be_inferred(dscp: Run, built: Path) -> None:
    held = json.loads(dscp("national", "list", "--format", "json", data=built).stdout)
    inferred = {row["release"] for row in held if row["day_inferred"]}
    assert {"cin-2024", "cla-2023", "cla-2024"} <= inferred

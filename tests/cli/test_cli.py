"""The command line as a script meets it: exit codes, streams, files, and every bad day with one clear message."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
FIRST_COLUMNS = (
    "figure,indicator,title,area,period,period_start,period_end,dimension,category,role,qualifier,value,"
    "unit,document,line,locator,printed,note"
)
LONG = "SELECT count(*) FROM range(100000000) AS a, range(1000000) AS b WHERE hash(a.range, b.range) = 1"


@pytest.fixture(scope="session")
def place(example_content: Content, example_file: Path) -> dict[str, Path]:
    """The made-up partnership, built: where its content and data are."""
    return {"content": example_content.root, "data": example_file.parent}


@pytest.fixture
def own(content: Content, example_file: Path, tmp_path: Path) -> dict[str, Path]:
    """The made-up partnership to be broken, with a warehouse that is current."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(example_file, data / FILE)
    return {"content": content.root, "data": data}


def said(done: Done, code: int, *words: str) -> str:
    """Standard error, of a run that ended with this exit code, said these words and printed no traceback."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "unforeseen" not in done.stderr
    for word in words:
        assert word in done.stderr
    return done.stderr


def shell(place: dict[str, Path], line: str) -> Done:
    """Run a line of bash in which `dscp` is ours."""
    program = f'dscp() {{ {shlex.quote(sys.executable)} -m dscp_tui "$@"; }}; '
    env = {**os.environ, "DSCP_CONTENT": str(place["content"]), "DSCP_DATA": str(place["data"])}
    return subprocess.run(
        ["bash", "-c", program + line], env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


# Exit codes and streams


def test_an_answer_is_0_with_data_alone_on_standard_output(dscp: Run, place: dict[str, Path]) -> None:
    done = dscp("ask", "visits", "in", "time", "Q4", "--format", "json", **place)
    assert said(done, 0) == ""
    assert json.loads(done.stdout)["rows"][0]["value"] == 84


def test_not_reportable_is_0_and_explain_is_no_data(dscp: Run, place: dict[str, Path]) -> None:
    done = dscp("ask", "caseload", "--format", "ndjson", "--explain", **place)
    said(done, 0, "“caseload” as indicator: caseload", "$period", "SELECT")
    assert json.loads(done.stdout)["outcome"] == "not_reportable"


def test_ambiguous_is_3_and_no_data_is_printed(dscp: Run, place: dict[str, Path]) -> None:
    done = dscp("ask", "rate", "--format", "csv", **place)
    said(done, 3, "The question has several readings.", "Agency rate")
    assert done.stdout == ""


def test_unknown_is_4(dscp: Run, place: dict[str, Path]) -> None:
    done = dscp("ask", "visits in Leeds\x1b[2J", **place)
    assert said(done, 4) == ""
    assert done.stdout.startswith("No figure: “Leeds")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--nope",), 2, "No such option '--nope'."),
        (("query", "trend", "-p", "speed=1"), 2, "has no parameter “speed”"),
        (("query", "trend", "-p", "indicator"), 2, "Write -p name=value."),
        (("export", "nope"), 4, "there is no template “nope”"),
        (("show", "nope"), 4, "there is no panel “nope”"),
        (("query", "trend", "-p", "indicator=\udcff"), 1, ""),
        (("sql", "SELECT 1; SELECT 2"), 1, "one statement at a time: 2 were given"),
        (("sql", "DELETE FROM figures"), 1, "DELETE is not run here"),
        (("sql", "SELECT * FROM read_text('/etc/passwd')"), 1, "disabled"),
        (("sql", "SELECT * FROM nope"), 1, "Tables and views: a_year_before, acronyms, areas,"),
    ],
)
def test_each_wrong_use_has_its_code_and_one_message(
    dscp: Run, place: dict[str, Path], words: tuple[str, ...], code: int, message: str
) -> None:
    done = dscp(*words, **place)
    assert said(done, code, message).startswith("dscp: ")
    assert done.stdout == ""
    assert done.stderr.count("\n") <= 2


@pytest.mark.parametrize("is_built", [True, False])
def test_an_interrupted_query_is_130(place: dict[str, Path], tmp_path: Path, is_built: bool) -> None:
    """Also right after a build, which loads libraries that change how signals arrive."""
    data = place["data"] if is_built else tmp_path / "data"
    env = {**os.environ, "DSCP_CONTENT": str(place["content"]), "DSCP_DATA": str(data)}
    command = [sys.executable, "-m", "dscp_tui", "sql", LONG]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1 if is_built else 2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=5)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_without_a_terminal_the_scorecard_is_printed(dscp: Run, built: Path) -> None:
    done = dscp(data=built)
    assert said(done, 0) == ""
    assert "● 4 on target   ◐ 3 within tolerance   ▲ 2 off target   ○ 2 no data\n" in done.stdout
    assert "○ no data  " in done.stdout
    assert "\x1b" not in done.stdout


def test_the_installed_program_is_the_module() -> None:
    program = Path(sys.executable).with_name("dscp")
    assert program.exists()
    done = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=False)
    assert said(done, 0) == ""
    assert done.stdout.startswith("dscp, version ")


# Exports


def test_export_figures_keeps_the_contract(dscp: Run, place: dict[str, Path]) -> None:
    done = dscp("export", "figures", **place)
    assert said(done, 0) == ""
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert f"{done.stdout.splitlines()[0]},".startswith(f"{FIRST_COLUMNS},")
    assert "\r" not in done.stdout
    assert len(rows) == 28
    by_place = {row["figure"]: row for row in rows}
    plans = by_place["report-2021-22:10:1"]
    assert (plans["value"], plans["printed"], plans["period_start"]) == ("12.94", "12.9|4%", "2022-01-01")
    assert by_place["report-2021-22:18:1"]["value"] == ""
    assert {row["value"] for row in rows if row["printed"] == "1,257"} == {"1257"}


def test_export_scorecard_to_a_file(dscp: Run, place: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "out" / "scorecard.csv"
    file.parent.mkdir()
    file.write_text("old")
    done = dscp("export", "scorecard", "-o", str(file), **place)
    assert said(done, 0) == done.stdout == ""
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert [row["status"] for row in rows] == ["within_tolerance", "off_target", "off_target", "on_target", "no_data"]
    assert [path.name for path in file.parent.iterdir()] == ["scorecard.csv"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [("/dev/full", "No space left on device"), ("{}/is-a-file/x.csv", "Not a directory"), ("{}", "Is a directory"),
     ("{}/nowhere/x.csv", "No such file or directory"), ("{}/loop", "links lead in a circle")],
)  # fmt: skip
def test_a_file_that_cannot_be_written_is_named(
    dscp: Run, place: dict[str, Path], tmp_path: Path, file: str, reason: str
) -> None:
    (tmp_path / "is-a-file").touch()
    (tmp_path / "loop").symlink_to("loop")
    done = dscp("export", "figures", "-o", file.format(tmp_path), **place)
    said(done, 1, "cannot write ", reason)
    assert done.stdout == ""


def test_a_full_disk_leaves_the_old_file_and_no_half_of_a_new_one(place: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("old")
    done = shell(place, f"ulimit -f 2; dscp export figures -o {shlex.quote(str(file))}")
    said(done, 1, "cannot write ", "Nothing was written; an earlier file is as it was.")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["figures.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(dscp: Run, place: dict[str, Path], tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    said(dscp("export", "figures", "-o", str(tmp_path / "x.csv"), **place), 1, "Permission denied")
    tmp_path.chmod(0o700)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("dscp export figures | head -1; exit ${PIPESTATUS[0]}", 0, ""),
        ("dscp export figures | true; exit ${PIPESTATUS[0]}", 0, ""),
        ("dscp ask rate | true; exit ${PIPESTATUS[0]}", 3, ""),
        ("dscp export figures >/dev/full", 1, "No space left on device"),
        ("dscp export figures >&-", 1, "standard output is closed"),
        ("dscp export nope 2>&-", 4, ""),
        ("dscp <&-", 0, ""),
    ],
)
def test_closed_and_full_streams(place: dict[str, Path], line: str, code: int, message: str) -> None:
    done = shell(place, line)
    said(done, code, message)
    assert done.stderr.count("\n") <= 1
    if code == 4:
        assert done.stdout == ""


# Bad days


def test_a_missing_content_folder(dscp: Run, tmp_path: Path) -> None:
    done = dscp("ask", "x", content=tmp_path / "nowhere")
    said(done, 1, "no content: ", "nowhere/warehouse is not a folder")
    assert done.stdout == ""


def test_a_bad_content_file_is_named_with_row_column_and_value(dscp: Run, content: Content, tmp_path: Path) -> None:
    file = content.warehouse / "figures" / "report-2021-22.csv"
    file.write_text(file.read_text("utf-8").replace("84%", "many a one"), "utf-8")
    done = dscp("build", content=content.root)
    place = "warehouse/figures/report-2021-22.csv, row 10, column printed, value “many a one”: "
    said(done, 1, "1 problem in the content files:", place)
    assert done.stdout == ""
    assert not (tmp_path / "data" / FILE).exists()


def test_broken_content_is_told_and_answered_from_the_warehouse_as_it_was(dscp: Run, own: dict[str, Path]) -> None:
    before = (own["data"] / FILE).read_bytes()
    file = own["content"] / "warehouse" / "figures" / "report-2021-22.csv"
    file.write_text(file.read_text("utf-8") + "5,Referrals,nope,2021/22 Q5,,,,,x,\n", "utf-8")
    done = dscp("ask", "visits in time", "--format", "json", **own)
    said(done, 0, "column indicator, value “nope”", "column period, value “2021/22 Q5”", "from the warehouse as it was")
    assert json.loads(done.stdout)["rows"][0]["value"] == 84
    assert (own["data"] / FILE).read_bytes() == before


def test_a_data_folder_that_cannot_be_written(dscp: Run, content: Content, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = dscp("ask", "visits in time", content=content.root, data=tmp_path / "file" / "data")
    said(done, 1, "cannot write to the data folder", "Set DSCP_DATA")
    assert done.stdout == ""


def test_a_damaged_warehouse_is_set_aside_and_built_anew(dscp: Run, own: dict[str, Path]) -> None:
    (own["data"] / FILE).write_bytes(b"no such thing" * 1000)
    done = dscp("ask", "visits in time", "--format", "json", **own)
    said(done, 0, "is damaged or no DuckDB file: set aside as")
    assert json.loads(done.stdout)["rows"][0]["value"] == 84
    [aside] = own["data"].glob("*.set-aside-*")
    assert aside.read_bytes().startswith(b"no such thing")


@pytest.mark.parametrize(
    "words", [("ask", "visits in time"), ("show", "overview"), ("export", "figures")], ids=" ".join
)
@pytest.mark.parametrize("harm", ["rubbish within", "cut short", "gone"])
def test_a_spoilt_warehouse_is_replaced_or_told_with_what_to_do(
    dscp: Run, own: dict[str, Path], words: tuple[str, ...], harm: str
) -> None:
    good = dscp(*words, **own)
    file = own["data"] / FILE
    raw = file.read_bytes()
    third = len(raw) // 3
    match harm:
        case "rubbish within":
            file.write_bytes(raw[:third] + b"\xa5" * third + raw[2 * third :])
        case "cut short":
            file.write_bytes(raw[: 2 * third])
        case "gone":
            file.unlink()
    done = dscp(*words, **own)
    if done.returncode:
        said(done, 1, "is damaged", "`dscp build`")
        said(dscp("build", **own), 0)
        done = dscp(*words, **own)
    else:
        assert harm == "gone" or "set aside as" in done.stderr
    assert done.stdout == good.stdout


def test_a_broken_panel_is_told_and_the_rest_shown(dscp: Run, own: dict[str, Path]) -> None:
    (own["content"] / "tui" / "panels" / "odd.toml").write_text("[[", "utf-8")
    done = dscp("show", "--list", **own)
    said(done, 0, "tui/panels/odd.toml, line 1: is not well-formed TOML")
    assert done.stdout.count("\t") >= 1
    said(dscp("show", "odd", **own), 1, "tui/panels/odd.toml, line 1: is not well-formed TOML")


# Receipts, checks, set-up


def test_verify_finds_every_token(dscp: Run, place: dict[str, Path], documents: Path) -> None:
    done = dscp("verify", "--documents", str(documents), **place)
    said(done, 0, "28 figures of 2 documents looked up; 0 not borne out")
    assert done.stdout == ""


def test_verify_catches_an_altered_figure(dscp: Run, own: dict[str, Path], documents: Path) -> None:
    file = own["content"] / "warehouse" / "figures" / "report-2021-22.csv"
    file.write_text(file.read_text("utf-8").replace("84%", "83%", 1), "utf-8")
    done = dscp("verify", "--documents", str(documents), **own)
    said(done, 1, "28 figures of 2 documents looked up; 1 not borne out")
    assert done.stdout == (
        "report-2021-22, line 9: report-2021-22:9:1 visit-timeliness 2021/22 Q4: “83%” is not on the line\n"
    )


def test_verify_catches_a_changed_and_a_missing_document(
    dscp: Run, place: dict[str, Path], documents: Path, tmp_path: Path
) -> None:
    changed = (documents / "report-2021-22.txt").read_text("utf-8").replace("84%", "48%")
    (tmp_path / "report-2021-22.txt").write_text(changed, "utf-8")
    done = dscp("verify", "--documents", str(tmp_path), **place)
    said(done, 1, "0 figures of 0 documents looked up; 2 not borne out")
    assert "report-2021-22: no file report-2021-22.txt with its SHA-256" in done.stdout
    assert "review-2021-22: no file review-2021-22.txt with its SHA-256" in done.stdout
    said(dscp("verify", "--documents", str(tmp_path / "nowhere"), **place), 1, "is not a folder")


def test_check_prints_a_list_of_findings(dscp: Run, built: Path) -> None:
    done = dscp("check", "--format", "json", data=built)
    assert done.returncode in (0, 1)
    findings = json.loads(done.stdout)
    assert findings
    for finding in findings:
        assert list(finding)[:5] == ["check", "severity", "state", "message", "citations"]
        assert finding["state"] in ("open", "explained", "error")
        assert all({"document", "line"} <= cited.keys() for cited in finding["citations"])


def test_doctor_says_what_is_where(dscp: Run, place: dict[str, Path]) -> None:
    done = dscp("doctor", **place)
    said(done, 0)
    assert f"content    {place['content']}\n" in done.stdout
    assert "28 figures, current" in done.stdout
    assert "duckdb 2." in done.stdout


# Imports

LATE = {"polars", "plotext", "textual", "rich", "prompt_toolkit", "dataframely", "platformdirs"}


def _loaded(place: dict[str, Path], *words: str) -> set[str]:
    code = f"import sys; from dscp_tui.cli.guard import run; run({list(words)!r}); print('\\n', *sys.modules)"
    env = {**os.environ, "DSCP_CONTENT": str(place["content"]), "DSCP_DATA": str(place["data"])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_an_answer_imports_nothing_heavy_but_duckdb(place: dict[str, Path]) -> None:
    loaded = _loaded(place, "ask", "visits", "in", "time", "Q4")
    assert "duckdb" in loaded
    assert not loaded & LATE


def test_help_imports_nothing_heavy(place: dict[str, Path]) -> None:
    assert not _loaded(place, "--help") & (LATE | {"duckdb", "tabulate", "wcwidth"})
    assert not _loaded(place, "ask", "--help") & (LATE | {"duckdb"})

"""A user's own folders of templates and panels, laid over the built-in ones: no Python is needed for a question of one's own."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]

CONTRIBUTING = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"
SIZES = """-- name: ledger-sizes
-- title: How long the ledger of each document is
-- asks:
--   ledger sizes
--   magnitude of the ledgers
-- params:
--   least integer = 1
-- result:
--   document text : Document
--   count number count derived : Figures
-- headline: {document} has most figures: {count}.
SELECT s.short AS document, CAST(count(*) AS DOUBLE) AS count
FROM figures AS f JOIN sources AS s ON s.id = f.source
GROUP BY s.short
HAVING count(*) >= $least
ORDER BY count(*) DESC, s.short
"""
OURS = """-- name: sources
-- title: Sources as we like them
-- asks:
--   sources
-- result:
--   id text : Id
SELECT id FROM sources ORDER BY id
"""
PANEL = """title = "Ledgers"
key = "z"

[[tile]]
title = "Long ones"
template = "ledger-sizes"
kind = "table"
parameters = { least = 2 }
"""


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    """The user's folder of templates, one of them two folders deep."""
    file = tmp_path / "mine" / "of" / "ours" / "ledger-sizes.sql"
    file.parent.mkdir(parents=True)
    file.write_text(SIZES, "utf-8")
    return tmp_path / "mine"


@pytest.fixture
def panels(tmp_path: Path) -> Path:
    folder = tmp_path / "screens"
    folder.mkdir()
    (folder / "ledgers.toml").write_text(PANEL, "utf-8")
    return folder


def rows(done: Done) -> list[dict[str, str]]:
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(done.stdout.splitlines()))


def test_a_template_of_ones_own_is_asked_listed_run_and_exported(dscp: Run, content: Content, queries: Path) -> None:
    def own(*words: str) -> Done:
        return dscp("--queries", str(queries), *words, content=content.root)

    asked = own("ask", "magnitude of the ledgers", "--format", "json")
    assert (asked.returncode, asked.stderr) == (0, "")
    answer = json.loads(asked.stdout)
    assert answer["template"] == "ledger-sizes"
    assert sum(row["count"] for row in answer["rows"]) == 28
    assert answer["headline"] == f"{answer['rows'][0]['document']} has most figures: {answer['rows'][0]['count']}."
    assert "ledger-sizes" in own("query").stdout
    whole = rows(own("query", "ledger-sizes", "--format", "csv"))
    assert whole == rows(own("export", "ledger-sizes"))
    most = max(int(row["count"]) for row in whole)
    assert len(rows(own("query", "ledger-sizes", "-p", f"least={most}", "--format", "csv"))) < len(whole)
    assert dscp("ask", "magnitude of the ledgers", content=content.root).returncode == 4


def test_a_panel_of_ones_own_shows_a_template_of_ones_own(
    dscp: Run, content: Content, queries: Path, panels: Path
) -> None:
    own = {"DSCP_QUERIES": str(queries), "DSCP_PANELS": str(panels), "content": content.root}
    listed = dscp("show", "--list", **own)
    assert "ledgers\tLedgers\n" in listed.stdout
    assert "overview\t" in listed.stdout
    shown = dscp("show", "ledgers", **own)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Long ones" in shown.stdout
    assert "Figures" in shown.stdout


def test_what_ones_own_files_hold_never_controls_the_terminal(
    dscp: Run, content: Content, queries: Path, panels: Path
) -> None:
    template, panel = queries / "of" / "ours" / "ledger-sizes.sql", panels / "ledgers.toml"
    template.write_text(SIZES.replace("SELECT s.short", "SELECT /* \x1b]0;t\x07 */ s.short"), "utf-8")
    panel.write_text(PANEL.replace("Ledgers", r"Led\u001b[2Jgers"), "utf-8")
    own = {"DSCP_QUERIES": str(queries), "DSCP_PANELS": str(panels), "content": content.root}
    explained = dscp("ask", "magnitude of the ledgers", "--explain", **own)
    assert "SELECT /* ]0;t */ s.short" in explained.stderr
    listed = dscp("show", "--list", **own)
    assert "ledgers\tLed[2Jgers\n" in listed.stdout
    assert not {"\x1b", "\x07"} & set(explained.stdout + explained.stderr + listed.stdout)


def test_a_panel_with_a_name_of_ours_wins_and_a_broken_one_is_named(
    dscp: Run, content: Content, queries: Path, panels: Path
) -> None:
    (panels / "overview.toml").write_text(PANEL.replace("Ledgers", "My overview").replace('"z"', '"1"'), "utf-8")
    (panels / "odd.toml").write_text("[[", "utf-8")
    done = dscp("--queries", str(queries), "--panels", str(panels), "show", "--list", content=content.root)
    assert "overview\tMy overview\n" in done.stdout
    assert done.stdout.count("overview\t") == 1
    assert f"{panels / 'odd.toml'}, line 1: is not well-formed TOML" in done.stderr
    assert done.returncode == 0


def test_a_template_with_a_name_of_ours_wins_until_it_is_removed(dscp: Run, content: Content, queries: Path) -> None:
    def columns() -> list[str]:
        return list(rows(dscp("--queries", str(queries), "export", "sources", content=content.root))[0])

    ours = columns()
    file = queries / "sources.sql"
    file.write_text(OURS, "utf-8")
    assert columns() == ["id"]
    file.write_text(OURS.replace("id text", "short text").replace("SELECT id", "SELECT short"), "utf-8")
    assert columns() == ["short"]
    file.unlink()
    assert columns() == ours


def test_the_role_of_a_template_of_ours_goes_to_the_one_in_its_place(
    dscp: Run, content: Content, queries: Path
) -> None:
    mine = SIZES.replace("ledger-sizes", "what-is").replace("-- params:\n--   least integer = 1", "-- role: acronym")
    file = queries / "what-is.sql"
    file.write_text(mine.replace("HAVING count(*) >= $least\n", ""), "utf-8")
    done = dscp("--queries", str(queries), "sql", "FROM lexicon WHERE kind = 'template-role'", "--format", "json")
    roles = {row["phrase"]: row["stands_for"] for row in json.loads(done.stdout)}
    assert roles["acronym"] == "what-is"
    assert len(roles) == len(json.loads(done.stdout))


def test_two_folders_do_not_build_each_other_anew(dscp: Run, content: Content, queries: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    data = tmp_path / "data"
    for given in ((), ("--queries", str(queries)), ("--queries", str(other))):
        assert dscp(*given, "query", content=content.root, data=data).returncode == 0
    first = {path.name: path.stat().st_mtime_ns for path in data.glob("*.duckdb")}
    assert len(first) == 3
    assert FILE in first
    for given in (("--queries", str(other)), (), ("--queries", str(queries))):
        assert dscp(*given, "query", content=content.root, data=data).returncode == 0
    assert {path.name: path.stat().st_mtime_ns for path in data.glob("*.duckdb")} == first


FAULTS = {
    "a header": (SIZES.replace("-- title:", "-- titel:"), 2, "`titel:` is no key"),
    "a table": (SIZES.replace("FROM figures", "FROM figgures"), 13, "figgures does not exist"),
    "a column": (SIZES.replace("s.short AS", "s.shorts AS"), 12, "shorts"),
    "two statements": (f"{SIZES};\nDROP TABLE figures", 12, "2 statements"),
    "a name": (SIZES.replace("name: ledger-sizes", "name: ledgers"), 1, "differs from the file's name"),
    "a file outside": (SIZES.replace("FROM figures", "FROM read_csv('/etc/passwd')"), 13, "disabled"),
}


@pytest.mark.parametrize(("text", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_a_broken_template_is_named_and_ours_answer(
    dscp: Run, content: Content, queries: Path, text: str, line: int, words: str
) -> None:
    file = queries / "of" / "ours" / "ledger-sizes.sql"
    file.write_text(text, "utf-8")
    own = ("--queries", str(queries))
    done = dscp(*own, "build", content=content.root)
    assert done.returncode == 1
    assert f"{file}, line {line}: " in done.stderr
    assert words in done.stderr
    asked = dscp(*own, "ask", "visits in time", "--format", "json", content=content.root)
    assert asked.returncode == 0
    assert f"{file}, line {line}: " in asked.stderr
    assert "answering without them" in asked.stderr
    assert json.loads(asked.stdout)["rows"][0]["value"] == 84


def test_a_template_that_breaks_later_is_answered_as_it_was(dscp: Run, content: Content, queries: Path) -> None:
    own = ("--queries", str(queries))
    before = dscp(*own, "export", "ledger-sizes", content=content.root)
    (queries / "of" / "ours" / "ledger-sizes.sql").write_text("SELECT 1", "utf-8")
    done = dscp(*own, "export", "ledger-sizes", content=content.root)
    assert (done.returncode, done.stdout) == (0, before.stdout)
    assert "ledger-sizes.sql, line 1: " in done.stderr
    assert "from the warehouse as it was" in done.stderr


def test_a_name_twice_in_the_folder_is_an_error(dscp: Run, content: Content, queries: Path) -> None:
    (queries / "ledger-sizes.sql").write_text(SIZES, "utf-8")
    done = dscp("--queries", str(queries), "build", content=content.root)
    assert done.returncode == 1
    assert "the name `ledger-sizes` is taken by" in done.stderr


@pytest.mark.parametrize("what", ["queries", "panels"])
@pytest.mark.parametrize("by", ["option", "environment", "settings"])
def test_a_missing_folder_is_wrong_usage(dscp: Run, content: Content, tmp_path: Path, what: str, by: str) -> None:
    nowhere = tmp_path / "nowhere"
    settings = tmp_path / "settings.toml"
    settings.write_text(f"{what} = '{nowhere}'" if by == "settings" else "", "utf-8")
    env = {"DSCP_SETTINGS": str(settings)} | ({f"DSCP_{what.upper()}": str(nowhere)} if by == "environment" else {})
    given = (f"--{what}", str(nowhere)) if by == "option" else ()
    done = dscp(*given, "show", "--list", content=content.root, **env)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"no {what} of your own: {nowhere} is not a folder" in done.stderr


def test_the_settings_file_names_the_folders(dscp: Run, content: Content, queries: Path, panels: Path) -> None:
    settings = queries.parent / "settings.toml"
    settings.write_text(f"queries = '{queries}'\npanels = '{panels}'\n", "utf-8")
    done = dscp("show", "ledgers", content=content.root, DSCP_SETTINGS=str(settings))
    assert (done.returncode, done.stderr) == (0, "")
    told = dscp("doctor", content=content.root, DSCP_SETTINGS=str(settings)).stdout
    assert f"queries    {queries}, laid over the content\n" in told
    assert "28 figures, current" in told


def test_a_folder_of_any_name_will_do(dscp: Run, content: Content, queries: Path) -> None:
    odd = os.fsdecode(b"od\xffd \x1b[2J")
    queries.rename(queries.with_name(odd))
    own = ("--queries", str(queries.with_name(odd)))
    assert dscp(*own, "export", "ledger-sizes", content=content.root).returncode == 0
    (queries.with_name(odd) / "broken.sql").write_text("SELECT 1", "utf-8")
    done = dscp(*own, "build", content=content.root)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert "broken.sql, line 1: " in done.stderr


def test_an_editors_leavings_are_no_templates(dscp: Run, content: Content, queries: Path, panels: Path) -> None:
    (queries / ".#ledger-sizes.sql").symlink_to("nowhere")
    (queries / "._notes.sql").write_bytes(os.urandom(64))
    (panels / "._ledgers.toml").write_bytes(os.urandom(64))
    own = ("--queries", str(queries), "--panels", str(panels))
    done = dscp(*own, "show", "ledgers", content=content.root)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_for_contributors_is_answered_as_it_stands(dscp: Run, tmp_path: Path) -> None:
    example = re.search(
        r"```\n(-- name: ([a-z-]+)\n.*?--   (long [a-z]+)\n.*?)```", CONTRIBUTING.read_text("utf-8"), re.DOTALL
    )
    assert example
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / f"{example[2]}.sql").write_text(example[1], "utf-8")
    done = dscp("--queries", str(folder), "ask", example[3], "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["template"] == example[2]

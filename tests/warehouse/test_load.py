"""Content files that are wrong: each fault is named by file, row, column and value, and all of them at once."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dscp_tui.errors import DscpError
from dscp_tui.warehouse.content import Content, find_content
from dscp_tui.warehouse.load import Frames, load
from dscp_tui.warehouse.problems import MOST_SHOWN, ContentError, Problem

REPORT = "warehouse/figures/report-2021-22.csv"
REVIEW = "warehouse/figures/review-2021-22.csv"
INDICATORS = "warehouse/indicators.csv"
AREAS = "warehouse/areas.csv"
SOURCES = "warehouse/sources.toml"
CARDS = "warehouse/scorecards.toml"
SYNONYMS = "warehouse/synonyms.toml"
NOTES = "warehouse/commentary/report-2021-22.csv"
FIRST = "5,Referrals,re-referral-rate,2021/22 Q4,,,,,25%,"


def change(content: Content, file: str, old: str, new: str) -> None:
    """Replace one text in a file, once."""
    path = content.root / file
    text = path.read_text("utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


def add(content: Content, file: str, text: str) -> None:
    path = content.root / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def problems_of(content: Content) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        load(content)
    return caught.value.problems


def rows(frames: Frames, table: str, **where: object) -> list[dict[str, object]]:
    found = frames[table].iter_rows(named=True)
    return [row for row in found if all(row[key] == value for key, value in where.items())]


CASES = [
    # file, old, new, row, column, value, words of the message
    ("an unknown indicator", REPORT, FIRST, FIRST.replace("rate", "rtae"), 2, "indicator", "re-referral-rtae", "did you mean re-referral-rate?"),
    ("an unknown area", REPORT, "England", "Engerland", 9, "area", "Engerland", "no known area; did you mean England?"),
    ("a period that is none", REPORT, FIRST, FIRST.replace("2021/22", "2021/23"), 2, "period", "2021/23 Q4", "not a financial year"),
    ("a period of another form", REPORT, FIRST, FIRST.replace("2021/22 Q4", "Q4 2021/22"), 2, "period", "Q4 2021/22", "write 2021/22"),
    ("a period out of range", REPORT, FIRST, FIRST.replace("2021/22 Q4", "0001-03"), 2, "period", "0001-03", "out of range"),
    ("a number with a wrong comma", REPORT, '"1,257"', '"12,57"', 6, "printed", "12,57", "comma"),
    ("a number too large", REPORT, "25%", "9" * 400, 2, "printed", "9" * 400, "too large"),
    ("a token without a number", REPORT, "25%", "n/a", 2, "printed", "n/a", "no number"),
    ("a token in an unknown unit", REPORT, "£4.91m", "£4.91bn", 23, "printed", "£4.91bn", "no known unit"),
    ("a blank required cell", REPORT, FIRST, FIRST.replace("Referrals", "", 1), 2, "locator", "", "must not be empty"),
    ("a required cell of blanks", REPORT, FIRST, FIRST.replace("Referrals", "  ", 1), 2, "locator", "", "must not be empty"),
    ("a blank token", REPORT, FIRST, FIRST.replace("25%", ""), 2, "printed", "", "must not be empty"),
    ("a line that is no number", REPORT, FIRST, FIRST.replace("5,", "five,", 1), 2, "line", "five", "whole number"),
    ("a line with a comma", REPORT, FIRST, FIRST.replace("5,", '"1,005",', 1), 2, "line", "1,005", "without commas"),
    ("line 0", REPORT, FIRST, FIRST.replace("5,", "0,", 1), 2, "line", "0", "from 1"),
    ("a line too large", REPORT, FIRST, FIRST.replace("5,", "5" * 30 + ",", 1), 2, "line", "5" * 30, "whole number"),
    ("an unknown role", REPORT, "target,,22%", "aim,,22%", 3, "role", "aim", "one of actual, target"),
    ("an unknown qualifier", REPORT, FIRST, FIRST.replace(",,25%", ",circa,25%"), 2, "qualifier", "circa", "one of exact, approx"),
    ("a malformed slice", REPORT, "age=Under 1", "Under 1", 17, "slice", "Under 1", "dimension=category"),
    ("not reportable without a note", REPORT, "the system was being replaced", "", 19, "note", "", "why nothing is reported"),
    ("an unused indicator", INDICATORS, "re-referral-rate,Re", "spare,Spare,count,0,lower,adoption,,,A spare indicator.\nre-referral-rate,Re", 4, "id", "spare", "has no figure"),
    ("an unknown polarity", INDICATORS, "lower", "down", 4, "polarity", "down", "one of higher, lower, neither"),
    ("an unknown theme", INDICATORS, "front-door", "frontdoor", 2, "theme", "frontdoor", "did you mean front-door?"),
    ("an unknown unit", INDICATORS, "count", "kids", 2, "unit", "kids", "no known unit"),
    ("too many decimals", INDICATORS, "count,0", "count,5", 2, "decimals", "5", "of the form"),
    ("a short definition", INDICATORS, "Number of referrals received in the period.", "Few.", 2, "definition", "Few.", "too short: at least 10"),
    ("an unknown numerator", INDICATORS, "re-referrals,referrals,", "re-referral,referrals,", 4, "numerator", "re-referral", "did you mean re-referrals?"),
    ("a rival of no figure", "warehouse/otherwise.csv", "figure,rival,explanation\n", "figure,rival,explanation\nreport-2021-22:9:7,report-2021-22:5:1,\n", 2, "figure", "report-2021-22:9:7", "is no known figure"),
    ("a partition of an unknown indicator", "warehouse/partitions.csv", "adoptions,", "adoption,", 2, "indicator", "adoption", "did you mean adoption"),
    ("an unknown kind of area", AREAS, "authority", "council", 2, "kind", "council", "one of authority"),
    ("an unknown kind of note", NOTES, ",why,", ",because,", 2, "kind", "because", "one of why"),
    ("a note on an unknown indicator", NOTES, "caseload", "workload", 3, "indicator", "workload", "no known indicator"),
    ("a day that does not exist", SOURCES, "2022-06-01", "2022-06-31", 1, "published", "2022-06-31", "day is out of range"),
    ("a day of another form", SOURCES, "2022-06-01", "1 June 2022", 1, "published", "1 June 2022", "2022-07-07"),
    ("a scorecard of an unknown source", CARDS, '"report-2021-22"', '"report"', 1, "source", "report", "no known source"),
    ("a scorecard of a period that is none", CARDS, "2021/22 Q4", "2021", 1, "period", "2021", "not a period"),
    ("a scorecard without a title", CARDS, 'title = "Core indicators"\n', "", 1, "title", "", "must not be empty"),
    ("a scorecard without indicators", CARDS, '["agency-rate", "caseload"]', "[]", 2, "indicators", "[]", "not a list of indicators"),
    ("a scorecard with a text for its indicators", CARDS, '["agency-rate", "caseload"]', '"caseload"', 2, "indicators", "caseload", "not a list of indicators"),
    ("a scorecard with an unknown indicator", CARDS, '"caseload"', '"caseloads"', 2, "indicator", "caseloads", "did you mean caseload?"),
    ("a scorecard with a slice that nobody prints", CARDS, '"caseload"', '"caseload team=North"', 2, "indicators", "caseload team=North", "has no figure"),
    ("a synonym of an unknown indicator", SYNONYMS, "visit-timeliness", "visits-timeliness", None, "value", "visits-timeliness", "did you mean visit-timeliness?"),
    ("a synonym of an unknown area", SYNONYMS, "England", "Inland", None, "value", "Inland", "no known area"),
    ("synonyms that are no list", SYNONYMS, '["timely visits"]', '"timely visits"', None, "indicator.visit-timeliness", "timely visits", "not a list"),
    ("synonyms of an unknown kind", SYNONYMS, "[area]", "[areas]", None, "areas", "", "kinds are indicator"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column", "value", "words"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_wrong_cell_is_named_and_nothing_else(
    content: Content, file: str, old: str, new: str, row: int | None, column: str, value: str, words: str
) -> None:
    change(content, file, old, new)
    (found,) = problems_of(content)
    assert (found.file, found.row, found.column, found.value) == (file, row, column, value)
    assert words in found.message


@pytest.mark.parametrize(
    ("table", "entry", "value", "words"),
    [
        ("group", '"early closures" = ["visit-timeliness", "visits"]', "visits", "no known indicator"),
        ("dimension", 'ages = ["age bands"]', "ages", "no known dimension; did you mean age?"),
        ("category", '"Under 2" = ["babies"]', "Under 2", "no known category; did you mean Under 1?"),
        ("source", 'report = ["annual report"]', "report", "no known source"),
        ("role", 'budgets = ["budgeted"]', "budgets", "no known role; did you mean budget?"),
        ("status", 'off_targets = ["red"]', "off_targets", "no known status; did you mean off_target?"),
        ("theme", 'frontdoor = ["demand"]', "frontdoor", "no known theme; did you mean front-door?"),
        ("unit", '"percent" = ["share"]', "percent", "no known unit"),
    ],
)
def test_words_for_a_thing_that_is_not_there_are_named(
    content: Content, table: str, entry: str, value: str, words: str
) -> None:
    add(content, SYNONYMS, f"\n[{table}]\n{entry}\n")
    (found,) = problems_of(content)
    assert (found.file, found.value) == (SYNONYMS, value)
    assert words in found.message


@pytest.mark.parametrize("table", ["group", "topic", "extreme", "compare", "soft", "negation", "real"])
def test_words_that_are_no_list_are_named_with_their_table(content: Content, table: str) -> None:
    add(content, SYNONYMS, f'\n[{table}]\nwords = "not"\n')
    (found,) = problems_of(content)
    assert (found.file, found.column, found.value) == (SYNONYMS, f"{table}.words", "not")
    assert "not a list" in found.message


def test_a_problem_names_file_row_column_and_value(content: Content) -> None:
    change(content, REPORT, '"1,257"', '"12,57"')
    assert str(problems_of(content)[0]).startswith(f"{REPORT}, row 6, column printed, value “12,57”: ")


def test_an_id_that_is_no_slug_is_named(content: Content) -> None:
    change(content, INDICATORS, "caseload,", "Case Load,")
    here = [p for p in problems_of(content) if (p.file, p.row, p.column) == (INDICATORS, 9, "id")]
    assert any("small letters" in p.message for p in here)


def test_a_column_of_another_name_is_named_with_those_expected(content: Content) -> None:
    change(content, INDICATORS, "polarity", "polarty")
    found = problems_of(content)
    assert {(p.file, p.row, p.column) for p in found} == {(INDICATORS, 1, "polarity"), (INDICATORS, 1, "polarty")}
    assert "polarity" in found[1].message


@pytest.mark.parametrize("file", [AREAS, REPORT, NOTES, "warehouse/themes.csv", "warehouse/units.csv"])
def test_a_missing_column_is_the_only_kind_of_problem(content: Content, file: str) -> None:
    path = content.root / file
    records = list(csv.reader(path.read_text("utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(record[1:] for record in records)
    (found,) = problems_of(content)
    assert (found.file, found.row, found.column) == (file, 1, records[0][0])
    assert "missing" in found.message


def test_a_column_that_stands_twice_is_named(content: Content) -> None:
    change(content, AREAS, "area,kind", "area,area")
    assert (AREAS, 1, "area") in [(p.file, p.row, p.column) for p in problems_of(content)]


@pytest.mark.parametrize(
    ("file", "line", "numbers"),
    [
        (REPORT, f"{FIRST}\n", (2, 25)),
        (AREAS, "England,region\n", (3, 4)),
        ("warehouse/themes.csv", "adoption,Adopting\n", (4, 7)),
        (INDICATORS, "caseload,Load,count,0,lower,workforce,,,Another definition.\n", (9, 12)),
    ],
)
def test_a_duplicate_key_is_named_at_both_rows(
    content: Content, file: str, line: str, numbers: tuple[int, int]
) -> None:
    add(content, file, line)
    found = problems_of(content)
    assert [(p.file, p.row) for p in found] == [(file, number) for number in numbers]
    assert "twice" in found[0].message


@pytest.mark.parametrize("file", [SOURCES, CARDS])
def test_a_duplicate_id_in_toml_is_named(content: Content, file: str) -> None:
    first, second = {SOURCES: ("report-2021-22", "review-2021-22"), CARDS: ("core", "wider")}[file]
    change(content, file, f'id = "{second}"', f'id = "{first}"')
    assert {(p.file, p.row) for p in problems_of(content) if "twice" in p.message} >= {(file, 1), (file, 2)}


def test_an_indicator_twice_on_a_scorecard_is_named(content: Content) -> None:
    change(content, CARDS, '["agency-rate", "caseload"]', '["caseload", "caseload"]')
    (found,) = problems_of(content)
    assert (found.file, found.row, found.value) == (CARDS, 2, "wider caseload")


def test_bytes_that_are_not_utf8_are_named_with_their_row(content: Content) -> None:
    path = content.root / REPORT
    path.write_bytes(path.read_bytes().replace("£4.91m".encode(), "£4.91m".encode("latin-1")))
    (found,) = problems_of(content)
    assert (found.file, found.row, found.value) == (REPORT, 23, "byte a3")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_named(content: Content, text: str) -> None:
    (content.root / AREAS).write_text(text, "utf-8")
    (found,) = problems_of(content)
    assert (found.file, found.message[:8]) == (AREAS, "is empty")


@pytest.mark.parametrize(
    ("line", "cells"), [("England", 1), ("England,nation,,", 4), ("England;nation", 1), ("  ", 1), ("a,b,c", 3)]
)
def test_a_ragged_row_is_named(content: Content, line: str, cells: int) -> None:
    change(content, AREAS, "England,nation", f"England,nation\n{line}")
    (found,) = problems_of(content)
    assert (found.file, found.row) == (AREAS, 4)
    assert f"has {cells} cells where the header has 2" in found.message


def test_an_open_quote_is_named(content: Content) -> None:
    add(content, AREAS, '"Elsewhere,region\n')
    (found,) = problems_of(content)
    assert found.file == AREAS
    assert "not well-formed" in found.message


@pytest.mark.parametrize("file", [SOURCES, CARDS, SYNONYMS])
def test_malformed_toml_is_the_only_problem(content: Content, file: str) -> None:
    add(content, file, "\n[[[\n")
    (found,) = problems_of(content)
    assert found.file == file
    assert "TOML" in found.message


def test_malformed_partnership_is_named(content: Content) -> None:
    (content.root / "warehouse/partnership.toml").write_text("name = \n", "utf-8")
    here = [p.message for p in problems_of(content) if p.file == "warehouse/partnership.toml"]
    assert any("TOML" in message for message in here)


def test_a_partnership_without_an_area_is_named(content: Content) -> None:
    change(content, "warehouse/partnership.toml", 'area = "Exampleshire"', "")
    assert ("warehouse/partnership.toml", "area") in [(p.file, p.column) for p in problems_of(content)]


@pytest.mark.parametrize("text", ['[[scorecards]]\nid = "x"\n', '[scorecard]\nid = "x"\n', 'scorecard = ["x"]\n'])
def test_scorecards_that_are_no_tables_are_named(content: Content, text: str) -> None:
    (content.root / CARDS).write_text(text, "utf-8")
    (found,) = problems_of(content)
    assert found.file == CARDS
    assert "[[scorecard]]" in found.message


def test_an_unknown_key_is_named_with_those_known(content: Content) -> None:
    change(content, SOURCES, "lines =", "line =")
    found = problems_of(content)
    assert {(p.file, p.row, p.column) for p in found} == {(SOURCES, 1, "line"), (SOURCES, 1, "lines")}


@pytest.mark.parametrize(
    "file",
    [
        AREAS, INDICATORS, SOURCES, CARDS, SYNONYMS, "warehouse/themes.csv", "warehouse/units.csv",
        "warehouse/explanations.csv", "warehouse/partitions.csv", "warehouse/otherwise.csv", "warehouse/partnership.toml",
    ],
)  # fmt: skip
def test_a_missing_file_is_named(content: Content, file: str) -> None:
    (content.root / file).unlink()
    assert (file, "the file is missing") in [(p.file, p.message) for p in problems_of(content)]


@pytest.mark.parametrize("file", [AREAS, INDICATORS, SOURCES, "warehouse/themes.csv", "warehouse/units.csv"])
def test_nobody_is_blamed_for_referring_to_a_missing_file(content: Content, file: str) -> None:
    (content.root / file).unlink()
    assert {p.file for p in problems_of(content)} == {file}


def test_a_missing_folder_of_figures_is_the_only_problem(content: Content) -> None:
    for path in (content.warehouse / "figures").iterdir():
        path.unlink()
    (content.warehouse / "figures").rmdir()
    (found,) = problems_of(content)
    assert found.file == "warehouse/figures"


def test_a_figures_file_of_no_source_is_named(content: Content) -> None:
    (content.root / REVIEW).rename(content.root / "warehouse/figures/revue-2021-22.csv")
    found = problems_of(content)
    assert {(p.column, p.value) for p in found} == {("source", "revue-2021-22")}
    assert "did you mean review-2021-22?" in found[0].message


def test_all_problems_of_all_files_are_named_at_once(content: Content) -> None:
    change(content, REPORT, '"1,257"', '"12,57"')
    change(content, REPORT, "England", "Engerland")
    change(content, REVIEW, "26%", "")
    change(content, AREAS, "authority", "council")
    change(content, INDICATORS, "higher", "up")
    change(content, SOURCES, "2022-09-01", "2022-09-31")
    change(content, CARDS, '"caseload"', '"caseloads"')
    change(content, SYNONYMS, "England", "Inland")
    (content.root / NOTES).write_text("line,locator\n", "utf-8")
    (content.root / "warehouse/explanations.csv").write_bytes(b"check,finding,explanation\n\xff,,\n")
    assert {p.file for p in problems_of(content)} == {
        REPORT, REVIEW, AREAS, INDICATORS, SOURCES, CARDS, SYNONYMS, NOTES, "warehouse/explanations.csv",
    }  # fmt: skip


def test_several_wrong_cells_of_one_row_are_all_named(content: Content) -> None:
    change(content, REPORT, FIRST, "x,,re-referral-rtae,2021,Nowhere,?,aim,circa,1,")
    found = {p.column for p in problems_of(content) if p.row == 2}
    assert found == {"line", "locator", "indicator", "period", "area", "slice", "role", "qualifier"}


def test_many_problems_are_counted_and_the_first_shown(content: Content) -> None:
    add(content, AREAS, "".join(f"Area {n},council\n" for n in range(80)))
    with pytest.raises(ContentError) as caught:
        load(content)
    lines = str(caught.value).splitlines()
    assert lines[0] == "80 problems in the content files:"
    assert len(lines) == MOST_SHOWN + 2
    assert lines[-1] == "… and 30 more"


def test_control_characters_of_a_file_do_not_reach_the_message(content: Content) -> None:
    change(content, AREAS, "authority", "\x1b[31mred")
    with pytest.raises(ContentError) as caught:
        load(content)
    assert "\x1b" not in str(caught.value)


def test_a_missing_content_folder_says_which_setting_to_check(tmp_path: Path) -> None:
    with pytest.raises(DscpError, match="is not a folder") as caught:
        find_content(tmp_path / "nowhere")
    assert "DSCP_CONTENT" in caught.value.hint


@pytest.mark.parametrize("part", ["warehouse", "queries"])
def test_a_content_folder_without_a_part_names_it(tmp_path: Path, part: str) -> None:
    for name in {"warehouse", "queries"} - {part}:
        (tmp_path / name).mkdir()
    (tmp_path / part).write_text("a file, no folder", "utf-8")
    with pytest.raises(DscpError, match=part):
        find_content(tmp_path)


def test_the_content_folder_is_taken_from_the_environment(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSCP_CONTENT", str(content.root))
    assert find_content().root == content.root


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
@pytest.mark.parametrize("part", ["warehouse", "queries"])
def test_an_unreadable_folder_is_named(content: Content, part: str) -> None:
    folder = content.root / part
    folder.chmod(0)
    try:
        with pytest.raises(DscpError, match=part):
            find_content(content.root)
    finally:
        folder.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(content: Content) -> None:
    (content.root / AREAS).chmod(0)
    with pytest.raises(DscpError, match="cannot read"):
        load(content)


def in_bytes(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(old, new)


@pytest.mark.parametrize(
    "rewrite",
    [
        in_bytes(b"\n", b"\r\n"),
        in_bytes(b"\n", b"\r"),
        in_bytes(b"\n", b"\n\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: raw + b"\n\n",
        in_bytes(b"England", b'"England"'),
        in_bytes(b"England", b" England "),
    ],
    ids=["CRLF", "CR", "blank lines", "a byte order mark", "no last newline", "last lines blank", "quotes", "blanks"],
)
def test_how_an_editor_saves_a_file_makes_no_difference(content: Content, rewrite: Callable[[bytes], bytes]) -> None:
    before = load(content)
    for file in (AREAS, REPORT):
        path = content.root / file
        path.write_bytes(rewrite(path.read_bytes()))
    after = load(content)
    assert [after[table].equals(before[table]) for table in ("areas", "figures", "statuses")] == [True] * 3


def test_a_quoted_cell_of_several_lines_keeps_the_rows_right(content: Content) -> None:
    change(content, REPORT, ",25%,", ',25%,"a note\nof two lines"')
    change(content, REPORT, "22%", "x")
    (found,) = problems_of(content)
    assert (found.row, found.column) == (4, "printed")


@pytest.mark.parametrize("name", ["._report.csv", ".report.csv.swp", ".#report.csv", "report.csv~", "report.bak"])
def test_files_of_an_editor_or_a_system_are_left_alone(content: Content, name: str) -> None:
    (content.warehouse / "figures" / name).write_bytes(b"\xff\x00")
    assert load(content)["figures"].height


def test_the_ledger_holds_what_is_printed(content: Content) -> None:
    frames = load(content)
    (rate,) = rows(frames, "figures", figure="report-2021-22:5:1")
    assert (rate["value"], rate["unit"], rate["area"], rate["role"]) == (25.0, "%", "Exampleshire", "actual")
    (plans,) = rows(frames, "figures", indicator="long-plans-rate", role="actual")
    assert (plans["value"], plans["decimals"], plans["printed"]) == (12.94, 2, "12.9|4%")
    (absent,) = rows(frames, "figures", qualifier="not_reportable")
    assert (absent["value"], absent["note"]) == (None, "the system was being replaced")
    (young,) = rows(frames, "figures", category="Under 1")
    assert (young["dimension"], young["value"], young["place"]) == ("age", 4.0, 2)


@pytest.mark.parametrize(
    ("indicator", "status"),
    [
        ("re-referral-rate", "within_tolerance"),
        ("visit-timeliness", "off_target"),
        ("long-plans-rate", "off_target"),
        ("caseload", "no_data"),
        ("agency-rate", "on_target"),
    ],
)
def test_each_target_is_judged_once(content: Content, indicator: str, status: str) -> None:
    frames = load(content)
    aims = {row["figure"] for row in rows(frames, "figures", indicator=indicator, role="target")}
    assert [row["status"] for row in frames["statuses"].iter_rows(named=True) if row["target"] in aims] == [status]


def test_a_target_in_another_unit_judges_nothing(content: Content) -> None:
    change(content, REPORT, "target,,22%", "target,,22 days")
    frames = load(content)
    assert rows(frames, "statuses", target="report-2021-22:5:2")[0]["status"] == "no_data"


def test_a_tolerance_in_another_unit_judges_nothing(content: Content) -> None:
    change(content, REPORT, "tolerance,,28%", "tolerance,,28 days")
    frames = load(content)
    assert rows(frames, "statuses", target="report-2021-22:5:2")[0]["status"] == "no_data"


def test_every_period_stands_with_its_year_before(content: Content) -> None:
    frames = load(content)
    named = set(frames["periods"]["period"])
    assert named == {"2021/22 Q4", "2020/21 Q4", "2019/20 Q4", "2021/22", "2020/21"}
    assert rows(frames, "periods", period="2021/22 Q4")[0]["year_before"] == "2020/21 Q4"


def test_the_lexicon_holds_titles_names_and_synonyms_folded(content: Content) -> None:
    phrases = set(load(content)["lexicon"].iter_rows())
    assert {
        ("re referral rate", "indicator", "re-referral-rate"),
        ("repeat referral", "indicator", "re-referral-rate"),
        ("exampleshire", "area", "Exampleshire"),
        ("core indicator", "scorecard", "core"),
        ("national", "area", "England"),
    } <= phrases


def test_a_sha256_that_is_none_is_named(content: Content) -> None:
    change(content, SOURCES, 'sha256 = "', 'sha256 = "x')
    (found,) = problems_of(content)
    assert (found.file, found.row, found.column) == (SOURCES, 1, "sha256")

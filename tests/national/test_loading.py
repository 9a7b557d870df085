"""Published files of made-up authorities: read by their columns, loaded whole or not at all, refused by name."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.errors import DscpError
from dscp_tui.warehouse.build import build
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national import keep
from dscp_tui.warehouse.national.catalogue import column_key
from dscp_tui.warehouse.national.files import find_files
from dscp_tui.warehouse.national.lait import lait_period
from dscp_tui.warehouse.national.loading import read_files
from dscp_tui.warehouse.national.parts import half_up
from dscp_tui.warehouse.national.shelf import LIST, open_shelf
from dscp_tui.warehouse.problems import ContentError, Problem
from dscp_tui.warehouse.store import FILE, Warehouse, open_warehouse

FILES = Path(__file__).parent / "files"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def loaded_data(example_content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all files loaded, shared: not to be changed."""
    data = tmp_path_factory.mktemp("loaded")
    keep.keep_parts(example_content, data, read_files(example_content, data, find_files([FILES])))
    return data


@pytest.fixture
def loaded(loaded_data: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(loaded_data / FILE)
    yield warehouse
    warehouse.close()


def values(warehouse: Warehouse, measure: str, area: str, **where: object) -> list[tuple[Any, ...]]:
    """Period, value, symbol of a measure in an area, oldest first; the newest release unless one is named."""
    newest = "release = $release" if "release" in where else "superseded IS NULL"
    sql = f"SELECT period, value, symbol FROM national WHERE measure = $measure AND area = $area AND {newest} ORDER BY period_end"
    return warehouse.query(sql, {"measure": measure, "area": area, **where}).rows


def change(folder: Path, old: str, new: str, name: str = "c1-2024.csv") -> Path:
    """A copy of a file with one text replaced, under another name."""
    text = (FILES / name).read_text("utf-8")
    assert old in text, old
    path = folder / "broken.csv"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def problems_of(content: Content, data: Path, *paths: Path) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        read_files(content, data, list(paths))
    return caught.value.problems


def test_every_table_is_told_by_its_columns(loaded: Warehouse) -> None:
    held = loaded.query('SELECT "table", release, "values", areas, symbols FROM national_holdings').rows
    assert held == [
        ("c1", "cin-2023", 96, 6, 4),
        ("population", "cin-2023", 24, 6, 0),
        ("c1", "cin-2024", 90, 6, 4),
        ("c4", "cin-2024", 54, 6, 4),
        ("stability", "cla-2023", 48, 6, 2),
        ("stability", "cla-2024", 48, 6, 2),
        ("lait", "lait-2025-11-01", 16, 4, 2),
        ("workforce", "workforce-2024", 42, 6, 2),
    ]


def test_the_files_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(FILES.parent / "make.py"), str(tmp_path)], check=True)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in FILES.iterdir()}
    for path in tmp_path.iterdir():
        if path.suffix != ".parquet":
            assert path.read_bytes() == (FILES / path.name).read_bytes(), path.name


def test_two_releases_give_one_series_through_different_headers(loaded: Warehouse) -> None:
    old = values(loaded, "c1-re-referral-rate", "Exampleshire", release="cin-2023")
    new = values(loaded, "c1-re-referral-rate", "Exampleshire", release="cin-2024")
    assert [period for period, _, _ in new] == ["2019/20", "2020/21", "2021/22", "2022/23", "2023/24"]
    assert old == new[:4]
    columns = loaded.query(
        "SELECT DISTINCT release, column_name FROM national WHERE measure = 'c1-re-referrals' ORDER BY 1"
    ).rows
    assert columns == [("cin-2023", "Re_referrals"), ("cin-2024", "rereferral_count")]


def test_what_was_known_on_a_day(loaded: Warehouse) -> None:
    """The older release is superseded on the day of the newer; a rate that the newer leaves out is not."""
    sql = "SELECT published, superseded FROM national WHERE measure = $m AND area = 'Exampleshire' AND period = '2021/22' ORDER BY published"
    day, later = date(2023, 10, 26), date(2024, 10, 31)
    assert loaded.query(sql, {"m": "c1-re-referral-rate"}).rows == [(day, later), (later, None)]
    assert loaded.query(sql, {"m": "c1-referrals-rate"}).rows == [(day, None)]


def test_symbols_survive_and_are_no_numbers(loaded: Warehouse) -> None:
    assert ("2021/22", None, "c") in values(loaded, "c1-re-referral-rate", "Sampleton")
    assert ("2021/22", None, "x") in values(loaded, "c1-re-referral-rate", "Mockbury")
    assert values(loaded, "workforce-agency-rate", "Mockbury") == [("2024-09-30", None, "low")]
    assert ("2021/22", None, "-") in values(loaded, "lait-adoptshare", "Sampleton")


def test_a_mark_stands_beside_its_number(example_content: Content, tmp_path: Path) -> None:
    (part,) = read_files(example_content, tmp_path, [change(tmp_path, "1181,295,25", "1181,295,25 [p]")])
    found = part.frame.filter(pl.col("printed") == "25 [p]").select("measure", "value", "symbol", "mark").rows()
    assert found == [("c1-re-referral-rate", 25.0, None, "p")]


def test_counts_stand_beside_a_percentage(loaded: Warehouse) -> None:
    sql = "SELECT value, numerator, denominator, decimals FROM national WHERE measure = $m AND area = 'Exampleshire' AND period = $p AND superseded IS NULL"
    assert loaded.query(sql, {"m": "c1-re-referral-rate", "p": "2023/24"}).rows == [(25.0, 295.0, 1181.0, 1)]
    # The population of a rate stands in another file: the mid-year estimate of the year before.
    rate = loaded.query(sql, {"m": "c1-referrals-rate", "p": "2022/23"}).rows
    assert rate == [(234.0, 1170.0, 50_000.0, 1)]


def test_a_percentage_that_is_not_printed_follows_from_its_counts(loaded: Warehouse) -> None:
    """(182 + 300) of 1,120 is 43.0; a suppressed part hides it; none of none is not applicable."""
    found = {
        area: values(loaded, "c4-conferences-15-days-rate", area) for area in ("Exampleshire", "Testford", "Mockbury")
    }
    assert found == {
        "Exampleshire": [("2023/24", 43.0, None)],
        "Testford": [("2023/24", None, "c")],
        "Mockbury": [("2023/24", None, "z")],
    }


def test_another_definition_is_another_measure(loaded: Warehouse) -> None:
    sql = "SELECT DISTINCT measure, release FROM national WHERE measure LIKE 'stability-same%rate' ORDER BY 1"
    assert loaded.query(sql).rows == [
        ("stability-same-carer-2-years-before-2024-rate", "cla-2023"),
        ("stability-same-carer-2-years-rate", "cla-2024"),
    ]


def test_the_noise_of_the_extract_is_gone_and_its_token_kept(loaded: Warehouse) -> None:
    sql = "SELECT period, value, decimals, printed FROM national WHERE measure = 'lait-entrants' AND area = $area ORDER BY period_end, period"
    assert loaded.query(sql, {"area": "Exampleshire"}).rows[0] == (
        "2021-01..2021-12",
        95.6,
        2,
        "95.600000000000009",
    )
    assert (0.07, 2) in {row[1:3] for row in loaded.query(sql, {"area": "England"}).rows}


def test_neighbours_end_where_the_sets_of_old_authorities_begin(loaded: Warehouse) -> None:
    sql = "SELECT rank, neighbour, closeness FROM neighbours WHERE neighbour_set = '2021' AND area = 'Exampleshire' ORDER BY rank"
    assert loaded.query(sql).rows == [
        (1, "Sampleton", "Very Close"),
        (2, "Testford", "Close"),
        (3, "Mockbury", "Close"),
    ]
    assert loaded.query("SELECT count(*) FROM neighbours").rows == [(12,)]


def test_inspections_come_with_their_grades(loaded: Warehouse) -> None:
    sql = "SELECT inspected, service, grade, release FROM national_inspections WHERE area = 'Exampleshire' ORDER BY service"
    day = date(2022, 2, 7)
    assert loaded.query(sql).rows == [
        (day, "Overall effectiveness", "Requires improvement to be good", "ofsted-2025-09-25"),
        (day, "The impact of leaders", "Inadequate", "ofsted-2025-09-25"),
    ]


def test_the_list_of_authorities_adds_those_that_are_new(loaded: Warehouse) -> None:
    sql = "SELECT area, region, code FROM national_areas WHERE area = 'Newborough'"
    assert loaded.query(sql).rows == [("Newborough", "Middleland", "905")]


def test_every_published_percentage_is_recomputed(loaded: Warehouse) -> None:
    held = loaded.query('SELECT "table", release, recomputed, agree FROM national_holdings WHERE recomputed > 0').rows
    assert {row[0] for row in held} == {"c1", "stability", "workforce"}
    assert all(recomputed == agree for _, _, recomputed, agree in held)


def test_a_percentage_that_its_counts_contradict_is_a_finding(example_content: Content, tmp_path: Path) -> None:
    from dscp_tui.warehouse.checks import run_checks

    row = next(r for r in csv.reader((FILES / "c1-2024.csv").open(encoding="utf-8")) if r[9:10] == ["Exampleshire"])
    path = change(tmp_path, ",".join(row), ",".join([*row[:-1], "77.7"]))
    data = tmp_path / "data"
    keep.keep_parts(example_content, data, read_files(example_content, data, [path]))
    warehouse = Warehouse(data / FILE)
    found = [one.message for one in run_checks(warehouse) if one.check == "national-rates-and-counts"]
    warehouse.close()
    assert len(found) == 1
    assert "published 77.7" in found[0]
    assert "Exampleshire" in found[0]


FIRST = "2024,Reporting year,Local authority,E92000001,England,E12000099,Middleland,901,E06000901,Exampleshire"
HEADER = "time_period,time_identifier,geographic_level"
BROKEN = [
    # what, old, new, row, column, value, words of the message
    (
        "a missing column",
        ",rereferral_count",
        ",something_else",
        1,
        "Re_referrals",
        "",
        "the column is missing from C1",
    ),
    ("a missing standing column", "old_la_code", "code_of_old", 1, "old_la_code", "", "the column is missing from C1"),
    (
        "two header rows",
        "\n2024,",
        f"\n{HEADER},country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent\n2024,",
        2,
        "time_period",
        "time_period",
        "the header again",
    ),
    (
        "a thousands comma",
        f"{FIRST},Referrals and Re-referrals,1181",
        f'{FIRST},Referrals and Re-referrals,"1,181"',
        4,
        "referral_count",
        "1,181",
        "neither a number nor a known symbol",
    ),
    (
        "an unknown symbol",
        "2022,Reporting year,Local authority,E92000001,England,E12000099,Middleland,902,E06000902,Sampleton,Referrals and Re-referrals,1296,c,c",
        "2022,Reporting year,Local authority,E92000001,England,E12000099,Middleland,902,E06000902,Sampleton,Referrals and Re-referrals,1296,c,q",
        17,
        "rereferral_percent",
        "q",
        "neither a number nor a known symbol",
    ),
    (
        "an empty cell",
        f"{FIRST},Referrals and Re-referrals,1181",
        f"{FIRST},Referrals and Re-referrals,",
        4,
        "referral_count",
        "",
        "neither a number nor a known symbol",
    ),
    (
        "a duplicated authority",
        FIRST.replace("901", "902").replace("Exampleshire", "Sampleton"),
        FIRST,
        5,
        "la_name",
        "Exampleshire",
        "stands twice for 2024: row 4 has it already",
    ),
    (
        "a code that moved to another",
        "901,E06000901,Exampleshire",
        "901,E06000902,Exampleshire",
        4,
        "new_la_code",
        "E06000902",
        "is the code of Sampleton, but number 901 is Exampleshire",
    ),
    (
        "a number of another",
        "901,E06000901,Exampleshire",
        "904,E06000904,Exampleshire",
        4,
        "la_name",
        "Exampleshire",
        "is another authority than number 904, which is Mockbury",
    ),
    (
        "an unknown authority",
        "901,E06000901,Exampleshire",
        "999,E06000999,Nowhere",
        4,
        "old_la_code",
        "999",
        "is no known area",
    ),
    (
        "a year that is none",
        "2024,Reporting year,National",
        "soon,Reporting year,National",
        2,
        "time_period",
        "soon",
        "is no year",
    ),
    (
        "a level that is none",
        "2024,Reporting year,National",
        "2024,Reporting year,Ward",
        2,
        "geographic_level",
        "Ward",
        "is none of Local authority",
    ),
]


@pytest.mark.parametrize(
    ("what", "old", "new", "row", "column", "value", "words"),
    BROKEN,
    ids=[case[0] for case in BROKEN],
)
def test_a_fault_is_named_by_file_row_column_and_value(
    example_content: Content,
    tmp_path: Path,
    what: str,
    old: str,
    new: str,
    row: int,
    column: str,
    value: str,
    words: str,
) -> None:
    found = problems_of(example_content, tmp_path, change(tmp_path, old, new))
    hits = [
        one for one in found if (one.row, one.value) == (row, value) and column in one.column and words in one.message
    ]
    assert hits, [str(one) for one in found]
    assert {one.file for one in found} == {"broken.csv"}


def test_a_new_code_of_a_known_number_is_said_and_loaded(example_content: Content, tmp_path: Path) -> None:
    path = tmp_path / "moved.csv"
    path.write_text((FILES / "c4-2024.csv").read_text("utf-8").replace("E06000904", "E06000914"), "utf-8")
    (part,) = read_files(example_content, tmp_path, [path])
    assert part.notices == ["moved.csv: Mockbury has a code that is new here, E06000914; it is known by its number"]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("semicolons.csv", "time_period;time_identifier;geographic_level\n2024;a;b\n", "semicolons"),
        ("latin.csv", b"time_period,la_name\n2024,Caf\xe9\n", "not UTF-8"),
        ("empty.csv", "", "is empty"),
        ("ragged.csv", "time_period,a,b\n2024,1\n2023,1,2\n", "has 2 cells where the header has 3"),
        ("short.csv", "time_period,a,b\n2024,1,2\n2023,1\n", "has 2 cells where the header has 3"),
        ("stranger.csv", "fruit,colour,weight\napple,red,3\n", "is no known table; the nearest is"),
        ("broken.xlsx", "no workbook", "cannot be read as a workbook"),
        ("broken.parquet", "no parquet", "is no Parquet file"),
        ("notes.txt", "words", "is no kind of file that is read here"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(
    example_content: Content, tmp_path: Path, name: str, raw: str | bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    (found,) = problems_of(example_content, tmp_path, path)
    assert found.file == name
    assert words in found.message


def test_a_stranger_is_refused_with_its_headers_and_the_nearest_table(example_content: Content, tmp_path: Path) -> None:
    path = tmp_path / "stranger.csv"
    path.write_text("time_period,geographic_level,CPP_start,Weather,Mood,Colour\n2024,National,1,2,3,4\n", "utf-8")
    (found,) = problems_of(example_content, tmp_path, path)
    assert "CPP_start, Weather, Mood, Colour" in found.message
    assert "the nearest is D" in found.message


def test_blank_lines_and_windows_line_ends_are_nothing(example_content: Content, tmp_path: Path) -> None:
    text = (FILES / "c1-2024.csv").read_text("utf-8")
    path = tmp_path / "windows.csv"
    path.write_bytes((text.replace("\n2023,", "\n\n2023,", 1) + "\n\n").replace("\n", "\r\n").encode())
    (part,) = read_files(example_content, tmp_path, [path])
    (whole,) = read_files(example_content, tmp_path, [FILES / "c1-2024.csv"])
    assert part.frame.drop("row_number").equals(whole.frame.drop("row_number"))
    shifted = part.frame.filter(pl.col("period") == "2022/23")["row_number"] - 1
    assert shifted.equals(whole.frame.filter(pl.col("period") == "2022/23")["row_number"])


def test_a_byte_order_mark_is_nothing(example_content: Content, tmp_path: Path) -> None:
    raw = (FILES / "c1-2024.csv").read_bytes()
    assert raw.startswith("\ufeff".encode())
    plain = tmp_path / "plain.csv"
    plain.write_bytes(raw.removeprefix("\ufeff".encode()))
    (marked,) = read_files(example_content, tmp_path, [FILES / "c1-2024.csv"])
    (unmarked,) = read_files(example_content, tmp_path, [plain])
    assert marked.frame.equals(unmarked.frame)


def test_an_extract_without_its_dictionary_is_refused(example_content: Content, tmp_path: Path) -> None:
    (found,) = problems_of(example_content, tmp_path, FILES / "extract.parquet")
    assert "needs the dictionary" in found.message


def test_one_fault_among_many_files_and_nothing_is_loaded(example_content: Content, tmp_path: Path, dscp: Run) -> None:
    data = tmp_path / "data"
    build(example_content, data / FILE)
    before = (data / FILE).read_bytes()
    broken = change(tmp_path, "1181", '"1,181"')
    done = dscp("national", "load", str(FILES / "c4-2024.csv"), str(broken), content=example_content.root, data=data)
    assert done.returncode == 1
    assert "broken.csv, row 4, column referral_count, value “1,181”" in done.stderr
    assert "Traceback" not in done.stderr
    assert open_shelf(data).entries == []
    assert not list(data.glob("national/*.parquet"))
    assert (data / FILE).read_bytes() == before


def test_a_build_that_fails_leaves_the_shelf_as_it_was(
    example_content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    keep.keep_parts(example_content, data, read_files(example_content, data, [FILES / "c4-2024.csv"]))
    listed, files = (data / "national" / LIST).read_text("utf-8"), sorted((data / "national").glob("*.parquet"))

    def fails(*_: object) -> None:
        raise DscpError("the disk is full")

    monkeypatch.setattr(keep, "build", fails)
    parts = read_files(example_content, data, [FILES / "c1-2024.csv"])
    with pytest.raises(DscpError, match="the disk is full"):
        keep.keep_parts(example_content, data, parts)
    assert (data / "national" / LIST).read_text("utf-8") == listed
    assert sorted((data / "national").glob("*.parquet")) == files


def test_what_is_loaded_survives_a_rebuild_and_can_be_removed(
    example_content: Content, tmp_path: Path, dscp: Run
) -> None:
    data, root = tmp_path / "data", example_content.root
    assert dscp("national", "load", str(FILES), content=root, data=data).returncode == 0
    assert dscp("build", content=root, data=data).returncode == 0

    def held() -> set[str]:
        done = dscp("national", "list", "--format", "json", content=root, data=data)
        assert done.returncode == 0, done.stderr
        return {row["release"] for row in json.loads(done.stdout)}

    assert {"cin-2023", "cin-2024", "lait-2025-11-01"} <= held()
    assert dscp("national", "remove", "cin-2023", "lait", content=root, data=data).returncode == 0
    assert held() == {"cin-2024", "cla-2023", "cla-2024", "workforce-2024"}
    done = dscp("national", "remove", "cin-1999", content=root, data=data)
    assert done.returncode == 2
    assert "no table or release “cin-1999” is loaded" in done.stderr
    assert dscp("national", "remove", "--all", content=root, data=data).returncode == 0
    assert held() == set()


def test_a_table_loaded_again_takes_its_own_place(example_content: Content, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for name in ("c1-2024.csv", "c1-2023.csv", "c1-2024.csv"):
        keep.keep_parts(example_content, data, read_files(example_content, data, [FILES / name]))
    shelf = open_shelf(data)
    assert [entry.key for entry in shelf.entries] == [("c1", "cin-2023"), ("c1", "cin-2024")]
    assert {path.name for path in shelf.folder.glob("*.parquet")} == {entry.parquet for entry in shelf.entries}


def test_the_same_table_twice_with_other_values_is_refused(example_content: Content, tmp_path: Path) -> None:
    other = change(tmp_path, "1181,", "1182,")
    (found,) = problems_of(example_content, tmp_path, FILES / "c1-2024.csv", other)
    assert "like c1-2024.csv, with other values" in found.message


def test_a_warehouse_is_made_anew_when_something_was_loaded(example_content: Content, tmp_path: Path) -> None:
    """Another process has loaded: the list differs from what the warehouse was built from."""
    data = tmp_path / "data"
    open_warehouse(example_content, data).close()
    open_shelf(data).with_parts(read_files(example_content, data, [FILES / "c4-2024.csv"])).keep()
    warehouse = open_warehouse(example_content, data)
    assert warehouse.query("SELECT count(*) FROM national_values").rows == [(54,)]
    warehouse.close()


def test_a_damaged_list_is_named(example_content: Content, tmp_path: Path, dscp: Run) -> None:
    folder = tmp_path / "data" / "national"
    folder.mkdir(parents=True)
    (folder / LIST).write_text("no list", "utf-8")
    done = dscp("national", "list", content=example_content.root)
    assert done.returncode == 1
    assert LIST in done.stderr
    assert "Traceback" not in done.stderr


def test_a_release_that_is_not_listed_takes_the_day_given(example_content: Content, tmp_path: Path) -> None:
    (usual,) = read_files(example_content, tmp_path, [FILES / "stability-2024.csv"])
    assert (usual.release.published, bool(usual.release.inferred)) == (date(2024, 11, 30), True)
    (told,) = read_files(example_content, tmp_path, [FILES / "stability-2024.csv"], date(2024, 11, 14))
    assert (told.release.published, told.release.inferred) == (date(2024, 11, 14), None)


def test_an_unknown_set_of_neighbours_needs_its_day(example_content: Content, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(example_content.root, root)
    (root / "warehouse" / "national" / "neighbours.csv").write_text("set,area,rank,neighbour,closeness\n", "utf-8")
    content = Content(root)
    (found,) = problems_of(content, tmp_path, FILES / "neighbours.xlsx")
    assert "give --published DAY" in found.message
    (part,) = read_files(content, tmp_path, [FILES / "neighbours.xlsx"], date(2027, 5, 1))
    assert part.release.id == "neighbours-2027"


@pytest.mark.parametrize(
    ("text", "years", "period"),
    [
        ("2018 (Rev)", "Academic Year", "2017-09..2018-08"),
        ("2016/17-18/19", "Financial Year", "2016-04..2019-03"),
        ("2016-17 (OT)", "Financial Year", "2016/17"),
        ("2016", "Financial Year", "2015/16"),
        ("2014-16", "Calendar Year", "2014-01..2016-12"),
        ("2020", "Annual (end of Sept)", "2020-09-30"),
        ("2020", "Annual - January", "2020-01"),
        ("2020", "Annual", "2020-03-31"),
        ("0", "Academic Year", None),
        ("soon", "Financial Year", None),
    ],
)
def test_periods_of_the_extract(text: str, years: str, period: str | None) -> None:
    assert lait_period(text, years) == period


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Re_referrals_percent", "rereferral_percent"),
        ("Referrals_child", "referral_child_count"),
        ("No_Further_Action", "no_further_action_count"),
        ("turnover_rate_fte_%", "turnover_rate_fte"),
    ],
)
def test_what_changes_between_releases_is_not_in_a_columns_key(older: str, newer: str) -> None:
    assert column_key(older) == column_key(newer)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from([0, 1, 2]), st.sampled_from([100, 10_000]))
def test_rounding_is_half_up_and_exact(numerator: int, denominator: int, decimals: int, factor: int) -> None:
    frame = pl.DataFrame({"n": [float(numerator)], "d": [float(denominator)]})
    found = frame.select(half_up(pl.col("n"), pl.col("d"), pl.lit(float(factor)), pl.lit(float(decimals)))).item()
    exact = (Decimal(numerator) * factor / denominator).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert found == float(exact)


def test_a_sum_that_lacks_a_term_is_no_sum(example_content: Content, tmp_path: Path) -> None:
    """Without one of the durations no share in time follows from the others."""
    root = tmp_path / "content"
    shutil.copytree(example_content.root, root)
    measures = root / "warehouse" / "national" / "measures.csv"
    needs = "c4-conferences-0-10 + c4-conferences-11-15"
    measures.write_text(measures.read_text("utf-8").replace(needs, f"{needs} + c4-days-median"), "utf-8")
    (part,) = read_files(Content(root), tmp_path, [FILES / "c4-2024.csv"])
    assert "c4-conferences-15-days-rate" in set(part.frame.filter(pl.col("symbol").is_not_null())["measure"])
    assert part.frame.filter(pl.col("measure") == "c4-conferences-15-days-rate")["value"].drop_nulls().is_empty()


def test_the_same_file_twice_is_read_alike(example_content: Content, tmp_path: Path) -> None:
    shutil.copy(FILES / "c4-2024.csv", tmp_path / "copy.csv")
    (part,) = read_files(example_content, tmp_path, [FILES / "c4-2024.csv", tmp_path / "copy.csv"])
    assert part.file == "c4-2024.csv, copy.csv"

"""The files as they were published, where they lie beside the project: shapes, cells, symbols, recomputed percentages."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from dscp_tui.warehouse.checks import run_checks
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.files import find_files
from dscp_tui.warehouse.national.keep import keep_parts
from dscp_tui.warehouse.national.loading import read_files
from dscp_tui.warehouse.store import FILE, Warehouse

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared" / "national"
CELLS = Path(__file__).parent / "cells.csv"
SERIES = [23.7, 37.3, 27.7, 23.0, 27.1, 25.5, 27.0, 27.6, 25.4, 7.0, 25.2, 30.3, 29.4]
"""Re-referrals of the years that end in March 2013 to 2025."""
here = pytest.mark.skipif(not PUBLISHED.is_dir(), reason=f"the published files are not here: {PUBLISHED}")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """A warehouse with everything loaded."""
    data = tmp_path_factory.mktemp("published")
    content = Content(ROOT)
    keep_parts(content, data, read_files(content, data, find_files([PUBLISHED])))
    # A million values are read back: longer than anybody who asks would wait.
    warehouse = Warehouse(data / FILE, seconds=120)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def built_in(built: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(built / FILE)
    yield warehouse
    warehouse.close()


def rows_of(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def series(warehouse: Warehouse, release: str | None = None) -> list[float]:
    chosen = "superseded IS NULL" if release is None else "release = $release"
    sql = f"""
    SELECT value FROM comparators
    WHERE indicator = 're-referral-rate' AND area = (SELECT value FROM meta WHERE key = 'area') AND {chosen} ORDER BY period_end
    """
    return [row[0] for row in warehouse.query(sql, {"release": release} if release else {}).rows]


def test_the_built_in_series_is_the_published_one(built_in: Warehouse) -> None:
    assert series(built_in) == SERIES


def test_built_in_comparison_has_neighbours_region_and_country(built_in: Warehouse) -> None:
    sql = """
    SELECT a.kind, count(DISTINCT c.area) FROM comparators AS c JOIN national_areas AS a ON a.area = c.area
    WHERE c.indicator = 're-referral-rate' GROUP BY a.kind ORDER BY a.kind
    """
    assert built_in.query(sql).rows == [("authority", 15), ("nation", 1), ("region", 1)]
    sets = "SELECT neighbour_set, count(*) FROM neighbours GROUP BY neighbour_set ORDER BY 1"
    assert built_in.query(sets).rows == [("2021", 10), ("2025", 10)]


def test_every_built_in_value_is_cited(built_in: Warehouse) -> None:
    sql = "SELECT count(*) FROM national_values WHERE column_name = '' OR row_number < 2 AND table_id <> 'lait' OR release = ''"
    assert built_in.query(sql).rows == [(0,)]
    unlinked = "SELECT indicator FROM national_links EXCEPT SELECT indicator FROM comparators"
    assert built_in.query(unlinked).rows == []


def test_what_is_not_to_be_believed_is_found_without_the_files(built_in: Warehouse) -> None:
    found = [one.message for one in run_checks(built_in) if one.check in ("national-jumps", "national-all-or-none")]
    assert any("2021/22: 25.4, 7, 25.2" in message for message in found)
    assert any("reviewed in time" in message and "0 of 219" in message for message in found)


def test_the_documents_comparators_stand_beside_the_statistics(built_in: Warehouse) -> None:
    sql = """
    SELECT area, printed, round(national_value, 1), verdict FROM reconciliation
    WHERE indicator = 'repeat-protection-plan-rate' AND period = '2021-03-31' ORDER BY printed
    """
    assert [row[1:] for row in built_in.query(sql).rows] == [
        ("21.2%", 21.2, "agrees"),
        ("21.5%", 21.5, "agrees"),
        ("22.1%", 22.1, "agrees"),
        ("23.4%", 23.4, "agrees"),
    ]
    verdicts = {row[0] for row in built_in.query("SELECT DISTINCT verdict FROM reconciliation").rows}
    assert verdicts == {"agrees", "differs", "not published"}
    others = "SELECT count(*) FROM figures AS f JOIN meta AS m ON m.key = 'area' WHERE f.area <> m.value AND f.role = 'actual' AND f.value IS NOT NULL"
    listed = "SELECT count(*) FROM reconciliation AS r JOIN meta AS m ON m.key = 'area' WHERE r.area <> m.value"
    assert built_in.query(listed).rows == built_in.query(others).rows


@here
def test_the_built_in_values_are_those_of_the_files(published: Warehouse, built_in: Warehouse) -> None:
    sql = """
    SELECT release, measure, area, period, value, symbol, numerator, denominator, row_number FROM national_values
    ORDER BY release, measure, area, period
    """
    whole = {row[:4]: row[4:] for row in published.query(sql).rows}
    wrong = [row for row in built_in.query(sql).rows if whole.get(row[:4]) != row[4:]]
    assert wrong == []


@here
def test_shapes(published: Warehouse) -> None:
    """Each table has as many values as its file has cells of measures, and as many symbols as the file has."""
    held = {
        (row[0], row[1]): row[2:]
        for row in published.query('SELECT "table", release, "values", symbols, areas FROM national_holdings').rows
    }
    rows = rows_of("dfe-cin/2024-release/d5_cpps_at31march_by_duration_2013_to_2024.csv")
    cells = [row[name] for row in rows for name in list(row)[11:]]
    symbols = [cell for cell in cells if not cell.replace(".", "", 1).isdigit()]
    assert held["d5", "cin-2024"] == (len(cells), len(symbols), 170)
    extract = pl.read_parquet(PUBLISHED / "lait" / "lait_bds.parquet").filter(pl.col("Years") != "0")
    assert held["lait", "lait-2026-04-01"] == (extract.height, (extract["Values"] == "-").sum(), 170)
    assert len(held) == 29
    assert published.query("SELECT neighbour_set, count(DISTINCT area) FROM neighbours GROUP BY 1 ORDER BY 1").rows == [
        ("2021", 152),
        ("2025", 153),
    ]


@here
def test_ten_cells_of_each_table(published: Warehouse) -> None:
    """Cells checked by hand: the file, its row and column, and what stands there."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(cells) >= 10 * len({cell["file"] for cell in cells})
    sql = "SELECT count(*) FROM national_values WHERE measure = $measure AND row_number = $row AND column_name = $column AND printed = $printed AND (value = $value OR symbol = $printed)"
    for cell in cells:
        raw = rows_of(cell["file"])[int(cell["row"]) - 2]
        assert (raw["time_period"], raw[cell["column"]]) == (cell["year"], cell["printed"])
        assert cell["area"] in (raw.get("la_name"), raw.get("region_name"), raw["country_name"])
        number = float(cell["printed"]) if cell["printed"].replace(".", "", 1).isdigit() else None
        found = published.query(
            sql,
            {
                "measure": cell["measure"],
                "row": int(cell["row"]),
                "column": cell["column"],
                "printed": cell["printed"],
                "value": number,
            },
        )
        assert found.rows[0][0] >= 1, cell


EXTRACT = [
    # row, short description, years and area as they stand, printed; measure, period, value or symbol
    (5187, "FosteringFinance", "2021-22 (OT)", "Newham", "815", "lait-fosteringfinance", "2021/22", 815),
    (6003, "AdoptionFinance", "2017-18 (OT)", "Hammersmith and Fulham", "-", "lait-adoptionfinance", "2017/18", "-"),
    (25025, "Under18concep", "2021", "Derby", "16.8", "lait-under18concep", "2021-01..2021-12", 16.8),
    (36533, "PriUnauth", "2023", "Windsor and Maidenhead", "1.38", "lait-priunauth", "2022-09..2023-08", 1.38),
    (41720, "SecUnauth", "2024", "Kirklees", "3.26", "lait-secunauth", "2023-09..2024-08", 3.26),
    (68278, "LACDistance", "2017", "Redcar and Cleveland", "13", "lait-lacdistance", "2016/17", 13),
    (69753, "CPPlans2yrs", "2016", "Hammersmith and Fulham", "-", "lait-cpplans2yrs", "2015/16", "-"),
    (80864, "CareLeaverEET", "2016", "Sandwell", "43", "lait-careleavereet", "2015/16", 43),
    (91623, "A3A", "2021 (Final)", "East Midlands", "24.21", "lait-a3a", "2020-09..2021-08", 24.21),
    (
        100149,
        "Pri_ Pup_FixedEx",
        "2023/24",
        "Buckinghamshire",
        "0.92196",
        "lait-pri-pup-fixedex",
        "2023-09..2024-08",
        0.92196,
    ),
]
NEIGHBOURS = [
    ("2021", "Ealing", 8, "Slough", "Somewhat close"), ("2021", "Haringey", 5, "Lambeth", "Close"),
    ("2021", "Merton", 9, "Hounslow", "Somewhat close"), ("2021", "Leeds", 7, "Derby", "Very Close"),
    ("2021", "Peterborough", 1, "Derby", "Very Close"), ("2025", "Barnet", 10, "Ealing", "Close"),
    ("2025", "Knowsley", 5, "Redcar and Cleveland", "Close"), ("2025", "Solihull", 4, "Warrington", "Very close"),
    ("2025", "Southampton", 10, "Waltham Forest", "Close"), ("2025", "Doncaster", 1, "Rotherham", "Very close"),
]  # fmt: skip
IMPACT = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
CARE = "The experiences and progress of children in care"
OVERALL = "Overall effectiveness"
IMPROVE = "Requires improvement to be good"
INSPECTIONS = [
    ("Kingston upon Hull, City of", "2019-01-14", OVERALL, "Inadequate"), ("Lancashire", "2022-11-28", OVERALL, "Good"),
    ("Northumberland", "2020-01-20", OVERALL, "Good"), ("Harrow", "2020-02-10", IMPACT, "Good"),
    ("Rutland", "2020-03-02", IMPACT, IMPROVE), ("St. Helens", "2019-09-23", IMPACT, IMPROVE),
    ("Buckinghamshire", "2025-01-27", HELP, IMPROVE), ("Kingston upon Thames", "2019-10-21", HELP, "Good"),
    ("West Berkshire", "2022-03-14", HELP, "Good"), ("Gateshead", "2019-04-29", CARE, "Good"),
]  # fmt: skip


@here
def test_ten_cells_of_the_extract(published: Warehouse) -> None:
    extract = pl.read_parquet(PUBLISHED / "lait" / "lait_bds.parquet")
    for row, short, years, area, printed, measure, period, value in EXTRACT:
        raw = extract.row(row - 1, named=True)
        assert (raw["Short Desc"], raw["Years"], raw["LA and Regions"], raw["Values"]) == (short, years, area, printed)
        sql = "SELECT coalesce(CAST(value AS VARCHAR), symbol) FROM national_values WHERE measure = $measure AND area = $area AND period = $period AND printed = $printed AND row_number = $row"
        given = {"measure": measure, "area": area, "period": period, "printed": printed, "row": row}
        [(found,)] = published.query(sql, given).rows
        assert (found if isinstance(value, str) else float(found)) == value


@here
def test_ten_cells_of_the_sets_of_neighbours(published: Warehouse) -> None:
    """In the sets an authority is a number: the names are those of the list of authorities."""
    files = {"2021": "New_Statistical_Neighbour_Groupings_April_2021.csv", "2025": "sn_model_2025_wide.csv"}
    numbers = {
        row["la_name"]: row["old_la_code"]
        for row in rows_of("dfe-cla/2024-release/cla_number_and_rate_per_10k_children.csv")
    }
    for chosen, area, rank, neighbour, closeness in NEIGHBOURS:
        sql = "SELECT neighbour, closeness FROM neighbours WHERE neighbour_set = $set AND area = $area AND rank = $rank"
        assert published.query(sql, {"set": chosen, "area": area, "rank": rank}).rows == [(neighbour, closeness)]
        with (PUBLISHED / "dfe-other" / files[chosen]).open(encoding="utf-8-sig", newline="") as file:
            cells = next(line for line in csv.reader(file) if line[0] == numbers[area])
        place = cells.index(numbers[neighbour], 4)
        assert cells[place + 1].strip() == closeness


@here
def test_ten_cells_of_the_inspections(published: Warehouse) -> None:
    import python_calamine

    book = python_calamine.load_workbook(str(PUBLISHED / "ofsted" / "LA_Inspection_Outcomes_as_at_31_March_2025.ods"))
    for area, inspected, service, grade in INSPECTIONS:
        sql = "SELECT sheet, row_number, grade FROM national_inspections WHERE area = $area AND inspected = CAST($day AS DATE) AND service = $service"
        [(sheet, row, found)] = published.query(sql, {"area": area, "day": inspected, "service": service}).rows
        assert found == grade
        cells = [str(cell) for cell in book.get_sheet_by_name(sheet).to_python()[row - 1]]
        assert grade in cells
        assert area.partition(",")[0].replace(".", "") in cells
        assert any(cell.startswith(inspected) for cell in cells)


@here
def test_both_releases_of_c1_give_the_same_series(published: Warehouse) -> None:
    assert series(published, "cin-2025") == SERIES
    assert series(published, "cin-2024") == SERIES[:-1]
    columns = (
        "SELECT DISTINCT release, column_name FROM national_values WHERE measure = 'c1-re-referral-rate' ORDER BY 1"
    )
    assert published.query(columns).rows == [("cin-2024", "Re_referrals_percent"), ("cin-2025", "rereferral_percent")]
    differing = """
    SELECT count(*) FROM national_values AS old JOIN national_values AS new
        ON new.measure = old.measure AND new.area = old.area AND new.period = old.period AND new.release = 'cin-2025'
    WHERE old.release = 'cin-2024' AND old.measure = 'c1-re-referral-rate' AND old.value IS DISTINCT FROM new.value
    """
    # A handful of authorities were revised.
    assert published.query(differing).rows[0][0] < 20


@here
def test_every_published_percentage_recomputes(published: Warehouse) -> None:
    """Of more than 138,000 one of an authority does not: 69 of 240, exactly halfway, published rounded down.

    Workforce rates of regions and the country leave out authorities that lack one of the two counts.
    """
    sql = """
    SELECT r.table_id, a.kind, r.measure, r.area, r.period FROM national_recomputed AS r JOIN national_areas AS a ON a.area = r.area
    WHERE NOT r.agrees
    """
    wrong = published.query(sql).rows
    assert [row[2:] for row in wrong if row[1] == "authority"] == [("d5-1-year-rate", "Shropshire", "2017-03-31")]
    assert {row[0] for row in wrong if row[1] != "authority"} == {"workforce"}
    assert published.query("SELECT count(*) FROM national_recomputed").rows[0][0] > 138_000


@here
def test_the_country_outside_its_authorities_is_found_once(published: Warehouse) -> None:
    """The tool's rate of first-time entrants for the country is the sum of its regions."""
    found = [one.finding for one in run_checks(published) if one.check == "national-country-outside-range"]
    assert found == ["lait-firstyjs lait-2026-04-01"]


@here
def test_a_suppressed_group_is_never_filled_from_its_total(published: Warehouse) -> None:
    sql = "SELECT measure, value, symbol FROM national_values WHERE table_id = 'd5' AND area = 'Rutland' AND symbol = 'c' AND value IS NOT NULL"
    assert published.query(sql).rows == []

"""Make the cut-down published files of made-up authorities that the tests load: python tests/national/make.py [DIR].

The layouts are those of the published files; the authorities and their numbers are made up.
"""

from __future__ import annotations

import csv
import sys
import zipfile
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

FILES = Path(__file__).resolve().parent / "files"
PLACES = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
)
AUTHORITIES = (
    ("901", "E06000901", "Exampleshire"),
    ("902", "E06000902", "Sampleton"),
    ("903", "E06000903", "Testford, City of"),
    ("904", "E06000904", "Mockbury"),
)
ENGLAND, REGION = ("E92000001", "England"), ("E12000099", "Middleland")
PEOPLE = (200_000, 50_000)
"""Children of the nation or region, and of an authority."""
Row = list[object]


def half_up(numerator: float, denominator: float, decimals: int = 1, factor: int = 100) -> str:
    """As the publishers round, without a zero that says nothing."""
    exact = Decimal(str(numerator)) * factor / Decimal(str(denominator))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return format(rounded.normalize(), "f")


def ten(count: float) -> int:
    """As counts of regions and the country are rounded."""
    return int(Decimal(count).quantize(Decimal("1e1"), ROUND_HALF_UP))


def places(year: int) -> Iterable[tuple[Row, int]]:
    """Nation, region and authorities of a year, each with a number that its values are made from."""
    nation = [year, "Reporting year", "National", *ENGLAND]
    yield [*nation, "", "", "", "", ""], 0
    yield [year, "Reporting year", "Regional", *ENGLAND, *REGION, "", "", ""], 0
    for number, (old, new, name) in enumerate(AUTHORITIES, start=1):
        yield [year, "Reporting year", "Local authority", *ENGLAND, *REGION, old, new, name], number


def counts(year: int, number: int) -> tuple[int, int]:
    """Referrals and re-referrals of an authority, of all for number 0."""
    if number == 0:
        parts = [counts(year, one) for one in range(1, len(AUTHORITIES) + 1)]
        return sum(a for a, _ in parts), sum(b for _, b in parts)
    referrals = 1000 + 137 * number + 11 * (year - 2020)
    return referrals, referrals * (20 + number + (year - 2020)) // 100


def c1(latest: int, heads: Sequence[str], rates: bool) -> list[Row]:
    """Referrals and re-referrals; in 2022 Sampleton's re-referrals are suppressed, Mockbury's not available."""
    rows: list[Row] = [[*PLACES, "category", *heads]]
    for year in range(latest, 2019, -1):
        for place, number in places(year):
            referrals, again = counts(year, number)
            shown = (ten(referrals), ten(again)) if number == 0 else (referrals, again)
            cells: Row = [
                shown[0],
                *([half_up(shown[0], PEOPLE[number > 0], 1, 10_000)] if rates else []),
                shown[1],
                half_up(again, referrals),
            ]
            if year == 2022 and number in (2, 4):
                cells[-2:] = ["c", "c"] if number == 2 else ["x", "x"]
            rows.append([*place, "Referrals and Re-referrals", *cells])
    return rows


def c4() -> list[Row]:
    """Initial conferences by duration: Testford's first part is suppressed; Mockbury held none."""
    heads = (
        "Section47",
        "Section47_child",
        "ICPC",
        "ICPC_child",
        "Duration_0-10_days",
        "Duration_11-15_days",
        "Duration_16-20_days",
        "Duration_21+_days",
    )
    rows: list[Row] = [[*PLACES, "category", *heads]]
    for place, number in places(2024):
        parts: Row = {
            0: [200, 480, 70, 50],
            1: [182, 300, 600, 38],
            2: [20, 60, 12, 8],
            3: ["c", 55, 10, "c"],
            4: [0, 0, 0, 0],
        }[number]
        total = {0: 800, 1: 1120, 2: 100, 3: 70, 4: 0}[number]
        rows.append(
            [*place, "Section 47s and Initial Child Protection Conferences", total * 3, total * 2, total, total, *parts]
        )
    return rows


def population(latest: int) -> list[Row]:
    rows: list[Row] = [[*PLACES, "age_group", "population_estimate"]]
    for year in range(latest, 2018, -1):
        rows += [[*place, "Children aged 0 to 17 years", PEOPLE[number > 0]] for place, number in places(year)]
    return rows


def stability(latest: int, group: str, same: str) -> list[Row]:
    """Placement stability, whose rows are told apart by two columns; the words for one of them change."""
    order = [name for name in PLACES if name not in ("new_la_code", "la_name")]
    rows: list[Row] = [[*order, "la_name", "new_la_code", "cla_group", "placement_stability", "number", "percentage"]]
    long, everyone = (
        f"Children looked after continuously for at least 2.5 years {group} 31 March aged under 16 years",
        "CLA on 31 March",
    )
    for place, number in places(latest):
        base = [*place[:8], place[9], place[8]]
        three, total = (40, 540) if number == 0 else (9 * number, 130)
        rows += [
            [*base, everyone, "With 3 or more placements during the year", three, half_up(three, total, 0)],
            [*base, everyone, "Total children", total, 100],
            [*base, long, same, "c" if number == 3 else 60, "c" if number == 3 else half_up(60, 90, 0)],
            [*base, long, "Total children", 90, 100],
        ]
    return rows


def workforce() -> list[Row]:
    heads = (
        "inpost_fte",
        "leavers_fte",
        "turnover_rate_fte",
        "agency_fte",
        "agency_rate_fte",
        "vacancy_fte",
        "vacancy_rate_fte",
    )
    rows: list[Row] = [[*PLACES, *heads]]
    for place, number in places(2024):
        post, leavers, agency, vacant = (400.5, 48.1, 80.2, 60.3) if number == 0 else (100.5, 12.3, 20.1 - number, 15.2)
        agencies: Row = (
            ["low", "low"] if number == 4 else [round(agency, 1), half_up(round(agency, 1), round(agency + post, 1))]
        )
        rows.append(
            [*place, post, leavers, half_up(leavers, post), *agencies, vacant, half_up(vacant, round(vacant + post, 1))]
        )
    return rows


def lait(folder: Path) -> None:
    """The extract, its dictionary and its list of authorities."""
    areas = [
        ("Exampleshire", 901.0, "Middleland"),
        ("Sampleton", 902.0, "Middleland"),
        ("Middleland", 980.0, "NA"),
        ("England", 970.0, "NA"),
    ]
    values = {
        "AdoptShare": ("Financial Year", ["2022", "2023"], ["12", "-", "9", "10"]),
        "Entrants": (
            "Calendar Year",
            ["2021", "2020-22"],
            ["95.600000000000009", "120.5", "110", "7.0000000000000007E-2"],
        ),
    }
    rows = [
        (name, f"Item of {name}", year, area, value, number, region)
        for name, (_, years, cells) in values.items()
        for year in years
        for (area, number, region), value in zip(areas, cells, strict=True)
    ]
    names = ["Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region"]
    pl.DataFrame(rows, schema=names, orient="row").write_parquet(folder / "extract.parquet")
    heads = [
        "Measure_code",
        "Topic",
        "Measure",
        "Measure_short",
        "Polarity",
        "y_axis_name",
        "Last Update",
        "dps",
        "Year_Type",
    ]
    dictionary: list[Row] = [heads]
    dictionary.append(
        [1, "Adoption", "Share adopted", "AdoptShare", "High", "% of Children", 45962, "NA", "Financial Year"]
    )
    dictionary.append(
        [
            2,
            "Offending",
            "First entrants,\nrate",
            "Entrants",
            "Low",
            "Rate per 100,000",
            "New data",
            "NA",
            "Calendar Year",
        ]
    )
    write_csv(folder / "dictionary.csv", dictionary)
    authorities: list[Row] = [
        ["LA Number", "LA Name", "Region", "Type"],
        *([int(old), name.split(",")[0], "Middleland", "UA"] for old, _, name in AUTHORITIES),
        [905, "Newborough", "Middleland", "UA"],
    ]
    write_xlsx(folder / "authorities.xlsx", {"Sheet1": authorities})


def neighbours() -> list[Row]:
    """As the workbook has them: letters and numbers above the header, sets of authorities that are no more below."""
    pairs = [f"SN{n}" if odd else "SNP" for n in range(1, 11) for odd in (True, False)]
    rows: list[Row] = [["A", "B", "C", *range(4, 24)], ["LA num", "LA Name", "LA number", *pairs]]
    for old, _, name in AUTHORITIES:
        others = [int(code) for code, _, _ in AUTHORITIES if code != old]
        cells = [cell for code in others for cell in (code, "Very Close" if code == 902 else "Close")]
        rows.append([int(old), name, int(old), *cells, *["-"] * (20 - len(cells))])
    return [*rows, [], ["", "Old SNs:"], [899, "Oldshire", 899, *[901, "Close"] * 10]]


def inspections() -> dict[str, list[Row]]:
    heads = [
        "Web link",
        "Local authority area code",
        "Local authority name",
        "Ofsted region",
        "Inspection date",
        "Publication date",
        "Overall effectiveness",
        "The impact of leaders",
    ]
    rows: list[Row] = [["Inspection judgements"], ["One table, from row 3."], heads]
    rows.append(
        [
            "Webpage",
            "E06000901",
            "Exampleshire",
            "Middleland",
            "2022-02-07",
            "2022-03-21",
            "Requires improvement to be good",
            "Inadequate",
        ]
    )
    rows.append(["Webpage", "E06000902", "Sampleton", "Middleland", "2023-07-10", "2023-09-04", "Good", "Outstanding"])
    cover: list[Row] = [["Inspection outcomes"], ["Published on:", "2025-09-25"]]
    return {"Cover": cover, "Inspections": rows}


def write_csv(path: Path, rows: list[Row], mark: str = "") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        csv.writer(file, lineterminator="\n").writerows(rows)


def write_xlsx(path: Path, sheets: dict[str, list[Row]]) -> None:
    """The least workbook that a reader takes: cells with their text or number in them."""

    def cell(value: object) -> str:
        if isinstance(value, (int, float)):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value != "" else "<c/>"

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    names = [f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)]
    targets = [
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    ]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{"".join(names)}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{"".join(targets)}</Relationships>',
    }
    for n, rows in enumerate(sheets.values(), 1):
        lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
    write_zip(path, parts)


def write_ods(path: Path, sheets: dict[str, list[Row]]) -> None:
    """The least OpenDocument table: days are typed as days, as the publisher types them."""

    def cell(value: object) -> str:
        text = escape(str(value))
        if len(text) == 10 and text[4] == text[7] == "-":
            return f'<table:table-cell office:value-type="date" office:date-value="{text}"><text:p>{text}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    space = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {
        "mimetype": kind,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        "content.xml": f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0">{body}</office:document-content>',
    }
    write_zip(path, parts)


def write_zip(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)


def make(folder: Path) -> None:
    """All files, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    old = ("Referrals", "Referrals_rate", "Re_referrals", "Re_referrals_percent")
    write_csv(folder / "c1-2023.csv", c1(2023, old, rates=True))
    write_csv(
        folder / "c1-2024.csv",
        c1(2024, ("referral_count", "rereferral_count", "rereferral_percent"), rates=False),
        "\ufeff",
    )
    write_csv(folder / "c4-2024.csv", c4())
    write_csv(folder / "population-2022.csv", population(2022))
    same = "Living with the same carer for at least 2 years"
    before = f"{same}, or are placed for adoption and their adoptive placement together with their previous placement, last for at least 2 years"
    write_csv(folder / "stability-2023.csv", stability(2023, "at", before))
    write_csv(folder / "stability-2024.csv", stability(2024, "on", same))
    write_csv(folder / "workforce-2024.csv", workforce())
    lait(folder)
    write_xlsx(folder / "neighbours.xlsx", {"LA SN Groups": neighbours()})
    write_ods(folder / "inspections.ods", inspections())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FILES)

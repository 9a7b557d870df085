"""A panel as linear plain text: headings, sentences, tables. What a screen reader reads and a script mails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dscp_tui.model.numbers import compact
from dscp_tui.model.status import DOUBT_SIGN, DOUBT_WORD, Status
from dscp_tui.model.text import shown
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.questions.panels import Tile
from dscp_tui.render.formats import rows_table
from dscp_tui.render.signs import DISPUTED, VARIATIONS, direction, status_sign, status_words
from dscp_tui.render.tables import table
from dscp_tui.warehouse.templates import Column

_HEDGES = {
    "approx": "≈ approximate",
    "less_than": "< less than this",
    "more_than": "> more than this",
    "provisional": "p provisional",
}


def panel_text(title: str, about: str, tiles: Iterable[tuple[Tile, Answer]], width: int | None = None) -> str:
    """A whole panel, tile after tile; charts as the tables that they are drawn from, because a picture cannot be read out."""
    parts = [f"{shown(title)}\n{shown(about)}"]
    for tile, answer in tiles:
        heading = shown(tile.title)
        parts.append(f"{heading}\n{'-' * len(heading)}\n{_tile_text(tile, answer, width)}")
    return "\n\n".join(parts) + "\n"


def _tile_text(tile: Tile, answer: Answer, width: int | None) -> str:
    match tile.kind:
        case "scorecard":
            return scorecard_text(answer, width)
        case "text":
            return shown(f"{answer.headline} {tile.hint}".strip())
    said = shown(tile.hint or answer.headline) if answer.rows else shown(answer.headline)
    return "\n\n".join(part for part in (said, rows_table(answer, width), *map(shown, answer.caveats)) if part)


def sentence(tile: Tile, answer: Answer) -> str:
    """A tile of one sentence: its title, what its template says, and what the panel adds."""
    return f"{tile.title}: {answer.headline} {tile.hint}".strip()


def number_words(column: Column, row: Mapping[str, Any]) -> str:
    """What stands below a large figure: its unit in words, what it is, its period, status and target."""
    lines = [
        f"{title_text(row)}, {row['unit']}" if row["unit"] in ("£k", "£m") else title_text(row),
        str(row["period_label"]),
    ]
    if hedge := _HEDGES.get(row["qualifier"]):
        lines[1] += f", {hedge}"
    if row["disputed"]:
        lines[1] += f" {DISPUTED} disputed"
    if row["status"]:
        target = (
            f" (target {cell(column, dict(row) | {'value': row['target'], 'qualifier': ''})})"
            if row["target"] is not None
            else ""
        )
        lines.append(f"{status_words(row['status'], doubted=bool(row.get('doubt')))}{target}")
    return "\n".join(lines)


def counts_line(answer: Answer, *, short: bool = False) -> str:
    """`● 4 on target   ◐ 3 within tolerance   ▲ 2 off target   ○ 2 no data`, or the same in short words."""
    counts = Counter(row["status"] for row in answer.rows)
    words = {
        status: status.word.removesuffix(" target").removesuffix(" tolerance") if short else status.word
        for status in Status
    }
    return "   ".join(f"{status_sign(status)} {counts[status.value]} {words[status]}" for status in Status)


def scorecard_text(answer: Answer, width: int | None = None) -> str:
    """A scorecard: its counts by status, then a row for each indicator with the reason where nothing is reported."""
    if not answer.rows:
        return shown(answer.headline)
    columns = {column.name: column for column in answer.columns}
    # Another partnership may have loaded nothing to be ranked by.
    ranks = ["Rank as published"] if any(rank_text(row) for row in answer.rows) else []
    heads = ["Status", "Indicator", "Value", "Target", "Tolerance", "A year before", *ranks, "Remarks"]
    rows = [
        [
            status_words(row["status"], doubted=bool(row.get("doubt"))),
            title_text(row),
            *(cell(columns[name], row, compact) for name in ("value", "target", "tolerance")),
            before_text(row),
            *(rank_text(row) for _ in ranks),
            remarks(row),
        ]
        for row in answer.rows
    ]
    numeric = [False, False, True, True, True, *[False] * (2 + len(ranks))]
    return f"{counts_line(answer)}\n\n{table(heads, rows, width, numeric)}"


def title_text(row: Mapping[str, Any]) -> str:
    """An indicator's title, with its unit where neither the numbers nor the title show it."""
    unit, title = row["unit"], str(row["title"])
    silent = unit in (None, "%", "count") or str(unit).startswith("£") or str(unit) in title
    return title if silent else f"{title}, {unit}"


def before_text(row: Mapping[str, Any]) -> str:
    """The value a year before, and which way it went: `15.8% ▼ better (derived)`."""
    if row["before"] is None:
        return ""
    derived = " (derived)" if row["before_derived"] else ""
    return f"{compact(row['before'], row['unit'])} {direction(row['change'], row['polarity'])}{derived}".strip()


def rank_text(row: Mapping[str, Any], *, short: bool = False) -> str:
    """Where the own area stood among others in that year, as published: `9 of 11, D ~ common cause`, or `9 D ~`.

    What is not to be believed is neither an improvement nor a concern: it has `?`.
    """
    if row.get("place") is None:
        return ""
    sign, word = _variation(row)
    place, band = f"{row['place']:g}", row["band"] or ""
    if short:
        return " ".join(filter(None, (place, band, sign)))
    rank = ", ".join(filter(None, (f"{place} of {row['of']:g}", band)))
    return f"{rank} {sign} {word}".strip()


def _variation(row: Mapping[str, Any]) -> tuple[str, str]:
    """What the series says of that year, as sign and word."""
    if row.get("doubt"):
        return DOUBT_SIGN, DOUBT_WORD
    variation = str(row["variation"] or "")
    return VARIATIONS.get(variation, ""), variation.replace("_", " ")


def remarks(row: Mapping[str, Any]) -> str:
    """What must be known beside the value: polarity, disputes, and why nothing is reported."""
    said = []
    if row["polarity"] == "lower":
        said.append("low is good")
    if row["disputed"]:
        said.append(f"{DISPUTED} disputed")
    if row.get("doubt"):
        said.append(f"{DOUBT_SIGN} {DOUBT_WORD}, as published for {row['doubt']}")
    if row["qualifier"] == "not_reportable":
        said.append(
            f"not reportable: {row['note']}" if row["status"] == "no_data" else f"{row['printed']}; {row['note']}"
        )
    elif row["note"]:
        said.append(str(row["note"]))
    return "; ".join(said)

"""Rows as a text table (tabulate), narrowed to a width, or record by record where even that is too wide."""

from __future__ import annotations

from collections.abc import Sequence

from dscp_tui.model.text import cells_wide, shown

_LEAST = 8
_PADDING = 2
"""What tabulate keeps free beside a heading."""


def table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None, numeric: Sequence[bool] = ()
) -> str:
    """A plain table without frames; long text cells wrap so that it fits `width`.

    Where the columns do not fit even when wrapped, each row is written as lines of `name: value`.
    """
    cells = [[shown(cell) for cell in row] for row in rows]
    heads = [shown(head) for head in headers]
    align = ["right" if index < len(numeric) and numeric[index] else "left" for index in range(len(heads))]
    widths = [
        max([max(1, cells_wide(head)) + _PADDING, *(cells_wide(row[index]) for row in cells)])
        for index, head in enumerate(heads)
    ]
    if width is not None and sum(widths) + 2 * len(widths) > width:
        texts = [index for index, side in enumerate(align) if side == "left" and widths[index] > _LEAST]
        fixed = sum(widths) - sum(widths[index] for index in texts) + 2 * len(widths)
        room = width - fixed
        if not texts or room < 12 * len(texts):
            return records(heads, cells)
        widths = _shared(widths, texts, room)
    return _tabulate(heads, cells, align, widths, "simple")


def markdown(headers: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool] = ()) -> str:
    """A table in Markdown; pipes in cells are escaped."""
    cells = [[shown(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in row] for row in rows]
    align = ["right" if flag else "left" for flag in numeric] or ["left"] * len(headers)
    return _tabulate([shown(head) for head in headers], cells, align, None, "pipe")


def records(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as lines of `name: value`, blank lines between; empty cells are left out."""
    heads, cells = [shown(head) for head in headers], [[shown(cell) for cell in row] for row in rows]
    blocks = ["\n".join(f"{head}: {cell}" for head, cell in zip(heads, row, strict=True) if cell) for row in cells]
    return "\n\n".join(blocks)


def _shared(widths: list[int], texts: list[int], room: int) -> list[int]:
    """Share the room among the text columns: narrow ones keep their width, wide ones split the rest."""
    result = list(widths)
    left, open_columns = room, sorted(texts, key=lambda index: widths[index])
    while open_columns:
        index = open_columns.pop(0)
        result[index] = min(widths[index], left // (len(open_columns) + 1))
        left -= result[index]
    return result


def _tabulate(heads: list[str], cells: list[list[str]], align: list[str], widths: list[int] | None, style: str) -> str:
    from tabulate import tabulate
    from wcwidth import wrap

    # Wrapped here, because tabulate reads a cell such as "1,257" as a number when it wraps.
    if widths:
        heads = ["\n".join(wrap(head, width - _PADDING)) for head, width in zip(heads, widths, strict=True)]
        cells = [["\n".join(wrap(cell, width)) for cell, width in zip(row, widths, strict=True)] for row in cells]
    text = tabulate(cells, headers=heads, tablefmt=style, colalign=align if cells else None, disable_numparse=True)
    return "\n".join(line.rstrip() for line in str(text).splitlines())

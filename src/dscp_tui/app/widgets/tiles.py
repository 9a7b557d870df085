"""Each kind of tile as a widget."""

from __future__ import annotations

from textual.widget import Widget

from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.chart import ChartTile
from dscp_tui.app.widgets.columns import WIDE
from dscp_tui.app.widgets.counts import Counts
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.numbers import Numbers
from dscp_tui.app.widgets.scorecard import Scorecard
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.panels import Tile
from dscp_tui.render.plain import sentence


def tile_widget(tile: Tile, answer: Answer) -> Widget:
    """A tile with its answer, ready to be placed."""
    widget = _widget(tile, answer)
    widget.set_class(tile.wide, WIDE)
    return widget


def _widget(tile: Tile, answer: Answer) -> Widget:
    match tile.kind:
        case "scorecard":
            return Scorecard(tile, answer)
        case "chart":
            return ChartTile(tile, answer)
        case "counts":
            return Counts(tile.title, answer)
        case "numbers":
            return Numbers(tile, answer)
        case "text":
            return Label(sentence(tile, answer), classes="tile sentence")
    return AnswerTable(tile.title, answer)

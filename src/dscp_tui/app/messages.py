"""What workers tell the screens. Nothing else passes between a thread and a widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from dscp_tui.questions.answer import Answer
    from dscp_tui.questions.panels import Panel, Tile
    from dscp_tui.warehouse.documents import Passage
    from dscp_tui.warehouse.store import Warehouse


@dataclass
class WarehouseOpened(Message):
    """The warehouse is open, and these panels can be shown."""

    warehouse: Warehouse
    panels: list[Panel]


@dataclass
class AboutKnown(Message):
    """How much is known, and until when."""

    about: str


@dataclass
class WorkFailed(Message):
    """Something that was asked of a worker did not come off; the text is fit to show."""

    text: str
    fatal: bool = False


@dataclass
class Noticed(Message):
    """Something to know that is no failure."""

    text: str


@dataclass
class TileLoaded(Message):
    """The answer of one tile of a panel, in the panel's order; the first one clears the screen."""

    panel: Panel
    tile: Tile
    answer: Answer
    is_first: bool


@dataclass
class Drawn(Message):
    """A chart's picture, drawn for the size that it has."""

    picture: str


@dataclass
class IndicatorLoaded(Message):
    """What the indicator screen shows, by the name of the template that gave it."""

    answers: dict[str, Answer]


@dataclass
class IndicatorChosen(Message):
    """The user wants to see an indicator."""

    indicator: str
    title: str
    dimension: str = ""
    category: str = ""


@dataclass
class RowChosen(Message):
    """The user wants to follow a row of an answer to its source."""

    row: dict[str, Any]


@dataclass
class SourceFound(Message):
    """A citation with the passages in which its token stands; none where the document is not at hand."""

    cited: dict[str, Any]
    passages: list[Passage]


@dataclass
class PanelChosen(Message):
    """The user wants to see a panel."""

    name: str

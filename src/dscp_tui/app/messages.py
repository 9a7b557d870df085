"""What workers tell the screens. Nothing else passes between a thread and a widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from dscp_tui.questions.answer import Answer
    from dscp_tui.questions.conversation import Reply, Word
    from dscp_tui.questions.panels import Panel, Tile
    from dscp_tui.warehouse.documents import Passage
    from dscp_tui.warehouse.store import Warehouse


@dataclass
class WarehouseOpened(Message):
    """The warehouse is open, and these panels can be shown; those that are there stay where another was open before."""

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
    """Something to know that is no failure; what is calm asks for no care."""

    text: str
    calm: bool = False


@dataclass
class TilesLoaded(Message):
    """Tiles of a panel with their answers; `first` is the place of the first of them, and those at 0 clear the screen.

    `asked` tells which asking they answer.
    """

    asked: int
    tiles: list[tuple[Tile, Answer]]
    first: int


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
    title: str = ""
    dimension: str = ""
    category: str = ""


@dataclass
class RowChosen(Message):
    """The user wants to follow a row of an answer to its source."""

    row: dict[str, Any]


@dataclass
class SourceFound(Message):
    """Citations, each with the passages in which its token stands; none where the document is not at hand.

    `said` is what the row says in full.
    """

    said: list[str]
    cited: list[dict[str, Any]]
    passages: list[list[Passage]]


@dataclass
class PanelChosen(Message):
    """The user wants to see a panel."""

    name: str


@dataclass
class QualityLoaded(Message):
    """What the data quality screen shows, by name."""

    answers: dict[str, Answer]


@dataclass
class SourcesLoaded(Message):
    """The documents."""

    answer: Answer


@dataclass
class LinesLoaded(Message):
    """The figures of a document, line by line."""

    document: str
    answer: Answer


@dataclass
class WordsHeard(Message):
    """What the words of an unfinished line are taken for."""

    line: str
    words: list[Word]


@dataclass
class Answered(Message):
    """The reply to a line of the conversation, with how it came about where that was asked; none where it failed."""

    line: str
    reply: Reply | None
    explanation: str = ""

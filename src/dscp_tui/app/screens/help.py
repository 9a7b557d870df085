"""Help: the keys that are bound right now, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from dscp_tui.app.keys import told
from dscp_tui.app.widgets.body import Body, TooSmall
from dscp_tui.app.widgets.label import Label
from dscp_tui.model.status import Status
from dscp_tui.model.text import shown
from dscp_tui.render.signs import DISPUTED, VARIATIONS, status_words

_KEYS_WIDE = 24
_MOVES = (
    ("arrows, j k, g G", "Move in a table and on into the next; to the first row, to the last"),
    ("right left, l h", "From a row to its cells, and back"),
    ("tab", "Next part of the screen"),
    ("page up, page down", "Scroll by a page"),
    ("home, end", "Scroll to the top, to the end"),
    ("ctrl+p", "Command palette: every command, and every indicator by its title"),
    ("shift and drag", "Select text with the mouse, as the terminal does it"),
)


def _variations() -> str:
    return "  ".join(f"{sign} {variation.replace('_', ' ')}" for variation, sign in VARIATIONS.items())


_SIGNS = (
    *((status_words(status), "") for status in Status),
    (f"{DISPUTED} disputed", "sources print different values; the latest published is shown first"),
    ("≈ approximate", "printed as about that value"),
    ("d derived", "computed by us from printed figures"),
    ("┃ target  ┊ tolerance", "marks on a bar"),
    ("? not to be believed", "as the published series around it says; never coloured as a success"),
    ("9 D ~", "rank among others in that year as published, quartile band (A is best), and what the series says:"),
    (_variations(), ""),
)


class HelpScreen(ModalScreen[None]):
    """A page over the screen that asked for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "app.pop_screen", "Close"),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._lines = _keys(about)

    def compose(self) -> ComposeResult:
        with Body(classes="page"):
            yield Label("Keys", classes="tile-title")
            yield _table([*self._lines, *_MOVES])
            yield Label("Signs", classes="tile-title")
            yield _table(_SIGNS)
            yield Label("Every figure can be followed to its line: open an indicator. Escape closes this page.")
        yield TooSmall()


def _keys(screen: Screen[Any]) -> list[tuple[str, str]]:
    """What is bound on a screen and in the application: so the help is always true."""
    return [(screen.app.get_key_display(binding), does) for _, binding, does in told(screen)]


def _table(pairs: Iterable[tuple[str, str]]) -> Static:
    """Two columns: what is too long for its line goes on below itself."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=_KEYS_WIDE)
    for pair in pairs:
        table.add_row(*(Text(shown(text)) for text in pair))
    return Static(table, classes="pairs")

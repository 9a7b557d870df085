"""Choose a theme: what is under the cursor is put on at once; Escape takes it off again."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dscp_tui.app.themes import Look
from dscp_tui.app.widgets.body import TooSmall
from dscp_tui.app.widgets.label import Label, plain


class ThemeScreen(ModalScreen[str]):
    """Gives back the theme's name; empty where the old one is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q", "leave", "Keep the old one"),
        Binding("j,t", "next", "Down", show=False),
        Binding("k", "previous", "Up", show=False),
    ]

    def __init__(self, looks: list[Look]) -> None:
        super().__init__()
        self._looks = looks

    def compose(self) -> ComposeResult:
        with Vertical(classes="page small"):
            yield Label("Theme", classes="tile-title")
            yield OptionList(*(Option(plain(look.title), id=look.name) for look in self._looks))
            yield Label("Enter keeps it, Escape goes back to the old one.", classes="tile-hint")
        yield TooSmall()

    def on_mount(self) -> None:
        self._before = self.app.theme
        names = [look.name for look in self._looks]
        self.query_one(OptionList).highlighted = names.index(self._before) if self._before in names else 0

    @on(OptionList.OptionHighlighted)
    def _try(self, event: OptionList.OptionHighlighted) -> None:
        self.app.theme = str(event.option_id)

    @on(OptionList.OptionSelected)
    def _keep(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(str(event.option_id))

    def action_leave(self) -> None:
        self.app.theme = self._before
        self.dismiss("")

    def action_next(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_previous(self) -> None:
        self.query_one(OptionList).action_cursor_up()

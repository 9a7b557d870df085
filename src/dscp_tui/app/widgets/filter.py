"""The filter: a line to type words into, that stays as long as it narrows the rows."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from dscp_tui.app.widgets.label import Label

HOW = "words, a theme or a status; Enter goes to the rows, Escape shows all"


class Filter(Horizontal):
    """Hidden until it is opened. Enter goes to the rows, Escape brings all of them back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "All rows", tooltip="Close the filter and show all rows"),
        Binding("down", "app.focus_next", "Rows", show=False),
    ]

    class Closed(Message):
        """The filter was closed; all rows are wanted again."""

    def compose(self) -> ComposeResult:
        yield Label("Filter ", classes="prompt")
        # Disabled while it is hidden, so that the keys do not stop there.
        yield Input(placeholder=HOW, compact=True, disabled=True)

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    @property
    def words(self) -> str:
        return self.query_one(Input).value

    def open(self, words: str | None = None) -> None:
        """Show the line, with words if any are given, and give it the keys."""
        self.add_class("-open")
        line = self.query_one(Input)
        line.disabled = False
        if words is not None:
            line.value = words
        # At once, not with the next message: what is typed ahead belongs here.
        self.screen.set_focus(line, scroll_visible=False)

    def action_close(self) -> None:
        line = self.query_one(Input)
        line.value, line.disabled = "", True
        self.remove_class("-open")
        self.post_message(self.Closed())

"""The floor of the dashboard: the smallest Textual app, one Static with a known text. `q` leaves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

READY = "The smallest app is painted."


class Smallest(App[None]):
    """One text and a way out."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static(READY)


if __name__ == "__main__":
    Smallest().run()

"""Where to write what is seen: a path with a default; a file that is there is asked for before it is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from dscp_tui.app.widgets.body import TooSmall
from dscp_tui.app.widgets.label import Label


class ExportScreen(ModalScreen[Path | None]):
    """Asks for a path; gives it back, or None where the user thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Cancel", tooltip="Write nothing")]

    def __init__(self, what: str, default: Path) -> None:
        super().__init__()
        self._what = what
        self._default = default
        self._asked: Path | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Label(f"Export {self._what} as CSV", classes="tile-title")
            yield Input(str(self._default), id="path", compact=True, select_on_focus=False)
            yield Label("Enter writes the file, Escape does not.", id="hint", classes="tile-hint")
        yield TooSmall()

    @on(Input.Changed)
    def _reconsider(self) -> None:
        self._asked = None

    @on(Input.Submitted)
    def _chosen(self, event: Input.Submitted) -> None:
        path = Path(event.value.strip()).expanduser()
        if fault := _fault(path, event.value):
            self.query_one("#hint", Label).show(fault)
        elif path.exists() and self._asked != path:
            self._asked = path
            self.query_one("#hint", Label).show("This file is there already. Enter again replaces it whole.")
        else:
            self.dismiss(path.absolute())

    def action_leave(self) -> None:
        self.dismiss(None)


def _fault(path: Path, typed: str) -> str:
    """Why a path cannot be written to, as far as that is seen before."""
    if not typed.strip():
        return "Type the name of a file."
    try:
        if path.is_dir():
            return "This is a folder: type the name of a file in it."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}."
    except (OSError, ValueError):
        return "This is no name that a file can have."
    return ""

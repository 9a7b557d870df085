"""As of which day? Typed, or picked from the days on which something was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from dscp_tui.app.widgets.body import TooSmall
from dscp_tui.app.widgets.label import Label, plain
from dscp_tui.model.period import day_label
from dscp_tui.questions.periods import day_meant

HOW = "Type a day, or go down to those on which something was published. Enter takes it, Escape changes nothing."
NEWEST = "The newest: all that is known counts"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen; no day is the newest."""

    day: date | None


class AsOfScreen(ModalScreen[Chosen | None]):
    """Gives back what was chosen; None where the user thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", tooltip="Change nothing"),
        Binding("down", "app.focus_next", "Days", show=False),
    ]

    def __init__(self, publications: list[tuple[date, list[str]]], now: date | None) -> None:
        super().__init__()
        self._days = [None, *(day for day, _ in publications)]
        self._said = [NEWEST, *(f"{day_label(day):<17} {', '.join(titles)}" for day, titles in publications)]
        self._now = now

    def compose(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Label("As of which day? What was published later is left out.", classes="tile-title")
            yield Input(
                day_label(self._now) if self._now else "",
                placeholder="6 July 2022 or 2022-07-06; empty is the newest",
                compact=True,
            )
            yield Label(HOW, id="hint", classes="tile-hint")
            yield OptionList(*(Option(plain(said)) for said in self._said))
        yield TooSmall()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        day = day_meant(event.value)
        if day is None and event.value.strip():
            self.query_one("#hint", Label).show("That is no day. Write it as 6 July 2022 or 2022-07-06.")
        else:
            self.dismiss(Chosen(day))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(Chosen(self._days[event.option_index]))

    def action_leave(self) -> None:
        self.dismiss(None)

"""The part of a screen that scrolls, by arrows and by the keys of vi."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from dscp_tui.app.widgets.label import Label


class Body(VerticalScroll):
    """What a screen shows between its title and its footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "Top", show=False),
        Binding("G", "scroll_end", "Bottom", show=False),
    ]

    def __init__(self, *, can_focus: bool = True, classes: str | None = None) -> None:
        super().__init__(id="body", can_focus=can_focus, classes=classes)


class TooSmall(Label):
    """What stands in the place of body or page where the terminal has no room for it.

    What is hidden loses the keys, so that nothing is chosen unseen; it gets them back when there is room again.
    """

    def __init__(self) -> None:
        super().__init__("Too small: 60 columns by 16 rows are needed.", classes="too-small")
        self._had_keys: Widget | None = None

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._remember)

    def _remember(self, focused: Widget | None) -> None:
        self._had_keys = focused or self._had_keys

    def on_hide(self) -> None:
        if self._had_keys and self._had_keys.is_attached and not self.screen.focused:
            self.screen.set_focus(self._had_keys, scroll_visible=False)

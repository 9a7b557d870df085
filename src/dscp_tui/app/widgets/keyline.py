"""The last line of a screen: the keys that are bound there, each with what it does; a click presses one."""

from __future__ import annotations

from typing import Any

from textual.binding import ActiveBinding
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widget import Widget

from dscp_tui.app.widgets.label import plain
from dscp_tui.model.text import cells_wide


class KeyLine(Widget):
    """One widget for all keys: Textual's footer makes one for each, and all of them anew whenever the focus moves."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[ActiveBinding] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _follow(self, screen: Screen[Any]) -> None:
        """Show what is bound now, each action once; not while the terminal itself is out of focus."""
        told: dict[str, ActiveBinding] = {}
        for bound in screen.active_bindings.values():
            if bound.binding.show:
                told.setdefault(bound.binding.action, bound)
        keys = list(told.values())
        if self.app.app_focus and keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        return Content("").join(part for bound in self._keys for part in self._parts(bound))

    def _parts(self, bound: ActiveBinding) -> tuple[Content, Content]:
        dim = "" if bound.enabled else " dim"
        key = plain(f" {self.app.get_key_display(bound.binding)} ", f"bold $footer-key-foreground{dim}")
        return key, plain(f"{bound.binding.description} ", f"$footer-description-foreground{dim}")

    def on_click(self, event: Click) -> None:
        at = 0
        for bound in self._keys:
            width = sum(cells_wide(part.plain) for part in self._parts(bound))
            if at <= event.x < at + width:
                self.app.simulate_key(bound.binding.key)
            at += width

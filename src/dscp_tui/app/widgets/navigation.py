"""The line that names the panels with their keys; where they do not all fit, those around the one that is open."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from dscp_tui.app.messages import PanelChosen
from dscp_tui.app.widgets.label import plain
from dscp_tui.model.text import cells_wide, shown
from dscp_tui.questions.panels import Panel

_GAP = 2
_MORE = "…"


class Navigation(Widget):
    """`1 Overview  2 Front door …`; a click opens a panel."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"navigation--open", "navigation--key"}

    def __init__(self) -> None:
        super().__init__(id="navigation")
        self._panels: list[Panel] = []
        self._open = ""

    def show(self, panels: list[Panel]) -> None:
        """The panels to choose from; a single one needs no line."""
        self._panels = panels
        self.display = len(panels) > 1
        self.refresh()

    def mark(self, name: str) -> None:
        """Say which panel is open."""
        self._open = name
        self.refresh()

    def render(self) -> Content:
        first, last = self._seen()
        parts = [plain(f"{_MORE} ")] if first else []
        for panel in self._panels[first:last]:
            style = self.get_component_rich_style("navigation--open" if panel.name == self._open else "navigation--key")
            parts += [plain(_words(panel), str(style)), plain(" " * _GAP)]
        if last < len(self._panels):
            parts.append(plain(_MORE))
        return Content("").join(parts)

    def _seen(self) -> tuple[int, int]:
        """The panels that fit, the open one among them."""
        at = next((place for place, panel in enumerate(self._panels) if panel.name == self._open), 0)
        first, last = at, at
        room = self.size.width - 2 * (len(_MORE) + 1)
        while last < len(self._panels) and self._wide(first, last + 1) <= room:
            last += 1
        while first and self._wide(first - 1, last) <= room:
            first -= 1
        return first, max(last, at + 1)

    def _wide(self, first: int, last: int) -> int:
        return sum(cells_wide(_words(panel)) + _GAP for panel in self._panels[first:last])

    def on_click(self, event: Click) -> None:
        first, last = self._seen()
        place = event.x - (len(_MORE) + 1 if first else 0)
        for panel in self._panels[first:last]:
            place -= cells_wide(_words(panel)) + _GAP
            if place < 0:
                self.post_message(PanelChosen(panel.name))
                return


def _words(panel: Panel) -> str:
    return shown(f"{panel.key} {panel.title}")

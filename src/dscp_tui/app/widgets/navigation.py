"""The panels with their keys on one line or two: the one that is open stands out, and no key is ever cut away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.widget import Widget

from dscp_tui.app.messages import PanelChosen
from dscp_tui.app.widgets.label import plain
from dscp_tui.model.text import cells_wide, clipped

if TYPE_CHECKING:
    from dscp_tui.questions.panels import Panel

_GAP = 2
_TWO_LINES = 100
Item = tuple["Panel", str]


class Navigation(Widget):
    """Each panel's key and title; a click opens it."""

    def __init__(self) -> None:
        super().__init__(id="navigation")
        self._panels: list[Panel] = []
        self._open = ""

    def show(self, panels: list[Panel]) -> None:
        """The panels to choose from; a single one needs no line."""
        self._panels = panels
        self.set_class(len(panels) > 1, "several")
        self.refresh(layout=True)

    def mark(self, name: str) -> None:
        """Say which panel is open."""
        self._open = name
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        lines = [Content(" " * _GAP).join(self._item(*item) for item in line) for line in self._lines(self.size.width)]
        return Content("\n").join(lines)

    def _lines(self, width: int) -> list[list[Item]]:
        return items_by_line(self._panels, self._open, width, 2 if width >= _TWO_LINES else 1)

    def _item(self, panel: Panel, text: str) -> Content:
        return plain(text, "bold $text-accent" if panel.name == self._open else "$text-muted")

    def on_click(self, event: Click) -> None:
        lines, at = self._lines(self.size.width), 0
        for panel, text in lines[event.y] if event.y < len(lines) else []:
            if at <= event.x < at + cells_wide(text):
                self.post_message(PanelChosen(panel.name))
            at += cells_wide(text) + _GAP


def items_by_line(panels: Sequence[Panel], current: str, width: int, most: int) -> list[list[Item]]:
    """Key and title of each panel on at most `most` lines; where not all titles fit, those near the open one are kept."""
    at = next((number for number, panel in enumerate(panels) if panel.name == current), 0)
    titled: set[int] = set()
    for number in sorted(range(len(panels)), key=lambda number: abs(number - at)):
        if len(_broken(panels, titled | {number}, width)) > most:
            break
        titled.add(number)
    return _broken(panels, titled, width)


def _broken(panels: Sequence[Panel], titled: set[int], width: int) -> list[list[Item]]:
    """The items, a new line where one would be too long."""
    lines: list[list[Item]] = []
    used = width
    for number, panel in enumerate(panels):
        text = clipped(f"{panel.key} {panel.short}" if number in titled else panel.key, max(1, width))
        if used + _GAP + cells_wide(text) > width:
            lines.append([])
            used = -_GAP
        lines[-1].append((panel, text))
        used += _GAP + cells_wide(text)
    return lines

"""The first line of a screen: what it shows, and at its end the day that it is as of, where not all that is known counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from textual.content import Content

from dscp_tui.app.widgets.label import Label, plain
from dscp_tui.model.period import day_label
from dscp_tui.model.text import cells_wide, clipped

if TYPE_CHECKING:
    from dscp_tui.app.app import Dashboard


class Title(Label):
    """The sign is never cut: a long title makes room for it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, id="title")
        self._text = text

    def show(self, text: str) -> None:
        self._text = text
        super().show(text)

    def render(self) -> Content:
        width, sign = self.size.width, _sign(cast("Dashboard", self.app).as_of)
        text = plain(clipped(self._text, width - cells_wide(sign) - 1))
        if not sign:
            return text
        gap = Content(" " * (width - cells_wide(text.plain) - cells_wide(sign)))
        return Content("").join([text, gap, plain(sign, "reverse")])


def _sign(as_of: date | None) -> str:
    return f" as of {day_label(as_of)} " if as_of else ""

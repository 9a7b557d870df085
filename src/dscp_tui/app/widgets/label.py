"""Text on the screen. All of it passes `shown` and none of it is markup."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from dscp_tui.model.text import shown


def plain(text: object, style: str = "") -> Content:
    """A text for any widget: no control characters, no markup."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


class Label(Static):
    """Lines of text that may come from anywhere."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(self._lines(text), id=id, classes=classes, markup=False)

    def show(self, text: str) -> None:
        """Replace the text."""
        self.update(self._lines(text))

    @staticmethod
    def _lines(text: str) -> Content:
        return Content("\n").join(plain(line) for line in text.split("\n"))

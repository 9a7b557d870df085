"""The source line behind a figure, with the token highlighted; the citation alone where the documents are not at hand."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dscp_tui.app.widgets.label import Label, plain
from dscp_tui.warehouse.documents import Passage

NOT_AT_HAND = (
    "The document is not at hand. Set DSCP_DOCUMENTS to the folder with the text editions to read the line here."
)


class SourceScreen(ModalScreen[None]):
    """A page over the screen that asked for it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "app.pop_screen", "Close")]

    def __init__(self, cited: dict[str, Any], passages: list[Passage]) -> None:
        super().__init__()
        self._cited = cited
        self._passages = passages

    def compose(self) -> ComposeResult:
        cited = self._cited
        with VerticalScroll(id="help"):
            yield Label(f"{cited['title']}, {cited['locator']}, line {cited['line']}", classes="tile-title")
            yield Label(f"Printed: {cited['printed'].replace('|', ' / ')}")
            for passage in self._passages:
                yield Static(_marked(passage), classes="passage", markup=False)
            if not self._passages:
                yield Label(NOT_AT_HAND, classes="passage")
            yield Label("Escape closes this page.", classes="tile-hint")


def _marked(passage: Passage) -> Content:
    return Content("").join(
        [plain(f"line {passage.line}: {passage.before}"), plain(passage.token, "reverse bold"), plain(passage.after)]
    )

"""The line for questions: earlier ones come back by the arrows, as in a shell."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Prompt(Input):
    """An input with the history of this session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "earlier(-1)", "Earlier", tooltip="The question before", show=False),
        Binding("down", "earlier(1)", "Later", tooltip="The question after", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="A question in words, Enter asks it", compact=True, select_on_focus=False)
        self._said: list[str] = []
        self._at = 0
        self._draft = ""

    def keep(self, line: str) -> None:
        """Remember a line and empty the prompt."""
        if line and self._said[-1:] != [line]:
            self._said.append(line)
        self._at, self._draft, self.value = len(self._said), "", ""

    def action_earlier(self, step: int) -> None:
        """Walk through the history; what was half typed waits at its end."""
        if self._at == len(self._said):
            self._draft = self.value
        self._at = min(max(self._at + step, 0), len(self._said))
        self.value = self._said[self._at] if self._at < len(self._said) else self._draft
        self.cursor_position = len(self.value)

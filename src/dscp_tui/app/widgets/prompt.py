"""The line for questions: earlier ones come back by the arrows, as in a shell."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from dscp_tui.questions.asked import keep_asked, read_asked, search


class Prompt(Input):
    """An input with the history of the user, which the question prompt of the terminal shares."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "earlier(-1)", "Earlier", tooltip="The question before", show=False),
        Binding("down", "earlier(1)", "Later", tooltip="The question after", show=False),
        Binding("ctrl+r", "search", "Search history", tooltip="Earlier questions with these letters", show=False),
    ]

    def __init__(self, history: Path | None = None) -> None:
        super().__init__(placeholder="A question in words, Enter asks it", compact=True, select_on_focus=False)
        self._history = history
        self._said = read_asked(history) if history else []
        self._found: list[str] = []
        self._at = len(self._said)
        self._draft = ""

    def keep(self, line: str) -> None:
        """Remember a line and empty the prompt."""
        if line and self._said[-1:] != [line]:
            self._said.append(line)
            if self._history:
                keep_asked(self._history, line)
        self._at, self._draft, self.value = len(self._said), "", ""

    def action_earlier(self, step: int) -> None:
        """Walk through the history; what was half typed waits at its end."""
        if self._at == len(self._said):
            self._draft = self.value
        self._at = min(max(self._at + step, 0), len(self._said))
        self.value = self._said[self._at] if self._at < len(self._said) else self._draft
        self.cursor_position = len(self.value)

    def action_search(self) -> None:
        """The latest earlier question that is like what is typed; once more, the one before it."""
        if self.value not in self._found:
            self._found = search(self._said, self.value)
        elif self._found[-1] != self.value:
            self._found = self._found[self._found.index(self.value) + 1 :]
        if self._found:
            self.value = self._found[0]
            self.cursor_position = len(self.value)

"""What is understood of a question while it is typed: each word with a sign, what it is taken for, and a colour."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from dscp_tui.app.widgets.label import plain
from dscp_tui.questions.conversation import Word

_SIGNS = {"understood": "✓", "guessed": "≈", "unknown": "?"}
_STYLES = {"understood": "$text-success", "guessed": "$text-warning", "unknown": "$text-error", "filler": "$text-muted"}


class Heard(Static):
    """One line under the prompt."""

    def __init__(self) -> None:
        super().__init__(id="heard", markup=False)

    def show(self, words: list[Word]) -> None:
        """Replace what was heard."""
        self.update(Content("   ").join(plain(_said(word), _STYLES[word.state]) for word in words))


def _said(word: Word) -> str:
    match word.state:
        case "filler":
            return word.words
        case "unknown":
            return f"? {word.words}: {'does not go with the rest' if word.kind == 'apart' else 'not known'}"
        case "guessed":
            return f"≈ {word.words}: read as {word.value or word.kind}"
    return f"{_SIGNS[word.state]} {word.words}: {word.value or word.kind}"

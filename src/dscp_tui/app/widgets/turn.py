"""A question and its answer in the conversation: headline, table or chart, caveats, receipts, choices."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.chart import ChartTile
from dscp_tui.app.widgets.label import Label, plain
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.panels import Tile
from dscp_tui.render.charts import has_chart
from dscp_tui.render.formats import cited_lines

_POINTS = 3
"""From so many rows on a chart says more than a table."""


class Choices(OptionList):
    """Questions to pick from: by number, or by arrow and Enter; any other letter goes to the prompt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"pick({number})", show=False) for number in range(1, 10)),
    ]

    class Typed(Message):
        """A letter that is no choice: the user goes on typing."""

        def __init__(self, character: str) -> None:
            super().__init__()
            self.character = character

    def __init__(self, choices: list[str]) -> None:
        super().__init__(*(Option(plain(f"{number}  {text}")) for number, text in enumerate(choices, start=1)))
        self._choices = choices

    def action_pick(self, number: int) -> None:
        if number <= len(self._choices):
            self.highlighted = number - 1
            self.action_select()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A letter belongs to the prompt, so that neither footer nor help tells it as a key here."""
        return bool(character) and str(character).isprintable() and not str(character).isdigit() and key != "slash"

    def on_key(self, event: Key) -> None:
        if event.character and self.check_consume_key(event.key, event.character):
            event.stop()
            self.post_message(self.Typed(event.character))


class Turn(Vertical):
    """One question with what came of it."""

    class Picked(Message):
        """One of the choices is to be asked."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self, line: str, answer: Answer, explanation: str = "", *, as_chart: bool = False) -> None:
        super().__init__(classes="turn")
        self.answer = answer
        self._line = line
        self._explanation = explanation
        self._drawn = has_chart(answer) and (as_chart or len(answer.rows) >= _POINTS)

    def compose(self) -> ComposeResult:
        answer = self.answer
        yield Label(f"› {self._line}", classes="asked")
        yield Label(answer.headline, classes="headline")
        if self._explanation:
            # Before the picture: it is what was asked for, and would lie below the screen.
            yield Label(self._explanation, classes="receipt")
        if has_chart(answer):
            tile = ChartTile(Tile(answer.title, answer.template, "chart"), answer)
            tile.display = self._drawn
            yield tile
        if answer.rows:
            table = AnswerTable("", answer)
            table.display = not self._drawn
            yield table
        for kind, lines in self._beneath():
            if lines:
                yield Label("\n".join(lines), classes=kind)
        if answer.choices:
            yield Label("Which is meant?" if answer.outcome == "ambiguous" else "Nearest that can be answered:")
            yield Choices(answer.choices)

    def _beneath(self) -> list[tuple[str, list[str]]]:
        """What stands beneath an answer, by the class that gives it its look."""
        answer = self.answer
        assumed = [f"Assumed: {'; '.join(answer.assumed)}"] if answer.assumed else []
        cited = cited_lines(answer) if answer.citations else []
        return [
            ("caveat", answer.caveats),
            ("receipt", [*cited, *assumed]),
        ]

    def toggle(self) -> bool:
        """Show the table instead of the chart, or the chart instead of the table; False where there are not both."""
        tiles, tables = self.query(ChartTile), self.query(AnswerTable)
        if not tiles or not tables:
            return False
        self._drawn = not self._drawn
        tiles.first().display, tables.first().display = self._drawn, not self._drawn
        return True

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(self.answer.choices[event.option_index]))

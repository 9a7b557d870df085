"""Ask: a prompt with live understanding, and the conversation above it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from dscp_tui.app.messages import Answered, IndicatorChosen, WordsHeard, WorkFailed
from dscp_tui.app.screens.figures import FiguresScreen
from dscp_tui.app.widgets.body import Body, TooSmall
from dscp_tui.app.widgets.heard import Heard
from dscp_tui.app.widgets.keyline import KeyLine
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.prompt import Prompt
from dscp_tui.app.widgets.title import Title
from dscp_tui.app.widgets.turn import Choices, Turn
from dscp_tui.app.work import guarded
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.conversation import Conversation, Word
from dscp_tui.render.explain import explanation

HOW = "Enter asks · ↑ ↓ earlier questions · Tab to the answers · Escape back"
NEW_FIGURES = "Answers from here on have the new figures"


class AskScreen(FiguresScreen):
    """The conversation stays as it is when the screen is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "other_form", "Table or chart", tooltip="Show the latest answer as a table, or as a chart"),
        Binding("pageup", "scroll(-1)", "Scroll up", show=False),
        Binding("pagedown", "scroll(1)", "Scroll down", show=False),
    ]
    subject = "answer"

    def __init__(self) -> None:
        super().__init__()
        self._conversation: Conversation | None = None
        self._waiting: list[str] = []

    def compose(self) -> ComposeResult:
        yield Title("Ask")
        yield Label(HOW, id="about")
        yield Body(can_focus=False)
        yield TooSmall()
        yield Prompt(self.dashboard.history)
        yield Heard()
        yield KeyLine()

    def on_mount(self) -> None:
        self._begin()

    def listen(self) -> None:
        """Give the keys to the prompt."""
        self.set_focus(self.query_one(Prompt))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is nothing to filter here."""
        return action != "filter"

    def reload(self) -> None:
        self._conversation = None
        if self.query(Turn):
            self.query_one("#body").mount(Label(f"{NEW_FIGURES}: {self.warehouse.known_at()}.", classes="turn receipt"))
        self._begin()

    @work(thread=True, exclusive=True, exit_on_error=False, group="begin")
    def _begin(self) -> None:
        """Learn the words before the first key."""
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            self._conversation = Conversation(self.warehouse)

    # While a question is typed

    @on(Input.Changed)
    def _listen(self, event: Input.Changed) -> None:
        event.stop()
        self._hear(event.value)

    @work(thread=True, exclusive=True, exit_on_error=False, group="hear")
    def _hear(self, line: str) -> None:
        conversation = self._conversation
        if conversation is None:
            return
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            self.post_message(WordsHeard(line, _titled(conversation, line) if line.strip() else []))

    @on(WordsHeard)
    def _show_heard(self, event: WordsHeard) -> None:
        if event.line == self.query_one(Prompt).value:
            self.query_one(Heard).show(event.words)

    # Once it is asked

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value.strip()
        if not line:
            return
        self.query_one(Prompt).keep(line)
        self.say(self._choice(line) or line)

    @on(Turn.Picked)
    def _picked(self, event: Turn.Picked) -> None:
        self.query_one(Prompt).keep(event.question)
        self.say(event.question)

    @on(Choices.Typed)
    def _type_on(self, event: Choices.Typed) -> None:
        prompt = self.query_one(Prompt)
        prompt.focus()
        prompt.insert_text_at_cursor(event.character)

    def _choice(self, line: str) -> str:
        """The choice of the last answer that a number alone means."""
        turns = list(self.query(Turn))
        choices = turns[-1].answer.choices if turns else []
        return choices[int(line) - 1] if line.isdecimal() and 0 < int(line) <= len(choices) else ""

    def say(self, line: str) -> None:
        """Ask a line; those that come while one is being answered wait for their turn."""
        self._waiting.append(line)
        if len(self._waiting) == 1:
            self._answer(line)

    @work(thread=True, exit_on_error=False, group="answer")
    def _answer(self, line: str) -> None:
        failed: list[str] = []
        with guarded(failed.append):
            conversation = self._conversation = self._conversation or Conversation(self.warehouse)
            reply = conversation.say(line)
            explained = explanation(self.warehouse, reply.answer) if reply.action == "explain" else ""
            self.post_message(Answered(line, reply, explained))
        if failed:
            self.post_message(WorkFailed(failed[0]))
            self.post_message(Answered(line, None))

    @on(Answered)
    async def _show(self, event: Answered) -> None:
        self._waiting.pop(0)
        if reply := event.reply:
            turn = Turn(event.line, reply.answer, event.explanation, as_chart=reply.action == "chart")
            await self.query_one("#body").mount(turn)
            self.call_after_refresh(self._go_to, turn)
            if reply.action == "export":
                self.ask_where([reply.answer], Path(reply.path).expanduser() if reply.path else None)
        if self._waiting:
            self._answer(self._waiting[0])

    def _go_to(self, turn: Turn) -> None:
        """Show the newest answer from its start; where there are choices, they get the keys."""
        self.query_one("#body").scroll_to_widget(turn, top=True, animate=False)
        if choices := next(iter(turn.query(Choices)), None):
            choices.focus(scroll_visible=False)

    def follow(self, row: dict[str, Any], cited: list[dict[str, Any]]) -> None:  # noqa: ARG002
        """Enter on a row of an answer opens its indicator."""
        if not cited:
            return
        first = cited[0]
        self.app.post_message(IndicatorChosen(first["indicator"], "", first["dimension"], first["category"]))

    def exported(self) -> list[Answer]:
        """The table that has the keys, else the latest answer."""
        if self._listing:
            return [self._listing.seen]
        return [turn.answer for turn in self.query(Turn) if turn.answer.rows][-1:]

    def action_back(self) -> None:
        self.app.pop_screen()

    def action_scroll(self, step: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=step * (body.size.height - 2), animate=False)

    def action_other_form(self) -> None:
        above = self.focused.ancestors if self.focused else []
        mine = [one for one in above if isinstance(one, Turn)]
        for turn in mine or reversed(list(self.query(Turn))):
            if turn.toggle():
                return


def _titled(conversation: Conversation, line: str) -> list[Word]:
    """What is heard, with indicators by their titles."""
    known = conversation.lexicon.indicators
    words = conversation.heard(line)
    return [
        replace(word, value=known[word.value].title) if word.kind == "indicator" and word.value in known else word
        for word in words
    ]

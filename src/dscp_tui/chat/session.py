"""A conversation and the form of its answers: what is said becomes text. Knows neither terminal nor pipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dscp_tui.errors import DscpError, ExitCode, UsageError
from dscp_tui.model.text import clipped, shown
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.conversation import Conversation, Reply
from dscp_tui.questions.unanswered import keep
from dscp_tui.render.explain import explanation
from dscp_tui.render.files import write_file
from dscp_tui.render.formats import render
from dscp_tui.render.rows import rows_text
from dscp_tui.warehouse.store import Rows, Warehouse

FOR_READERS = ("table", "chart", "markdown")
FOR_PROGRAMS = ("csv", "json", "ndjson")
FORMATS = FOR_READERS + FOR_PROGRAMS
_BY_EXTENSION = {"": "csv", ".csv": "csv", ".json": "json", ".ndjson": "ndjson", ".md": "markdown"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a line gave: `data` for standard output, `note` for whoever watches, and how it went."""

    data: str = ""
    note: str = ""
    code: ExitCode = ExitCode.ANSWERED
    leave: bool = False


class Session:
    """One conversation, the form of its answers, and the width that they may take (None: any).

    `data` is the folder where questions without an answer are kept, if that is switched on.
    """

    def __init__(
        self, warehouse: Warehouse, data: Path, form: str, width: Callable[[], int | None] = lambda: None
    ) -> None:
        self.conversation = Conversation(warehouse)
        self.form = form
        self._data = data
        self._width = width

    @property
    def warehouse(self) -> Warehouse:
        return self.conversation.warehouse

    @property
    def for_programs(self) -> bool:
        return self.form in FOR_PROGRAMS

    def ask(self, question: str) -> Said:
        """Say a line to the conversation, and do with the answer what the line wants. Raises DscpError."""
        reply = self.conversation.say(question)
        said = self._done(reply)
        try:
            keep(self._data, reply.answer.question, reply.answer.outcome, reply.answer.headline)
        except DscpError as fault:
            said = replace(said, note="\n".join(filter(None, [said.note, str(fault)])))
        return said

    def _done(self, reply: Reply) -> Said:
        match reply.action:
            case "export":
                return self._exported(reply.answer, reply.path)
            case "explain":
                return self._beside(reply.answer, self.explain(reply.answer))
            case "chart" | "table" if not self.for_programs:
                return self.show(reply.answer, reply.action)
        return self.show(reply.answer, self.form)

    def show(self, answer: Answer, form: str) -> Said:
        """An answer in a form. Of an answer without figures there is no CSV: it is told as a note."""
        if form == "csv" and answer.exit_code:
            return Said(note="\n".join([answer.headline, *answer.choices]), code=answer.exit_code)
        return Said(render(answer, form, self._width()), code=answer.exit_code)

    def _exported(self, answer: Answer, path: str) -> Said:
        """An export that a question asks for; where it fails, a program still gets its answer."""
        try:
            return self._beside(answer, self.export(answer, path))
        except DscpError as error:
            data = self.show(answer, self.form).data if self.for_programs else ""
            return Said(data, str(error), error.exit_code)

    def _beside(self, answer: Answer, text: str) -> Said:
        """Words about an answer; a program gets the answer itself, and the words beside it."""
        if not self.for_programs:
            return Said(text, code=answer.exit_code)
        said = self.show(answer, self.form)
        return Said(said.data, "\n".join(filter(None, [said.note, text])), said.code)

    def tell(self, text: str) -> Said:
        """Words that are no data: they stay out of what a program reads."""
        return Said(note=text) if self.for_programs else Said(text)

    def rows(self, rows: Rows, title: str = "") -> Said:
        """Rows in the session's form, under a title for readers."""
        text = rows_text(rows, self.form if self.for_programs else None, self._width())
        return Said(text if self.for_programs or not title else f"{shown(title)}\n\n{text}")

    def last(self) -> Answer:
        """The last answer. Raises UsageError where there is none."""
        if self.conversation.last is None:
            raise UsageError("nothing has been answered yet", "Ask a question first.")
        return self.conversation.last

    def explain(self, answer: Answer) -> str:
        """How an answer came about."""
        return f"{explanation(self.warehouse, answer)}\n"

    def export(self, answer: Answer, path: str) -> str:
        """Write an answer to a file in the format of its extension, whole or not at all; says what was written."""
        if not path or shown(path) != path:
            raise UsageError("where to?", "Write /export and a path, such as answer.csv.")
        target = Path(path)
        try:
            target = target.expanduser()
            form = _BY_EXTENSION[target.suffix.casefold()]
        except KeyError:
            known = ", ".join(filter(None, _BY_EXTENSION))
            raise UsageError(f"“{target.suffix}” is not written here", f"The extension is one of {known}.") from None
        except RuntimeError as error:
            raise DscpError(f"cannot write {path}: {error}") from None
        write_file(render(answer, form), target)
        count = len(answer.rows)
        what = clipped(answer.canonical or answer.question, 60)
        return f"Wrote {count} row{'' if count == 1 else 's'} of “{what}” to {target} ({form}).\n"

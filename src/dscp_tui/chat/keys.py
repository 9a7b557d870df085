"""The keys of the prompt that are our own: clearing the line, and searching what was asked before."""

from __future__ import annotations

from collections.abc import Iterable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import History
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from dscp_tui.model.text import clipped
from dscp_tui.questions.asked import search

_WIDEST = 60


class Searching(Completer):
    """The search in the history: the line holds what is looked for, the menu what was found."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._before: Document | None = None

    @property
    def active(self) -> bool:
        return self._before is not None

    def begin(self, buffer: Buffer) -> None:
        self._before = buffer.document
        buffer.start_completion()

    def next(self, buffer: Buffer) -> None:
        """Go to the next line that was found."""
        if buffer.complete_state is None:
            buffer.start_completion(select_first=True)
        else:
            buffer.complete_next()

    def take(self, buffer: Buffer) -> None:
        """End with the line that is chosen, or else with the best."""
        chosen = buffer.complete_state and buffer.complete_state.current_completion
        if not chosen and (best := self.best(buffer.text)):
            buffer.document = Document(best)
        self._end(buffer)

    def give_up(self, buffer: Buffer) -> None:
        """End with the line as it was before."""
        if self._before:
            buffer.document = self._before
        self._end(buffer)

    def _end(self, buffer: Buffer) -> None:
        self._before = None
        buffer.complete_state = None

    def best(self, typed: str) -> str:
        """The line that is most like what was typed; empty where none is."""
        return next(iter(search(self._history.get_strings(), typed)), "")

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        del complete_event
        typed = document.text_before_cursor
        found = search(self._history.get_strings(), typed)
        return [Completion(line, -len(typed), display=clipped(line, _WIDEST)) for line in found]

    def says(self, typed: str) -> str:
        """What stands in the bar meanwhile."""
        best = self.best(typed)
        found = f"Enter takes “{clipped(best, _WIDEST)}”" if best else "nothing like it was asked"
        return f"history: {found} · Ctrl+R next · Ctrl+G back"


def bindings(searching: Searching) -> KeyBindings:
    """Keys over those of the library."""
    keys = KeyBindings()
    active = Condition(lambda: searching.active)

    @keys.add("c-r")
    def _search(event: KeyPressEvent) -> None:
        (searching.next if searching.active else searching.begin)(event.current_buffer)

    @keys.add("enter", filter=active)
    def _take(event: KeyPressEvent) -> None:
        searching.take(event.current_buffer)

    @keys.add("c-g", filter=active)
    @keys.add("escape", filter=active)
    @keys.add("c-c", filter=active)
    def _give_up(event: KeyPressEvent) -> None:
        searching.give_up(event.current_buffer)

    @keys.add("c-c", filter=~active)
    def _clear(event: KeyPressEvent) -> None:
        event.current_buffer.reset()

    return keys

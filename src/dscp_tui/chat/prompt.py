"""The prompt on a terminal. It is painted first; the figures are loaded behind it, in the one thread that also answers."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.completion import Completer, DynamicCompleter
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.styles import BaseStyle, DynamicStyle

from dscp_tui.chat.history import open_history
from dscp_tui.chat.keys import Searching, bindings
from dscp_tui.model.text import clipped, shown

if TYPE_CHECKING:
    from dscp_tui.chat.session import Said, Session
    from dscp_tui.warehouse.content import Content

PROMPT = "› "
LOADING = "loading figures"
Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that an answer needs, and what was to be told while it was loaded."""

    session: Session
    completer: Completer
    bar: Callable[[str], StyleAndTextTuples]
    painted: Callable[[str], StyleAndTextTuples]
    style: BaseStyle
    notices: list[str]


def converse(content: Callable[[], Content], data: Callable[[], Path], form: str, notice: Notice) -> int:
    """Ask for lines and answer them until the user leaves. Raises DscpError where there are no figures."""
    return Prompt(partial(_load, content, data, form), notice).run()


def _load(content: Callable[[], Content], data: Callable[[], Path], form: str) -> Loaded:
    import gc

    from dscp_tui.chat.bar import bar
    from dscp_tui.chat.hearing import Hearing
    from dscp_tui.chat.look import load_style, painted
    from dscp_tui.chat.session import Session
    from dscp_tui.chat.ways import Ways
    from dscp_tui.warehouse.store import open_warehouse

    notices: list[str] = []
    place = content()
    style = load_style(place)
    warehouse = open_warehouse(place, data(), notice=notices.append)
    session = Session(warehouse, data(), form, lambda: shutil.get_terminal_size().columns)
    hearing = Hearing(session.conversation)
    gc.freeze()
    gc.enable()
    return Loaded(session, Ways(hearing), partial(bar, hearing), painted, style, notices)


class Prompt:
    """Lines from the terminal, one after another, and their answers."""

    def __init__(self, load: Callable[[], Loaded], notice: Notice) -> None:
        self._load = load
        self._worker = ThreadPoolExecutor(1)
        self._loading: Future[Loaded] | None = None
        history = open_history(notice)
        self._searching = Searching(history)
        self._lines: PromptSession[str] = PromptSession(
            PROMPT,
            history=history,
            completer=DynamicCompleter(self._completer),
            key_bindings=bindings(self._searching),
            bottom_toolbar=self._bar,
            style=DynamicStyle(lambda: self._loaded.style if self._loaded else None),
            enable_suspend=True,
            reserve_space_for_menu=6,
        )
        self._lines.app.after_render += self._painted

    def run(self) -> int:
        """Ask and answer until Ctrl+D or /quit."""
        while True:
            try:
                text = self._lines.prompt(pre_run=self._keep_faults_off_the_screen, set_exception_handler=False)
                if self._answer([line for line in text.splitlines() if line.strip()]):
                    return 0
            except EOFError:
                return 0
            except KeyboardInterrupt:
                self._tell("Stopped.")

    @property
    def _loaded(self) -> Loaded | None:
        loading = self._loading
        return loading.result() if loading and loading.done() and not loading.exception() else None

    def _painted(self, app: Application[str]) -> None:
        """Once the prompt is painted, load the figures; where that fails, end the prompt with the reason."""
        if self._loading is None:
            self._begin().add_done_callback(lambda _: app.invalidate())
        elif self._loading.done() and (error := self._loading.exception()) and not app.is_done:
            app.exit(exception=error)

    def _keep_faults_off_the_screen(self) -> None:
        """An unforeseen error while somebody types ends the prompt: the library would print it with all its lines."""

        def end(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            del loop
            if self._lines.app.is_running and not self._lines.app.is_done:
                self._lines.app.exit(exception=context.get("exception") or RuntimeError(context["message"]))

        asyncio.get_running_loop().set_exception_handler(end)

    def _begin(self) -> Future[Loaded]:
        self._loading = self._loading or self._worker.submit(self._load)
        return self._loading

    def _completer(self) -> Completer | None:
        if self._searching.active:
            return self._searching
        return self._loaded.completer if self._loaded else None

    def _bar(self) -> StyleAndTextTuples:
        text = self._lines.default_buffer.text
        if self._searching.active:
            return [("", self._searching.says(text))]
        return self._loaded.bar(text) if self._loaded else [("", LOADING)]

    def _answer(self, lines: list[str]) -> bool:
        """Answer lines one after another, each under its own words where they are several. Whether to leave."""
        for line in lines:
            if len(lines) > 1:
                print_formatted_text(PROMPT + clipped(line, shutil.get_terminal_size().columns - len(PROMPT)))
            said = self._said(line)
            self._show(said)
            if said.leave:
                return True
        return False

    def _said(self, line: str) -> Said:
        """Answer in the worker, so that Ctrl+C finds this thread idle; it stops the query."""
        from dscp_tui.chat.commands import take

        loading = self._begin()
        if not loading.done():
            print_formatted_text(f"{LOADING} …")
        running = self._worker.submit(lambda: take(loading.result().session, line))
        try:
            # In slices: once polars is loaded, a signal no longer wakes a thread that waits without end.
            while not wait([running], timeout=0.1).done:
                pass
            return running.result()
        except KeyboardInterrupt:
            running.cancel()
            if self._loaded:
                self._loaded.session.warehouse.interrupt()
            raise

    def _show(self, said: Said) -> None:
        loaded = self._begin().result()
        while loaded.notices:
            self._tell(loaded.notices.pop(0))
        if said.data:
            pieces = [("", said.data)] if loaded.session.for_programs else loaded.painted(said.data)
            print_formatted_text(FormattedText(pieces), style=loaded.style)
        if said.note:
            self._tell(said.note)

    def _tell(self, note: str) -> None:
        """Something to know, below the line that it belongs to."""
        for line in note.splitlines():
            print_formatted_text(shown(line))

"""Completion at the prompt: questions by the headless completion, commands by their table, history while it is searched."""

from __future__ import annotations

from collections.abc import Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from dscp_tui.chat.commands import COMMANDS
from dscp_tui.chat.hearing import Hearing
from dscp_tui.chat.session import FORMATS
from dscp_tui.model.text import clipped

_WIDEST = 60


class Ways(Completer):
    """The ways to go on with the line at the cursor."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        line = document.current_line_before_cursor.lstrip()
        if line.startswith("/"):
            return _of_command(line[1:], complete_event, self._hearing)
        return _of_question(self._hearing, line)


def _of_question(hearing: Hearing, line: str, *kinds: str) -> list[Completion]:
    offers = hearing.offers(line) if line else []
    return [
        Completion(
            offer.text,
            -offer.length,
            display=clipped(f"≈ {offer.text}" if offer.guessed else offer.text, _WIDEST),
            display_meta=clipped(offer.meaning, _WIDEST),
        )
        for offer in offers
        if not kinds or offer.kind in kinds
    ]


def _of_command(typed: str, event: CompleteEvent, hearing: Hearing) -> Iterable[Completion]:
    name, blank, words = typed.partition(" ")
    if not blank:
        found = (one for one in COMMANDS.values() if one.name.startswith(name))
        return [Completion(one.name, -len(name), display=f"/{one.name}", display_meta=one.does) for one in found]
    match name:
        case "format":
            return [Completion(form, -len(words)) for form in FORMATS if form.startswith(words)]
        case "export":
            return PathCompleter(expanduser=True).get_completions(Document(words), event)
        case "periods":
            return _of_question(hearing, words, "indicator")
    return []

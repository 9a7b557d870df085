"""A conversation: questions that may lean on the one before ("and in 2018?", "vs England", "the second one").

Both prompts, that of the terminal and that of the dashboard, speak through this one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dscp_tui.questions.answer import Answer
from dscp_tui.questions.ask import ask
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.understand import Reader
from dscp_tui.warehouse.store import Warehouse

State = Literal["understood", "guessed", "unknown", "filler"]


@dataclass(frozen=True, slots=True)
class Word:
    """Some words of a question while it is typed: what they are taken for, and how surely."""

    words: str
    state: State
    kind: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and what the speaker wants done with it."""

    answer: Answer
    action: Literal["show", "chart", "explain", "export"] = "show"
    path: str = ""


class Conversation:
    """What was said so far, and the answer to the next line."""

    def __init__(self, warehouse: Warehouse, lexicon: Lexicon | None = None) -> None:
        self.warehouse = warehouse
        self.lexicon = lexicon or Lexicon(warehouse)
        self.reader = Reader(self.lexicon)
        self.last: Answer | None = None

    def say(self, line: str) -> Reply:
        """Answer a line, in the light of those before it. Never raises for what is typed."""
        answer = ask(self.warehouse, line, self.reader)
        self.last = answer
        return Reply(answer)

    def heard(self, line: str) -> list[Word]:
        """What the words of an unfinished line are taken for, in their order; cheap enough for every key stroke."""
        understanding = self.reader.understand(line)
        reading = next(iter(understanding.readings), None)
        words = [
            Word(m.words, "guessed" if m.words in understanding.guessed else "understood", m.kind, m.value)
            for m in understanding.meanings(reading)
        ]
        return words + [Word(word, "unknown") for word in understanding.unknown]

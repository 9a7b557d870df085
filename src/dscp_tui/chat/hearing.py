"""What a line is taken for while it is typed, and how it may go on: worked out once for each text."""

from __future__ import annotations

from dscp_tui.questions.completion import Completion, Offer
from dscp_tui.questions.conversation import Conversation, Word


class Hearing:
    """Listens to every key stroke, so all that is slow is done before the first."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._completion = Completion(conversation.warehouse, conversation.lexicon)
        self._line = ""
        self._words: list[Word] = []
        conversation.lexicon.read_ahead()
        # A misspelt word loads what measures distances.
        conversation.heard("anything unheard of")

    def words(self, line: str) -> list[Word]:
        """The words of a line, each with what it is taken for; an indicator by its title."""
        if line != self._line:
            self._line, self._words = line, self._conversation.heard(line) if line.strip() else []
        return self._words

    def offers(self, line: str) -> list[Offer]:
        """Ways to go on with a line: about the indicators that it names, else about that of the last answer."""
        about = [word.value for word in self.words(line) if word.value in self._conversation.lexicon.indicators]
        last = self._conversation.last
        if not about and last and "indicator" in last.parameters:
            about = [last.parameters["indicator"]]
        return self._completion.offers(line, about)

    def meaning(self, word: Word) -> str:
        """What a word is taken for, in words."""
        known = self._conversation.lexicon.indicators.get(word.value) if word.kind == "indicator" else None
        return known.title if known else word.value

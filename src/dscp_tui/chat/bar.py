"""The bar below the prompt: what has been understood so far, each word with a sign and a word besides its colour."""

from __future__ import annotations

from prompt_toolkit.formatted_text import StyleAndTextTuples

from dscp_tui.chat.commands import COMMANDS
from dscp_tui.chat.hearing import Hearing
from dscp_tui.model.text import clipped, shown
from dscp_tui.model.words import words_of
from dscp_tui.questions.conversation import Word

HINT = "Tab completes · Ctrl+R history · /help · Ctrl+D leaves"


def bar(hearing: Hearing, text: str) -> StyleAndTextTuples:
    """What stands in the bar for a text at the prompt."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return [("", HINT)]
    if len(lines) > 1:
        return [("", f"{len(lines)} lines: Enter asks them one after another")]
    if lines[0].startswith("/"):
        return [("", _of_command(lines[0]))]
    return _parted([_of_word(hearing, word, lines[0]) for word in hearing.words(lines[0]) if word.state != "filler"])


def _of_command(line: str) -> str:
    name = line[1:].partition(" ")[0]
    if name in COMMANDS:
        return f"/{name} {COMMANDS[name].takes}: {COMMANDS[name].does}"
    near = [f"/{known}" for known in COMMANDS if known.startswith(name)]
    return " ".join(near) if near else f"? /{clipped(name, 40)} is no command; /help lists them"


def _of_word(hearing: Hearing, word: Word, line: str) -> tuple[str, str]:
    said, meant = shown(word.words), shown(hearing.meaning(word))
    if word.state == "unknown":
        if _ends_with(line, said) and any(not offer.guessed for offer in hearing.offers(line)):
            return "class:unfinished", f"{said} …"
        return "class:unknown", f"? {said} {'does not go with the rest' if word.kind == 'apart' else 'not known'}"
    sign = "=" if word.state == "understood" else "≈"
    text = said if said.casefold() == meant.casefold() else f"{said} {sign} {meant}"
    return f"class:{word.state}", text if word.state == "understood" else f"{text} (guessed)"


def _ends_with(line: str, words: str) -> bool:
    """Whether a line ends within the words, so that they may not be whole yet."""
    typed = words_of(words)
    return bool(typed) and not line.endswith(" ") and words_of(line)[-len(typed) :] == typed


def _parted(parts: StyleAndTextTuples) -> StyleAndTextTuples:
    """The parts with dots between."""
    parted: StyleAndTextTuples = []
    for part in parts:
        parted += [("", " · "), part] if parted else [part]
    return parted

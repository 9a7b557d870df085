"""What was asked before, kept in a file of the user's own from session to session, and found again by a few letters."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

MOST_FOUND = 50
_LIKENESS = 70


class Lines(FileHistory):
    """A file of lines: of several that are pasted together each stands alone, and none twice in a row."""

    def append_string(self, string: str) -> None:
        for line in filter(None, map(str.strip, string.splitlines())):
            if self.get_strings()[-1:] != [line]:
                super().append_string(line)

    def store_string(self, string: str) -> None:
        try:
            super().store_string(string)
        except OSError:
            # The file was writable when the session began; a full disk must not take the answer away.
            return


def open_history(notice: Callable[[str], None]) -> History:
    """The history in the platform's folder for state, readable by its user alone; in memory where it cannot be kept."""
    from platformdirs import user_state_path

    path = user_state_path("dscp", appauthor=False) / "history"
    try:
        _make_private(path)
    except OSError as error:
        notice(f"What is asked is not remembered: cannot write {path} ({error.strerror}).")
        return InMemoryHistory()
    return Lines(path)


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600))
    path.chmod(0o600)


def search(asked: Sequence[str], typed: str) -> list[str]:
    """The lines that were asked, latest first: those with what was typed, with its letters in order, or misspelt."""
    latest = list(dict.fromkeys(reversed(asked)))
    wanted = typed.strip().casefold()
    if not wanted:
        return latest[:MOST_FOUND]
    from rapidfuzz import fuzz, process

    folded = [line.casefold() for line in latest]
    whole = [place for place, line in enumerate(folded) if wanted in line]
    lettered = [place for place, line in enumerate(folded) if _in_order(wanted, line)]
    alike = process.extract(wanted, folded, scorer=fuzz.partial_ratio, score_cutoff=_LIKENESS, limit=MOST_FOUND)
    return [latest[place] for place in dict.fromkeys([*whole, *lettered, *(place for *_, place in alike)])][:MOST_FOUND]


def _in_order(letters: str, line: str) -> bool:
    rest = iter(line)
    return all(letter in rest for letter in letters)

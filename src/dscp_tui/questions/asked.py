"""What was asked before: a file of the user's own that both prompts read and add to, searched by a few letters.

The format is that of prompt_toolkit's history: a line of time after `#`, then each line of the text after `+`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

MOST_FOUND = 50
_LIKENESS = 70


def history_file() -> Path:
    """Where it is kept: in the platform's folder for the state of programs."""
    from platformdirs import user_state_path

    return user_state_path("dscp", appauthor=False) / "history"


def make_private(path: Path) -> None:
    """Make the file, readable by its user alone. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600))
    path.chmod(0o600)


def read_asked(path: Path) -> list[str]:
    """The lines of a history, the oldest first; none where there is no such file."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [line[1:] for line in lines if line.startswith("+")]


def keep_asked(path: Path, line: str) -> None:
    """Add a line at the end, in one write, as far as the file can be written to."""
    with suppress(OSError):
        make_private(path)
        with path.open("ab", buffering=0) as file:
            file.write(f"\n# {datetime.now()}\n+{line}\n".encode(errors="replace"))


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

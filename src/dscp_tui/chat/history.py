"""What was asked before, kept from session to session in the file that the dashboard reads too."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from dscp_tui.questions.asked import history_file, make_private


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
    """The history of the user; in memory where it cannot be kept."""
    path = history_file()
    try:
        make_private(path)
    except OSError as error:
        notice(f"What is asked is not remembered: cannot write {path} ({error.strerror}).")
        return InMemoryHistory()
    return Lines(path)

"""Questions through a pipe: one answer block for each line, no prompt, no escape codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from dscp_tui.chat.commands import take
from dscp_tui.chat.session import Said, Session
from dscp_tui.errors import ExitCode
from dscp_tui.model.text import clipped

_WORSE = (ExitCode.ANSWERED, ExitCode.AMBIGUOUS, ExitCode.UNKNOWN, ExitCode.USAGE, ExitCode.FAILED)
_MOST_QUOTED = 100


def answer_lines(session: Session, lines: Iterable[str], notice: Callable[[str], None]) -> int:
    """Answer line by line; the exit code is 0 where all were answered, else that of the worst outcome."""
    worst, began = ExitCode.ANSWERED, False
    for line in lines:
        said = take(session, line)
        try:
            if said.data:
                _write(_block(session.form, line, said, first=not began))
                began = True
        except BrokenPipeError:  # whoever reads has all that is wanted
            break
        if said.note:
            notice(said.note)
        worst = max(worst, said.code, key=_WORSE.index)
        if said.leave:
            break
    return worst


def standard_input() -> Iterable[str]:
    """The lines of standard input, whatever its bytes and line ends are."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8-sig", errors="replace", newline=None)
    return sys.stdin


def _block(form: str, line: str, said: Said, *, first: bool) -> str:
    """For readers the line stands above its answer; tables of CSV are parted by an empty line, objects by nothing."""
    apart = "" if first else "\n"
    quoted = clipped(line.strip(), _MOST_QUOTED)
    match form:
        case "json" | "ndjson":
            return said.data
        case "csv":
            return apart + said.data
        case "markdown":
            return f"{apart}## {quoted}\n\n{said.data}"
    return f"{apart}› {quoted}\n\n{said.data}"


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()

"""Where text goes: data to standard output or a file, all else to standard error."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dscp_tui.errors import UsageError
from dscp_tui.model.text import shown
from dscp_tui.render.files import write_file


def notice(text: str) -> None:
    """Something to know that is no data."""
    for line in text.splitlines():
        print(f"dscp: {shown(line)}", file=sys.stderr)


def terminal_width() -> int | None:
    """The width of the terminal on standard output; None where it is none, so that nothing is cut in a file."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def write_out(data: str | bytes, output: Path | None = None) -> None:
    """Write to a file, whole or not at all, or to standard output, as UTF-8 with `\\n`.

    Raises DscpError where the file cannot be written; an OSError of standard output passes through. A reader of it
    that has left (`| head -1`) is none: the command goes on to its own exit code.
    """
    if output is not None:
        write_file(data, output)
        return
    raw = data.encode("utf-8", errors="replace") if isinstance(data, str) else data
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        reader_left()


def standard_input(most: int) -> str:
    """All of standard input. Raises UsageError where it is not UTF-8, or longer than `most` bytes."""
    raw = sys.stdin.buffer.read(most + 1)
    if len(raw) > most:
        raise UsageError(f"standard input holds more than {most:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("standard input is not UTF-8") from None


def reader_left() -> None:
    """Keep Python from flushing at exit into a pipe that its reader has closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""Where text goes: data to standard output or a file, all else to standard error."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dscp_tui.errors import DscpError, UsageError
from dscp_tui.model.text import shown


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
    raw = data.encode("utf-8", errors="replace") if isinstance(data, str) else data
    if output is None:
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(raw)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            reader_left()
        return
    try:
        _write_file(raw, output)
    except RuntimeError:
        raise DscpError(f"cannot write {output}: its links lead in a circle") from None
    except OSError as error:
        raise DscpError(
            f"cannot write {output}: {error.strerror}", "Nothing was written; an earlier file is as it was."
        ) from None


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


def _write_file(raw: bytes, output: Path) -> None:
    import tempfile

    target = output.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            device.write(raw)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

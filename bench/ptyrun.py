"""Run a program whole, on a pseudo-terminal or through a pipe, and say when what stood on its screen.

Output is only stamped and stored while the program is at work. The emulator (pyte) runs when it seems that the last mark
has arrived, and then replays the stored output to find the piece that completed each mark: the emulator's own time is in
no figure, and does not compete with the program for the processor.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence

import pyte

Environment = Mapping[str, str]
Marks = Mapping[str, Sequence[str]]  # a mark's name -> texts that stand together on one line of the screen
Figures = dict[str, float]  # milliseconds from just before the start; "memory" in MiB

SIZE = (120, 40)
QUIET = 0.15
TIME_LIMIT = 30.0
_READ = 1 << 16
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P.*?\x1b\\|[ -/]*[0-~])", re.DOTALL)
# Sequences that pyte would print as text: kitty's keyboard, questions about modes, device strings.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\", re.DOTALL)
_REPLIES = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;22c"}


class RunError(Exception):
    """A run that did not do what was asked of it."""


class Terminal:
    """One program on a fresh pseudo-terminal."""

    def __init__(self, command: Sequence[str], environment: Environment, size: tuple[int, int] = SIZE) -> None:
        self.command = command
        self.size = size
        self.pieces: list[tuple[float, bytes]] = []  # when each read came, and what it gave
        self.ended = False
        self.started = time.perf_counter()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            _become(command, environment, size)

    def wait_for(self, marks: Marks) -> dict[str, float]:
        """Wait until the last mark stands on the screen; the stamp of each. Raises RunError with the last screen."""
        last = list(marks.values())[-1]
        deadline = time.perf_counter() + TIME_LIMIT
        seen: int | None = None
        while time.perf_counter() < deadline and not self.ended:
            self._read(0.01)
            if len(self.pieces) == seen or not self._written(last):
                continue
            seen = len(self.pieces)
            found = self._stamps(marks)
            if len(found) == len(marks):
                return found
        missing = marks.keys() - self._stamps(marks).keys()
        raise RunError(f"{self.command[0]}: {', '.join(sorted(missing))} did not come to stand on the screen\n{self}")

    def settle(self) -> None:
        """Read until nothing has come for a while."""
        deadline = time.perf_counter() + TIME_LIMIT
        while time.perf_counter() < deadline and self._read(QUIET):
            pass

    def press(self, key: bytes, text: str = "") -> tuple[float, float]:
        """Send a key: milliseconds until the program writes anything, and until it has written a text. Raises RunError."""
        before, sent = len(self.pieces), time.perf_counter()
        os.write(self._master, key)
        while not (self.pieces[before:] and self._written([text], before)):
            if self.ended or time.perf_counter() > sent + TIME_LIMIT:
                raise RunError(f"{self.command[0]}: no {text!r} after {key!r}\n{self}")
            self._read(0.01)
        return (self.pieces[before][0] - sent) * 1000, (self.pieces[-1][0] - sent) * 1000

    def leave(self, key: bytes) -> Figures:
        """Send the key that ends the program and reap it. Raises RunError where it stays, or ends with a fault."""
        sent = time.perf_counter()
        os.write(self._master, key)
        while time.perf_counter() < sent + TIME_LIMIT:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                spent = time.perf_counter() - sent
                if code := os.waitstatus_to_exitcode(status):
                    raise RunError(f"{self.command[0]}: ended with status {code}\n{self}")
                return {"quit": spent * 1000, "memory": mebibytes(usage.ru_maxrss)}
            if not self._read(0.001):
                time.sleep(0.0005)
        raise RunError(f"{self.command[0]}: did not end on its key\n{self}")

    def close(self) -> None:
        """Give the terminal back; a program that is still there is ended, this one only."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        os.close(self._master)

    def __str__(self) -> str:
        """The screen as it stands, without empty lines."""
        lines: list[str] = []
        for _, screen in self._replay():
            lines = screen.display
        return "\n".join(line.rstrip() for line in lines if line.strip())

    def _read(self, timeout: float) -> bool:
        if self.ended or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._master, _READ)
        except OSError:  # the other side is closed
            data = b""
        self.ended = not data
        if data:
            self.pieces.append((time.perf_counter(), data))
            self._reply(data)
        return bool(data)

    def _reply(self, data: bytes) -> None:
        for question, reply in _REPLIES.items():
            if question in data:
                os.write(self._master, reply)

    def _written(self, texts: Sequence[str], since: int = 0) -> bool:
        """Have the texts been written at all? A cheap sign that the screen is worth a look."""
        written = _ESCAPES.sub(b"", b"".join(data for _, data in self.pieces[since:]))
        return all(text.encode() in written for text in texts)

    def _replay(self) -> Iterator[tuple[float, pyte.Screen]]:
        screen = pyte.Screen(*self.size)
        stream = pyte.ByteStream(screen)
        for stamp, data in self.pieces:
            stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
            yield stamp, screen

    def _stamps(self, marks: Marks) -> dict[str, float]:
        """When each mark first stood on the screen, in milliseconds from the start."""
        found: dict[str, float] = {}
        for stamp, screen in self._replay():
            lines = screen.display
            for name, texts in marks.items():
                if name not in found and any(all(text in line for text in texts) for line in lines):
                    found[name] = (stamp - self.started) * 1000
        return found


def run_on_terminal(
    command: Sequence[str], environment: Environment, marks: Marks, key: bytes, size: tuple[int, int] = SIZE
) -> Figures:
    """Start, wait for the marks, let it settle, end it by its key: what each took. Raises RunError."""
    terminal = Terminal(command, environment, size)
    try:
        stamps = terminal.wait_for(marks)
        terminal.settle()
        return stamps | terminal.leave(key)
    finally:
        terminal.close()


def run_through_pipe(command: Sequence[str], environment: Environment, expected: str) -> tuple[Figures, str]:
    """Run a command to its end: time, memory, and output, which must hold a text. Raises RunError."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=dict(environment)) as process:
        assert process.stdout
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        spent = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or expected not in output:
        raise RunError(f"{' '.join(command)[:200]}: status {process.returncode}, no {expected!r} in\n{output[:400]}")
    return {"whole": spent * 1000, "memory": mebibytes(usage.ru_maxrss)}, output


def mebibytes(most_resident: int) -> float:
    """The most memory that a process held, which Linux counts in KiB and macOS in bytes."""
    return most_resident / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _become(command: Sequence[str], environment: Environment, size: tuple[int, int]) -> None:
    """In the child: become the program, or end."""
    columns, rows = size
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    try:
        os.execvpe(command[0], list(command), {**environment, "COLUMNS": str(columns), "LINES": str(rows)})
    except OSError as error:
        os.write(2, f"cannot start {command[0]}: {error}\n".encode())
    os._exit(127)

"""The real program in a pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"
PATIENCE = 30


class Terminal:
    """A program on a pseudo-terminal of its own."""

    def __init__(self, data: Path, columns: int = 120, rows: int = 40) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.master = master
        environment = {name: value for name, value in os.environ.items() if name not in ("TMUX", "STY", "TERM_PROGRAM")}
        own = {"DSCP_DATA": str(data), "XDG_STATE_HOME": str(data / "state")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dscp_tui"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**environment, **own, "TERM": "xterm-256color", "COLUMNS": "", "LINES": ""},
            start_new_session=True,
        )
        os.close(slave)

    def read(self, seconds: float = 0.1) -> None:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            try:
                chunk = os.read(self.master, 65536)
            except OSError:
                return
            self.output += chunk
            self._stream.feed(chunk)

    def wait_for(self, condition: Callable[[str], bool]) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read()
            if condition(text := "\n".join(self.screen.display)):
                return text
        raise AssertionError("\n".join(self.screen.display))

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def end(self) -> int:
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read()
        self.read(0.2)
        return self.process.wait(1)


@pytest.fixture
def terminal(built: Path) -> Iterator[Terminal]:
    opened = Terminal(built)
    yield opened
    if opened.process.poll() is None:
        opened.process.kill()
    os.close(opened.master)


def loaded(text: str) -> bool:
    return "Assessments within 45" in text and "85%" in text


def test_it_opens_answers_keys_and_quits_with_status_0(terminal: Terminal) -> None:
    terminal.wait_for(loaded)
    terminal.press(b"\r")
    terminal.wait_for(lambda text: "All figures and where they are printed" in text)
    terminal.press(b"\x1b")
    terminal.wait_for(lambda text: "Contract indicators" in text)
    terminal.press(b"q")
    assert terminal.end() == 0
    assert LEFT_ALTERNATE_SCREEN in terminal.output


def test_it_asks_filters_exports_and_copies_by_keyboard_alone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait_for(loaded)
    terminal.press(b"/re-referrals Q4\r")
    terminal.wait_for(lambda text: "5% (64 of 1,257)" in text)
    terminal.press(b"\t")
    terminal.wait_for(lambda text: "Open" in text)
    terminal.press(b"b")
    terminal.wait_for(lambda text: "Contract indicators" in text)
    terminal.press(b"foff target")
    terminal.wait_for(lambda text: "2 of 11" in text and "Worst first" not in text)
    terminal.press(b"\r")
    terminal.wait_for(lambda text: "Worst first" in text)
    terminal.press(b"y")
    terminal.wait_for(lambda text: "was copied" in text)
    assert b"\x1b]52;c;" in terminal.output
    terminal.press(b"e")
    terminal.wait_for(lambda text: "Enter writes the file" in text)
    target = tmp_path / "seen.csv"
    terminal.press(b"\x15")
    terminal.wait_for(lambda text: ".csv" not in text)
    terminal.press(str(target).encode() + b"\r")
    terminal.wait_for(lambda text: "rows written to" in text)
    assert target.read_text("utf-8").count(",off_target,") == 9
    terminal.press(b"q")
    assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_polite_end_restores_the_terminal_and_is_told_by_the_status(terminal: Terminal, number: int) -> None:
    terminal.wait_for(loaded)
    terminal.process.send_signal(number)
    assert terminal.end() == 128 + number
    assert LEFT_ALTERNATE_SCREEN in terminal.output


@pytest.mark.parametrize("keys", [b"\x10\x1b[5~", b"\x10\x1b[6~\x1b[6~", b"\x10r\r\r\r"])
def test_keys_that_come_faster_than_the_palette_can_follow_do_not_end_the_program(
    terminal: Terminal, keys: bytes
) -> None:
    terminal.wait_for(loaded)
    terminal.press(keys)
    for _ in range(15):
        terminal.read()
    assert terminal.process.poll() is None
    terminal.press(b"\x1b")
    for _ in range(10):
        terminal.read()
    terminal.press(b"\x1b")
    for _ in range(10):
        terminal.read()
    terminal.press(b"\x11")
    assert terminal.end() == 0

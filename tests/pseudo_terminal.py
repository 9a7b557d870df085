"""A program in a pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

PATIENCE = 30


class Terminal:
    """A program on a pseudo-terminal of its own."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], columns: int = 120, rows: int = 40
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.screen.write_process_input = self._reply
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.master = master
        # What this test runs in is not what the program runs in.
        own = {name: value for name, value in os.environ.items() if name not in ("TMUX", "STY", "TERM_PROGRAM")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dscp_tui", *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**own, "TERM": "xterm-256color", "COLUMNS": "", "LINES": "", **environment},
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

    def _reply(self, data: str) -> None:
        """What a terminal answers of itself when it is asked, as where the cursor stands."""
        os.write(self.master, data.encode())

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def end(self) -> int:
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read()
        self.read(0.2)
        return self.process.wait(1)

    def vanish(self) -> None:
        """Close the terminal under the program, which has it as no controlling terminal and so gets no signal."""
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        """End a program that is still there."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.master >= 0:
            os.close(self.master)

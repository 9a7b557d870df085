"""The real program in a pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pseudo_terminal import Terminal

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def terminal(built: Path) -> Iterator[Terminal]:
    opened = Terminal([], {"DSCP_DATA": str(built)})
    yield opened
    opened.close()


def loaded(text: str) -> bool:
    return "Assessments within 45 working days" in text and "85%" in text


def test_it_opens_answers_keys_and_quits_with_status_0(terminal: Terminal) -> None:
    terminal.wait_for(loaded)
    terminal.press(b"\r")
    terminal.wait_for(lambda text: "All figures and where they are printed" in text)
    terminal.press(b"\x1b")
    terminal.wait_for(lambda text: "Contract indicators" in text)
    terminal.press(b"q")
    assert terminal.end() == 0
    assert LEFT_ALTERNATE_SCREEN in terminal.output


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

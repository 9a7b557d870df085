"""The real program in a pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pseudo_terminal import PATIENCE, Terminal

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def terminal(built: Path) -> Iterator[Terminal]:
    opened = Terminal([], {"DSCP_DATA": str(built), "XDG_STATE_HOME": str(built / "state")})
    yield opened
    opened.close()


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


def test_it_ends_when_its_terminal_vanishes_without_a_signal(terminal: Terminal) -> None:
    terminal.wait_for(loaded)
    terminal.vanish()
    assert terminal.process.wait(PATIENCE) != 0


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


def test_it_opens_as_of_a_day_and_turns_to_the_newest_by_key(tmp_path: Path) -> None:
    words = ["dashboard", "--as-of", "2020-12-31"]
    terminal = Terminal(words, {"DSCP_DATA": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}, columns=80, rows=24)
    try:
        terminal.wait_for(lambda text: "as of 31 December 2020" in text.splitlines()[0] and "Themes" in text)
        terminal.press(b"r")
        terminal.wait_for(lambda text: "As of which day?" in text)
        terminal.press(b"\x15\r")
        terminal.wait_for(lambda text: loaded(text) and "as of" not in text.splitlines()[0])
        terminal.press(b"q")
        assert terminal.end() == 0
    finally:
        terminal.close()

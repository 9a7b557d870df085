"""The real program on terminals with no colours or sixteen: all can be read, and what is chosen can be seen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pseudo_terminal import Terminal

Start = Callable[..., Terminal]
WORDS = ("◐ within", "● on target", "▲ off target", "○ no data", "┃", "To be read with care", "q Quit")


@pytest.fixture
def start(built: Path, tmp_path: Path) -> Iterator[Start]:
    """Open the overview on a terminal of 80 by 24, with a theme that was chosen on another one."""
    opened: list[Terminal] = []

    def started(remembered: str, **environment: str) -> Terminal:
        (tmp_path / "dscp").mkdir()
        (tmp_path / "dscp" / "dashboard.json").write_text(json.dumps({"theme": remembered}), "utf-8")
        own = {"DSCP_DATA": str(built), "XDG_STATE_HOME": str(tmp_path), "COLORTERM": "", **environment}
        opened.append(terminal := Terminal([], own, columns=80, rows=24))
        text = terminal.wait_for(lambda text: "Audits good" in text and "Ask" in text and "⏎ Open" in text)
        assert all(word in text for word in WORDS)
        return terminal

    yield started
    for terminal in opened:
        terminal.close()


def colours_of(terminal: Terminal) -> set[int]:
    """All that was ever asked of the terminal as a colour, by its code; the default colours are none."""
    codes = {int(code) for sent in re.findall(rb"\x1b\[([\d;]+)m", terminal.output) for code in sent.split(b";")}
    return {code for code in codes if 30 <= code <= 38 or 40 <= code <= 48 or 90 <= code <= 107}


def row_of(terminal: Terminal, words: str) -> int:
    return next(number for number, line in enumerate(terminal.screen.display) if words in line)


def stands_out(terminal: Terminal, words: str) -> bool:
    """Whether the line with these words is drawn in another style than the line below it."""
    row = row_of(terminal, words)
    at = terminal.screen.display[row].index(words)
    one, other = (terminal.screen.buffer[number][at] for number in (row, row + 1))
    return (one.fg, one.bg, one.bold, one.underscore, one.reverse) != (
        other.fg, other.bg, other.bold, other.underscore, other.reverse,
    )  # fmt: skip


def unreadable(terminal: Terminal) -> str:
    """What is written in the colour of its ground."""
    cells = (terminal.screen.buffer[y][x] for y in range(24) for x in range(80))
    return "".join(cell.data for cell in cells if cell.data.strip() and cell.fg == cell.bg != "default")


@pytest.mark.parametrize("colorterm", ["", "truecolor"])
def test_no_color_sends_no_colours_and_what_is_chosen_is_seen(start: Start, colorterm: str) -> None:
    terminal = start("dark", NO_COLOR="1", COLORTERM=colorterm)
    terminal.wait_for(lambda _: stands_out(terminal, "Assessments within"))
    assert terminal.screen.buffer[row_of(terminal, "Assessments within")][20].reverse
    terminal.press(b"j")
    terminal.wait_for(lambda _: stands_out(terminal, "Initial conferences"))
    terminal.press(b"t")
    terminal.wait_for(lambda text: "Colour vision" in text and stands_out(terminal, "Terminal colours"))
    terminal.press(b"j")
    terminal.wait_for(lambda text: "Colour vision" in text and stands_out(terminal, "Dark"))
    terminal.press(b"\r")
    terminal.wait_for(lambda text: "⏎ Open" in text)
    terminal.press(b"?")
    terminal.wait_for(lambda text: "Ask a question in words" in text)
    assert colours_of(terminal) == set()


@pytest.mark.parametrize("remembered", ["", "dark", "light", "gone"])
def test_sixteen_colours_are_the_terminals_own_whatever_was_chosen_elsewhere(
    start: Start, tmp_path: Path, remembered: str
) -> None:
    terminal = start(remembered, TERM="xterm")
    terminal.wait_for(lambda _: stands_out(terminal, "Assessments within"))
    assert 38 not in colours_of(terminal)
    # Text stands on the terminal's ground, which may be light or dark; white or black on it could not be read.
    drawn = {
        (cell.fg, cell.bg) for row in terminal.screen.buffer.values() for cell in row.values() if cell.data.strip()
    }
    assert {"default"} == {ground for ink, ground in drawn} - {"blue"}
    assert not {ink for ink, ground in drawn if ground == "default"} & {"black", "white", "brightblack", "brightwhite"}
    assert "red" in {ink for ink, _ in drawn}
    terminal.press(b"t")
    terminal.wait_for(lambda text: "Colour vision" in text and stands_out(terminal, "Terminal colours"))
    terminal.press(b"\x1b")
    terminal.wait_for(lambda text: "⏎ Open" in text)
    terminal.press(b"q")
    assert terminal.end() == 0
    assert json.loads((tmp_path / "dscp" / "dashboard.json").read_text("utf-8")) == {"theme": remembered}


def test_the_palette_can_be_read_in_sixteen_colours(start: Start) -> None:
    terminal = start("", TERM="xterm")
    terminal.press(b"\x10")
    terminal.wait_for(lambda text: "Search for commands" in text)
    terminal.press(b"screenshot")
    terminal.wait_for(lambda text: "Save the screen" in text)
    row = row_of(terminal, "Save the screen")
    at = terminal.screen.display[row].index("Save")
    assert terminal.screen.buffer[row][at].fg == "default"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "colour-vision"])
def test_a_theme_put_on_in_sixteen_colours_hides_no_words(start: Start, theme: str) -> None:
    terminal = start("", TERM="xterm")
    terminal.press(b"t")
    terminal.wait_for(lambda text: "Colour vision" in text)
    names = ["terminal", "dark", "light", "contrast", "colour-vision"]
    terminal.press(b"j" * names.index(theme) + b"\r")
    terminal.wait_for(lambda text: "⏎ Open" in text and terminal.screen.buffer[0][1].bg != "default")
    assert unreadable(terminal) == ""

"""The prompt as it is met: in a pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE
from pseudo_terminal import Terminal

ENTER, CTRL_C, CTRL_D, CTRL_G, CTRL_R, TAB = b"\r", b"\x03", b"\x04", b"\x07", b"\x12", b"\t"
READY = "Tab completes"
COLOUR = re.compile(rb"\x1b\[[0-9;]*\b(?:3[0-7]|9[0-7]|38;)[0-9;]*m")
SLOW = "/sql SELECT count(*) FROM range(100000000) AS a, range(1000000) AS b WHERE hash(a.range, b.range) = 1"
Open = Callable[..., Terminal]


@pytest.fixture
def opened(example_content: Content, example_file: Path, tmp_path: Path) -> Iterator[Open]:
    """Open a prompt on Exampleshire, with a home of the test's own."""
    terminals: list[Terminal] = []
    places = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("STATE", "CONFIG", "DATA")}
    content = {"DSCP_CONTENT": str(example_content.root), "DSCP_DATA": str(example_file.parent)}

    def run(**environment: str) -> Terminal:
        plain = {"NO_COLOR": "", "PROMPT_TOOLKIT_NO_CPR": ""}
        terminals.append(Terminal(["chat"], {**places, **content, **plain, **environment}, columns=100, rows=40))
        return terminals[-1]

    yield run
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def prompt(opened: Open) -> Terminal:
    """A prompt with its figures loaded."""
    terminal = opened()
    terminal.wait_for(lambda text: READY in text)
    return terminal


def line_of(text: str) -> str:
    """The line at the last prompt."""
    return next((line.rstrip() for line in reversed(text.splitlines()) if line.startswith("›")), "")


def test_a_question_is_completed_understood_and_answered(prompt: Terminal) -> None:
    prompt.press(b"visits in")
    prompt.wait_for(lambda text: "Visits in time" in text and "Share of visits made in time." in text)
    prompt.press(TAB)
    prompt.wait_for(lambda text: line_of(text) == "› Visits in time")
    prompt.press(b", 2021/22 Q4")
    prompt.wait_for(lambda text: "Visits in time · " in text and "2021/22 Q4" in text.splitlines()[-1])
    prompt.press(ENTER)
    prompt.wait_for(lambda text: "Visits in time, 2021/22 Q4: " in text and READY in text)
    prompt.press(CTRL_D)
    assert prompt.end() == 0
    assert b"Traceback" not in prompt.output


def test_a_question_may_be_asked_while_the_figures_are_built_behind_the_prompt(opened: Open, tmp_path: Path) -> None:
    terminal = opened(DSCP_DATA=str(tmp_path / "new"))
    terminal.wait_for(lambda text: line_of(text) == "›" and "loading figures" in text)
    terminal.press(b"caseload" + ENTER)
    assert "Caseload, 2021/22" in terminal.wait_for(lambda text: "Caseload, 2021/22" in text and READY in text)


def test_the_bar_names_words_that_are_not_known_and_those_that_are_guessed(prompt: Terminal) -> None:
    prompt.press(b"caseload flibbertigibbets ")
    prompt.wait_for(lambda text: "? flibbertigibbets not known" in text)
    prompt.press(CTRL_C + b"caselaod ")
    assert "not known" not in prompt.wait_for(lambda text: "≈" in text and "(guessed)" in text)


def test_the_bar_tells_of_commands(prompt: Terminal) -> None:
    prompt.press(b"/expo")
    prompt.wait_for(lambda text: "write the last answer" in text)
    prompt.press(CTRL_C + b"/nothing")
    assert "write the last answer" not in prompt.wait_for(lambda text: "? /nothing is no command" in text)


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(prompt: Terminal) -> None:
    prompt.press(b"caseload")
    prompt.wait_for(lambda text: line_of(text) == "› caseload")
    prompt.press(CTRL_C)
    prompt.wait_for(lambda text: line_of(text) == "›" and READY in text)
    prompt.press(CTRL_D)
    assert prompt.end() == 0


def test_ctrl_c_stops_an_answer_and_the_next_question_is_answered(prompt: Terminal) -> None:
    prompt.press(SLOW.encode() + ENTER)
    prompt.wait_for(lambda text: "hash(a.range" in text and not text.splitlines()[-1].strip())
    for _ in range(5):  # the prompt is gone; the query is under way a moment later
        prompt.read()
    prompt.process.send_signal(signal.SIGINT)
    prompt.wait_for(lambda text: "Stopped." in text and READY in text)
    prompt.press(b"caseload" + ENTER)
    prompt.wait_for(lambda text: "Caseload, 2021/22" in text and READY in text)
    assert b"Traceback" not in prompt.output


def test_questions_that_are_pasted_together_are_answered_one_after_another(prompt: Terminal) -> None:
    prompt.press(b"\x1b[200~caseload\r\nagency rate\r\n\r\nadoptions\r\n\x1b[201~")
    prompt.wait_for(lambda text: "3 lines: Enter asks them" in text)
    prompt.press(ENTER)
    prompt.wait_for(lambda text: "› adoptions" in text and "Adoptions, " in text and READY in text)
    written = prompt.output.decode("utf-8", errors="replace")
    places = [written.index(headline) for headline in ("Caseload, ", "Agency rate, ", "Adoptions, ")]
    assert places == sorted(places)


def test_what_was_asked_is_found_again_in_the_next_session(opened: Open, prompt: Terminal, tmp_path: Path) -> None:
    prompt.press(b"caseload 2021/22 Q4" + ENTER)
    prompt.wait_for(lambda text: "Caseload, " in text and READY in text)
    prompt.press(b"adoptions 2021/22" + ENTER)
    prompt.wait_for(lambda text: "Adoptions, " in text and READY in text)
    prompt.press(CTRL_D)
    assert prompt.end() == 0
    file = tmp_path / "state" / "dscp" / "history"
    assert file.stat().st_mode & 0o777 == 0o600
    again = opened()
    again.wait_for(lambda text: READY in text)
    again.press(CTRL_R + b"cslod")
    again.wait_for(lambda text: "Enter takes “caseload 2021/22 Q4”" in text)
    again.press(ENTER)
    again.wait_for(lambda text: line_of(text) == "› caseload 2021/22 Q4")
    again.press(CTRL_C + b"mine" + CTRL_R + b"zzz" + CTRL_G)
    again.wait_for(lambda text: line_of(text) == "› mine")


def test_colours_are_left_out_where_they_are_not_wanted(opened: Open) -> None:
    for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        terminal = opened(**environment)
        terminal.wait_for(lambda text: READY in text)
        terminal.press(b"re-referral rate 2021/22 Q4")
        terminal.wait_for(lambda text: "re-referral rate · 2021/22 Q4" in text)
        terminal.press(ENTER)
        terminal.wait_for(lambda text: "within tolerance" in text and READY in text)
        assert bool(COLOUR.search(terminal.output)) == coloured


def test_figures_that_cannot_be_loaded_end_the_prompt_with_the_reason(opened: Open, tmp_path: Path) -> None:
    terminal = opened(DSCP_CONTENT=str(tmp_path / "nowhere"))
    terminal.wait_for(lambda text: "no content:" in text)
    assert terminal.end() == 1
    assert b"Traceback" not in terminal.output


def test_a_style_that_is_malformed_is_named(opened: Open, content: Content) -> None:
    (content.screens / "chat.toml").write_text('[style]\nheadline = "no such colour at all"\n', "utf-8")
    terminal = opened(DSCP_CONTENT=str(content.root))
    terminal.wait_for(lambda text: "chat.toml" in text)
    assert terminal.end() == 1
    assert b"Traceback" not in terminal.output


def test_what_the_build_has_to_say_is_told_before_the_first_answer(
    opened: Open, content: Content, example_file: Path, tmp_path: Path
) -> None:
    data = tmp_path / "own"
    data.mkdir()
    shutil.copy(example_file, data / FILE)
    (content.warehouse / "indicators.csv").write_text("id,title\n", "utf-8")
    terminal = opened(DSCP_CONTENT=str(content.root), DSCP_DATA=str(data))
    terminal.wait_for(lambda text: READY in text)
    terminal.press(b"caseload" + ENTER)
    text = terminal.wait_for(lambda text: "Caseload, 2021/22" in text and READY in text)
    assert "answering from the warehouse as it was" in " ".join(text.split())

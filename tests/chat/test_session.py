"""What becomes of a line: the answer as the conversation wants it, in the form that was chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dscp_tui.chat.commands import take
from dscp_tui.chat.piped import answer_lines
from dscp_tui.chat.session import FORMATS, Session
from dscp_tui.cli.commands import ASK_FORMATS
from dscp_tui.errors import DscpError
from dscp_tui.questions.answer import Answer, run
from dscp_tui.questions.conversation import Conversation, Reply
from dscp_tui.questions.unanswered import FILE
from dscp_tui.warehouse.store import Warehouse

Wanted = Callable[..., Session]


@pytest.fixture
def wanting(example: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wanted:
    """A session whose conversation answers every line with a series, and wants something done with it."""

    def made(form: str, action: str, path: str = "", outcome: str = "answered") -> Session:
        session = Session(example, tmp_path, form)
        answer = run(example, example.template("trend"), {"indicator": "visit-timeliness"})
        answer.outcome = outcome
        monkeypatch.setattr(Conversation, "say", lambda *_: Reply(answer, action, path))
        return session

    return made


def test_the_formats_are_those_of_ask() -> None:
    assert set(FORMATS) == set(ASK_FORMATS.choices)


@pytest.mark.parametrize("form", ["table", "chart", "markdown"])
def test_a_chart_is_drawn_for_readers(wanting: Wanted, form: str) -> None:
    assert "┤" in take(wanting(form, "chart"), "chart").data


@pytest.mark.parametrize("action", ["show", "chart", "explain", "export"])
def test_a_program_gets_one_object_for_a_question_whatever_it_wants(
    wanting: Wanted, tmp_path: Path, action: str
) -> None:
    said = take(wanting("ndjson", action, str(tmp_path / "a.csv")), "q")
    assert json.loads(said.data)["template"] == "trend"
    assert bool(said.note) == (action in ("explain", "export"))


def test_an_explanation_is_asked_for_in_words(wanting: Wanted) -> None:
    assert "Template trend" in take(wanting("table", "explain"), "explain").data


def test_an_export_is_asked_for_in_words(wanting: Wanted, tmp_path: Path) -> None:
    said = take(wanting("table", "export", str(tmp_path / "a.csv")), "export to a.csv")
    assert said.data.startswith("Wrote ")
    assert (tmp_path / "a.csv").read_text("utf-8").count("\n") > 2


@pytest.mark.parametrize(
    ("outcome", "code"), [("answered", 0), ("not_reportable", 0), ("ambiguous", 3), ("unknown", 4)]
)
def test_the_exit_code_follows_from_the_outcome(
    wanting: Wanted, capfdbinary: pytest.CaptureFixture[bytes], outcome: str, code: int
) -> None:
    assert answer_lines(wanting("ndjson", "show", outcome=outcome), ["one", "two"], print) == code
    assert len(capfdbinary.readouterr().out.splitlines()) == 2


def test_a_question_without_an_answer_is_kept_where_that_is_switched_on(
    wanting: Wanted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(wanting("table", "show", outcome="unknown"), "q")
    assert not (tmp_path / FILE).exists()
    monkeypatch.setenv("DSCP_UNANSWERED", "1")
    take(wanting("table", "show"), "q")
    assert not (tmp_path / FILE).exists()
    take(wanting("table", "show", outcome="unknown"), "q")
    assert len((tmp_path / FILE).read_text("utf-8").splitlines()) == 1


def test_no_csv_is_made_of_a_refusal(wanting: Wanted) -> None:
    said = take(wanting("csv", "show", outcome="unknown"), "q")
    assert said.data == ""
    assert said.note


@pytest.mark.parametrize("error", [DscpError("the warehouse is closed"), ValueError("some figure: 4711")])
def test_a_fault_is_one_note_without_figures(
    wanting: Wanted, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    session = wanting("table", "show")

    def fail(*_: object) -> Reply:
        raise error

    monkeypatch.setattr(Conversation, "say", fail)
    said = take(session, "q")
    assert said.code == 1
    assert said.data == ""
    assert said.note
    assert "4711" not in said.note


def test_text_of_an_answer_reaches_no_terminal_raw(wanting: Wanted, monkeypatch: pytest.MonkeyPatch) -> None:
    session = wanting("table", "show")
    hostile = Answer("q", "unknown", "\x1b[2Jgone\u202e", choices=["\x9b31m"])
    monkeypatch.setattr(Conversation, "say", lambda *_: Reply(hostile))
    said = take(session, "q")
    assert all(character.isprintable() or character == "\n" for character in said.data)

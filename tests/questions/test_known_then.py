"""What was known then: the day is told apart from the question, and the answer stands on what had been published by it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dscp_tui.questions.ask import ask
from dscp_tui.questions.conversation import Conversation
from dscp_tui.questions.known_then import Then, asked_then
from dscp_tui.warehouse import store
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse, open_warehouse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def then(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    data = tmp_path_factory.mktemp("then")
    shutil.copy(built / FILE, data / FILE)
    warehouse = open_warehouse(Content(ROOT), data)
    yield warehouse
    warehouse.close()


@pytest.mark.parametrize(
    ("question", "day", "rest"),
    [
        ("what did we know in 2022 about placement stability", date(2022, 12, 31), "placement stability"),
        ("What did the board know in July 2022 about re-referrals Q4?", date(2022, 7, 31), "re-referrals Q4"),
        ("what did the board know in July 2022?", date(2022, 7, 31), ""),
        ("what was known by 6 July 2022 about re-referrals", date(2022, 7, 6), "re-referrals"),
        ("what did they already know about re-referrals in 2020", date(2020, 12, 31), "re-referrals"),
        ("what had been published on 2023-12-01 about CLA rate 2023", date(2023, 12, 1), "CLA rate 2023"),
        ("what would we know at the end of 2020/21 of turnover", date(2021, 3, 31), "turnover"),
    ],
)
def test_the_day_is_told_apart_from_the_question(question: str, day: date, rest: str) -> None:
    assert asked_then(question) == Then(day, rest)


@pytest.mark.parametrize(
    "question",
    [
        "what do we know about re-referrals",
        "what did we know about re-referrals",
        "re-referrals in 2022",
        "what did we know in Q4",
    ],
)
def test_a_question_of_now_is_left_alone(question: str) -> None:
    assert asked_then(question) is None


def test_it_is_answered_by_what_had_been_published(then: Warehouse) -> None:
    answer = ask(then, "what did we know in 2020 about re-referrals")
    assert answer.rows[0]["value"] == 27
    assert answer.assumed[0] == "as of 31 December 2020: what was published later is left out"
    assert {one["document"] for one in answer.citations} == {"concerns-2018-19-q2"}
    again = ask(then, answer.canonical)
    assert (again.rows, again.parameters) == (answer.rows, answer.parameters)
    assert ask(then, "re-referrals").rows[0]["value"] == 5


def test_published_statistics_are_those_of_that_time(then: Warehouse) -> None:
    answer = ask(then, "what did we know in December 2023 about 3 or more placements published")
    values = {row["period_label"]: row["value"] for row in answer.rows if row["area"] == "Doncaster"}
    assert values["31 March 2023"] == 6
    assert "31 March 2024" not in values


def test_choices_ask_for_the_same_day(then: Warehouse) -> None:
    answer = ask(then, "what did we know in 2022 about placement stability")
    assert answer.outcome == "ambiguous"
    assert answer.choices[0].startswith("what did we know on 31 December 2022 about ")
    assert ask(then, answer.choices[1]).rows


def test_without_a_subject_it_is_the_scorecard(then: Warehouse) -> None:
    answer = ask(then, "what did the board know in July 2022?")
    assert answer.template == "scorecard"
    assert len(answer.rows) == 36


def test_a_day_before_every_document_is_refused(then: Warehouse) -> None:
    answer = ask(then, "what did we know in January 2014 about re-referrals")
    assert (answer.outcome, answer.rows) == ("unknown", [])
    assert "no document had been published by 2014-01-31" in answer.headline


def test_it_is_never_later_than_the_day_of_the_warehouse(then: Warehouse) -> None:
    earlier = then.known_on(date(2020, 12, 31))
    assert ask(earlier, "what did we know in 2023 about re-referrals").rows[0]["value"] == 27


def test_in_a_conversation_the_next_line_is_of_now_again(then: Warehouse) -> None:
    talk = Conversation(then)
    talk.say("re-referrals Q4")
    assert talk.say("what did we know in 2020 about re-referrals").answer.rows[0]["value"] == 27
    assert talk.say("re-referrals").answer.rows[0]["value"] == 5


def test_the_warehouses_of_a_few_days_are_kept(then: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "KEPT_DAYS", 2)
    for day in range(1, 4):
        then.known_on(date(2021, 1, day))
    kept = [path.name for path in then.path.parent.glob("warehouse-as-of-*.duckdb")]
    assert len(kept) == 2
    assert "warehouse-as-of-2021-01-03.duckdb" in kept

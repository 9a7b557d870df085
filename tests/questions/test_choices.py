"""What is offered in place of an answer can itself be asked, and settles the question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dscp_tui.questions.answer import Answer
from dscp_tui.questions.offers import MOST_CHOICES

Ask = Callable[[str], Answer]
WIDE = (
    "plans", "adoption", "staffing", "CAMHS", "UASC", "FTE", "SGO", "overview", "headlines", "placements", "reviews",
    "health", "attendance", "timeliness", "audits", "school", "domestic abuse", "early help", "finance", "inspection",
    "front door", "youth justice", "assessments", "how are our care leavers doing", "definition trend re-referrals",
    "rate of contacts", "length of stay", "average days", "trend of adoption", "which area has the most adopters",
)  # fmt: skip
REFUSED = (
    "re-referrals by ethnicity", "child protection plans by gender", "exclusions", "re-referral rate previous quarter",
    "re-referral rate 1819", "re-referrals 2023", "re-referral rate in the annual report", "re-referral rate 2012",
    "re-referral rate Calderdale", "visits not in timescale", "contacts and exclusions", "Leeds re-referrals Q4",
    "adoption rate 2016", "care leavers in Leeds", "re-referral rate and Leeds contacts", "agency staff cost 123%",
)  # fmt: skip


@pytest.mark.parametrize("question", WIDE)
def test_each_choice_settles_the_question(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("ambiguous", [])
    assert 1 <= len(answer.choices) <= MOST_CHOICES
    assert len(set(answer.choices)) == len(answer.choices)
    for choice in answer.choices:
        assert asked(choice).outcome in ("answered", "not_reportable"), choice


@pytest.mark.parametrize("question", REFUSED)
def test_the_nearest_questions_can_be_answered(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("unknown", [])
    for choice in answer.choices:
        assert asked(choice).outcome in ("answered", "not_reportable"), choice

"""Questions that name several things: each is shown, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dscp_tui.questions.answer import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # What is shared comes last, first, or before a colon.
        ("children and families subject to care proceedings, end of January 2022", [252, 139]),
        ("started and completed assessments Q4 2021/22", [1560, 1514]),
        ("agency on matrix / not on matrix", [44, 1]),
        ("care leavers Q4 21/22: suitable accommodation, in touch, EET", [93, 94, 58]),
        ("domestic abuse in referrals and in assessments 2015", [30, 55]),
        # Nothing is shared.
        ("abduction notices vs CSE cases sampled 2015", [23, 25]),
        ("how many families and how many children were getting adoption support in 2015", [32, 37]),
        # Slices, times and targets are things too.
        ("in touch and suitable accommodation for non DfE care leavers 2021/22", [95, 96]),
        ("FTE target 21/22 number and rate", [57, 124]),
        # Of several readings, the one of the same kind.
        ("safeguarding children overspend and how much of it was covid", [1.26, 0.24]),
    ],
)
def test_each_thing_is_shown_and_the_answer_can_be_asked_again(asked: Ask, question: str, values: list[float]) -> None:
    answer = asked(question)
    assert answer.template == "together"
    assert [row["value"] for row in answer.rows] == values
    assert asked(answer.canonical).rows == answer.rows


@pytest.mark.parametrize(
    "question",
    [
        "contacts and exclusions 2021/22", "children in care 31 March 2022 and 31 March 2023", "plans for neglect and online abuse, 31 March 2022",
        "adopters approved and adopters refused 2015", "agency workers covering vacancy and covering strike",
        "entered and left care in Q1 2021/22", "EET and NEET for DfE and non DfE care leavers",
    ],
)  # fmt: skip
def test_one_of_two_things_is_no_answer(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome in ("unknown", "ambiguous"), answer.rows) == (True, [])


@pytest.mark.parametrize(
    ("question", "template"),
    [
        ("Re-referral rate, target and tolerance, Q2 2018/19", "indicator"),
        ("CIN 6-12 months kpi against target and tolerance", "indicator"),
        ("audits good or better Q4 2021/22", "indicator"),
        ("IFA and in-house share of foster placements 31 March 2022", "parts"),
        ("children in care 31 March 2021 and 31 March 2022", "trend"),
        ("free school meals primary v England 2019/20", "areas"),
    ],
)
def test_what_is_one_question_stays_one(asked: Ask, question: str, template: str) -> None:
    assert asked(question).template == template


def test_three_periods_of_one_thing_are_all_shown(asked: Ask) -> None:
    answer = asked("How many children left care in the year to the 2015 inspection, in 2020/21 and in 2021/22?")
    assert {150, 215, 173} <= {row["value"] for row in answer.rows}


def test_two_things_that_each_name_an_indicator_are_never_answered_by_one(asked: Ask) -> None:
    answer = asked("DA as a factor in referrals and in statutory assessments 2015")
    assert (answer.outcome, len(answer.choices)) == ("ambiguous", 2)

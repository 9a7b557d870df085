"""The slots of a question on the real figures: unit, document, role, group, topic, end of a list, several things at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dscp_tui.questions.answer import Answer

Ask = Callable[[str], Answer]


# Which indicator


@pytest.mark.parametrize(
    ("question", "title"),
    [
        # Soft words may be left over, wherever they stand.
        ("children on a child protection plan March 2022", "Children on a protection plan"),
        ("re-referrals of young people Q4", "Re-referral rate"),
        # "How many" and "number of" mean the count, the bare name its rate.
        ("how many re-referrals Q4", "Re-referrals, number"),
        ("total re-referrals Q4", "Re-referrals, number"),
        ("re-referral percentage Q4", "Re-referral rate"),
        ("rate of children in care March 2022", "Children in care per 10,000"),
        ("how many children in care March 2022", "Children in care"),
        # A word that says a unit chooses between indicators.
        ("how many days from entering care to moving in", "Entering care to moving in with adopters"),
        ("how many hours of training", "Hours of multi-agency training"),
        # The longest name wins, and a negation that a name has is its own.
        ("plans longer than two years", "Protection plans open 2 years or more"),
        ("letterbox contacts", "Letterbox contacts"),
        ("contacts without service", "Contacts with no service provided"),
        ("non urgent CAMHS", "CAMHS: non-urgent needs seen in time"),
    ],
)
def test_the_words_name_one_indicator(asked: Ask, question: str, title: str) -> None:
    answer = asked(question)
    assert answer.outcome in ("answered", "not_reportable"), answer.headline
    assert answer.canonical.startswith(f"{title}, ")


@pytest.mark.parametrize(
    "question", ["visits not in timescale", "no re-referrals", "re-referrals excluding repeat ones"]
)
def test_a_negation_that_no_name_has_is_never_met_by_a_definition(asked: Ask, question: str) -> None:
    assert not asked(question).rows


def test_what_a_definition_says_for_the_most_part_is_answered_and_else_offered(asked: Ask) -> None:
    assert asked("indirect contact by letter between adopted children").canonical.startswith("Letterbox contacts, ")
    answer = asked("audits graded outstanding Q4")
    assert (answer.outcome, answer.rows, answer.choices) == ("ambiguous", [], ["Audits good or better, Q4"])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("percentage of contacts", "no share is printed"),
        ("referrals percentage", "no share is printed"),
        ("how many leadership judgements", "no number is printed, only a grade"),
        ("how many lead practitioners rank", "no number is printed, only a rank"),
    ],
)
def test_another_kind_of_number_than_is_asked_for_is_refused(asked: Ask, question: str, said: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("unknown", [])
    assert said in answer.headline


# Letters, groups and subjects


@pytest.mark.parametrize("letters", ["CAMHS", "SGO"])
def test_bare_letters_may_ask_for_what_they_stand_for_or_for_a_figure(asked: Ask, letters: str) -> None:
    answer = asked(letters)
    assert answer.outcome == "ambiguous"
    assert answer.choices[-1] == f"what is {letters}"
    assert asked(answer.choices[-1]).template == "acronym"
    assert all(asked(choice).outcome in ("answered", "not_reportable") for choice in answer.choices)


def test_letters_with_a_period_ask_for_the_figure(asked: Ask) -> None:
    assert asked("NEET Aug 2020").rows[0]["value"] == 5.8


def test_a_group_is_shown_side_by_side(asked: Ask) -> None:
    answer = asked("early help closures 2019-20")
    assert answer.template == "together"
    assert sorted(row["value"] for row in answer.rows) == [20.2, 23.5, 43.9]


def test_a_word_beside_a_group_chooses_among_its_indicators(asked: Ask) -> None:
    assert [row["value"] for row in asked("early help closures disengaged").rows] == [20.2]


@pytest.mark.parametrize("subject", ["headlines", "overview", "how are we doing", "summary"])
def test_a_subject_too_wide_for_a_figure_gives_questions_that_have_one(asked: Ask, subject: str) -> None:
    answer = asked(subject)
    assert answer.outcome == "ambiguous"
    for choice in answer.choices:
        assert asked(choice).outcome == "answered", choice


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("which indicators are off target", "off_target"),
        ("red indicators", "off_target"),
        ("scorecard below target", "off_target"),
        ("what is on target", "on_target"),
    ],
)
def test_the_indicators_of_a_status_are_listed(asked: Ask, question: str, status: str) -> None:
    answer = asked(question)
    assert answer.template == "scorecard"
    assert {row["status"] for row in answer.rows} == {status}
    assert asked(answer.canonical).rows == answer.rows


# Templates that are named in words


@pytest.mark.parametrize(
    ("words", "template"),
    [
        ("over time", "trend"),
        ("all years", "trend"),
        ("by year", "trend"),
        ("who says", "receipts"),
        ("which document", "receipts"),
        ("what counts as", "definition"),
        ("definition", "definition"),
        ("why", "why"),
    ],
)
def test_a_template_is_meant_by_its_words_though_they_be_filler(asked: Ask, words: str, template: str) -> None:
    answer = asked(f"contacts {words}")
    assert (answer.template, answer.parameters["indicator"]) == (template, "contacts")


# What is printed beside the actual value, by whom, and the ends of a list


@pytest.mark.parametrize(
    ("question", "role"),
    [("OOA placements budget", "budget"), ("out of area placements forecast 31 March 2022", "forecast")],
)
def test_budgets_and_forecasts_are_shown_as_such(asked: Ask, question: str, role: str) -> None:
    answer = asked(question)
    assert answer.template == "other"
    assert (answer.rows[0]["role"], answer.rows[0]["value"]) == (role, 43)
    assert {row["role"] for row in answer.rows} <= {role, "actual"}


def test_what_is_not_budgeted_is_refused(asked: Ask) -> None:
    answer = asked("re-referral rate budget")
    assert (answer.outcome, answer.rows) == ("unknown", [])


def test_a_document_that_is_named_gives_its_own_figure(asked: Ask) -> None:
    answer = asked("re-referral rate according to the 2015 inspection")
    assert [row["value"] for row in answer.rows] == [22]
    assert {cited["document"] for cited in answer.citations} == {"ofsted-2015"}


@pytest.mark.parametrize(
    "question", ["re-referral rate in the annual report", "referrals according to the annual report"]
)
def test_a_document_that_does_not_print_it_gives_no_figure(asked: Ask, question: str) -> None:
    assert not asked(question).rows


def test_the_highest_is_named_among_the_months(asked: Ask) -> None:
    answer = asked("which month had the highest staff turnover")
    assert answer.template == "trend"
    assert "Highest: 13.78% (March 2022)" in answer.headline


def test_the_most_is_named_among_the_slices(asked: Ask) -> None:
    answer = asked("which team has most cases per manager")
    assert answer.template == "parts"
    assert "highest 191 (ACPS Central 1), lowest 155 (ACPS North 2)" in answer.headline


# Slices and areas


def test_a_slice_that_is_printed_for_another_year_is_not_taken(asked: Ask) -> None:
    assert asked("child protection plans neglect March 2022").rows[0]["value"] == 192
    assert not asked("child protection plans neglect 2015").rows


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("child protection plans Kent", "Kent"),
        ("re-referral rate Q4 England vs Doncaster", "England"),
        ("cases concluding at 52 weeks Rotherham", "Rotherham"),
        ("child protection plans by gender", "gender"),
        ("child protection plans neglect 2015", "2015"),
    ],
)
def test_what_is_missing_is_named(asked: Ask, question: str, named: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("unknown", [])
    assert named in answer.headline


@pytest.mark.parametrize(
    "question", ["teenagers in care", "teenagers on a child protection plan", "babies in care", "girls in care"]
)
def test_the_total_is_never_given_for_some_of_the_children(asked: Ask, question: str) -> None:
    assert not {366, 502, 592} & {row["value"] for row in asked(question).rows}


# Several things at once


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("multi-agency training attendees and hours", [1365, 412]),
        ("contacts and referrals", [2439, 1257]),
        ("re-referral rate and early help rate", [5, 364]),
    ],
)
def test_things_that_are_named_one_after_another_stand_side_by_side(
    asked: Ask, question: str, values: list[float]
) -> None:
    answer = asked(question)
    assert answer.template == "together"
    assert [row["value"] for row in answer.rows] == values


@pytest.mark.parametrize(
    ("question", "value", "count"),
    [("children in need number and rate Q2 18/19", 396, 1677), ("re-referral rate and number Q4", 5, 64)],
)
def test_the_number_and_the_rate_are_one_answer(asked: Ask, question: str, value: float, count: float) -> None:
    row = asked(question).rows[0]
    assert (row["value"], row["numerator"]) == (value, count)


@pytest.mark.parametrize(
    "question", ["re-referrals and flurble", "contacts, referrals and exclusions in Leeds", "re-referrals and Leeds"]
)
def test_a_part_that_is_left_over_is_refused(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("unknown", [])


# What stands beside an answer


@pytest.mark.parametrize(
    ("question", "said"),
    [("repeat protection plans ever Q4 2021/22", "123%"), ("staff turnover Q4 2021/22", "13.78%")],
)
def test_a_difference_that_is_explained_is_said(asked: Ask, question: str, said: str) -> None:
    answer = asked(question)
    assert answer.rows
    assert any(said in caveat and "misprint" in caveat for caveat in answer.caveats), answer.caveats


def test_readings_that_lost_are_kept_with_the_reason(asked: Ask) -> None:
    lost = asked("child protection plans by age").lost
    assert lost
    assert all(": " in line for line in lost)


def test_a_second_how_many_that_is_not_spoken_of_is_no_answer(asked: Ask) -> None:
    answer = asked("referrals Q4 and how many are there in Leeds")
    assert answer.outcome in ("ambiguous", "unknown")
    assert not answer.rows


def test_a_second_how_much_of_the_same_thing_is_answered(asked: Ask) -> None:
    answer = asked("How much did the Council pay the Trust in March 2022 and how much is still to pay?")
    assert "£0.886m" in answer.headline

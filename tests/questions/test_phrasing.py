"""Questions as they are put: by two periods, by a month of several years, by parts of a list, by what happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dscp_tui.questions.answer import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("february contacts 2022 vs 2021", "Contacts: 1,982 in February 2021, 2,134 in February 2022: +152."),
        ("contacts february 2022 vs 2021", "Contacts: 1,982 in February 2021, 2,134 in February 2022: +152."),
        ("MASH contacts feb this yr v feb last yr", "Contacts: 1,982 in February 2021, 2,134 in February 2022: +152."),
        ("children seen within timescale between Q1 and Q2 2018/19", "Children seen in time: 70% (2018/19 Q1) to 74% (2018/19 Q2)."),
        ("did more kids get adopted last year or this?", "Children adopted: 21 in 2020/21, 9 in 2021/22: -12."),
    ],
)  # fmt: skip
def test_two_periods_share_what_one_of_them_names(asked: Ask, question: str, headline: str) -> None:
    assert asked(question).headline == headline


@pytest.mark.parametrize("question", ["extra UASC august to march", "UASC arrivals August to March 2022"])
def test_months_across_the_turn_of_the_year(asked: Ask, question: str) -> None:
    assert asked(question).headline == "Unaccompanied children arriving, August 2021 to March 2022: 25."


def test_a_day_of_any_year(asked: Ask) -> None:
    answer = asked("children in need excluding care leavers 30 september")
    assert answer.parameters["period"] == "2020-09-30"
    assert "period: 30 September 2020 for “30 september”" in answer.assumed


def test_an_age_before_a_month_is_no_day(asked: Ask) -> None:
    assert "139 (5 to 9)" in asked("child protection plans age 5 to 9 March 2022").headline


@pytest.mark.parametrize(
    "question", ["referrals Q3 and Q4 2021/22", "children in care 2016 and 2022", "re-referrals 2016 and now"]
)
def test_two_periods_that_are_named_are_both_printed_or_none_is_shown(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("unknown", [])
    assert "nothing is printed for" in answer.headline


def test_a_trend_to_a_month_shows_what_led_up_to_it(asked: Ask) -> None:
    assert len(asked("three moves in a year trend to August 2015").rows) == 3


def test_why_tells_the_figure_and_its_slice(asked: Ask) -> None:
    answer = asked("why have re-referrals come down")
    assert answer.template == "why"
    assert answer.headline.startswith("Re-referral rate, 2021/22 Q4: 5%. The fall is put down to")
    assert any(row["line"] == 124 for row in answer.citations)
    sliced = asked("why is safeguarding overspent")
    assert "£1.26m" in sliced.headline
    assert "agency cover" in sliced.headline
    # No text names this slice: its figure stands alone, and the other texts are listed as what they are.
    assert asked("why did fostering overspend").headline.endswith("£0.65m.")


def test_a_text_of_another_time_is_not_told_for_this(asked: Ask) -> None:
    answer = asked("why were re-referrals low in 2018/19 Q2")
    assert {row["period_label"] for row in answer.rows} == {"2018/19 Q2"}


@pytest.mark.parametrize(
    ("question", "template"),
    [
        ("where did the new out of area placements in Jan-March come from", "parts"),
        ("good progress at age five children in care vs all Doncaster children", "parts"),
        ("What share of plans were emotional abuse, neglect, physical and sexual in Q4?", "parts"),
        ("care to placement days Q4 2021/22: Doncaster v Barnsley v Rotherham v Sheffield", "areas"),
        ("plans completed early help closure 2018-19 2019-20", "together"),
        ("What were the grades for each judgement in the 2015 Ofsted inspection?", "judgements"),
        ("MTFS?", "acronym"),
        ("who are the non-DfE care leavers", "definition"),
    ],
)
def test_the_template_that_is_meant(asked: Ask, question: str, template: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.template) == ("answered", template)


def test_a_share_is_found_for_what_is_counted(asked: Ask) -> None:
    answer = asked("Percentage of children on a child protection plan for neglect at the 2015 inspection")
    assert answer.headline.endswith("56% of 323.")
    assert asked("how many kids on a plan for sexual abuse at year end 21-22").headline.endswith(": 3.")


def test_a_count_of_the_documents_goes_before_a_published_rate(asked: Ask) -> None:
    assert "North Lincolnshire 62" in asked("re-referrals us v N Lincs").headline


@pytest.mark.parametrize(
    "question",
    [
        "early help closures by age", "how many training places", "Care orders granted Q4", "New placements in area", "Children not adopted",
        "families with worse outcomes", "care leavers who weren't in touch", "CP visits out of timescale Q4", "how many children with additional needs",
        "Personal advisers caseload target", "pupils with English as first language", "CPP rate per 10k 31 March 2022",
        "contacts per day", "how much does a placement cost", "no contacts", "children in care by age", "children in care per school",
        "What happened to the young people in the Key to Your Future project?",
    ],
)  # fmt: skip
def test_what_is_not_kept_that_way_gets_no_figure(asked: Ask, question: str) -> None:
    assert not asked(question).rows


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("duration of care proceedings march 2014 to inspection 2015", "Average weeks in care proceedings: 37 weeks (2013/14 Q4) to 22 weeks"),
        ("What has the re-referral rate done from the 2015 inspection to now?", "Re-referral rate: 22% (14 September 2015 to 8 October 2015) to 5% (2021/22 Q4)"),
        ("3+ placement moves 2013 onwards", "3 or more placements in 12 months: 12% (2013/14) to 6% (31 March 2022)"),
        ("extra UASC Aug 21 to Mar 22", "Unaccompanied children arriving"),
    ],
)  # fmt: skip
def test_a_course_goes_from_one_end_to_the_other(asked: Ask, question: str, headline: str) -> None:
    assert asked(question).headline.startswith(headline)


def test_a_course_of_one_point_is_refused(asked: Ask) -> None:
    assert asked("cases in care proceedings Q4 20/21 to January 2022").outcome == "unknown"


def test_the_same_quarter_of_a_year_is_the_one_that_is_named(asked: Ask) -> None:
    answer = asked("referrals Q4 2021/22 vs the same quarter of 2020/21")
    assert answer.parameters["indicator"] == "referrals"
    assert {answer.parameters[name] for name in ("first", "last")} == {"2020/21 Q4", "2021/22 Q4"}


def test_what_is_assumed_for_a_day_stands_against_the_position_of_the_day_before(asked: Ask) -> None:
    rows = asked("out of area placements against what the MTFS assumed").rows
    assert [(row["role"], row["value"]) for row in rows] == [("assumption", 43), ("actual", 57)]


def test_areas_that_share_one_slice_are_compared_in_it(asked: Ask) -> None:
    answer = asked("IFA share of foster children Yorkshire vs Trust")
    assert {row["area"]: row["value"] for row in answer.rows} == {"Doncaster": 44, "Yorkshire": 31}
    assert "slice: Independent Fostering Agency, the only one that is printed for all" in answer.assumed


@pytest.mark.parametrize("question", ["why did children leave care Q4 2021/22", "why children left care in Q4 2021/22"])
def test_why_children_left_care_is_told_by_the_reasons_that_are_printed(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert answer.parameters["dimension"] == "end reason"
    assert {12, 8, 6} <= {row["value"] for row in answer.rows}


@pytest.mark.parametrize(
    "question",
    ["care leavers performance", "care leavers performnce", "how are we doing for children on protection plans?"],
)
def test_performance_as_such_is_no_one_figure(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("ambiguous", [])
    assert len(answer.choices) > 1


def test_for_a_period_that_is_named_the_count_goes_before_the_days_it_took(asked: Ask) -> None:
    answer = asked("Barnsley adoptions 2021/22")
    assert answer.headline == "Children adopted, 2021/22: 31."
    assert "indicator: Children adopted, the kind of number that is asked for" in answer.assumed
    assert asked("adoptions").outcome == "ambiguous"


def test_who_is_answered_where_a_rank_of_sources_is_printed(asked: Ask) -> None:
    assert asked("who refers most children to social care").headline.endswith("Police 1.")
    assert asked("who left care in 2015").outcome == "unknown"


def test_a_target_that_is_asked_for_in_filler_alone_is_told(asked: Ask) -> None:
    assert asked("span of control team manager what should it be").headline.endswith("target ≈100.")


def test_an_event_is_no_day(asked: Ask) -> None:
    answer = asked("vacancy rate when the trust took over")
    assert answer.outcome == "unknown"
    assert "“when the trust took over” is no day" in answer.headline


@pytest.mark.parametrize("words", ["contacts Mar-22", "contacts mar'22", "contacts March '22"])
def test_a_month_may_be_joined_to_its_year(asked: Ask, words: str) -> None:
    assert asked(words).headline.startswith("Contacts, March 2022: 2,439.")


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("referrals Q4 2021/22 vs the same quarter a year before", "Referrals to children's social care: 1,068 in 2020/21 Q4, 1,257 in 2021/22 Q4: +189."),
        ("contacts January 2022 compared with last year", "Contacts: 1,970 in January 2021, 2,490 in January 2022: +520."),
        ("are referrals up or down on last year", "Referrals to children's social care: 4,870 in 2020/21, 4,266 in 2021/22."),
    ],
)  # fmt: skip
def test_a_year_before_is_counted_from_the_period_that_is_named(asked: Ask, question: str, headline: str) -> None:
    assert asked(question).headline.startswith(headline[:-1])


def test_a_number_of_something_may_end_the_question(asked: Ask) -> None:
    assert asked("expensive 16+ packages no.").headline == "Expensive 16+ packages, 31 March 2022: 18."


def test_per_cent_in_two_words_asks_for_a_share(asked: Ask) -> None:
    assert asked("children in need 12 to 24 months per cent").rows[0]["unit"] == "%"


def test_what_is_done_again_is_not_what_is_done(asked: Ask) -> None:
    assert asked("conversion of referrals to assessments").outcome == "ambiguous"
    assert asked("rereferrals").parameters["indicator"] == "re-referral-rate"


@pytest.mark.parametrize(
    ("question", "count"), [("red indicators children in care", 2), ("disputed figures in child protection", 2)]
)
def test_lists_are_asked_for_by_theme(asked: Ask, question: str, count: int) -> None:
    assert len(asked(question).rows) == count


@pytest.mark.parametrize("question", ["care leavers with children of their own", "my stars that went down"])
def test_what_stands_after_with_or_that_is_never_left_over(asked: Ask, question: str) -> None:
    assert asked(question).outcome == "unknown"


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("by how much did the overspend go up since Q3", "Overspend at outturn, 2021/22: change £0.89m."),
        ("OOA overspend change since Q3", "Overspend at outturn (OOA placements), 2021/22: change £0.71m."),
        ("in house foster placements since december 21", "Foster placements (In-House Fostering), December 2021 to March 2022: change 3."),
    ],
)  # fmt: skip
def test_a_change_that_is_printed_answers_since_when_it_is(asked: Ask, question: str, headline: str) -> None:
    assert asked(question).headline == headline


def test_a_change_since_another_time_is_refused(asked: Ask) -> None:
    assert asked("overspend since Q2").outcome == "unknown"

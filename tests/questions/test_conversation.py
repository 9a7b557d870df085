"""Conversations on the real figures: lines that lean on those before, picks, what is remembered, and what is heard."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dscp_tui.questions.answer import Answer
from dscp_tui.questions.conversation import ANSWERED, Conversation, Reply
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.warehouse.store import Warehouse

Ask = Callable[[str], Answer]
Talk = Callable[..., list[Reply]]
OFF_TOPIC = "tell me a joke"


@pytest.fixture(scope="session")
def lexicon(real: Warehouse) -> Lexicon:
    return Lexicon(real)


@pytest.fixture
def talk(real: Warehouse, lexicon: Lexicon) -> Talk:
    """Say several lines in one conversation."""
    conversation = Conversation(real, lexicon)
    return lambda *lines: [conversation.say(line) for line in lines]


def values(reply: Reply) -> list[float]:
    return [row["value"] for row in reply.answer.rows]


# Lines that lean on the one before


@pytest.mark.parametrize(
    ("first", "then", "wanted"),
    [
        # Another period
        ("re-referrals Q4", "and in 2018?", [27]),
        ("re-referrals Q4", "what about 2013-14", [37]),
        ("contacts March 2022", "and February", [2134]),
        ("contacts March 2022", "previous month", [2134]),
        ("contacts February 2022", "next month", [2439]),
        ("contacts March 2022", "vs last year", [2810, 2439]),
        ("early help referrals 2019-20", "previous year", [6181]),
        # Another area
        ("re-referral rate 2015", "vs England", [23, 22]),
        ("free school meals secondary 2019-20", "vs national", [19.5, 15.9]),
        ("NEET Aug 2020", "nationally", [10.4]),
        # Another slice
        ("child protection plans 31 March 2022", "by age", [67, 115, 139, 137, 43]),
        ("child protection plans 31 March 2022", "neglect only", [192]),
        ("child protection plans by age", "and by category", [192, 40, 3, 267]),
        ("free school meals primary 2019-20", "and secondary", [19.5]),
        # Another subject, for the same period
        ("contacts 2021/22 Q4", "what about referrals", [1257]),
        ("contacts March 2022", "letterbox contacts", [534]),
        # The count of a rate
        ("re-referral rate Q4", "how many is that", [5]),
    ],
)
def test_a_line_that_leans_changes_only_what_it_names(talk: Talk, first: str, then: str, wanted: list[float]) -> None:
    _, reply = talk(first, then)
    assert reply.action == "show"
    assert reply.answer.outcome == "answered", reply.answer.headline
    assert sorted(values(reply)) == sorted(wanted)
    assert reply.answer.question == then


@pytest.mark.parametrize(
    ("line", "template"), [("trend", "trend"), ("why", "why"), ("definition", "definition"), ("who says", "receipts")]
)
def test_a_template_alone_is_of_what_is_spoken_of(talk: Talk, line: str, template: str) -> None:
    _, reply = talk("re-referrals Q4", line)
    assert (reply.answer.template, reply.answer.parameters["indicator"]) == (template, "re-referral-rate")


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("re-referrals Q4", "by age", "not broken down by age"),
        ("child protection plans", "by gender", "not broken down by gender"),
        ("re-referrals Q2 2018/19", "vs England", "England"),
        ("child protection plans 31 March 2022", "previous year", "31 March 2021"),
        ("re-referrals Q4", "and in 2023", "2023"),
        ("re-referrals Q4", "what about Leeds", "Leeds"),
    ],
)
def test_what_is_not_printed_is_refused_and_the_subject_stays(talk: Talk, first: str, then: str, said: str) -> None:
    before, refused, after = talk(first, then, "definition")
    assert (refused.answer.outcome, refused.answer.rows) == ("unknown", [])
    assert said in refused.answer.headline
    assert after.answer.parameters["indicator"] == before.answer.parameters["indicator"]


def test_several_turns_build_on_each_other(talk: Talk) -> None:
    replies = talk("average days between entering care and moving in with adoptive family Q4 21/22", "Sheffield", "and Barnsley, Rotherham")  # fmt: skip
    assert [set(values(reply)) for reply in replies] == [{463}, {564}, {398, 621}]


def test_memory_survives_refusals_and_choices(talk: Talk) -> None:
    *_, reply = talk("contacts March 2022", OFF_TOPIC, "'; DROP TABLE figures; --", "plans", "and February")
    assert values(reply) == [2134]


@pytest.mark.parametrize("line", ["and in 2018?", "the second one", "chart", "explain", "rate?", "export to q4.csv"])
def test_without_a_line_before_nothing_is_leaned_on(talk: Talk, line: str) -> None:
    [reply] = talk(line)
    assert (reply.action, reply.answer.rows) == ("show", [])
    assert reply.answer.outcome in ("unknown", "ambiguous")


# Picks


@pytest.mark.parametrize(
    ("pick", "place"),
    [("1", 0), ("the second one", 1), ("2nd", 1), ("number 3", 2), ("#1", 0), ("last", -1), ("The last one.", -1), ("third", 2)],
)  # fmt: skip
def test_a_pick_is_the_choice_asked_alone(asked: Ask, talk: Talk, pick: str, place: int) -> None:
    offered, picked = talk("plans", pick)
    alone = asked(offered.answer.choices[place])
    assert (picked.answer.outcome, picked.answer.canonical) == (alone.outcome, alone.canonical)
    assert picked.answer.rows == alone.rows


def test_a_pick_beyond_the_choices_is_none(talk: Talk) -> None:
    offered, picked = talk("CAMHS", "9")
    assert len(offered.answer.choices) < 9
    assert picked.answer.rows == []


def test_choices_are_kept_until_a_figure_is_given(talk: Talk) -> None:
    offered, _, picked = talk("plans", OFF_TOPIC, "first")
    assert picked.answer.outcome in ANSWERED
    assert picked.answer.canonical.startswith(offered.answer.choices[0])
    assert talk("re-referrals Q4", "the first one")[1].answer.canonical != picked.answer.canonical


# What is done with an answer


@pytest.mark.parametrize(
    ("line", "action", "path"),
    [
        ("chart", "chart", ""),
        ("show me a chart please", "chart", ""),
        ("Plot it", "chart", ""),
        ("explain", "explain", ""),
        ("how do you know?", "explain", ""),
        ("export to q4.csv", "export", "q4.csv"),
        ("save it as my figures.xlsx", "export", "my figures.xlsx"),
        ("Download this to 'out.json'", "export", "out.json"),
    ],
)
def test_the_last_answer_is_charted_explained_and_exported(talk: Talk, line: str, action: str, path: str) -> None:
    first, _, reply = talk("contacts March 2022", OFF_TOPIC, line)
    assert (reply.action, reply.path) == (action, path)
    assert reply.answer.parameters["indicator"] == first.answer.parameters["indicator"]


def test_of_one_value_the_chart_is_its_series_and_of_slices_themselves(talk: Talk) -> None:
    _, chart = talk("re-referrals Q4", "chart")
    assert (chart.answer.template, values(chart)) == ("trend", [37, 22, 27, 5])
    parts, chart = talk("child protection plans by age", "chart")
    assert chart.answer is parts.answer


# Canonical lines


@pytest.mark.parametrize(
    "lines",
    [
        ("re-referrals Q4", "and in 2018?", "what was the target then", "chart", "why", "trend"),
        ("child protection plans 31 March 2022", "by age", "by category", "neglect only", "and under 1"),
        ("contacts March 2022", "vs last year", "and February", "previous month", "next month", "trend"),
        ("free school meals primary 2019-20", "and secondary", "vs national", "by phase"),
        ("adoption", "2", "definition", "who says", "trend"),
        ("OOA overspend", "same for 16+", "and fostering", "by heading"),
        ("early help closures", "re-referral rate 2015", "vs England", "and stat neighbours?"),
    ],
)
def test_what_a_conversation_answers_can_be_asked_alone(asked: Ask, talk: Talk, lines: tuple[str, ...]) -> None:
    answered = [reply.answer for reply in talk(*lines) if reply.answer.outcome in ANSWERED]
    assert len(answered) >= 3
    for answer in answered:
        alone = asked(answer.canonical)
        assert (alone.template, alone.rows) == (answer.template, answer.rows), answer.canonical
        assert alone.canonical == answer.canonical


LINES = st.sampled_from(
    [
        "re-referrals Q4", "contacts March 2022", "child protection plans", "plans", "early help closures", "what is OOA",
        "and in 2018?", "previous year", "next month", "vs England", "by age", "neglect only", "the second one", "last",
        "trend", "why", "rate?", "how many is that", "chart", "explain", "export to a.csv", "what about referrals", OFF_TOPIC,
        "", "the", "and", "2", "then", "by", "vs", "2015 and now", "\x1b[2J", "Leeds",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=8))
def test_no_conversation_raises_and_each_answer_can_be_asked_alone(
    real: Warehouse, lexicon: Lexicon, asked: Ask, lines: list[str]
) -> None:
    conversation = Conversation(real, lexicon)
    for line in lines:
        answer = conversation.say(line).answer
        if answer.outcome in ANSWERED:
            assert asked(answer.canonical).rows == answer.rows, answer.canonical
        else:
            assert not answer.rows


# What is heard while a line is typed


def heard(conversation: Conversation, line: str) -> list[tuple[str, str, str]]:
    return [(word.words, word.state, word.kind) for word in conversation.heard(line)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("re-referrals Q4", [("re-referrals", "understood", "indicator"), ("Q4", "understood", "period")]),
        ("Re-Referrals England", [("Re-Referrals", "understood", "indicator"), ("England", "understood", "area")]),
        ("contacts over time", [("contacts", "understood", "indicator"), ("over time", "understood", "template")]),
        ("contacts flurble", [("contacts", "understood", "indicator"), ("flurble", "unknown", "")]),
        ("flurble", [("flurble", "unknown", "")]),
        ("chart", [("chart", "understood", "command")]),
        ("", []),
    ],
)
def test_words_are_heard_as_they_are_typed(
    real: Warehouse, lexicon: Lexicon, line: str, said: list[tuple[str, str, str]]
) -> None:
    assert heard(Conversation(real, lexicon), line) == said


def test_a_misspelt_word_is_heard_as_guessed(real: Warehouse, lexicon: Lexicon) -> None:
    states = {
        word.words: word.state for word in Conversation(real, lexicon).heard("pathway plans in timscale March 2022")
    }
    assert "guessed" in states.values()
    assert "unknown" not in states.values()


def test_a_line_that_leans_is_heard_in_its_light(real: Warehouse, lexicon: Lexicon) -> None:
    conversation = Conversation(real, lexicon)
    conversation.say("child protection plans 31 March 2022")
    assert ("by age", "dimension") in {
        (f"by {word.words}" if word.words == "age" else word.words, word.kind) for word in conversation.heard("by age")
    }
    assert {word.state for word in conversation.heard("and under 1")} == {"understood"}


@settings(max_examples=150, deadline=None)
@given(line=st.one_of(LINES, st.text(max_size=120)))
@example("\ud800 re-referrals \udfff")
@example("İ" * 40 + " Q4")
def test_any_line_is_heard(real: Warehouse, lexicon: Lexicon, line: str) -> None:
    conversation = Conversation(real, lexicon)
    for word in conversation.heard(line):
        assert word.state in ("understood", "guessed", "unknown", "filler")


def test_a_key_stroke_is_heard_at_once(real: Warehouse, lexicon: Lexicon) -> None:
    conversation = Conversation(real, lexicon)
    line = "how many children on a child protection plan at 31 March 2022 by age vs England"
    conversation.heard(line)
    started = time.process_time()
    for end in range(len(line)):
        conversation.heard(line[:end])
    assert (time.process_time() - started) / len(line) < 0.05


# Whole conversations


@pytest.mark.parametrize(
    "turns",
    [
        # What a template does not take stays in mind.
        [("re-referrals Q4", [5]), ("why", None), ("what is the target", [5])],
        [("re-referrals Q4", [5]), ("and in 2018?", [27]), ("chart", None), ("why", None), ("what is the target", [27])],
        [("re-referrals Q4", [5]), ("who says", None), ("and in 2018?", [27]), ("definition", None), ("vs target", [27])],
        [("child protection plans 31 March 2022", [366]), ("neglect only", [192]), ("why", None), ("overall", [366])],
        [("care leavers EET Q4 2021/22", [58]), ("same quarter last year", [53, 58]), ("vs target", [58])],
        # Spans and steps
        [("re-referrals Q4", [5]), ("since 2018", [27, 5])],
        [("contacts March 2022", [2439]), ("previous month", [2134]), ("the month before that", [2490]), ("next", None)],
        [("children seen in timescale Q2 2018/19", [74]), ("previous quarter", [70]), ("next quarter", [74])],
        [("early help referrals 2019-20", [7063]), ("and the year before?", [6181]), ("trend", [6181, 7063])],
        # The year before is shown beside the figure, and nowhere else.
        [("re-referrals Q4", [5]), ("why", None), ("and the year before?", [5])],
        # Slices
        [("child protection plans by age", [67, 115, 139, 137, 43]), ("by category", [192, 40, 3, 267]), ("neglect", [192])],
        [("children seen in timescale Q2 2018/19", [74]), ("by cohort", None), ("overall again, against target", [74])],
        # Another subject keeps the period, where it is printed for it.
        [("contacts 2021/22 Q4", None), ("what about referrals", [1257]), ("and re-referrals", [5])],
        # "It" and "that"
        [("care proceedings within 26 weeks", [55]), ("is that red", [55]), ("why is it off target", None)],
        [("re-referral rate Q4", [5]), ("how many is that", [5]), ("out of how many", [5]), ("denominator", [5])],
        [("re-referrals Q4", [5]), ("again", [5]), ("as a table", [5]), ("same", [5])],
        # Areas
        [("re-referral rate 2015", [22]), ("vs England", [22, 23]), ("and stat neighbours?", [25])],
        [("children in care", [592]), ("and in 2015", None), ("the latest", [592])],
    ],
)  # fmt: skip
def test_conversations_go_on(talk: Talk, turns: list[tuple[str, list[float] | None]]) -> None:
    for (line, wanted), reply in zip(turns, talk(*(line for line, _ in turns)), strict=True):
        if wanted is not None:
            assert reply.answer.outcome in ANSWERED, (line, reply.answer.headline)
            assert sorted(values(reply)) == sorted(wanted), (line, reply.answer.headline)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("re-referrals Q4", "why", "vs England"), "England at 2021/22 Q4"),
        (("contacts March 2022", "vs"), "compared with what"),
        (("early help referrals 2019-20", "previous quarter"), "cannot be told from"),
        (("re-referrals Q4", "according to the flurble"), "flurble"),
        (("children in care 31 March 2022", "according to Ofsted"), "31 March 2022"),
        (("children in care", "31 March 2020"), "31 March 2020"),
        (("child protection plans 31 March 2022", "neglect only", "and in 2019"), "2019"),
        (("re-referrals Q4", "what about Leeds"), "Leeds"),
    ],
)
def test_what_follows_is_right_or_refused(talk: Talk, lines: tuple[str, ...], said: str) -> None:
    refused = talk(*lines)[-1].answer
    assert (refused.outcome, refused.rows) == ("unknown", [])
    assert said in refused.headline


def test_a_refusal_offers_what_is_printed_without_a_slot_that_is_only_remembered(asked: Ask, talk: Talk) -> None:
    *_, refused, picked = talk("re-referrals Q4", "vs England", "1")
    assert refused.answer.choices == ["Re-referral rate, 14 September 2015 to 8 October 2015, Doncaster vs England"]
    assert sorted(values(picked)) == [22, 23]


def test_a_breakdown_that_is_not_printed_gives_way_and_that_is_said(talk: Talk) -> None:
    *_, reply = talk("child protection plans by age", "and in 2020")
    assert reply.answer.outcome == "answered"
    assert "not printed by age for this" in reply.answer.assumed


def test_a_pick_of_nothing_is_no_question(talk: Talk) -> None:
    _, reply, again = talk("re-referrals Q4", "the second one", "and in 2018?")
    assert reply.answer.headline == "There is no such choice: none is offered."
    assert values(again) == [27]


def test_who_says_a_number_does_not_end_the_conversation(talk: Talk) -> None:
    _, reply = talk("child protection plans", "who says 366")
    assert reply.answer.template == "who-says"


def test_an_export_without_a_path_asks_where(talk: Talk) -> None:
    _, reply = talk("re-referrals Q4", "export it")
    assert (reply.action, reply.path) == ("export", "")

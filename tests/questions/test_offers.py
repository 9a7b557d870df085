"""Refusals: words that are known and do not go together are said so, and whatever is offered can be answered."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from dscp_tui.questions.answer import Answer
from dscp_tui.questions.ask import ask
from dscp_tui.questions.conversation import ANSWERED
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.understand import Reader
from dscp_tui.warehouse.store import Warehouse

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "apart", "offered"),
    [
        ("re-referrals by age", ("“re-referrals”", "“age”"), "Re-referral rate"),
        ("contacts by ethnicity", ("“contacts”", "“ethnicity”"), "Contacts"),
        ("NEET 18", ("“18”", "“NEET”"), "Young people NEET"),
        ("not re-referrals Q4", ("“not”", "“re-referrals”"), "Re-referral rate"),
    ],
)
def test_known_words_that_do_not_go_together_are_said_so(
    asked: Ask, question: str, apart: tuple[str, str], offered: str
) -> None:
    answer = asked(question)
    assert answer.outcome == "unknown"
    assert "do not go together here" in answer.headline
    assert "not among what is known" not in answer.headline
    assert all(part in answer.headline for part in apart)
    assert any(choice.startswith(offered) for choice in answer.choices)


def test_an_unknown_word_is_named_and_the_rest_is_offered(asked: Ask) -> None:
    answer = asked("re-referrals Q4 flurble")
    assert answer.headline == "No figure: “flurble” is not among what is known here."
    assert answer.choices[0] == "Re-referral rate, Q4"


def test_whatever_a_refusal_offers_can_be_answered(real: Warehouse) -> None:
    lexicon = Lexicon(real)
    reader = Reader(lexicon)
    pick = random.Random(11)
    titles = [indicator.title.split() for indicator in lexicon.indicators.values()]
    vocabulary = [word for words in lexicon.vocabulary.values() for word in words]
    refused = 0
    for _ in range(60):
        words = [*pick.choice(titles)[:3], pick.choice(vocabulary), pick.choice(["", "Q4", "by age"])]
        answer = ask(real, " ".join(words), reader)
        if answer.outcome == "unknown":
            refused += bool(answer.choices)
            for choice in answer.choices:
                assert ask(real, choice, reader).outcome in ANSWERED, (words, choice)
    assert refused > 20

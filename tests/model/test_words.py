"""Words meet under one folded form, whatever their case, hyphens, apostrophes or number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.words import fold, folded, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How many re-referrals?", ["How", "many", "re", "referrals"]),
        ("2021/22 Q4", ["2021/22", "Q4"]),
        ("1,257 and 12.9%", ["1,257", "and", "12.9%"]),
        ("children's care-leavers’", ["childrens", "care", "leavers"]),
        ("24+ months, <1%", ["24+", "months", "<", "1%"]),
        ("snake_case", ["snake", "case"]),
        ("ＦＵＬＬ ﬁgures", ["FULL", "figures"]),
        ("…—!", []),
        ("", []),
    ],
)
def test_words_are_parted_at_hyphens_and_punctuation(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Referrals", "referral"),
        ("AGENCIES", "agency"),
        ("plans", "plan"),
        ("assess", "assess"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("statistics", "statistics"),
        ("gas", "gas"),
        ("bus", "bus"),
        ("Zoë", "zoe"),
        ("STRASSE", fold("straße")),
        ("2021/22", "2021/22"),
    ],
)
def test_a_word_is_folded_to_its_plain_singular(word: str, form: str) -> None:
    assert fold(word) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Re-referral rates", "re referral rate"),
        ("Children's services", "childrens service"),
        ("CARE LEAVERS", "care-leavers"),
        ("the child’s plan", "the childs plan"),
        ("weren’t in touch", "were not in touch"),
        ("we couldnt", "we could not"),
        ("can't", "cannot"),
        ("w/o a plan", "without a plan"),
        ("w/out data", "w/o data"),
        ("avg wks, hrs and yrs", "average week, hour and year"),
        ("6-12m", "6-12 months"),
        ("2yr+", "2+ years"),
        ("18 mths", "18 months"),
        ("incl. and excl. YPs", "including and excluding young people"),
        ("£300 pw", "£300 per week"),
        ("y/e", "year end"),
        ("#N/A", "not available"),
    ],
)
def test_spellings_of_a_phrase_meet(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text(max_size=60))
def test_folding_any_text_gives_words_without_blanks(text: str) -> None:
    assert all(word and not word.isspace() for word in words_of(text))


@given(st.text("abceinosuyABC -'", max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(" ".join(once)) == once


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1, max_size=12))
def test_case_does_not_matter(word: str) -> None:
    assert fold(word.casefold()) == fold(word)


@pytest.mark.parametrize("text", ["£12m", "0.93m", "£5.83m", "1,200m"])
def test_millions_of_money_are_no_months(text: str) -> None:
    assert "month" not in folded(text)


@given(st.sampled_from(["is", "was", "were", "did", "does", "has", "had", "could", "should", "would"]), st.booleans())
def test_a_contraction_keeps_its_negation(verb: str, has_apostrophe: bool) -> None:
    assert folded(verb + ("n't" if has_apostrophe else "nt")) == (fold(verb), "not")

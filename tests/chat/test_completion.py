"""How a line may go on: only with what exists, found by its first letters, synonyms and small mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dscp_tui.questions.completion import MOST_OFFERS, Completion, Offer
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.warehouse.build import build
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse

NEW_TEMPLATE = """-- name: oldest
-- title: The oldest figure of all
-- asks:
--   earliest ever
-- result:
--   label text : Period
SELECT label FROM periods ORDER BY period_start, label LIMIT 1
"""


@pytest.fixture(scope="session")
def shared(example_file: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(example_file)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def completion(shared: Warehouse) -> Completion:
    return Completion(shared, Lexicon(shared))


@pytest.fixture(scope="session")
def existing(shared: Warehouse) -> set[str]:
    """Every text that may be offered."""
    found = shared.query(
        "SELECT title FROM indicators UNION SELECT label FROM periods UNION SELECT area FROM areas "
        "UNION SELECT acronym FROM acronyms UNION SELECT category FROM figures "
        "UNION SELECT concat('by ', dimension) FROM figures"
    )
    asks = {phrase for template in shared.templates().values() for phrase in template.asks}
    return {row[0] for row in found.rows} | asks


def texts(offers: list[Offer]) -> list[str]:
    return [offer.text for offer in offers]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("visi", "Visits in time"),
        ("VISITS I", "Visits in time"),
        ("in time vis", "Visits in time"),
        ("timely", "Visits in time"),
        ("repeat ref", "Re-referral rate"),
        ("re-referrals", "Re-referral rate"),
        ("refferal", "Referrals"),
        ("caseload 21", "2021/22 Q4"),
        ("caseload q4 21/22", "2021/22 Q4"),
        ("caseload quarter", "2021/22 Q4"),
        ("caseload nation", "England"),
        ("caseload engl", "England"),
        ("caseload over t", "over time"),
    ],
)
def test_what_is_meant_is_offered(completion: Completion, line: str, offered: str) -> None:
    assert offered in texts(completion.offers(line))


def test_an_offer_says_what_it_means_and_takes_the_place_of_what_was_typed(completion: Completion) -> None:
    offer = next(one for one in completion.offers("please, visits in") if one.text == "Visits in time")
    assert offer.meaning == "Share of visits made in time."
    assert "please, visits in"[: -offer.length] + offer.text == "please, Visits in time"


def test_only_periods_of_the_indicator_that_the_line_is_about_are_offered(
    completion: Completion, shared: Warehouse
) -> None:
    printed = shared.query(
        "SELECT DISTINCT p.label FROM figures AS f JOIN periods AS p ON p.period = f.period "
        "WHERE f.indicator = 'adoption-rate' AND f.role = 'actual'"
    )
    offered = [one.text for one in completion.offers("adoption rate ", ["adoption-rate"]) if one.kind == "period"]
    assert sorted(offered) == sorted(row[0] for row in printed.rows)
    assert offered


def test_only_areas_that_are_printed_for_the_indicator_are_offered(completion: Completion) -> None:
    assert "England" in texts(completion.offers("engl"))
    assert "England" not in texts(completion.offers("adoptions engl", ["adoptions"]))


def test_short_words_are_never_taken_for_others(completion: Completion) -> None:
    assert completion.offers("xq") == []
    assert not any(offer.guessed for offer in completion.offers("cas"))


def test_the_phrases_of_a_new_template_are_offered(content: Content, tmp_path: Path) -> None:
    (content.queries / "own").mkdir()
    (content.queries / "own" / "oldest.sql").write_text(NEW_TEMPLATE, "utf-8")
    warehouse = Warehouse(build(content, tmp_path / FILE).path)
    offers = Completion(warehouse, Lexicon(warehouse)).offers("earl")
    warehouse.close()
    assert ("earliest ever", "The oldest figure of all") in [(one.text, one.meaning) for one in offers]


words = st.sampled_from(["re-referrals", "adoption", "Q4", "2021/22", "by", "over", "time", "", "’", "\x00", "\x1b[2J"])
lines = st.text(max_size=40) | st.lists(words | st.text(max_size=6), max_size=8).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(line=lines, about=st.sets(st.sampled_from(["adoption-rate", "caseload", "none such"])))
def test_whatever_is_typed_only_things_that_exist_are_offered(
    completion: Completion, existing: set[str], line: str, about: set[str]
) -> None:
    offers = completion.offers(line, about)
    assert len(offers) <= MOST_OFFERS
    assert {offer.text for offer in offers} <= existing
    assert all(0 <= offer.length <= len(line) for offer in offers)
    assert len(set(texts(offers))) == len(offers)

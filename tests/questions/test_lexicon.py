"""What is kept of the lexicon is what follows from it, and a file without it is mended or named."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dscp_tui.errors import DscpError
from dscp_tui.model.words import folded
from dscp_tui.questions.ask import ask
from dscp_tui.questions.lexicon import LEAST_REPAIRED, Lexicon
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse, open_warehouse

Run = Callable[..., "subprocess.CompletedProcess[str]"]
NO_SLOTS = {"direction", "filler", "soft", "real", "negation", "numbered", "unit", "template-role", "about"}


@pytest.fixture(scope="module")
def lexicon(real: Warehouse) -> Lexicon:
    return Lexicon(real)


@pytest.fixture(scope="module")
def entries(real: Warehouse) -> list[tuple[str, str, str]]:
    """The lexicon itself: phrase, kind, what it stands for."""
    return [(phrase, kind, value) for phrase, kind, value in real.query("FROM lexicon").rows]


def changed(file: Path, folder: Path, statement: str) -> Path:
    """A copy of a warehouse in which a statement has been run."""
    copy = folder / FILE
    folder.mkdir(exist_ok=True)
    shutil.copy(file, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(statement)
    return copy


def test_every_phrase_stands_for_what_the_lexicon_says(lexicon: Lexicon, entries: list[tuple[str, str, str]]) -> None:
    meant: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for phrase, kind, value in entries:
        if kind not in NO_SLOTS:
            meant[phrase].add((kind, value))
    assert {phrase: set(things) for phrase, things in lexicon.phrases.items()} == meant
    assert lexicon.longest == max(len(phrase.split()) for phrase in meant)


def test_the_words_of_an_indicator_are_those_of_its_names(
    lexicon: Lexicon, entries: list[tuple[str, str, str]]
) -> None:
    spoken: defaultdict[str, set[str]] = defaultdict(set)
    for phrase, kind, value in entries:
        if kind == "indicator":
            spoken[value].update(phrase.split())
    for name, indicator in lexicon.indicators.items():
        assert lexicon.titles[name] == set(folded(indicator.title))
        assert lexicon.bags[name] == set().union(*lexicon.names(name))
        assert lexicon.bags[name] <= spoken[name]
        assert spoken[name] - lexicon.bags[name] <= lexicon.filler


def test_a_word_leads_to_all_indicators_that_have_it(lexicon: Lexicon) -> None:
    for word in {word for bag in lexicon.bags.values() for word in bag}:
        having = {
            name
            for name, indicator in lexicon.indicators.items()
            if word in lexicon.bags[name] or word in lexicon.unit_words.get(indicator.unit, ())
        }
        assert set(lexicon.index[word]) == having, word


def test_a_word_of_a_definition_leads_to_its_indicators(lexicon: Lexicon, entries: list[tuple[str, str, str]]) -> None:
    negations = {phrase for phrase, kind, _ in entries if kind == "negation"}
    about = {value: set(phrase.split()) - negations for phrase, kind, value in entries if kind == "about"}
    assert lexicon.about == about
    assert set(lexicon.defined) == set().union(*about.values())
    assert all(word in about[name] for word, names in lexicon.defined.items() for name in names)


def test_slices_targets_and_units_are_those_of_the_figures(real: Warehouse, lexicon: Lexicon) -> None:
    printed = set(real.query("SELECT indicator, dimension, category FROM figures WHERE dimension <> ''").rows)
    assert {(name, *part) for name, parts in lexicon.slices.items() for part in parts} == printed
    assert lexicon.aimed == {row[0] for row in real.query("SELECT indicator FROM targets").rows}
    assert lexicon.families == dict(real.query("SELECT unit, family FROM units").rows)


def test_phrases_that_look_for_a_number_are_those_of_templates_that_take_one(real: Warehouse, lexicon: Lexicon) -> None:
    taking = [t for t in real.templates().values() if any(parameter.type == "number" for parameter in t.parameters)]
    assert taking
    assert set(lexicon.numbered) == {" ".join(folded(phrase)) for template in taking for phrase in template.asks}


def test_a_file_of_an_earlier_layout_is_built_anew(
    example_content: Content, example_file: Path, tmp_path: Path
) -> None:
    changed(example_file, tmp_path, "DROP TABLE vocabulary; UPDATE meta SET value = 'older' WHERE key = 'fingerprint'")
    warehouse = open_warehouse(example_content, tmp_path)
    try:
        assert Lexicon(warehouse).phrases
    finally:
        warehouse.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM vocabulary",
        "DELETE FROM vocabulary WHERE part = 'words'",
        "UPDATE vocabulary SET body = ''",
        "UPDATE vocabulary SET body = substr(body, 1, 1000)",
    ],
)
def test_words_that_are_damaged_are_named(example_file: Path, tmp_path: Path, statement: str) -> None:
    warehouse = Warehouse(changed(example_file, tmp_path, statement))
    try:
        with pytest.raises(DscpError, match="words for questions are damaged") as caught:
            ask(warehouse, "re-referrals")
        assert "dscp build" in str(caught.value)
    finally:
        warehouse.close()


def test_the_command_names_damaged_words_and_a_build_mends_them(
    dscp: Run, example_content: Content, example_file: Path, tmp_path: Path
) -> None:
    data = changed(example_file, tmp_path / "data", "UPDATE vocabulary SET body = '{'").parent
    asked = ("ask", "re-referral rate")
    done = dscp(*asked, data=data, content=example_content.root)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("dscp: the words for questions are damaged")
    dscp("build", data=data, content=example_content.root)
    assert "damaged" not in dscp(*asked, data=data, content=example_content.root).stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("adit", "audit"), ("lader", "ladder"), ("carelever", "care leaver"), ("careleaver", "care leaver"),
        ("childprotection", "child protection"), ("earlyhelp", "early help"),
    ],
)  # fmt: skip
def test_a_letter_left_out_and_two_words_in_one_are_repaired(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert lexicon.repaired(typed) == meant


@pytest.mark.parametrize(
    "word",
    ["cold", "hard", "wish", "tree", "skill", "world", "hearing", "indeed", "weight", "police", "small", "prize", "leed", "hull", "kent", "york"],
)  # fmt: skip
def test_what_is_a_word_or_a_name_is_no_slip(lexicon: Lexicon, word: str) -> None:
    assert lexicon.repaired(word) is None


def test_letters_are_never_repaired_into_others(real: Warehouse, lexicon: Lexicon) -> None:
    letters = {acronym.casefold() for (acronym,) in real.query("SELECT acronym FROM acronyms").rows}
    for one in letters:
        assert lexicon.repaired(one) is None
        for at in range(min(len(one), LEAST_REPAIRED)):
            assert len(one) > LEAST_REPAIRED or lexicon.repaired(one[:at] + one[at + 1 :]) not in letters


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_repaired_word_is_known_begins_alike_and_is_near(lexicon: Lexicon, data: st.DataObject) -> None:
    known = data.draw(st.sampled_from(sorted(word for words in lexicon.vocabulary.values() for word in words)))
    at = data.draw(st.integers(1, len(known) - 1))
    typed = known[:at] + data.draw(st.sampled_from(["", *"aeinrst"])) + known[at + 1 :]
    meant = lexicon.repaired(typed)
    if lexicon.knows(typed):
        assert meant is None
    if meant is not None:
        assert all(lexicon.knows(part) for part in meant.split(" "))
        assert meant[0] == typed[0]
        assert abs(len(meant.replace(" ", "")) - len(typed)) <= 2


@settings(max_examples=300, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=3))
def test_three_letters_are_never_repaired(lexicon: Lexicon, letters: str) -> None:
    assert lexicon.repaired(letters) is None

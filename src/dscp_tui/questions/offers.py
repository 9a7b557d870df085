"""What comes of a question: a template with its parameters, or the question turned away with a reason or with choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Any

from dscp_tui.model.text import clipped, shown
from dscp_tui.model.words import folded
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.reading import Reading, Understanding
from dscp_tui.warehouse.templates import Template

MOST_CHOICES = 9
TELLING = ("why", "definition")
"""The roles of the templates that tell in words what an indicator is, and why it is as it is."""
MOST_NEAREST = 5
MOST_DROPPED = 3
LEAST_TELLING = 3
MOST_TRIES = 24
"""As many ways to leave words out are tried: a refusal is to come at once."""


class Turned(Exception):  # noqa: N818 - no error: the question is turned away, with a reason or with choices
    """A question that is not answered with figures."""

    def __init__(self, reason: str, choices: Sequence[str] = (), outcome: str = "unknown") -> None:
        super().__init__(reason)
        self.reason, self.choices, self.outcome = reason, list(choices), outcome


class OtherUnit(Turned):
    """What is asked for is another kind of number than the one that is printed."""


class NotThen(Turned):
    """Nothing is printed for the time that is asked for."""


class PartOfYear(Turned):
    """What is counted over a year is printed only for a quarter or a month of it."""


@dataclass(slots=True)
class Choice:
    """A template with the parameters that the question gives, what was assumed, and the reading that led to it."""

    template: Template
    given: dict[str, Any] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    reading: Reading | None = None
    lost: list[str] = field(default_factory=list)
    """Readings that were not taken, and why."""

    @property
    def takes(self) -> dict[str, str]:
        """The name of the template's parameter for each type of thing."""
        return {parameter.type: parameter.name for parameter in self.template.parameters}

    @property
    def dated(self) -> bool:
        """Whether the template shows figures of one period or of a span."""
        return bool(self.takes.keys() & {"period", "periods"}) or "since" in {
            parameter.name for parameter in self.template.parameters
        }

    @property
    def tells(self) -> bool:
        """Whether the template tells in words, with or without a figure beside them."""
        return self.template.role in TELLING


def restated(lexicon: Lexicon, understanding: Understanding, reading: Reading, **chosen: str) -> str:
    """The question with one of its readings chosen, in words that name nothing else; the rest stays as it was typed."""
    indicator = chosen.pop("indicator", "")
    parts = [lexicon.indicators[indicator].title] if indicator else []
    joins = ""
    for meaning in understanding.meanings(reading):
        if meaning.kind == "compare":
            joins += f"{meaning.words} "
        elif meaning.kind not in ("indicator", *chosen):
            parts.append(joins + meaning.words)
            joins = ""
    parts += [lexicon.words_for(kind, value) for kind, value in chosen.items()]
    return ", ".join(dict.fromkeys([*parts, *filter(None, [joins.strip()])]))


def not_understood(lexicon: Lexicon, understanding: Understanding, tried: Callable[[str], str]) -> Turned:
    """The refusal of a question with words that are unknown, or that are known and do not go together: it says which, and
    offers what can be answered instead. `tried` gives a question that can be answered in words to be asked again, else
    nothing."""
    nearest = partial(_nearest, lexicon, understanding, tried)
    if unknown := understanding.unknown:
        said = ", ".join(f"“{clipped(word, 40)}”" for word in unknown[:5])
        known = set(folded(understanding.words)) - {word for one in unknown for word in folded(one)}
        rest = tried(shown(without(understanding.question, unknown))) if known else ""
        return Turned(f"No figure: {said} is not among what is known here.", nearest([rest] if rest else []))
    if not understanding.words:
        return Turned("No figure: no indicator is named.")
    if found := _parted(lexicon, understanding, tried):
        dropped, kept, offered = found
        reason = f"No figure: “{clipped(dropped, 40)}” and “{clipped(kept, 80)}” do not go together here."
        return Turned(reason, nearest(offered))
    return Turned(f"No figure: the words “{clipped(understanding.words, 80)}” do not go together here.", nearest([]))


def _parted(
    lexicon: Lexicon, understanding: Understanding, tried: Callable[[str], str]
) -> tuple[str, str, list[str]] | None:
    """The fewest words without which the rest can be answered, that rest, and what is then asked, of each such way."""
    pieces = re.findall(r"\S+", shown(understanding.question))
    telling = [place for place, piece in enumerate(pieces) if _tells(lexicon, understanding, piece)]
    tries = 0
    for size in range(1, min(MOST_DROPPED, len(telling) - 1) + 1):
        ways: list[tuple[tuple[int, ...], str]] = []
        for dropped in combinations(telling, size):
            if (tries := tries + 1) > MOST_TRIES:
                break
            asked = tried(" ".join(piece for place, piece in enumerate(pieces) if place not in dropped))
            if asked and tried(asked):
                ways.append((dropped, asked))
        if ways:
            first = ways[0][0]
            said, kept = (
                " ".join(pieces[place] for place in telling if (place in first) is is_dropped).strip(" ,?.!")
                for is_dropped in (True, False)
            )
            return said, kept, [asked for _, asked in ways]
    return None


def _tells(lexicon: Lexicon, understanding: Understanding, piece: str) -> bool:
    """Whether a piece of the question holds a word that neither is filler nor names a period."""
    periods = {
        word for found in understanding.periods for word in folded(understanding.question[found.start : found.end])
    }
    return bool(set(folded(piece)) - lexicon.filler - periods)


def _nearest(
    lexicon: Lexicon, understanding: Understanding, tried: Callable[[str], str], first: list[str]
) -> list[str]:
    """Some questions, and then those that can be answered and share telling words with this one: what few indicators are
    named by tells most."""
    telling = set(folded(understanding.words)) - lexicon.filler - lexicon.soft
    words = {word for word in telling if word.isalpha() and len(word) >= LEAST_TELLING}
    among = {word: sum(word in bag for bag in lexicon.bags.values()) for word in words}
    scored = {name: sum(1 / among[word] for word in words & bag) for name, bag in lexicon.bags.items() if words & bag}
    near = sorted(scored, key=lambda name: -scored[name])[: 2 * MOST_NEAREST]
    found = dict.fromkeys(first)
    for name in near:
        if len(found) >= MOST_NEAREST:
            break
        if tried(title := lexicon.indicators[name].title):
            found[title] = None
    return list(found)[:MOST_NEAREST]


def without(line: str, words: Iterable[str]) -> str:
    """A line without some of its words."""
    for word in words:
        line = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", line)
    return " ".join(line.split())


def several(choices: Iterable[str]) -> Turned:
    """Readings that differ are offered as choices."""
    found = list(dict.fromkeys(choices))
    reason = "The question has several readings." if len(found) > 1 else "The question may mean this."
    if len(found) > MOST_CHOICES:
        reason = f"The question has {len(found)} readings; the first {MOST_CHOICES} are shown."
    return Turned(reason, found[:MOST_CHOICES], "ambiguous")

"""What comes of a question: a template with its parameters, or the question turned away with a reason or with choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dscp_tui.model.words import folded
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.understand import Reading, Understanding
from dscp_tui.warehouse.templates import Template

MOST_CHOICES = 9
TELLING = ("why", "definition")
"""The roles of the templates that tell in words what an indicator is, and why it is as it is."""


class Turned(Exception):  # noqa: N818 - no error: the question is turned away, with a reason or with choices
    """A question that is not answered with figures."""

    def __init__(self, reason: str, choices: Sequence[str] = (), outcome: str = "unknown") -> None:
        super().__init__(reason)
        self.reason, self.choices, self.outcome = reason, list(choices), outcome


class OtherUnit(Turned):
    """What is asked for is another kind of number than the one that is printed."""


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
    for meaning in understanding.meanings(reading):
        if meaning.kind not in ("indicator", *chosen):
            parts.append(meaning.words)
    parts += [lexicon.words_for(kind, value) for kind, value in chosen.items()]
    return ", ".join(dict.fromkeys(parts))


def nearest(lexicon: Lexicon, understanding: Understanding) -> list[str]:
    """Questions that can be answered and share a word with this one."""
    words = set(folded(understanding.words)) - lexicon.filler - lexicon.soft
    scored = [(len(words & bag), name) for name, bag in lexicon.bags.items() if words & bag]
    scored.sort(key=lambda pair: -pair[0])
    return [lexicon.indicators[name].title for _, name in scored[:5]]


def several(choices: Iterable[str]) -> Turned:
    """Readings that differ are offered as choices."""
    found = list(dict.fromkeys(choices))
    reason = "The question has several readings." if len(found) > 1 else "The question may mean this."
    if len(found) > MOST_CHOICES:
        reason = f"The question has {len(found)} readings; the first {MOST_CHOICES} are shown."
    return Turned(reason, found[:MOST_CHOICES], "ambiguous")

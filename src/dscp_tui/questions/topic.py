"""What a conversation is about: an indicator with its period, areas and slice, in words that can be asked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from dscp_tui.model.period import Period, parse_period
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.warehouse.templates import Template


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a question, by slot."""

    indicator: str = ""
    period: str = ""
    areas: tuple[str, ...] = ()
    slice: str = ""
    asked: str = ""
    """What is asked of it: a template, an extreme, a document."""

    def question(self) -> str:
        """The question in words."""
        parts = (self.indicator, self.slice, self.period, " vs ".join(self.areas), self.asked)
        return ", ".join(part for part in parts if part)

    def fitted(self, template: Template) -> Topic:
        """With only those slots that a template takes."""
        takes = {parameter.type for parameter in template.parameters}
        area = "areas" in takes or ("area" in takes and len(self.areas) == 1)
        return replace(
            self,
            period=self.period if takes & {"period", "periods"} or template.role == "why" else "",
            areas=self.areas if area else (),
            slice=self.slice if takes & {"category", "dimension"} else "",
        )

    def less(self, before: Topic) -> Iterator[Topic]:
        """Without one of the slots that it only has from the topic before."""
        for name in ("slice", "areas", "period"):
            if getattr(self, name) and getattr(self, name) == getattr(before, name):
                yield self.without(name)

    def without(self, slot: str) -> Topic:
        """The topic with one of its slots empty."""
        return Topic(**{each.name: getattr(self, each.name) for each in fields(self) if each.name != slot})


def topic_of(lexicon: Lexicon, answer: Answer, before: Topic, home: str) -> Topic:
    """The topic after an answer about one indicator; a slot that its template has not stays as it was."""
    given = answer.parameters
    indicator = lexicon.indicators[given["indicator"]].title
    old = before if before.indicator == indicator else Topic()
    areas = tuple(given.get("areas") or [given.get("area") or home])
    template = lexicon.template(answer.template)
    dated = given.keys() & {"period", "periods", "last", "since"}
    period = _period(given, template) if dated else old.period
    return Topic(
        indicator,
        # Why it is so may be told of all times at once: that changes nothing.
        period or (old.period if template.role == "why" else ""),
        (() if areas in ((home,), ("all",)) else areas) if given.keys() & {"area", "areas"} else old.areas,
        _slice(lexicon, given) if "dimension" in given else old.slice,
    )


def latest_period(given: Mapping[str, Any]) -> Period | None:
    """The latest of the periods that an answer was asked for."""
    texts = [*(given.get("periods") or ()), *(given.get(name) for name in ("period", "first", "last"))]
    return max((parse_period(text) for text in texts if text), key=lambda period: period.end, default=None)


def _period(given: Mapping[str, Any], template: Template) -> str:
    """One period, or a span of days; all that is printed is no period."""
    if period := latest_period(given):
        return period.label
    all_days = {parameter.name: parameter.default for parameter in template.parameters}
    since, until = (
        parse_period(str(given[name])).label if name in given and str(given[name]) != all_days[name] else ""
        for name in ("since", "until")
    )
    return f"{since} to {until}" if since and until else f"since {since}" if since else ""


def _slice(lexicon: Lexicon, given: Mapping[str, Any]) -> str:
    category, dimension = given.get("category"), given["dimension"]
    if category not in (None, "total"):
        return lexicon.words_for("category", str(category))
    broken = "category" not in given and dimension not in (None, "total", "any")
    return f"by {dimension}" if broken else ""

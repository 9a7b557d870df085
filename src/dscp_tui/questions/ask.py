"""Ask: an understanding becomes a template with parameters and an answer, or choices, or a refusal that says why."""

from __future__ import annotations

from datetime import date
from typing import Any

from dscp_tui.model.period import parse_period
from dscp_tui.model.text import clipped, shown
from dscp_tui.model.words import MAX_QUESTION
from dscp_tui.questions.answer import Answer, run
from dscp_tui.questions.choose import Choice, Turned, choose
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.understand import Understanding, is_blank, understand
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Parameter


def ask(warehouse: Warehouse, question: str, lexicon: Lexicon | None = None) -> Answer:
    """Answer a question from the warehouse; never a figure for a word that is not accounted for."""
    if len(question) > MAX_QUESTION or is_blank(question):
        return Answer(clipped(question, MAX_QUESTION), "unknown", "That is no question about figures.")
    lexicon = lexicon or Lexicon(warehouse)
    understanding = understand(question, lexicon)
    try:
        answer = _answer(warehouse, lexicon, understanding)
    except Turned as turned:
        answer = Answer(question, turned.outcome, turned.reason, choices=turned.choices)
    answer.understood = [{"words": shown(m.words), "as": m.kind, "value": m.value} for m in understanding.meanings]
    return answer


def _answer(warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> Answer:
    choice = choose(warehouse, lexicon, understanding)
    answer = run(warehouse, choice.template, choice.given, understanding.question)
    guesses = [f"“{shown(typed)}” read as “{meant}”" for typed, meant in understanding.guessed.items()]
    answer.assumed = guesses + choice.assumed
    answer.canonical = _canonical(lexicon, choice)
    if not answer.rows:
        answer.outcome = "unknown"
    return answer


def _canonical(lexicon: Lexicon, choice: Choice) -> str:
    """The question in a form that can be typed again and means the same."""
    template, given = choice.template, choice.given
    parts: list[str] = []
    periods = [parse_period(given[p.name]).label for p in template.parameters if p.type == "period" and p.name in given]
    for parameter in template.parameters:
        value = given.get(parameter.name)
        if value is not None and parameter.type == "indicator":
            parts.insert(0, lexicon.indicators[value].title)
        elif value is not None:
            parts += _said(lexicon, parameter, value, given)
    if periods:
        parts.insert(1, " vs ".join(periods))
    if template.asks and template.name != DEFAULT_TEMPLATE and not _is_plain(lexicon, template.name, given):
        parts.append(template.asks[0])
    return ", ".join(parts)


def _is_plain(lexicon: Lexicon, name: str, given: dict[str, Any]) -> bool:
    """Whether the slots alone lead to a template, so that no word of its own is needed."""
    roles = {template: role for role, template in lexicon.roles.items()}
    needs = {"areas": "areas", "periods": "last", "parts": "dimension", "series": "until"}
    return needs.get(roles.get(name, ""), "") in given


def _said(lexicon: Lexicon, parameter: Parameter, value: Any, given: dict[str, Any]) -> list[str]:
    match parameter.type:
        case "period":
            return []
        case "areas":
            return [" vs ".join(value)]
        case "dimension":
            return [] if "category" in given else [f"by {value}"]
        case "date":
            return [_span(given)] if parameter.name == "since" else []
    return [lexicon.words_for(parameter.type, value)]


def _span(given: dict[str, Any]) -> str:
    """`since 1 January 2018`, or from one day to another."""
    since = parse_period(date.fromisoformat(given["since"]).isoformat()).label
    if "until" not in given:
        return f"since {since}"
    return f"{since} to {parse_period(given['until']).label}"

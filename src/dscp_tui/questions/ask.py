"""Ask: an understanding becomes a template with parameters and an answer, or choices, or a refusal that says why."""

from __future__ import annotations

from dscp_tui.errors import UnknownError
from dscp_tui.model.period import Period, best_match, parse_period
from dscp_tui.model.text import clipped, shown
from dscp_tui.model.words import MAX_QUESTION
from dscp_tui.questions.answer import Answer, run
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.understand import Understanding, is_blank, template_of, understand
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

MOST_CHOICES = 9
_PERIODS = """
SELECT DISTINCT period FROM observations
WHERE indicator = $indicator AND area = $area AND dimension = '' AND category = ''
"""


def ask(warehouse: Warehouse, question: str, lexicon: Lexicon | None = None) -> Answer:
    """Answer a question from the warehouse; never a figure for a word that is not accounted for."""
    if len(question) > MAX_QUESTION or is_blank(question):
        return _refusal(question, "That is no question about figures.", [])
    lexicon = lexicon or Lexicon(warehouse)
    understanding = understand(question, lexicon)
    answer = _answer(warehouse, lexicon, understanding)
    answer.understood = [{"words": shown(m.words), "as": m.kind, "value": m.value} for m in understanding.meanings]
    return answer


def _answer(warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> Answer:
    question = understanding.question
    if understanding.unknown:
        named = ", ".join(f"“{clipped(word, 40)}”" for word in understanding.unknown[:5])
        return _refusal(
            question, f"No figure: {named} is not among what is known here.", _nearest(lexicon, understanding)
        )
    templates = template_of(understanding)
    if len(templates) > 1:
        return _ambiguous(question, [f"{question} {name}" for name in templates])
    if not understanding.indicators and not templates:
        return _refusal(question, "No figure: the question names no indicator.", [])
    template = warehouse.template(templates[0] if templates else DEFAULT_TEMPLATE)
    if len(understanding.indicators) > 1:
        titles = [_with_periods(lexicon.indicators[name].title, understanding) for name in understanding.indicators]
        return _ambiguous(question, titles)
    return _run(warehouse, lexicon, understanding, template)


def _run(warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding, template: Template) -> Answer:
    takes = {parameter.type: parameter for parameter in template.parameters}
    slots: dict[str, list[str]] = {
        kind: understanding.values(kind) for kind in ("area", "scorecard", "status", "theme")
    }
    slots["indicator"] = understanding.indicators
    question = understanding.question
    if len(understanding.periods) > 1:
        return _refusal(question, "No figure: several periods are named, and one can be answered at a time.", [])
    given: dict[str, str] = {}
    for kind, values in slots.items():
        if len(values) > 1:
            return _ambiguous(question, [f"{question}: {value}" for value in values])
        if values and kind not in takes:
            return _refusal(question, f"No figure: “{template.title}” is not kept by {kind}.", [])
        if values:
            given[takes[kind].name] = values[0]
    if "indicator" in takes and not slots["indicator"]:
        return _refusal(question, f"No figure: “{template.title}” of which indicator?", [])
    assumed = _assume_area(warehouse, template, given)
    if understanding.periods and "period" not in takes:
        return _refusal(question, f"No figure: “{template.title}” takes no period.", [])
    if "period" in takes:
        period = _period(warehouse, understanding, given, takes["period"].name)
        if isinstance(period, Answer):
            return period
        given[takes["period"].name] = period.text
        assumed += _assumed_period(understanding, period)
    try:
        answer = run(warehouse, template, given, question)
    except UnknownError as error:
        return _refusal(question, str(error), [])
    answer.assumed = assumed
    answer.canonical = _canonical(lexicon, template, given)
    if not answer.rows:
        answer.outcome = "unknown"
    return answer


def _assume_area(warehouse: Warehouse, template: Template, given: dict[str, str]) -> list[str]:
    areas = [parameter for parameter in template.parameters if parameter.type == "area"]
    return [f"area: {warehouse.meta['area']}" for area in areas if area.name not in given and area.default == "home"]


def _period(warehouse: Warehouse, understanding: Understanding, given: dict[str, str], name: str) -> Period | Answer:
    """The printed period that is meant, or a refusal that lists those that are printed."""
    area = given.get("area", warehouse.meta["area"])
    found = warehouse.query(_PERIODS, {"indicator": given["indicator"], "area": area}).rows
    printed = sorted((parse_period(row[0]) for row in found), key=lambda p: (p.end, p.start))
    if not printed:
        return _refusal(understanding.question, f"No figure: nothing is printed for {area}.", [])
    asked = understanding.periods[0].asked if understanding.periods else None
    if asked is None:
        return printed[-1]
    if match := best_match(asked, printed):
        return match
    labels = ", ".join(period.label for period in printed[-8:])
    return _refusal(understanding.question, f"No figure: nothing is printed for {asked.words}. Printed: {labels}.", [])


def _assumed_period(understanding: Understanding, period: Period) -> list[str]:
    asked = understanding.periods[0].asked if understanding.periods else None
    if asked is None:
        return [f"period: {period.label}, the latest printed"]
    exact = asked.kind == period.kind and asked.end == period.end
    return [] if exact else [f"period: {period.label} for “{asked.words}”"]


def _canonical(lexicon: Lexicon, template: Template, given: dict[str, str]) -> str:
    """The question in a form that can be typed again and means the same."""
    parts: list[str] = []
    for parameter in template.parameters:
        value = given.get(parameter.name)
        if value is None:
            continue
        match parameter.type:
            case "indicator":
                parts.insert(0, lexicon.indicators[value].title)
            case "period":
                parts.append(parse_period(value).label)
            case _:
                parts.append(value.replace("_", " "))
    if template.name != DEFAULT_TEMPLATE and template.asks:
        parts.append(template.asks[0])
    return ", ".join(parts)


def _with_periods(title: str, understanding: Understanding) -> str:
    words = [understanding.question[found.start : found.end] for found in understanding.periods]
    return ", ".join([title, *words])


def _nearest(lexicon: Lexicon, understanding: Understanding) -> list[str]:
    """Questions that can be answered and share a word with this one."""
    from dscp_tui.model.words import folded

    words = set(folded(understanding.indicator_words)) - lexicon.filler
    scored = [(len(words & bag), name) for name, bag in lexicon.bags.items() if words & bag]
    scored.sort(key=lambda pair: -pair[0])
    return [lexicon.indicators[name].title for _, name in scored[:5]]


def _refusal(question: str, reason: str, choices: list[str]) -> Answer:
    return Answer(clipped(question, MAX_QUESTION), outcome="unknown", headline=reason, choices=choices)


def _ambiguous(question: str, choices: list[str]) -> Answer:
    headline = "The question has several readings."
    if len(choices) > MOST_CHOICES:
        headline = f"The question has {len(choices)} readings; the first {MOST_CHOICES} are shown."
    return Answer(clipped(question, MAX_QUESTION), "ambiguous", headline, choices=choices[:MOST_CHOICES])

"""Ask: an understanding becomes a template with parameters and an answer, or choices, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Sequence

from dscp_tui.model.period import Period, best_match, parse_period
from dscp_tui.model.text import clipped, shown
from dscp_tui.model.words import MAX_QUESTION, folded
from dscp_tui.questions.answer import Answer, run
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.understand import Understanding, is_blank, template_of, understand
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Parameter, Template

MOST_CHOICES = 9
_PERIODS = """
SELECT DISTINCT period FROM observations
WHERE indicator = $indicator AND area = $area AND dimension = '' AND category = ''
"""


class _Turned(Exception):  # noqa: N818 - no error: the question is turned away, with a reason or with choices
    """A question that is not answered with figures."""

    def __init__(self, reason: str, choices: Sequence[str] = (), outcome: str = "unknown") -> None:
        super().__init__(reason)
        self.reason, self.choices, self.outcome = reason, list(choices), outcome


def ask(warehouse: Warehouse, question: str, lexicon: Lexicon | None = None) -> Answer:
    """Answer a question from the warehouse; never a figure for a word that is not accounted for."""
    if len(question) > MAX_QUESTION or is_blank(question):
        return Answer(clipped(question, MAX_QUESTION), "unknown", "That is no question about figures.")
    lexicon = lexicon or Lexicon(warehouse)
    understanding = understand(question, lexicon)
    try:
        answer = _answer(warehouse, lexicon, understanding)
    except _Turned as turned:
        answer = Answer(question, turned.outcome, turned.reason, choices=turned.choices)
    answer.understood = [{"words": shown(m.words), "as": m.kind, "value": m.value} for m in understanding.meanings]
    return answer


def _answer(warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> Answer:
    template = warehouse.template(_template(warehouse, lexicon, understanding))
    given = _slots(lexicon, template, understanding)
    assumed = _assume_area(warehouse, template, given)
    if takes := _takes(template).get("period"):
        period = _period(warehouse, lexicon, understanding, given)
        given[takes.name] = period.text
        assumed += _assumed_period(understanding, period)
    elif understanding.periods:
        raise _Turned(f"No figure: “{template.title}” takes no period.")
    answer = run(warehouse, template, given, understanding.question)
    answer.assumed = assumed
    answer.canonical = _canonical(lexicon, template, given)
    if not answer.rows:
        answer.outcome = "unknown"
    return answer


def _template(warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> str:
    """The template that is meant. Turns away what has an unknown word, several readings, or no subject."""
    if understanding.unknown:
        named = ", ".join(f"“{clipped(word, 40)}”" for word in understanding.unknown[:5])
        raise _Turned(f"No figure: {named} is not among what is known here.", _nearest(lexicon, understanding))
    if len(understanding.periods) > 1:
        raise _Turned("No figure: several periods are named, and one can be answered at a time.")
    templates = template_of(understanding)
    if len(templates) > 1:
        asks = [warehouse.template(name).asks for name in templates]
        raise _several([_restated(lexicon, understanding, template=phrases[0]) for phrases in asks if phrases])
    if len(understanding.indicators) > 1:
        raise _several([_restated(lexicon, understanding, indicator=name) for name in understanding.indicators])
    if not understanding.indicators and not templates:
        raise _Turned("No figure: the question names no indicator.")
    return templates[0] if templates else DEFAULT_TEMPLATE


def _takes(template: Template) -> dict[str, Parameter]:
    return {parameter.type: parameter for parameter in template.parameters}


def _slots(lexicon: Lexicon, template: Template, understanding: Understanding) -> dict[str, str]:
    """Parameters from the slots. Every slot that the question names must be taken by the template."""
    takes = _takes(template)
    slots = {kind: understanding.values(kind) for kind in ("area", "scorecard", "status", "theme")}
    slots["indicator"] = understanding.indicators
    given: dict[str, str] = {}
    for kind, values in slots.items():
        if len(values) > 1:
            raise _several([_restated(lexicon, understanding, **{kind: value}) for value in values])
        if values and kind not in takes:
            raise _Turned(f"No figure: “{template.title}” is not kept by {kind}.")
        if values:
            given[takes[kind].name] = values[0]
    if "indicator" in takes and not slots["indicator"]:
        raise _Turned(f"No figure: “{template.title}” of which indicator?")
    return given


def _assume_area(warehouse: Warehouse, template: Template, given: dict[str, str]) -> list[str]:
    areas = [parameter for parameter in template.parameters if parameter.type == "area"]
    return [f"area: {warehouse.meta['area']}" for area in areas if area.name not in given and area.default == "home"]


def _period(warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding, given: dict[str, str]) -> Period:
    """The printed period that is meant. Turns away a period for which nothing is printed, with those that are."""
    area = given.get("area", warehouse.meta["area"])
    found = warehouse.query(_PERIODS, {"indicator": given["indicator"], "area": area}).rows
    printed = sorted((parse_period(row[0]) for row in found), key=lambda p: (p.end, p.start))
    if not printed:
        title = lexicon.indicators[given["indicator"]].title
        raise _Turned(f"No figure: of “{title}” nothing is printed for {area} as a whole.")
    asked = understanding.periods[0].asked if understanding.periods else None
    if asked is None:
        return printed[-1]
    if match := best_match(asked, printed):
        return match
    labels = ", ".join(period.label for period in printed[-8:])
    raise _Turned(f"No figure: nothing is printed for {asked.words}. Printed: {labels}.")


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
                parts.append(lexicon.words_for(parameter.type, value))
    if template.name != DEFAULT_TEMPLATE and template.asks:
        parts.append(template.asks[0])
    return ", ".join(parts)


def _restated(lexicon: Lexicon, understanding: Understanding, **chosen: str) -> str:
    """The question with one of its readings chosen, in words that name nothing else; the rest stays as it was typed."""
    indicator = chosen.pop("indicator", None) or next(iter(understanding.indicators), "")
    parts = [lexicon.indicators[indicator].title] if indicator else []
    for meaning in understanding.meanings:
        if meaning.kind != "indicator" and meaning.kind not in chosen:
            parts.append(meaning.words)
    parts += [lexicon.words_for(kind, value) for kind, value in chosen.items()]
    return ", ".join(dict.fromkeys(parts))


def _nearest(lexicon: Lexicon, understanding: Understanding) -> list[str]:
    """Questions that can be answered and share a word with this one."""
    words = set(folded(understanding.indicator_words)) - lexicon.filler
    scored = [(len(words & bag), name) for name, bag in lexicon.bags.items() if words & bag]
    scored.sort(key=lambda pair: -pair[0])
    return [lexicon.indicators[name].title for _, name in scored[:5]]


def _several(choices: list[str]) -> _Turned:
    """Readings that differ are offered as choices."""
    reason = "The question has several readings."
    if len(choices) > MOST_CHOICES:
        reason = f"The question has {len(choices)} readings; the first {MOST_CHOICES} are shown."
    return _Turned(reason, choices[:MOST_CHOICES], "ambiguous")

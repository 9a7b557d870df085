"""Ask: an understanding becomes a template with parameters and an answer, or choices, or a refusal that says why."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dscp_tui.errors import UsageError
from dscp_tui.model.period import MONTHS, Asked, parse_period
from dscp_tui.model.text import clipped, shown
from dscp_tui.model.words import MAX_QUESTION, folded
from dscp_tui.questions.answer import Answer, run
from dscp_tui.questions.choose import Chooser
from dscp_tui.questions.known_then import Then, asked_then
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.matching import REORDERED
from dscp_tui.questions.offers import Choice, Turned
from dscp_tui.questions.quoted import prints, quoted, without
from dscp_tui.questions.reading import Reading, Understanding, template_of
from dscp_tui.questions.several import Several, asks_twice, names_another
from dscp_tui.questions.turned_round import turned_round
from dscp_tui.questions.understand import Reader, is_blank
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Parameter

_EVENT = re.compile(r"(?<=\w) (when (?!not\b)\w+ \w+.*?)[?.! ]*$", re.IGNORECASE)
MOST_LOST = 5
HOW_NAMED = (
    "named as it is, with more words left to slots or more candidates", "the words stand in another order",
    "the words are some of the title's", "the words are some of one name's", "the words belong to several of its names",
    "only its definition has all the words",
)  # fmt: skip


def ask(warehouse: Warehouse, question: str, reader: Reader | None = None) -> Answer:
    """Answer a question from the warehouse; never a figure for a word that is not accounted for."""
    if len(question) > MAX_QUESTION or is_blank(question):
        return Answer(clipped(question, MAX_QUESTION), "unknown", "That is no question about figures.")
    if (then := asked_then(question)) and warehouse.as_known_on:
        return _ask_then(warehouse, question, then)
    reader = reader or Reader(Lexicon(warehouse))
    answer = _ask(warehouse, question, reader)
    if answer.exit_code and (again := turned_round(reader.lexicon, question)):
        other = settle(warehouse, reader, reader.understand(again))
        if not other.exit_code:
            other.question = question
            return other
    return answer if not answer.exit_code else _ask_unquoted(warehouse, question, reader) or answer


def _ask_unquoted(warehouse: Warehouse, question: str, reader: Reader) -> Answer | None:
    """The answer without the numbers that a question only quotes, where what it cites prints them."""
    numbers = quoted(question)
    if not numbers:
        return None
    answer = ask(warehouse, without(question, numbers), reader)
    if answer.exit_code or not prints(warehouse, answer, numbers):
        return None
    answer.question = question
    answer.assumed += [f"“{shown(number)}”: as printed on a cited line" for number in numbers]
    return answer


def _ask_then(warehouse: Warehouse, question: str, then: Then) -> Answer:
    """The answer of the warehouse as it was known on another day."""
    try:
        known = warehouse.known_on(then.day)
    except UsageError as error:
        return Answer(question, "unknown", f"No figure: {error.message}.")
    reader = Reader(Lexicon(known))
    everything = reader.lexicon.template(reader.lexicon.roles["status"]).asks[0]
    return then.told(ask(known, then.question or everything, reader), question)


def _ask(warehouse: Warehouse, question: str, reader: Reader) -> Answer:
    understanding = reader.understand(question)
    answer = settle(warehouse, reader, understanding)
    if answer.outcome == "unknown" and _tells_time_twice(understanding):
        # "Stepped down in the last year, Q2 2018/19": the year is a part of what is counted.
        other = settle(warehouse, reader, reader.understand(question, dated=True))
        return other if other.rows else answer
    return answer


def _tells_time_twice(understanding: Understanding) -> bool:
    """Whether a question names a period, and another only by the present day."""
    return len({isinstance(found.asked, Asked) and not found.paired for found in understanding.periods}) > 1


def settle(warehouse: Warehouse, reader: Reader, understanding: Understanding) -> Answer:
    """The answer to what was understood; a question that names several things is taken apart where it cannot be read as one."""
    try:
        chosen = _as_one_or_several(warehouse, reader, understanding)
    except Turned as turned:
        return _turned_away(understanding, turned)
    if event := _event_of(understanding, chosen):
        return _turned_away(understanding, Turned(f"No figure: “{clipped(event, 40)}” is no day that is known here."))
    answer = run(warehouse, chosen.template, chosen.given, understanding.question)
    if _lacks_target(reader.lexicon, chosen, answer):
        return _turned_away(understanding, _no_target(reader.lexicon, chosen))
    guesses = [f"“{shown(typed)}” read as “{meant}”" for typed, meant in understanding.guessed.items()]
    answer.assumed = guesses + chosen.assumed
    answer.lost = chosen.lost + _other_readings(reader.lexicon, understanding)
    answer.canonical = _canonical(reader.lexicon, chosen)
    answer.understood = _said_of(understanding, chosen.reading)
    if not answer.rows:
        answer.outcome = "unknown"
    return answer


def _as_one_or_several(warehouse: Warehouse, reader: Reader, understanding: Understanding) -> Choice:
    """What the whole question is chosen for; the things it names one after another, where it is of one thing only, is read
    loosely or cannot be read as one. Raises Turned."""
    one: Choice | None = None
    reason = Turned("No figure: nothing is printed.")
    try:
        one = Chooser(warehouse, reader.lexicon, understanding).choose()
    except Turned as turned:
        reason = turned
    listed = ";" in understanding.question
    loosely = listed or any(reading.level > REORDERED for reading in understanding.readings)
    things = Several(warehouse, reader, understanding)
    unsure = loosely or one is None
    several = things.choose(even_by_commas=unsure) if unsure or (one and _is_of_one(understanding, one)) else None
    if several and _goes_before(several, one, loosely=loosely):
        return several
    if one is None:
        raise reason
    if not things.is_one and _leaves_part(reader, understanding, one):
        canonical = [_canonical(reader.lexicon, one)]
        raise Turned("The question names several things; this is one of them.", canonical, "ambiguous")
    return one


def _goes_before(several: Choice, one: Choice | None, *, loosely: bool) -> bool:
    """Whether several things, or the one thing with all of them, go before what the whole question is taken for: they do
    where that is one of them, or named loosely, or nothing."""
    named = several.given.get("indicators")
    return one is None or loosely or one.given.get("indicator") in (named or [several.given["indicator"]])


def _is_of_one(understanding: Understanding, choice: Choice) -> bool:
    """Whether a choice is of one indicator, at one period, in one area and of one slice."""
    reading = choice.reading
    alone = reading and all(len(reading.values(kind)) < 2 for kind in ("area", "category"))
    compared = choice.template.role in ("areas", "periods")
    return "indicator" in choice.given and bool(alone) and not compared and len(understanding.asked) < 2


def _lacks_target(lexicon: Lexicon, chosen: Choice, answer: Answer) -> bool:
    """Whether a target is asked for, in words that say no less, and what is found has none."""
    if chosen.reading is None or template_of(chosen.reading) != [DEFAULT_TEMPLATE]:
        return False
    asks = [meaning for meaning in chosen.reading.meanings if meaning.kind == "template"]
    named = any(not lexicon.soft.issuperset(folded(meaning.words)) for meaning in asks)
    aims = [row.get(name) for row in answer.rows for name in ("target", "status")]
    aims += [row["role"] for row in answer.rows if row.get("role", "actual") != "actual"]
    return named and all(aim is None for aim in aims)


def _no_target(lexicon: Lexicon, chosen: Choice) -> Turned:
    title = lexicon.indicators[chosen.given["indicator"]].title
    plain = _canonical(lexicon, chosen)
    return Turned(f"No figure: of “{title}” no target is printed for this.", [plain])


def _leaves_part(reader: Reader, understanding: Understanding, chosen: Choice) -> bool:
    """Whether a question of several parts was taken for one indicator that its words name only loosely, or that a second "how
    many" does not speak of."""
    reading = chosen.reading
    if reading is None or not reading.matches:
        return False
    chosen_one = chosen.given.get("indicator", reading.matches[0].indicator)
    loosely = reading.level >= REORDERED or reading.matches[0].lost
    if (loosely or _is_of_one(understanding, chosen)) and names_another(reader, understanding.question, chosen_one):
        return True
    return asks_twice(reader, understanding.question, reading.matches[0].indicator)


def _event_of(understanding: Understanding, chosen: Choice) -> str:
    """What a question says its figure's time by, and no period or document tells ("when the trust took over")."""
    found = _EVENT.search(shown(understanding.question))
    named = understanding.periods or not chosen.dated or (chosen.reading and chosen.reading.values("source"))
    return "" if found is None or named else found[1]


def _turned_away(understanding: Understanding, turned: Turned) -> Answer:
    answer = Answer(understanding.question, turned.outcome, turned.reason, choices=turned.choices)
    answer.understood = _said_of(understanding, next(iter(understanding.readings), None))
    return answer


def _said_of(understanding: Understanding, reading: Reading | None) -> list[dict[str, str]]:
    return [{"words": shown(m.words), "as": m.kind, "value": m.value} for m in understanding.meanings(reading)]


def _other_readings(lexicon: Lexicon, understanding: Understanding) -> list[str]:
    """The readings that lost, and why, the nearest first."""
    said = []
    for reading in understanding.lost[:MOST_LOST]:
        titles = [lexicon.indicators[match.indicator].title for match in reading.matches]
        slots = [f"{meaning.kind} “{shown(meaning.words)}”" for meaning in reading.meanings]
        what = ", ".join([*titles[:3], *(["…"] if len(titles) > 3 else []), *slots])
        said.append(f"{what}: {HOW_NAMED[reading.level]}")
    return list(dict.fromkeys(said))


def _canonical(lexicon: Lexicon, choice: Choice) -> str:
    """The question in a form that can be typed again and means the same."""
    template, given = choice.template, choice.given
    parts: list[str] = []
    periods = [parse_period(given[p.name]).label for p in template.parameters if p.type == "period" and p.name in given]
    if "periods" in given and "indicators" not in given:
        periods = list(dict.fromkeys(parse_period(period).label for period in given["periods"]))
    for parameter in template.parameters:
        value = None if "indicators" in given and parameter.type == "area" else given.get(parameter.name)
        if value is not None and parameter.type == "indicator":
            parts.insert(0, lexicon.indicators[value].title)
        elif value is not None:
            parts += _said(lexicon, parameter, value, given)
    if periods:
        parts.insert(1 if parts else 0, " vs ".join(periods))
    if template.asks and template.name != DEFAULT_TEMPLATE and not _is_plain(lexicon, template.name, given):
        parts.append(template.asks[0])
    return ", ".join(parts)


def _is_plain(lexicon: Lexicon, name: str, given: dict[str, Any]) -> bool:
    """Whether the slots alone lead to a template, so that no word of its own is needed."""
    roles = {template: role for role, template in lexicon.roles.items()}
    needs = {
        "areas": "areas",
        "other": "role",
        "periods": "last",
        "parts": "dimension",
        "series": "until",
        "together": "indicators",
    }
    return needs.get(roles.get(name, ""), "") in given


def _said(lexicon: Lexicon, parameter: Parameter, value: Any, given: dict[str, Any]) -> list[str]:
    """The words for one parameter; none for those that are said with another."""
    match parameter.type:
        case "period" | "periods" | "slices" | "roles":
            return []
        case "indicators":
            words = "; ".join(_said_of_thing(lexicon, given, at) for at in range(len(value)))
        case "areas":
            words = " vs ".join(value)
        case "dimension":
            words = "" if "category" in given else f"by {value}"
        case "integer" if parameter.name == "month":
            words = MONTHS[value - 1]
        case "date":
            words = _span(given) if parameter.name == "since" else ""
        case _:
            words = lexicon.words_for(parameter.type, value)
    return [words] if words else []


def _said_of_thing(lexicon: Lexicon, given: dict[str, Any], at: int) -> str:
    """One of several things: indicator, period, slice, role, area."""
    slices, roles = given.get("slices", ["any"]), given.get("roles", ["actual"])
    dimension, _, category = slices[min(at, len(slices) - 1)].partition("=")
    role = roles[min(at, len(roles) - 1)]
    parts = [
        lexicon.indicators[given["indicators"][at]].title,
        parse_period(given["periods"][at]).label,
        lexicon.words_for("category", category)
        if category
        else f"by {dimension}"
        if dimension not in ("", "any")
        else "",
        "" if role in ("actual", "any") else lexicon.words_for("role", role),
        given.get("area", ""),
    ]
    return ", ".join(filter(None, parts))


def _span(given: dict[str, Any]) -> str:
    """`since 1 January 2018`, or from one day to another."""
    since = parse_period(date.fromisoformat(given["since"]).isoformat()).label
    if "until" not in given:
        return f"since {since}"
    return f"{since} to {parse_period(given['until']).label}"

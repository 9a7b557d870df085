"""From slots to a named template with its parameters: what is asked for decides, by the role that a template's header names.

Every slot that the question names must be taken by the template, or the question is turned away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dscp_tui.model.period import Period, best_match, parse_period
from dscp_tui.model.text import clipped
from dscp_tui.model.words import folded
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.understand import Understanding, template_of
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

MOST_CHOICES = 9
LOOSELY = 2
"""The level of a match that has the words only among others: too loose to show another figure than the one asked for."""
_PRINTED = """
SELECT o.period, o.area, o.dimension, o.category, t.figure IS NOT NULL AS has_target
FROM observations AS o
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
WHERE o.indicator = $indicator
"""


class Turned(Exception):  # noqa: N818 - no error: the question is turned away, with a reason or with choices
    """A question that is not answered with figures."""

    def __init__(self, reason: str, choices: Sequence[str] = (), outcome: str = "unknown") -> None:
        super().__init__(reason)
        self.reason, self.choices, self.outcome = reason, list(choices), outcome


@dataclass(slots=True)
class Choice:
    """A template with the parameters that the question gives, and what was assumed."""

    template: Template
    given: dict[str, Any] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A reading that is printed: where it stands in the indicator's figures."""

    period: Period
    area: str
    dimension: str
    category: str
    has_target: bool


def choose(warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> Choice:
    """The template that is meant, with its parameters. Raises Turned."""
    _refuse_unknown(lexicon, understanding)
    named = template_of(understanding)
    if understanding.values("acronym") and not understanding.indicators:
        named = [lexicon.roles["acronym"]] if "acronym" in lexicon.roles else named
    if len(named) > 1:
        asks = [warehouse.template(name).asks for name in named]
        raise several([restated(lexicon, understanding, template=phrases[0]) for phrases in asks if phrases])
    if not understanding.indicators:
        return _without_indicator(warehouse, lexicon, understanding, named)
    return _with_some_indicator(warehouse, lexicon, understanding, named)


def _with_some_indicator(
    warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding, named: list[str]
) -> Choice:
    """Of several indicators that the words may mean, the one that is printed for what is asked; else choices."""
    possible: dict[str, Choice] = {}
    reason: Turned | None = None
    for indicator in understanding.indicators:
        try:
            possible[indicator] = _with_indicator(warehouse, lexicon, understanding, named, indicator)
        except Turned as turned:
            reason = reason or turned
    if len(possible) > 1:
        raise several([restated(lexicon, understanding, indicator=name) for name in possible])
    if not possible and len(understanding.indicators) > 1:
        raise several([restated(lexicon, understanding, indicator=name) for name in understanding.indicators])
    if not possible:
        refusal = reason or Turned("No figure: nothing is printed.")
        count = lexicon.indicators[understanding.indicators[0]].numerator
        if count and not refusal.choices:
            refusal.choices = [restated(lexicon, understanding, indicator=count)]
        raise refusal
    [(indicator, choice)] = possible.items()
    if len(understanding.indicators) > 1:
        choice.assumed.insert(
            0, f"indicator: {lexicon.indicators[indicator].title}, the only one that is printed for this"
        )
    return choice


def _refuse_unknown(lexicon: Lexicon, understanding: Understanding) -> None:
    if understanding.unknown:
        said = ", ".join(f"“{clipped(word, 40)}”" for word in understanding.unknown[:5])
        raise Turned(f"No figure: {said} is not among what is known here.", nearest(lexicon, understanding))


def _without_indicator(
    warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding, named: list[str]
) -> Choice:
    if not named:
        raise Turned("No figure: the question names no indicator.")
    template = warehouse.template(named[0])
    takes = {parameter.type: parameter.name for parameter in template.parameters}
    if "acronym" in takes and not understanding.values("acronym"):
        raise Turned(f"No figure: “{template.title}”, and none that is known is named.")
    if "indicator" in takes:
        raise Turned(f"No figure: “{template.title}” of which indicator?")
    if understanding.periods:
        raise Turned(f"No figure: “{template.title}” takes no period.")
    choice = Choice(template)
    for kind in ("area", "scorecard", "status", "theme", "acronym"):
        values = understanding.values(kind)
        if len(values) > 1:
            raise several([restated(lexicon, understanding, **{kind: value}) for value in values])
        if values and kind not in takes:
            raise Turned(f"No figure: “{template.title}” is not kept by {kind}.")
        if values:
            choice.given[takes[kind]] = values[0]
    return choice


def _with_indicator(
    warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding, named: list[str], indicator: str
) -> Choice:
    home = warehouse.meta["area"]
    areas = understanding.values("area")
    if understanding.values("compare") and len(areas) == 1 and home not in areas:
        areas = [home, *areas]
    special = [name for name in named if name != DEFAULT_TEMPLATE]
    found = warehouse.query(_PRINTED, {"indicator": indicator}).rows
    printed = [_Printed(parse_period(period), *place) for period, *place in found]
    name = special[0] if special else lexicon.roles.get(_role(understanding, areas, printed), DEFAULT_TEMPLATE)
    template = warehouse.template(name)
    takes = {parameter.type: parameter.name for parameter in template.parameters}
    if "indicator" not in takes:
        raise Turned(f"No figure: “{template.title}” is not kept by indicator.")
    choice = Choice(template, {takes["indicator"]: indicator})
    printed = _place(lexicon, understanding, choice, takes, areas, printed, home, indicator)
    named_well = understanding.level < LOOSELY
    if not printed and not understanding.values("category") and "category" in takes and not special and named_well:
        return _parts_instead(warehouse, lexicon, understanding, indicator, areas, home)
    if not printed and any(kind in takes for kind in ("period", "area")) and "period" in takes:
        title = lexicon.indicators[indicator].title
        raise Turned(
            f"No figure: of “{title}” nothing is printed for {' and '.join(areas) or home}{_of_slice(choice)}."
        )
    _periods(understanding, choice, printed)
    return choice


def _role(understanding: Understanding, areas: list[str], printed: list[_Printed]) -> str:
    """What is asked for, by the slots that are named. A range that is not printed as one asks for what lies in it."""
    spans = [found.asked for found in understanding.periods if found.asked and found.asked.kind == "range"]
    if len(spans) == 1 and not best_match(spans[0], [one.period for one in printed]):
        return "series"
    if len(areas) > 1:
        return "areas"
    if len(understanding.periods) > 1:
        return "periods" if understanding.values("compare") else "series"
    if len(understanding.values("category")) > 1 or understanding.values("dimension"):
        return "parts"
    return "series" if any(found.since for found in understanding.periods) else "value"


def _parts_instead(  # noqa: PLR0913, PLR0917 - what the value was looked for with
    warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding, indicator: str, areas: list[str], home: str
) -> Choice:
    """No total is printed, but slices may be: show them all, and say so."""
    template = warehouse.template(lexicon.roles.get("parts", DEFAULT_TEMPLATE))
    takes = {parameter.type: parameter.name for parameter in template.parameters}
    found = warehouse.query(_PRINTED, {"indicator": indicator}).rows
    area = areas[0] if areas else home
    printed = [
        one for one in (_Printed(parse_period(p), *place) for p, *place in found) if one.area == area and one.dimension
    ]
    if not printed or "period" not in takes:
        title = lexicon.indicators[indicator].title
        raise Turned(f"No figure: of “{title}” nothing is printed for {area} as a whole.")
    choice = Choice(template, {takes["indicator"]: indicator}, ["all slices: no total is printed"])
    if areas and "area" in takes:
        choice.given[takes["area"]] = area
    _periods(understanding, choice, printed)
    return choice


def _place(  # noqa: PLR0913, PLR0917 - the slots that say where a figure stands
    lexicon: Lexicon,
    understanding: Understanding,
    choice: Choice,
    takes: dict[str, str],
    areas: list[str],
    printed: list[_Printed],
    home: str,
    indicator: str,
) -> list[_Printed]:
    """Give the template its area and slice; what is printed there is left."""
    printed = _areas(choice, takes, areas, printed, home)
    categories, dimensions = understanding.values("category"), understanding.values("dimension")
    if "category" in takes:
        if len(categories) > 1 or dimensions:
            raise Turned(f"No figure: “{choice.template.title}” takes one slice.")
        dimension, category = _slice(lexicon, indicator, categories)
        if category:
            choice.given |= {takes["dimension"]: dimension, takes["category"]: category}
        return [one for one in printed if (one.dimension, one.category) == (dimension, category)]
    if "dimension" in takes:
        wanted = dimensions or list({_slice(lexicon, indicator, [one])[0] for one in categories})
        if len(wanted) > 1:
            raise Turned(f"No figure: “{choice.template.title}” takes one dimension.")
        if wanted:
            choice.given[takes["dimension"]] = wanted[0]
        return [one for one in printed if one.dimension and (not wanted or one.dimension == wanted[0])]
    if categories or dimensions:
        raise Turned(f"No figure: “{choice.template.title}” is not kept by slice.")
    return printed


def _areas(
    choice: Choice, takes: dict[str, str], areas: list[str], printed: list[_Printed], home: str
) -> list[_Printed]:
    if "areas" in takes:
        if areas:
            choice.given[takes["areas"]] = areas
        wanted = set(areas) or {one.area for one in printed}
        if missing := wanted - {one.area for one in printed}:
            raise Turned(f"No figure: nothing is printed for {' and '.join(sorted(missing))}.")
        return [one for one in printed if one.area in wanted]
    if len(areas) > 1 or (areas and "area" not in takes):
        raise Turned(f"No figure: “{choice.template.title}” is not kept by area.")
    if "area" not in takes:
        return printed
    if areas:
        choice.given[takes["area"]] = areas[0]
    else:
        choice.assumed.append(f"area: {home}")
    return [one for one in printed if one.area == (areas[0] if areas else home)]


def _slice(lexicon: Lexicon, indicator: str, categories: list[str]) -> tuple[str, str]:
    if not categories:
        return "", ""
    return next((pair for pair in sorted(lexicon.slices.get(indicator, ())) if pair[1] == categories[0]), ("", ""))


def _of_slice(choice: Choice) -> str:
    category = choice.given.get("category")
    return f", {category}" if category else " as a whole"


def _periods(understanding: Understanding, choice: Choice, printed: list[_Printed]) -> None:
    """Give the template its periods, resolved against what is printed."""
    slots = [parameter.name for parameter in choice.template.parameters if parameter.type == "period"]
    spans = [parameter.name for parameter in choice.template.parameters if parameter.name in ("since", "until")]
    asked = understanding.periods
    if slots and len(asked) <= len(slots):
        for name, found in zip(slots, [*asked, *[None] * len(slots)], strict=False):
            period = _resolve(found.asked if found else None, printed, understanding)
            choice.given[name] = period.text
            choice.assumed += _assumed(found, period)
    elif spans and asked and not slots:
        first, last = (_end_of_span(found.asked, printed, understanding) for found in (asked[0], asked[-1]))
        choice.given["since"] = min(first.start, last.start).isoformat()
        if len(asked) > 1 or not asked[0].since:
            choice.given["until"] = max(first.end, last.end).isoformat()
    elif asked:
        raise Turned(
            f"No figure: “{choice.template.title}” takes {len(slots) or 'no'} period{'s' if len(slots) > 1 else ''}."
        )


def _end_of_span(asked: Any, printed: list[_Printed], understanding: Understanding) -> Period:
    """A span's end as it is named where that is exact, else as it is printed."""
    if asked and asked.start and asked.end:
        return parse_period(f"{asked.start.isoformat()}..{asked.end.isoformat()}")
    return _resolve(asked, printed, understanding)


def _resolve(asked: Any, printed: list[_Printed], understanding: Understanding) -> Period:
    """The printed period that is meant; where several areas are compared, the latest that most of them have."""
    areas: dict[Period, set[str]] = {}
    for one in printed:
        areas.setdefault(one.period, set()).add(one.area)
    most = max((len(of) for of in areas.values()), default=0)
    shared = (
        [period for period, of in areas.items() if len(of) == most] if understanding.values("area") else list(areas)
    )
    aimed = {one.period for one in printed if one.has_target}
    # Asked for the target, only what has one is meant; else it decides between periods that end on one day.
    if understanding.values("template") == [DEFAULT_TEMPLATE] and aimed & set(shared):
        shared = [period for period in shared if period in aimed]
    pool = sorted(shared, key=lambda p: (p.end, p in aimed, p.start))
    if asked is None:
        return pool[-1]
    if match := best_match(asked, pool) or best_match(asked, areas):
        return match
    labels = ", ".join(period.label for period in sorted(areas, key=lambda p: (p.end, p.start))[-8:])
    raise Turned(f"No figure: nothing is printed for {asked.words}. Printed: {labels}.")


def _assumed(found: Any, period: Period) -> list[str]:
    if found is None or found.asked is None:
        return [f"period: {period.label}, the latest printed"]
    exact = found.asked.kind == period.kind and found.asked.end == period.end
    return [] if exact else [f"period: {period.label} for “{found.asked.words}”"]


def restated(lexicon: Lexicon, understanding: Understanding, **chosen: str) -> str:
    """The question with one of its readings chosen, in words that name nothing else; the rest stays as it was typed."""
    indicator = chosen.pop("indicator", None) or next(iter(understanding.indicators), "")
    parts = [lexicon.indicators[indicator].title] if indicator else []
    for meaning in understanding.meanings:
        if meaning.kind not in ("indicator", *chosen):
            parts.append(meaning.words)
    parts += [lexicon.words_for(kind, value) for kind, value in chosen.items()]
    return ", ".join(dict.fromkeys(parts))


def nearest(lexicon: Lexicon, understanding: Understanding) -> list[str]:
    """Questions that can be answered and share a word with this one."""
    words = set(folded(understanding.indicator_words)) - lexicon.filler
    scored = [(len(words & bag), name) for name, bag in lexicon.bags.items() if words & bag]
    scored.sort(key=lambda pair: -pair[0])
    return [lexicon.indicators[name].title for _, name in scored[:5]]


def several(choices: list[str]) -> Turned:
    """Readings that differ are offered as choices."""
    reason = "The question has several readings."
    if len(choices) > MOST_CHOICES:
        reason = f"The question has {len(choices)} readings; the first {MOST_CHOICES} are shown."
    return Turned(reason, choices[:MOST_CHOICES], "ambiguous")

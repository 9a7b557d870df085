"""From slots to a named template with its parameters: what is asked for decides, by the role that a template's header names.

Every slot that the question names must be taken by the template, or the question is turned away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dscp_tui.model.period import Asked, Period, parse_period
from dscp_tui.model.text import clipped
from dscp_tui.model.words import folded
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.matching import IN_TITLE, REORDERED
from dscp_tui.questions.periods import Found, Relative
from dscp_tui.questions.resolve import NotPrintedError, Printed, resolve
from dscp_tui.questions.understand import Reading, Understanding, template_of
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

MOST_CHOICES = 9
LEAST_FIT = 0.4
LEAST_FIT_INSTEAD = 0.6
"""How much of a name the words must be, so that the indicator is answered, or its slices in place of a total."""
_BROAD = re.compile(
    r"^\W*how (?:are|is|have|has) .*\b(?:doing|performing|getting on|faring|looking)\W*$", re.IGNORECASE
)
_PRINTED = """
SELECT
    o.period, o.area, o.dimension, o.category, t.figure IS NOT NULL AS has_target, s.covers,
    (SELECT list(DISTINCT f.source ORDER BY f.source) FROM figures AS f WHERE list_contains(o.figures, f.figure)) AS sources
FROM observations AS o
JOIN sources AS s ON s.id = o.source
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
WHERE o.indicator = $indicator
"""
_OTHERS = """
SELECT DISTINCT f.period, f.area, f.dimension, f.category, FALSE AS has_target, s.covers, [f.source] AS sources
FROM figures AS f
JOIN sources AS s ON s.id = f.source
WHERE f.indicator = $indicator AND ($role = 'any' AND f.role <> 'actual' OR f.role = $role)
ORDER BY f.period, f.area, f.dimension, f.category
"""
_BEFORE = """
SELECT count(*) FROM a_year_before
WHERE indicator = $indicator AND area = $area AND period = $period AND dimension = '' AND before IS NOT NULL
"""


class Turned(Exception):  # noqa: N818 - no error: the question is turned away, with a reason or with choices
    """A question that is not answered with figures."""

    def __init__(self, reason: str, choices: Sequence[str] = (), outcome: str = "unknown") -> None:
        super().__init__(reason)
        self.reason, self.choices, self.outcome = reason, list(choices), outcome


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One reading with one indicator, and the choice that follows from it."""

    reading: Reading
    indicator: str
    choice: Choice


class Chooser:
    """Chooses for one question."""

    def __init__(self, warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> None:
        self.warehouse, self.lexicon, self.understanding = warehouse, lexicon, understanding
        self.home = warehouse.meta["area"]
        self.periods = understanding.asked

    def choose(self) -> Choice:
        """The template that is meant, with its parameters. Raises Turned."""
        self._refuse_unknown()
        self._refuse_broad()
        possible, reasons, lost = self._possible(self.understanding.readings)
        if not possible and not any(turned.outcome == "ambiguous" for turned in reasons):
            possible = self._counted() or self._second_best()
        possible = self._of_hinted_unit(possible)
        if not possible:
            raise self._refusal(reasons)
        self._refuse_bare_letters(possible)
        different = {(one.choice.template.name, repr(sorted(one.choice.given.items()))): one for one in possible}
        if len(different) > 1:
            raise several(self._offered(one) for one in different.values())
        [chosen] = different.values()
        if chosen.indicator and self._is_far(chosen):
            raise several([restated(self.lexicon, self.understanding, chosen.reading, indicator=chosen.indicator)])
        chosen.choice.reading = chosen.reading
        chosen.choice.lost = lost
        if len(chosen.reading.matches) > 1:
            title = self.lexicon.indicators[chosen.indicator].title
            chosen.choice.assumed.insert(0, f"indicator: {title}, the only one that is printed for this")
        return chosen.choice

    def _is_far(self, one: _Candidate) -> bool:
        """Whether the words are only a small part of the one name that has them: it is offered, not answered.

        A slice that no other indicator has names its indicator well enough.
        """
        for category in one.reading.values("category"):
            if sum(any(known == category for _, known in slices) for slices in self.lexicon.slices.values()) == 1:
                return False
        fit = next(match.fit for match in one.reading.matches if match.indicator == one.indicator)
        return one.reading.level >= IN_TITLE and fit < LEAST_FIT

    def _refuse_bare_letters(self, possible: list[_Candidate]) -> None:
        """Letters alone may ask for what they stand for, or for the figure: offer both. Raises Turned."""
        letters = next(
            (reading for reading in self.understanding.lost if [m.kind for m in reading.meanings] == ["acronym"]), None
        )
        if (
            letters is None
            or letters.matches
            or letters.left
            or not possible[0].indicator
            or self.understanding.periods
        ):
            return
        figures = [restated(self.lexicon, self.understanding, one.reading, indicator=one.indicator) for one in possible]
        raise several([*figures, f"what is {letters.meanings[0].value}"])

    def _refuse_broad(self) -> None:
        """ "How are our care leavers doing": no one figure says it, where none of the indicators has a target. Raises Turned."""
        names = [match.indicator for reading in self.understanding.readings for match in reading.matches]
        if _BROAD.search(self.understanding.question) and names and not self.lexicon.aimed & set(names):
            raise several(self._of_theme(self.lexicon.indicators[names[0]].theme))

    def _offered(self, one: _Candidate) -> str:
        """A question that has only this reading."""
        if one.indicator:
            return restated(self.lexicon, self.understanding, one.reading, indicator=one.indicator)
        if letters := one.reading.values("acronym"):
            return f"what is {letters[0]}"
        return next(iter(one.choice.template.asks), one.choice.template.name)

    def _second_best(self) -> list[_Candidate]:
        """Where several indicators together cannot answer: the one that the words name as well."""
        best = self.understanding.readings[0].level
        others = [
            reading for reading in self.understanding.lost if reading.matches and reading.level == best <= IN_TITLE
        ]
        return self._possible(others)[0]

    def _possible(self, readings: list[Reading]) -> tuple[list[_Candidate], list[Turned], list[str]]:
        possible: list[_Candidate] = []
        reasons: list[Turned] = []
        lost: list[str] = []
        for reading in readings:
            for indicator in [match.indicator for match in reading.matches] or [""]:
                try:
                    choice = self._with_indicator(reading, indicator) if indicator else self._without_indicator(reading)
                    possible.append(_Candidate(reading, indicator, choice))
                except Turned as turned:
                    reasons.append(turned)
                    lost.append(f"{self._named(indicator)}: {turned.reason}")
        return possible, reasons, lost

    def _counted(self) -> list[_Candidate]:
        """Where a rate is not printed for what is asked, and no word asked for a rate: its count."""
        named = self.lexicon.units_named(set(self.understanding.keys))
        possible = []
        for reading in self.understanding.readings:
            for match in reading.matches:
                one = self.lexicon.indicators[match.indicator]
                if one.numerator and one.unit not in named:
                    with suppress(Turned):
                        choice = self._with_indicator(reading, one.numerator)
                        choice.assumed.insert(0, f"the number: “{one.title}” is not printed for this")
                        possible.append(_Candidate(reading, match.indicator, choice))
        return possible

    def _named(self, indicator: str) -> str:
        return self.lexicon.indicators[indicator].title if indicator else "no indicator"

    def _refuse_other_unit(self, indicator: str) -> None:
        """A share or a rate that is asked for in words is not answered with a count. Raises Turned."""
        words = set(self.understanding.keys) - self.lexicon.bags[indicator]
        named = self.lexicon.units_named(words) & self.lexicon.relative_units
        unit = self.lexicon.indicators[indicator].unit
        if named and unit not in self.lexicon.relative_units and "count" not in self.lexicon.units_named(words):
            raise Turned(f"No figure: of “{self._named(indicator)}” no rate or percentage is printed.")

    def _of_hinted_unit(self, possible: list[_Candidate]) -> list[_Candidate]:
        """Of several, those whose unit the question names ("how many days")."""
        if len(possible) < 2:
            return possible
        units = self.lexicon.units_named(set(self.understanding.keys))
        hinted = [one for one in possible if one.indicator and self.lexicon.indicators[one.indicator].unit in units]
        return hinted or possible

    def _refusal(self, reasons: list[Turned]) -> Turned:
        """Why nothing can be answered; several candidates that are all not printed for this are offered as they are."""
        readings = self.understanding.readings
        named = list(dict.fromkeys(m.indicator for reading in readings for m in reading.matches))
        if len(named) > 1:
            return several(restated(self.lexicon, self.understanding, readings[0], indicator=name) for name in named)
        refusal = reasons[0] if reasons else Turned("No figure: nothing is printed.")
        if named and not refusal.choices and (count := self.lexicon.indicators[named[0]].numerator):
            refusal.choices = [restated(self.lexicon, self.understanding, readings[0], indicator=count)]
        return refusal

    def _refuse_unknown(self) -> None:
        unknown = self.understanding.unknown
        if unknown or not self.understanding.readings:
            said = ", ".join(f"“{clipped(word, 40)}”" for word in unknown[:5])
            reason = (
                f"No figure: {said} is not among what is known here." if said else "No figure: no indicator is named."
            )
            raise Turned(reason, nearest(self.lexicon, self.understanding))

    # Without an indicator

    def _without_indicator(self, reading: Reading) -> Choice:
        kinds = {meaning.kind for meaning in reading.meanings}
        if "topic" in kinds:
            [meaning] = reading.meanings
            raise several(self.lexicon.of_kind(" ".join(folded(meaning.words)), "topic"))
        if "group" in kinds:
            return self._together(reading)
        if kinds == {"theme"}:
            raise several(self._of_theme(reading.values("theme")[0]))
        name = self._template_alone(reading)
        choice = Choice(self.warehouse.template(name))
        title = choice.template.title
        if "acronym" in choice.takes and not reading.values("acronym"):
            raise Turned(f"No figure: “{title}”, and none that is known is named.")
        if "indicator" in choice.takes:
            raise Turned(f"No figure: “{title}” of which indicator?")
        for kind in ("area", "scorecard", "status", "theme", "acronym"):
            values = reading.values(kind)
            if len(values) > 1:
                raise several(restated(self.lexicon, self.understanding, reading, **{kind: value}) for value in values)
            if values and values != [self.home] and kind not in choice.takes:
                raise Turned(f"No figure: “{title}” is not kept by {kind}.")
            if values and kind in choice.takes:
                choice.given[choice.takes[kind]] = values[0]
        self._period_alone(choice)
        return choice

    def _template_alone(self, reading: Reading) -> str:
        kinds = {meaning.kind for meaning in reading.meanings}
        if "acronym" in kinds and "acronym" in self.lexicon.roles:
            return self.lexicon.roles["acronym"]
        named = template_of(reading)
        if kinds & {"status", "scorecard"} and named in ([], [DEFAULT_TEMPLATE]) and "status" in self.lexicon.roles:
            return self.lexicon.roles["status"]
        if len(named) > 1:
            asks = [self.warehouse.template(name).asks for name in named]
            raise several(
                restated(self.lexicon, self.understanding, reading, template=phrases[0]) for phrases in asks if phrases
            )
        if not named:
            raise Turned("No figure: the question names no indicator.")
        return named[0]

    def _period_alone(self, choice: Choice) -> None:
        """A list that is kept for one period takes that one; else it may take the days between which it looks."""
        spans = {parameter.name for parameter in choice.template.parameters} & {"since", "until"}
        for found in self.periods:
            if isinstance(found.asked, Asked) and found.asked.start and found.asked.end and spans:
                choice.given |= {"since": found.asked.start.isoformat(), "until": found.asked.end.isoformat()}
            elif found.asked and not self._is_period_of_scorecards(choice, found):
                raise Turned(f"No figure: “{choice.template.title}” takes no period.")

    def _is_period_of_scorecards(self, choice: Choice, found: Found) -> bool:
        if "scorecard" not in choice.takes or not isinstance(found.asked, Asked):
            return isinstance(found.asked, Relative) and not found.asked.back and not found.asked.span
        periods = self.warehouse.query("SELECT DISTINCT period FROM scorecards").rows
        return any(found.asked.fits(parse_period(period)) for (period,) in periods)

    def _of_theme(self, theme: str) -> list[str]:
        """The indicators of a theme that a board looks at first: those with a target, then those printed most often."""
        found = self.warehouse.query(
            "SELECT i.title FROM indicators AS i JOIN figures AS f ON f.indicator = i.id WHERE i.theme = $theme "
            "GROUP BY i.title, i.position ORDER BY count(*) FILTER (WHERE f.role = 'target') > 0 DESC, count(*) DESC, i.position "
            "LIMIT $most",
            {"theme": theme, "most": MOST_CHOICES},
        )
        return [title for (title,) in found.rows]

    def _together(self, reading: Reading) -> Choice:
        """Several indicators side by side."""
        phrases = [" ".join(folded(m.words)) for m in reading.meanings if m.kind == "group"]
        members = list(dict.fromkeys(name for phrase in phrases for name in self.lexicon.of_kind(phrase, "group")))
        if reading.keys:
            members = [name for name in members if self.lexicon.bags[name] & reading.keys]
        return side_by_side(self, [(name, self.periods) for name in members], reading)

    # With an indicator

    def _with_indicator(self, reading: Reading, indicator: str) -> Choice:
        self._refuse_other_unit(indicator)
        areas = reading.values("area")
        against = sum(meaning.kind == "compare" for meaning in reading.meanings) + self._is_paired()
        if areas and against >= len(areas) and self.home not in areas:
            areas = [self.home, *areas]
        printed = self._of_source(reading, self.printed(indicator))
        if reading.values("role") or self.lexicon.roles.get("other") in reading.values("template"):
            return self._beside(reading, indicator, areas)
        special = [name for name in template_of(reading) if name != DEFAULT_TEMPLATE]
        if len(special) > 1:
            asks = [self.warehouse.template(name).asks for name in special]
            raise several(
                restated(self.lexicon, self.understanding, reading, indicator=indicator, template=phrases[0])
                for phrases in asks
            )
        name = special[0] if special else self.lexicon.roles.get(self._role(reading, areas, printed), DEFAULT_TEMPLATE)
        choice = Choice(self.warehouse.template(name))
        choice.given[choice.takes["indicator"]] = indicator
        here = self._place(reading, choice, areas, printed, indicator)
        if here or not choice.dated:
            try:
                return self._at_period(reading, choice, here)
            except Turned as turned:
                if special or self.periods == []:
                    raise
                return self._instead(reading, indicator, areas, choice, turned)
        if special or "period" not in choice.takes:
            raise self._nothing(indicator, areas, choice)
        return self._instead(reading, indicator, areas, choice)

    def printed(self, indicator: str) -> list[Printed]:
        """Where the readings of an indicator stand."""
        return self._standing(_PRINTED, {"indicator": indicator})

    def _standing(self, sql: str, given: dict[str, str]) -> list[Printed]:
        found = self.warehouse.query(sql, given).rows
        return [Printed(parse_period(period), *place, tuple(sources)) for period, *place, sources in found]

    def _of_source(self, reading: Reading, printed: list[Printed]) -> list[Printed]:
        """What the document that is named prints. Raises Turned where that is nothing."""
        sources = reading.values("source")
        if not sources:
            return printed
        kept = [one for one in printed if set(sources) & set(one.sources)]
        if not kept:
            raise Turned("No figure: the document that is named does not print this.")
        return kept

    def _beside(self, reading: Reading, indicator: str, areas: list[str]) -> Choice:
        """What is printed beside the actual value: its budget, forecast or assumption, in one table with it."""
        roles = reading.values("role") or ["any"]
        template = self.warehouse.template(self.lexicon.roles["other"])
        here = self._of_source(reading, self._standing(_OTHERS, {"indicator": indicator, "role": roles[0]}))
        area = areas[0] if areas else self.home
        here = [one for one in here if one.area == area]
        categories = reading.values("category")
        here = [one for one in here if one.category in categories] if categories else here
        if not here or len(roles) > 1 or reading.values("dimension"):
            raise Turned(f"No figure: of “{self._named(indicator)}” no {' or '.join(roles)} is printed.")
        choice = Choice(template, {"indicator": indicator} | ({"role": roles[0]} if roles != ["any"] else {}))
        choice.given |= {"area": areas[0]} if areas else {}
        choice.given |= {"category": categories[0]} if len(categories) == 1 else {}
        return self._at_period(reading, choice, here)

    def _is_paired(self) -> bool:
        return any(found.paired for found in self.periods)

    def _role(self, reading: Reading, areas: list[str], printed: list[Printed]) -> str:
        """What is asked for, by the slots that are named. A range that is not printed as one asks for what lies in it."""
        spans = [f for f in self.periods if isinstance(f.asked, Asked) and f.asked.kind == "range"]
        fitting = any(isinstance(f.asked, Asked) and f.asked.fits(one.period) for f in spans for one in printed)
        if len(spans) == 1 and not fitting:
            return "series"
        if len(areas) > 1:
            return "areas"
        if len(self.periods) > 1:
            return "periods" if reading.values("compare") or self._is_paired() or self._relative() else "series"
        if len(reading.values("category")) > 1 or reading.values("dimension"):
            return "parts"
        if reading.values("extreme") and sum(one.area == self.home and not one.dimension for one in printed) > 1:
            return "series"
        if reading.values("extreme"):
            return "parts"
        if any(found.since for found in self.periods) or self._in_one_year(printed):
            return "series"
        return "periods" if self._is_paired() or self._relative() else "value"

    def _in_one_year(self, printed: list[Printed]) -> bool:
        """Whether a calendar year is asked for in which several values end: all of them are shown."""
        years = [f.asked for f in self.periods if isinstance(f.asked, Asked) and f.asked.kind == "within"]
        return (
            bool(years)
            and len(
                {
                    one.period.end
                    for one in printed
                    if one.area == self.home and not one.dimension and years[0].fits(one.period)
                }
            )
            > 1
        )

    def _relative(self) -> bool:
        """Whether a period before the latest is asked for by that: the latest is shown beside it."""
        return any(isinstance(found.asked, Relative) and found.asked.back > 0 for found in self.periods)

    def _nothing(self, indicator: str, areas: list[str], choice: Choice) -> Turned:
        category = choice.given.get("category")
        part = f", {category}" if category else " as a whole"
        return Turned(
            f"No figure: of “{self._named(indicator)}” nothing is printed for {' and '.join(areas) or self.home}{part}."
        )

    def _instead(
        self, reading: Reading, indicator: str, areas: list[str], choice: Choice, why: Turned | None = None
    ) -> Choice:
        """No total is printed, but slices may be, or a budget or a forecast: show those, and say so. Raises Turned."""
        nothing = why or self._nothing(indicator, areas, choice)
        fit = max(match.fit for match in reading.matches)
        named = reading.level <= REORDERED or fit >= LEAST_FIT_INSTEAD
        if reading.values("category") or not named or len(areas) > 1 or len(self.periods) > 1:
            raise nothing
        area = areas[0] if areas else self.home
        for role, sql, said in (
            ("parts", _PRINTED, "all slices: no total is printed"),
            ("other", _OTHERS, "no actual value is printed: budgets, targets and forecasts are shown"),
        ):
            given = {"indicator": indicator} | ({"role": "any"} if role == "other" else {})
            here = [one for one in self._of_source(reading, self._standing(sql, given)) if one.area == area]
            here = [one for one in here if one.dimension] if role == "parts" else here
            if here and role in self.lexicon.roles:
                instead = Choice(self.warehouse.template(self.lexicon.roles[role]), {"indicator": indicator}, [said])
                if areas:
                    instead.given["area"] = area
                with suppress(Turned):
                    return self._at_period(reading, instead, here)
        raise nothing

    # Slots that say where a figure stands

    def _place(
        self, reading: Reading, choice: Choice, areas: list[str], printed: list[Printed], indicator: str
    ) -> list[Printed]:
        """Give the template its area and slice; what is printed there is left."""
        printed = self._areas(choice, areas, printed)
        categories, dimensions = reading.values("category"), reading.values("dimension")
        takes = choice.takes
        if "category" in takes:
            if len(categories) > 1 or dimensions:
                raise Turned(f"No figure: “{choice.template.title}” takes one slice.")
            dimension, category = self._slice(indicator, categories)
            if category:
                choice.given |= {takes["dimension"]: dimension, takes["category"]: category}
            return [one for one in printed if (one.dimension, one.category) == (dimension, category)]
        if "dimension" in takes:
            wanted = dimensions or list({self._slice(indicator, [one])[0] for one in categories})
            if len(wanted) > 1:
                raise Turned(f"No figure: “{choice.template.title}” takes one dimension.")
            if wanted:
                choice.given[takes["dimension"]] = wanted[0]
            return [one for one in printed if one.dimension and (not wanted or one.dimension == wanted[0])]
        if categories or dimensions:
            raise Turned(f"No figure: “{choice.template.title}” is not kept by slice.")
        return printed

    def _areas(self, choice: Choice, areas: list[str], printed: list[Printed]) -> list[Printed]:
        takes = choice.takes
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
        known = list(dict.fromkeys(one.area for one in printed))
        area = areas[0] if areas else known[0] if len(known) == 1 else self.home
        if areas or area != self.home:
            choice.given[takes["area"]] = area
        if not areas:
            choice.assumed.append(f"area: {area}" + (", the only one printed" if area != self.home else ""))
        return [one for one in printed if one.area == area]

    def _slice(self, indicator: str, categories: list[str]) -> tuple[str, str]:
        if not categories:
            return "", ""
        found = sorted(self.lexicon.slices.get(indicator, ()))
        return next((pair for pair in found if pair[1] == categories[0]), ("", ""))

    # Periods

    def _at_period(self, reading: Reading, choice: Choice, printed: list[Printed]) -> Choice:
        """Give the template its periods, resolved against what is printed."""
        try:
            return self._periods(reading, choice, printed)
        except NotPrintedError as missing:
            labels = ", ".join(one.label for one in _in_order(one.period for one in printed)[-8:])
            raise Turned(f"No figure: nothing is printed for {missing.words}. Printed: {labels}.") from None

    def _periods(self, reading: Reading, choice: Choice, printed: list[Printed]) -> Choice:
        slots = [parameter.name for parameter in choice.template.parameters if parameter.type == "period"]
        names = [parameter.name for parameter in choice.template.parameters]
        asked = self.periods
        if len(slots) == 2 and len(asked) == 1:
            return self._pair(reading, choice, slots, printed)
        if "periods" in choice.takes:
            found = [resolve(one, printed, shared=bool(reading.values("area"))) for one in asked or [None]]
            periods = list(dict.fromkeys(one.period.text for one in found))
            self._refuse_missing_areas(choice, printed, periods)
            choice.given[choice.takes["periods"]] = periods
            choice.assumed += [one.assumed for one in found if one.assumed]
        elif slots and len(asked) <= len(slots):
            for name, found in zip(slots, [*asked, *[None] * len(slots)], strict=False):
                self._give(reading, choice, name, found, printed)
        elif "since" in names and asked and not slots:
            self._span(choice, printed)
        elif asked and not choice.dated and "period_label" not in {column.name for column in choice.template.columns}:
            choice.assumed.append("period: none, this holds for all")
        elif asked:
            count = f"{len(slots)} period{'s' if len(slots) > 1 else ''}" if slots else "no period"
            raise Turned(f"No figure: “{choice.template.title}” takes {count}.")
        return choice

    @staticmethod
    def _refuse_missing_areas(choice: Choice, printed: list[Printed], periods: list[str]) -> None:
        """Areas set against each other are all printed for the period, or none is shown. Raises Turned."""
        there = {one.area for one in printed if one.period.text in periods}
        missing = [area for area in choice.given.get("areas", ()) if area not in there]
        if missing:
            labels = " or ".join(parse_period(period).label for period in periods)
            known = _in_order(one.period for one in printed if one.area == missing[0])
            said = ", ".join(period.label for period in known[-5:])
            raise Turned(f"No figure: nothing is printed for {' and '.join(missing)} at {labels}. Printed: {said}.")

    def _give(self, reading: Reading, choice: Choice, name: str, found: Found | None, printed: list[Printed]) -> Period:
        aimed = template_of(reading) == [DEFAULT_TEMPLATE]
        resolved = resolve(found, printed, shared=bool(reading.values("area")), aimed=aimed)
        choice.given[name] = resolved.period.text
        if resolved.assumed:
            choice.assumed.append(resolved.assumed)
        return resolved.period

    def _pair(self, reading: Reading, choice: Choice, slots: list[str], printed: list[Printed]) -> Choice:
        """A period before the latest, and the latest beside it; where the earlier one is only known from its counts, the
        answer for the latest says it."""
        [found] = self.periods
        asked = found.asked
        latest = (
            Found(0, 0, Relative(found.words, asked.unit, base=asked.base)) if isinstance(asked, Relative) else None
        )
        last = resolve(latest, printed).period
        try:
            first = resolve(found, printed).period
        except NotPrintedError as missing:
            if not isinstance(asked, Relative) or asked.unit != "year":
                raise
            return self._with_year_before(choice, last, missing)
        choice.given |= dict(zip(slots, (first.text, last.text), strict=True))
        choice.assumed.append(f"periods: {first.label} and {last.label} for “{found.words}”")
        return choice

    def _with_year_before(self, choice: Choice, last: Period, missing: NotPrintedError) -> Choice:
        given = {"indicator": choice.given["indicator"], "period": last.text}
        known = given | {"area": choice.given.get("area", self.home)}
        sliced = "category" in choice.given
        if sliced or not self.warehouse.query(_BEFORE, known).rows[0][0]:
            raise missing
        assumed = [*choice.assumed, f"period: {last.label}, with the year before from its printed counts"]
        return Choice(self.warehouse.template(DEFAULT_TEMPLATE), given, assumed)

    def _span(self, choice: Choice, printed: list[Printed]) -> None:
        """The days between which a series is asked for; a month or quarter of any year beside them narrows it."""
        base = self._base()
        asked = [found for found in self.periods if found.asked is not base] or self.periods
        ends = [self._end_of_span(found, printed) for found in asked]
        if len(asked) > 2:
            for found in asked:
                resolve(found, printed)
        choice.given["since"] = min(end.start for end in ends).isoformat()
        if len(asked) > 1 or not asked[0].since:
            choice.given["until"] = max(end.end for end in ends).isoformat()
        month = base.end_month if base else None
        if month and "month" in {parameter.name for parameter in choice.template.parameters}:
            choice.given["month"] = month
        days = (date.fromisoformat(choice.given["since"]), date.fromisoformat(choice.given.get("until", "9999-12-31")))
        within = [one.period for one in printed if days[0] <= one.period.end <= days[1]]
        if not any(month in (None, period.end.month) for period in within):
            raise NotPrintedError(" to ".join(dict.fromkeys(found.words for found in asked)))

    def _base(self) -> Asked | None:
        """The month or quarter of any year that is asked for ("March" of "March, the last 3 years")."""
        for found in self.periods:
            if isinstance(found.asked, Relative) and found.asked.base:
                return found.asked.base
            if isinstance(found.asked, Asked) and found.asked.end is None and len(self.periods) > 1:
                return found.asked
        return None

    def _end_of_span(self, found: Found, printed: list[Printed]) -> Period:
        """A span's end as it is named where that is exact, else as it is printed."""
        asked = found.asked
        if isinstance(asked, Relative) and asked.span:
            latest = max(printed, key=lambda one: one.period.end).period
            return _days(_years_before(latest.end, asked), latest.end)
        if isinstance(asked, Asked) and asked.start and asked.end:
            return _days(asked.start, asked.end)
        return resolve(found, printed).period


def _days(start: date, end: date) -> Period:
    return parse_period(f"{start.isoformat()}..{end.isoformat()}")


def _years_before(end: date, asked: Relative) -> date:
    """The first day on which a period of the span may end: just after the one that lies so many steps back."""
    months = end.year * 12 + end.month - 1 - asked.span * {"year": 12, "quarter": 3, "month": 1}[asked.unit]
    return date(months // 12, months % 12 + 1, 1) if end.day < 28 else _next_month(months)


def _next_month(months: int) -> date:
    return date((months + 1) // 12, (months + 1) % 12 + 1, 1)


def _in_order(periods: Iterable[Period]) -> list[Period]:
    return sorted(set(periods), key=lambda period: (period.end, period.start))


def side_by_side(chooser: Chooser, members: Sequence[tuple[str, Sequence[Found]]], reading: Reading) -> Choice:
    """Several indicators, each at the period that is asked for it. Raises Turned where none is printed for it."""
    template = chooser.warehouse.template(chooser.lexicon.roles["together"])
    areas = reading.values("area")
    area = areas[0] if areas else chooser.home
    sliced = bool(reading.values("dimension"))
    category = next(iter(reading.values("category")), "")
    kept: dict[str, str] = {}
    for member, periods in members:
        if len(periods) > 1:
            raise Turned(f"No figure: “{template.title}” takes one period for each.")
        here = [one for one in chooser.printed(member) if one.area == area and category in ("", one.category)]
        here = [one for one in here if bool(one.dimension) == sliced] or here
        with suppress(NotPrintedError):
            if here:
                kept[member] = resolve(periods[0] if periods else None, here).period.text
    if not kept:
        raise Turned(f"No figure: nothing is printed for {members[0][1][0].words if members[0][1] else area}.")
    left = [chooser.lexicon.indicators[name].title for name, _ in members if name not in kept]
    choice = Choice(template, {"indicators": list(kept), "periods": list(kept.values())}, [], reading)
    choice.assumed += [f"not printed for this: {', '.join(left)}"] if left else []
    choice.given |= {"category": category} if category else {}
    if areas:
        choice.given["area"] = area
    else:
        choice.assumed.append(f"area: {area}")
    return choice


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

"""An indicator with its slots: the template that is meant, and where in it the figure stands."""

from __future__ import annotations

from contextlib import suppress

from dscp_tui.model.period import Asked
from dscp_tui.model.words import folded
from dscp_tui.questions.dates import Dating
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE
from dscp_tui.questions.matching import REORDERED
from dscp_tui.questions.offers import Choice, OtherUnit, Turned, restated, several
from dscp_tui.questions.resolve import Printed
from dscp_tui.questions.understand import Reading, template_of

LEAST_FIT = 0.6
"""How much of a name the words must be, so that its slices are shown in place of a total."""


class Subject(Dating):
    """Chooses for readings that name an indicator."""

    def choose(self, reading: Reading, indicator: str) -> Choice:
        self._refuse_other_unit(reading, indicator)
        areas = reading.values("area")
        against = sum(meaning.kind == "compare" for meaning in reading.meanings) + self.is_paired
        if areas and against >= len(areas) and self.home not in areas:
            areas = [self.home, *areas]
        printed = self.of_source(reading, self.printed(indicator))
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
        if numbers := reading.values("number"):
            choice.given[choice.takes["number"]] = numbers[0]
        here = self._place(reading, choice, areas, printed, indicator)
        if here or not choice.dated:
            try:
                return self.at_period(reading, choice, here)
            except Turned as turned:
                if special or self.periods == []:
                    raise
                return self._instead(reading, indicator, areas, choice, turned)
        if special or "period" not in choice.takes:
            raise self._nothing(indicator, areas, choice)
        return self._instead(reading, indicator, areas, choice)

    def _refuse_other_unit(self, reading: Reading, indicator: str) -> None:
        """A share, a rate or a sum of money that is asked for in words is answered with nothing else, and "how many" with no
        rank or grade. Raises Turned."""
        taken = {word for meaning in reading.meanings for word in folded(meaning.words)}
        words = set(self.understanding.keys) - self.lexicon.bags[indicator] - taken
        named = {self.lexicon.families[unit] for unit in self.lexicon.units_named(words)}
        own = self.lexicon.families[self.lexicon.indicators[indicator].unit]
        asked = named & {"share", "rate", "money"} if "count" not in named else set()
        alike = {"share", "rate", "points"}
        if asked and own not in asked and not (asked & alike and own in alike):
            raise OtherUnit(f"No figure: of “{self.title(indicator)}” no {' or '.join(sorted(asked))} is printed.")
        if "count" in named and own in ("rank", "grade", "ratio"):
            raise OtherUnit(f"No figure: of “{self.title(indicator)}” no number is printed, only a {own}.")

    def _beside(self, reading: Reading, indicator: str, areas: list[str]) -> Choice:
        """What is printed beside the actual value: its budget, forecast or assumption, in one table with it."""
        roles = reading.values("role") or ["any"]
        template = self.warehouse.template(self.lexicon.roles["other"])
        here = self.of_source(reading, self.beside(indicator, roles[0]))
        area = areas[0] if areas else self.home
        here = [one for one in here if one.area == area]
        categories = reading.values("category")
        here = [one for one in here if one.category in categories] if categories else here
        if not here or len(roles) > 1 or reading.values("dimension"):
            raise Turned(f"No figure: of “{self.title(indicator)}” no {' or '.join(roles)} is printed.")
        choice = Choice(template, {"indicator": indicator} | ({"role": roles[0]} if roles != ["any"] else {}))
        choice.given |= {"area": areas[0]} if areas else {}
        choice.given |= {"category": categories[0]} if len(categories) == 1 else {}
        return self.at_period(reading, choice, here)

    def _role(self, reading: Reading, areas: list[str], printed: list[Printed]) -> str:
        """What is asked for, by the slots that are named. A range that is not printed as one asks for what lies in it."""
        earlier = self.is_paired or self.is_earlier
        totals = sum(one.area == self.home and not one.dimension for one in printed)
        sliced = len(reading.values("category")) > 1 or bool(reading.values("dimension"))
        spanned = any(found.since or found.until for found in self.periods)
        several = len(self.periods) > 1
        roles = (
            ("series", self._is_open_range(printed)),
            ("areas", len(areas) > 1),
            ("periods", several and (bool(reading.values("compare")) or earlier)),
            ("series", several),
            ("parts", sliced or (bool(reading.values("extreme")) and totals < 2)),
            ("series", bool(reading.values("extreme")) or spanned or self._in_one_year(printed)),
            ("periods", earlier),
        )
        return next((role for role, is_meant in roles if is_meant), "value")

    def _is_open_range(self, printed: list[Printed]) -> bool:
        """Whether the one range that is asked for is not printed as one."""
        spans = [f.asked for f in self.periods if isinstance(f.asked, Asked) and f.asked.kind == "range"]
        return len(spans) == 1 and not any(spans[0].fits(one.period) for one in printed)

    def _in_one_year(self, printed: list[Printed]) -> bool:
        """Whether a calendar year is asked for in which several values end: all of them are shown."""
        years = [f.asked for f in self.periods if isinstance(f.asked, Asked) and f.asked.kind == "within"]
        ends = {
            one.period.end
            for one in printed
            for year in years[:1]
            if one.area == self.home and not one.dimension and year.fits(one.period)
        }
        return len(ends) > 1

    def _nothing(self, indicator: str, areas: list[str], choice: Choice) -> Turned:
        category = choice.given.get("category")
        part = f", {category}" if category else " as a whole"
        return Turned(
            f"No figure: of “{self.title(indicator)}” nothing is printed for {' and '.join(areas) or self.home}{part}."
        )

    def _instead(
        self, reading: Reading, indicator: str, areas: list[str], choice: Choice, why: Turned | None = None
    ) -> Choice:
        """No total is printed, but slices may be, or a budget or a forecast: show those, and say so. Raises Turned."""
        nothing = why or self._nothing(indicator, areas, choice)
        fit = max(match.fit for match in reading.matches)
        named = reading.level <= REORDERED or fit >= LEAST_FIT
        if reading.values("category") or not named or len(areas) > 1 or len(self.periods) > 1:
            raise nothing
        area = areas[0] if areas else self.home
        for role, found, said in (
            ("parts", [one for one in self.printed(indicator) if one.dimension], "all slices: no total is printed"),
            (
                "other",
                self.beside(indicator, "any"),
                "no actual value is printed: budgets, targets and forecasts are shown",
            ),
        ):
            here = [one for one in found if one.area == area]
            if here and role in self.lexicon.roles:
                self.of_source(reading, here)
                instead = Choice(self.warehouse.template(self.lexicon.roles[role]), {"indicator": indicator}, [said])
                if areas:
                    instead.given["area"] = area
                with suppress(Turned):
                    return self.at_period(reading, instead, here)
        raise nothing

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
            of_categories = {self._slice(indicator, [one])[0] for one in categories}
            wanted = list(dict.fromkeys([*dimensions, *of_categories]))
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

"""An indicator with its slots: the template that is meant, and where in it the figure stands."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from dscp_tui.model.period import Asked
from dscp_tui.model.words import folded
from dscp_tui.questions.changes import printed_change
from dscp_tui.questions.dates import Dating
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE
from dscp_tui.questions.matching import REORDERED
from dscp_tui.questions.offers import Choice, OtherUnit, Turned, restated, several
from dscp_tui.questions.reading import Reading, template_of
from dscp_tui.questions.resolve import Printed

_PRICED = re.compile(r"\bhow much\b", re.IGNORECASE)
_ASKING = {"what", "where", "how", "which"}
ALL_AUTHORITIES = 100
"""As many areas as are held only where the whole of the published files is loaded."""
LEAST_FIT = 0.6
"""How much of a name the words must be, so that its slices are shown in place of a total."""


class Subject(Dating):
    """Chooses for readings that name an indicator."""

    def choose(self, reading: Reading, indicator: str) -> Choice:
        """The documents' figures, or published statistics where those are asked for or the documents have none. Raises Turned."""
        if published := reading if self.asks_published(reading) else self._within_longer(reading, indicator):
            return self._as_published(published, indicator)
        try:
            return self._as_printed(reading, indicator)
        except Turned as turned:
            if change := printed_change(self, reading, indicator):
                return change
            if plain := self._without_light_words(reading):
                with suppress(Turned):
                    return self._as_printed(plain, indicator)
            return self._published_instead(reading, indicator, turned)

    def _without_light_words(self, reading: Reading) -> Reading | None:
        """The reading without the words for a breakdown that say nothing else ("come from", "what happened to" something from
        then to now); None where it has none."""
        light = (self.lexicon.soft | self.lexicon.filler) - (set() if len(self.periods) > 1 else _ASKING)
        parts = self.lexicon.roles.get("parts")
        kept = tuple(
            meaning
            for meaning in reading.meanings
            if (meaning.kind, meaning.value) != ("template", parts) or not light.issuperset(folded(meaning.words))
        )
        return replace(reading, meanings=kept) if len(kept) < len(reading.meanings) else None

    def asks_published(self, reading: Reading) -> bool:
        """Whether its words ask for published statistics."""
        return any(self.lexicon.template(name).is_published for name in template_of(reading))

    def _within_longer(self, reading: Reading, indicator: str) -> Reading | None:
        """The reading that takes the word for an area ("national") for a part of a phrase that asks for published statistics."""
        areas = [meaning.words for meaning in reading.meanings if meaning.kind == "area"]
        for other in self.understanding.lost:
            phrases = [meaning.words for meaning in other.meanings if meaning.kind == "template"]
            taken = any(area in phrase for area in areas for phrase in phrases)
            if taken and self.asks_published(other) and any(match.indicator == indicator for match in other.matches):
                return other if len(other.meanings) == len(reading.meanings) else None
        return None

    def _as_published(self, reading: Reading, indicator: str) -> Choice:
        """Published statistics; what the documents say to the same words, where they are asked for a period of theirs or for
        more areas, or the indicator has no counterpart."""
        others = (one for one in self.understanding.lost if not self.asks_published(one))
        other = next((one for one in others if indicator in {match.indicator for match in one.matches}), None)
        if other and ((self.periods and not self._is_spanned) or reading.values("area")):
            with suppress(Turned):
                return self._as_printed(other, indicator)
        try:
            return self._published(reading, indicator, template_of(reading)[0])
        except Turned:
            if other is None:
                raise
            return self._as_printed(other, indicator)

    def _published_instead(self, reading: Reading, indicator: str, turned: Turned) -> Choice:
        """Where the documents print nothing for the areas that are named, or of the indicator at all: what is published.
        Raises Turned."""
        lists = [Choice(self.lexicon.template(name)) for one in self.understanding.lost for name in self._lists(one)]
        if lists:
            return lists[0]
        plain = {DEFAULT_TEMPLATE, *(self.lexicon.roles.get(role, "") for role in ("series", "areas"))}
        is_only_published = not self.printed(indicator) and bool(self.published(indicator))
        others = set(reading.values("area")) - {self.home}
        is_plain = not others and self.lexicon.roles.get("series") not in template_of(reading)
        if is_only_published and is_plain and self._is_of_documents_time():
            phrase = self.lexicon.template(self.lexicon.roles["published-series"]).asks[0]
            raise Turned(f"{turned.reason} It is published, though.", [f"{self.title(indicator)}, {phrase}"])
        asks_for_it = reading.values("area") or is_only_published
        if not asks_for_it or set(template_of(reading)) - plain or not self.published(indicator):
            raise turned
        whole = len({one.area for one in self.published(indicator)}) >= ALL_AUTHORITIES
        compared = self._is_spanned and reading.values("compare") and self._are_benchmarks(reading)
        named = reading.values("area")
        against = len(named) > 1 and (bool(reading.values("compare")) or self.home not in named)
        if not (whole or compared or is_only_published or against):
            raise self._offering_published(reading, indicator, turned)
        is_series = self.lexicon.roles.get("series") in template_of(reading)
        try:
            return self._published(
                reading, indicator, self.lexicon.roles["published-series" if is_series else "published"]
            )
        except Turned as other:
            # Why a document's area is not answered is better said by the documents.
            known = {one.area for one in self.printed(indicator)}
            raise turned if known.issuperset(reading.values("area")) else other from None

    def _is_of_documents_time(self) -> bool:
        """Whether what is asked for is of a time that the documents report on: nobody is to take another figure for theirs."""
        [(last,)] = self.warehouse.query("SELECT max(published) FROM sources WHERE kind = 'document'").rows
        named = [found.asked.end for found in self.periods if isinstance(found.asked, Asked) and found.asked.end]
        return not named or any(day <= last for day in named)

    def _are_benchmarks(self, reading: Reading) -> bool:
        """Whether our own area is set against the country, a region or the neighbours together, and no single authority."""
        others = [area for area in reading.values("area") if area != self.home]
        kinds = self.warehouse.query("SELECT kind FROM areas WHERE area = ANY($areas)", {"areas": others}).rows
        return bool(others) and all(kind != "authority" for (kind,) in kinds)

    def _offering_published(self, reading: Reading, indicator: str, turned: Turned) -> Turned:
        """The refusal, with the published statistics offered where they hold the areas: built in are a few authorities only,
        so that nobody takes one for what the documents say."""
        held = {one.area for one in self.published(indicator)}
        areas = [area for area in reading.values("area") if area in held]
        if turned.choices:
            return turned
        if not areas:
            hint = "`dscp national load` loads the published files of all authorities."
            return Turned(f"{turned.reason} {hint}", [], turned.outcome)
        phrase = self.lexicon.template(self.lexicon.roles["published-series"]).asks[0]
        return Turned(turned.reason, [f"{self.title(indicator)}, {phrase}, {' vs '.join(areas)}"], turned.outcome)

    def _lists(self, reading: Reading) -> list[str]:
        """The templates of published statistics that a reading without an indicator asks for, and that need none."""
        names = [] if reading.matches or not self.asks_published(reading) else template_of(reading)
        return [name for name in names if all(p.type != "indicator" for p in self.lexicon.template(name).parameters)]

    @property
    def _is_spanned(self) -> bool:
        return len(self.periods) > 1 or any(found.since or found.until for found in self.periods)

    def _published(self, reading: Reading, indicator: str, name: str) -> Choice:
        """A template of published statistics, or the series where a span is asked for that it does not take. Raises Turned."""
        template = self.lexicon.template(name)
        if self._is_spanned and "since" not in {parameter.name for parameter in template.parameters}:
            template = self.lexicon.template(self.lexicon.roles["published-series"])
        standing = self.published(indicator)
        if not standing:
            raise Turned(f"No figure: “{self.title(indicator)}” has no counterpart in the published statistics.")
        areas = self._areas_named(reading)
        if missing := [area for area in areas if area not in {one.area for one in standing}]:
            raise Turned(
                f"No figure: of “{self.title(indicator)}” no published value is held for {' and '.join(missing)}. "
                "`dscp national load` loads the published files of all authorities.",
                [f"{self.title(indicator)}, {self.lexicon.template(self.lexicon.roles['published-series']).asks[0]}"],
            )
        choice = Choice(template, {"indicator": indicator})
        here = self._place(reading, choice, areas, standing, indicator)
        if not here:
            raise self._nothing(indicator, areas, choice)
        return self.at_period(reading, choice, here)

    def _areas_named(self, reading: Reading) -> list[str]:
        """The areas that are named, our own among them where another is only set against it."""
        areas = reading.values("area")
        kinds = [meaning.kind for meaning in reading.meanings if meaning.kind in ("area", "compare")]
        against = kinds.count("compare") + self.is_paired
        set_against = areas and (against >= len(areas) or kinds[0] == "compare")
        return [self.home, *areas] if set_against and self.home not in areas else areas

    def _as_printed(self, reading: Reading, indicator: str) -> Choice:
        self._refuse_other_unit(reading, indicator)
        areas = self._areas_named(reading)
        printed = self.of_source(reading, self.printed(indicator))
        if reading.values("role") or self.lexicon.roles.get("other") in reading.values("template"):
            return self._beside(reading, indicator, areas)
        special = self._leading([name for name in template_of(reading) if name != DEFAULT_TEMPLATE])
        if len(special) > 1:
            asks = [self.warehouse.template(name).asks for name in special]
            raise several(
                restated(self.lexicon, self.understanding, reading, indicator=indicator, template=phrases[0])
                for phrases in asks
            )
        if special == [self.lexicon.roles.get("series")] and self.is_paired and len(self.periods) == 1:
            # "Up or down on last year" sets two periods against each other.
            special = [self.lexicon.roles["periods"]]
        name = special[0] if special else self.lexicon.roles.get(self._role(reading, areas, printed), DEFAULT_TEMPLATE)
        choice = Choice(self.warehouse.template(name))
        choice.given[choice.takes["indicator"]] = indicator
        if numbers := reading.values("number"):
            choice.given[choice.takes["number"]] = numbers[0]
        here = self._place(reading, choice, areas, printed, indicator)
        if choice.tells and not reading.values("category"):
            here = here or printed
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

    def _leading(self, special: list[str]) -> list[str]:
        """Of several templates those that lead: "why has it come down" asks why, and only says what came down."""
        why, series = (self.lexicon.roles.get(role) for role in ("why", "series"))
        return [why] if why and set(special) == {why, series} else special

    def _refuse_other_unit(self, reading: Reading, indicator: str) -> None:
        """A share, a rate or a sum of money that is asked for in words is answered with nothing else, and "how many" with no
        rank or grade. Raises Turned."""
        taken = {word for meaning in reading.meanings for word in folded(meaning.words)}
        words = set(self.understanding.keys) - self.lexicon.bags[indicator] - taken
        named = {self.lexicon.families[unit] for unit in self.lexicon.units_named(words)}
        own = self.lexicon.families[self.lexicon.indicators[indicator].unit]
        asked = named & {"share", "rate", "money", "posts"} if "count" not in named else set()
        alike = {"share", "rate", "points"}
        if asked and own not in asked and not (asked & alike and own in alike):
            raise OtherUnit(f"No figure: of “{self.title(indicator)}” no {' or '.join(sorted(asked))} is printed.")
        keys = set(self.understanding.keys)
        numbered = (
            bool(keys & self.lexicon.counted)
            and DEFAULT_TEMPLATE not in reading.values("template")
            and not keys & self.lexicon.shared
        )
        if numbered and own == "money" and not keys & self.lexicon.priced:
            raise OtherUnit(f"No figure: of “{self.title(indicator)}” no number is printed, only a sum of money.")
        if numbered and own in ("share", "rate") and not self.lexicon.indicators[indicator].numerator:
            raise OtherUnit(f"No figure: of “{self.title(indicator)}” no number is printed, only a {own}.")
        if own != "money" and _PRICED.search(self.understanding.question) and keys & self.lexicon.priced:
            raise OtherUnit(f"No figure: “{self.title(indicator)}” is no sum of money.")
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
        graded = bool(reading.matches) and self.lexicon.indicators[reading.matches[0].indicator].unit == "grade"
        roles = (
            ("series", self._is_open_range(printed)),
            ("areas", len(areas) > 1),
            ("periods", several and (bool(reading.values("compare")) or earlier)),
            ("series", several),
            (
                "parts",
                sliced
                or self._is_slice_against_all(reading, areas)
                or (bool(reading.values("extreme")) and totals < 2),
            ),
            ("series", bool(reading.values("extreme")) or spanned or (not graded and self._in_one_year(printed))),
            ("periods", earlier),
        )
        return next((role for role, is_meant in roles if is_meant), "value")

    def _is_slice_against_all(self, reading: Reading, areas: list[str]) -> bool:
        """Whether a slice is set against all of our own area: "children in care against all children here"."""
        compared = any(meaning.kind == "compare" for meaning in reading.meanings)
        return compared and areas == [self.home] and bool(reading.values("category")) and len(self.periods) < 2

    def _is_open_range(self, printed: list[Printed]) -> bool:
        """Whether the one range that is asked for is not printed as one, or the months are that it is told by."""
        spans = [f.asked for f in self.periods if isinstance(f.asked, Asked) and f.asked.kind == "range"]
        if len(spans) != 1 or spans[0].start is None or spans[0].end is None:
            return False
        start, end = spans[0].start, spans[0].end
        here = [one.period for one in printed if one.area == self.home and not one.dimension]
        months = {one.text for one in here if one.kind == "month" and start <= one.start and one.end <= end}
        return len(months) > 1 or not any(spans[0].fits(one.period) for one in printed)

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
        categories = reading.values("category")
        if len(categories) > 1 or not named or len(areas) > 1 or len(self.periods) > 1:
            raise nothing
        area = areas[0] if areas else self.home
        slices = [one for one in self.printed(indicator) if one.dimension]
        others = [one for one in self.beside(indicator, "any") if not categories or one.category == categories[0]]
        ways = [
            ("parts", [] if categories else slices, "all slices: no total is printed"),
            ("other", others, "no actual value is printed: budgets, targets and forecasts are shown"),
        ]
        # A target that is asked for goes before the slices.
        for role, found, said in reversed(ways) if DEFAULT_TEMPLATE in reading.values("template") else ways:
            here = [one for one in found if one.area == area]
            if here and role in self.lexicon.roles:
                self.of_source(reading, here)
                instead = Choice(self.warehouse.template(self.lexicon.roles[role]), {"indicator": indicator}, [said])
                if areas:
                    instead.given["area"] = area
                if categories:
                    instead.given["category"] = categories[0]
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
            dimension, category = self._slice(indicator, categories, printed)
            if not categories and len(areas) > 1:
                dimension, category = self._shared_slice(choice, areas, printed)
            if category:
                choice.given |= {takes["dimension"]: dimension, takes["category"]: category}
            return [one for one in printed if (one.dimension, one.category) == (dimension, category)]
        if "dimension" in takes:
            of_categories = {self._slice(indicator, [one], printed)[0] for one in categories}
            wanted = list(dict.fromkeys([*dimensions, *of_categories]))
            if len(wanted) > 1:
                raise Turned(f"No figure: “{choice.template.title}” takes one dimension.")
            if wanted:
                choice.given[takes["dimension"]] = wanted[0]
            return [one for one in printed if one.dimension and (not wanted or one.dimension == wanted[0])]
        if (categories or dimensions) and not choice.tells:
            raise Turned(f"No figure: “{choice.template.title}” is not kept by slice.")
        if categories or dimensions:
            choice.assumed.append("slice: none, all that is said of the indicator is shown")
        return printed

    @staticmethod
    def _shared_slice(choice: Choice, areas: list[str], printed: list[Printed]) -> tuple[str, str]:
        """The one slice that several areas share, where none of them has a total; else the total."""
        slices = [{(one.dimension, one.category) for one in printed if one.area == area} for area in areas]
        shared = set.intersection(*slices)
        if len(shared) != 1 or any(("", "") in of for of in slices):
            return "", ""
        [(dimension, category)] = shared
        choice.assumed.append(f"slice: {category}, the only one that is printed for all")
        return dimension, category

    def _areas(self, choice: Choice, areas: list[str], printed: list[Printed]) -> list[Printed]:
        takes = choice.takes
        if "areas" in takes:
            # Our own area beside "the other authorities" is one of all.
            areas = [] if areas == [self.home] else areas
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

    def _slice(self, indicator: str, categories: list[str], printed: list[Printed]) -> tuple[str, str]:
        """The dimension and the category that are meant: of several dimensions with the category, one that is printed."""
        if not categories:
            return "", ""
        there = {(one.dimension, one.category) for one in printed}
        found = sorted(self.lexicon.slices.get(indicator, ()), key=lambda pair: (pair not in there, pair))
        return next((pair for pair in found if pair[1] == categories[0]), ("", ""))

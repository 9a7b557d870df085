"""Questions that name no indicator: lists, scorecards, letters, groups of indicators, subjects too wide for a figure."""

from __future__ import annotations

from collections.abc import Sequence

from dscp_tui.model.period import Asked, parse_period
from dscp_tui.questions.asking import Asking
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE
from dscp_tui.questions.offers import MOST_CHOICES, Choice, Turned, restated, several
from dscp_tui.questions.periods import Found, Relative
from dscp_tui.questions.reading import Reading, template_of
from dscp_tui.questions.resolve import NotPrintedError, resolve


class Alone(Asking):
    """Chooses for readings that name no indicator."""

    def choose(self, reading: Reading) -> Choice:
        kinds = {meaning.kind for meaning in reading.meanings}
        if "topic" in kinds:
            [meaning] = reading.meanings
            raise several(self.lexicon.of_kind(meaning.value, "topic"))
        if "group" in kinds:
            return self._together(reading)
        if kinds == {"theme"}:
            raise several(self.of_theme(reading.values("theme")[0]))
        name = self._template_alone(reading)
        choice = Choice(self.warehouse.template(name))
        title = choice.template.title
        self._refuse_missing(reading, choice)
        for kind in ("area", "scorecard", "status", "theme", "acronym", "number"):
            values = reading.values(kind)
            if len(values) > 1:
                raise several(restated(self.lexicon, self.understanding, reading, **{kind: value}) for value in values)
            if values and values != [self.home] and kind not in choice.takes:
                raise Turned(f"No figure: “{title}” is not kept by {kind}.")
            if values and kind in choice.takes:
                choice.given[choice.takes[kind]] = values[0]
        self._period_alone(choice)
        return choice

    @staticmethod
    def _refuse_missing(reading: Reading, choice: Choice) -> None:
        """A template whose letters, number or indicator the question does not name. Raises Turned."""
        needed = {parameter.type for parameter in choice.template.parameters if parameter.default is None}
        missing = [kind for kind in ("acronym", "number", "indicator") if kind in needed and not reading.values(kind)]
        if "acronym" in missing:
            raise Turned("No figure: no indicator is named.")
        if missing:
            raise Turned(f"No figure: “{choice.template.title}” of which {missing[0]}? The question names none.")

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

    def of_theme(self, theme: str) -> list[str]:
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
        groups = reading.values("group")
        members = list(dict.fromkeys(name for phrase in groups for name in self.lexicon.of_kind(phrase, "group")))
        if reading.keys:
            members = [name for name in members if self.lexicon.bags[name] & reading.keys]
        return side_by_side(self, members, reading)


def side_by_side(asking: Asking, members: Sequence[str], reading: Reading) -> Choice:
    """The indicators of a group, each at the periods that are asked for. Raises Turned where none is printed for them."""
    template = asking.warehouse.template(asking.lexicon.roles["together"])
    areas = reading.values("area")
    area = areas[0] if areas else asking.home
    kept, missing = _standing_side_by_side(asking, members, reading, area)
    # Of several periods each must be there: the reader could not tell which one it is that is shown.
    if not kept or (missing and len(kept) + len(missing) > len(members)):
        words = missing[0][1].words if missing[0][1] else ""
        raise Turned(f"No figure: nothing is printed for {words or area}.")
    given = {
        name: list(values)
        for name, values in zip(("indicators", "periods", "slices"), zip(*kept, strict=True), strict=True)
    }
    left = ", ".join(asking.title(name) for name, _ in missing)
    choice = Choice(template, given, [f"not printed for this: {left}"] if left else [], reading)
    if areas:
        choice.given["area"] = area
    else:
        choice.assumed.append(f"area: {area}")
    return choice


def _standing_side_by_side(
    asking: Asking, members: Sequence[str], reading: Reading, area: str
) -> tuple[list[tuple[str, str, str]], list[tuple[str, Found | None]]]:
    """The indicators with the printed periods and the slices that are meant, and those of which nothing is printed for what is
    asked."""
    dimensions = reading.values("dimension")
    category = next(iter(reading.values("category")), "")
    wanted: Sequence[Found | None] = asking.periods or [None]
    kept: list[tuple[str, str, str]] = []
    missing: list[tuple[str, Found | None]] = []
    for member in members:
        here = [one for one in asking.printed(member) if one.area == area and category in ("", one.category)]
        here = [one for one in here if one.dimension in dimensions] if dimensions else here
        here = [one for one in here if bool(one.dimension) == bool(dimensions)] or here
        for found in wanted:
            try:
                period = resolve(found, here).period.text
            except NotPrintedError:
                missing.append((member, found))
            else:
                kept.append((member, period, f"{here[0].dimension}={category}" if category else "any"))
    return list(dict.fromkeys(kept)), missing

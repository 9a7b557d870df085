"""The periods of a question, given to a template: resolved against what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dscp_tui.model.period import Asked, Period, parse_period
from dscp_tui.questions.asking import Asking
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE
from dscp_tui.questions.offers import Choice, NotThen, PartOfYear, Turned
from dscp_tui.questions.periods import Found, Relative
from dscp_tui.questions.reading import Reading, template_of
from dscp_tui.questions.resolve import NotPrintedError, Printed, resolve

_TO = re.compile(r"^\s*(?:(?:to|until|till|through|up to)\b|[-–])", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\b", re.IGNORECASE)
_BEFORE = """
SELECT count(*) FROM a_year_before
WHERE indicator = $indicator AND area = $area AND period = $period AND dimension = '' AND before IS NOT NULL
"""


class Dating(Asking):
    """Gives templates their periods."""

    def at_period(self, reading: Reading, choice: Choice, printed: list[Printed]) -> Choice:
        """Give the template its periods, resolved against what is printed. Raises Turned."""
        try:
            return self._periods(reading, choice, printed)
        except NotPrintedError as missing:
            labels = ", ".join(one.label for one in _in_order(one.period for one in printed)[-8:])
            raise NotThen(f"No figure: nothing is printed for {missing.words}. Printed: {labels}.") from None

    def _periods(self, reading: Reading, choice: Choice, printed: list[Printed]) -> Choice:
        slots = [parameter.name for parameter in choice.template.parameters if parameter.type == "period"]
        names = [parameter.name for parameter in choice.template.parameters]
        asked = self.periods
        if len(slots) == 2 and len(asked) == 1:
            return self._pair(choice, slots, printed)
        if "periods" in choice.takes:
            wanted: list[Found | None] = [*asked] or [None]
            resolved = [resolve(one, printed, shared=bool(reading.values("area"))) for one in wanted]
            periods = list(dict.fromkeys(one.period.text for one in resolved))
            self._add_later_reports(choice, printed, asked, periods)
            self._refuse_missing_areas(choice, printed, periods)
            choice.given[choice.takes["periods"]] = periods
            choice.assumed += [one.assumed for one in resolved if one.assumed]
        elif slots and len(asked) <= len(slots):
            for name, found in zip(slots, [*asked, *[None] * len(slots)], strict=False):
                self._give(reading, choice, name, found, printed)
            self._refuse_missing_slices(reading, choice, printed)
        elif "since" in names and asked and not slots:
            self._span(choice, printed)
        elif asked and not choice.dated and "period_label" not in {column.name for column in choice.template.columns}:
            choice.assumed.append("period: none, this holds for all")
        elif asked:
            count = f"{len(slots)} period{'s' if len(slots) > 1 else ''}" if slots else "no period"
            raise Turned(f"No figure: “{choice.template.title}” takes {count}.")
        return choice

    def _refuse_missing_slices(self, reading: Reading, choice: Choice, printed: list[Printed]) -> None:
        """A slice that is named among others is printed for the period, and two periods are two. Raises Turned."""
        given = [choice.given[parameter.name] for parameter in choice.template.parameters if parameter.type == "period"]
        if len(set(given)) < len(given):
            raise Turned(f"No figure: only {parse_period(given[0]).label} is printed of these periods.")
        there = {one.category for one in printed if one.period.text in given}
        missing = [one for one in reading.values("category") if one not in there]
        if missing and "category" not in choice.takes:
            raise Turned(f"No figure: nothing is printed for {', '.join(missing)} in {parse_period(given[0]).label}.")

    @staticmethod
    def _add_later_reports(choice: Choice, printed: list[Printed], asked: list[Found], periods: list[str]) -> None:
        """Of a year, an area's own last period in it, where it is not printed for the same one as the others."""
        year = asked[0].asked if len(asked) == 1 else None
        if not isinstance(year, Asked) or year.kind != "year" or not year.start or not year.end:
            return
        for area in choice.given.get("areas", ()):
            own = _in_order(one.period for one in printed if one.area == area)
            within = [period for period in own if year.start <= period.start and period.end <= year.end]
            if within and not any(period.text in periods for period in own):
                periods.append(within[-1].text)
                choice.assumed.append(f"period: {within[-1].label} for {area}")

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
        self._refuse_part_of_year(choice, found, resolved.period)
        choice.given[name] = resolved.period.text
        if resolved.assumed:
            choice.assumed.append(resolved.assumed)
        return resolved.period

    def _refuse_part_of_year(self, choice: Choice, found: Found | None, period: Period) -> None:
        """What is counted over a year is not what is counted over its last quarter or month. Raises PartOfYear."""
        asked = found.asked if found else None
        indicator = choice.given.get(choice.takes.get("indicator", ""), "")
        counted = indicator and self.lexicon.families[self.lexicon.indicators[indicator].unit] == "count"
        if isinstance(asked, Asked) and asked.kind == "year" and counted and period.kind in ("quarter", "month"):
            raise PartOfYear(f"No figure: of {asked.words} only {period.label} is printed.")

    def _pair(self, choice: Choice, slots: list[str], printed: list[Printed]) -> Choice:
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
        asked = [found for found in self.periods if base is None or found.asked is not base] or self.periods
        ends = [self._end_of_span(found, printed) for found in asked]
        if asked[0].until:
            ends.append(min((one.period for one in printed), key=lambda period: period.end))
        if len(asked) > 1 and not self._is_stretch(asked):
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
        if len(within) == 1 and len(asked) == 1 and not asked[0].since and choice.template.chart == "line":
            # One point is no course: what led up to it is.
            choice.given["since"] = min(one.period.start for one in printed).isoformat()
        is_short = self._is_stretch(asked) and self._is_point(within, days)
        if is_short or not any(month in (None, period.end.month) for period in within):
            raise NotPrintedError(" to ".join(dict.fromkeys(found.words or "now" for found in asked)))

    def _is_stretch(self, asked: list[Found]) -> bool:
        """Whether two periods are the ends of what is asked for ("2014 to 2022"), so that neither needs to be printed."""
        if len(asked) != 2:
            return False
        text = self.understanding.question
        first, last = sorted(asked, key=lambda found: found.start)
        return first.since or bool(_TO.search(text[first.end : last.start]) or _BETWEEN.search(text[: first.end]))

    @staticmethod
    def _is_point(within: list[Period], days: tuple[date, date]) -> bool:
        """Whether of what lies between two days only one end is printed, and that not for all of it."""
        return len({period.end for period in within}) < 2 and all(period.start != days[0] for period in within)

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

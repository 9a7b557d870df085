"""Which printed period answers the one that is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from dscp_tui.model.period import Asked, Period, best_match, parse_period
from dscp_tui.questions.periods import Found, Relative

_LONGEST = {"month": 31, "quarter": 92}
"""As many days as a month and a quarter have at most."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A reading that is printed: where it stands in the indicator's figures, and what its source reports on."""

    period: Period
    area: str
    dimension: str
    category: str
    has_target: bool
    covers: str | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A printed period, and what was assumed in taking it for the one that was asked for."""

    period: Period
    assumed: str = ""


class NotPrintedError(Exception):
    """Nothing is printed for the period that is asked for; `words` say which."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def resolve(found: Found | None, printed: Sequence[Printed], *, shared: bool = False, aimed: bool = False) -> Resolved:
    """The printed period that is meant; without words for one, the latest.

    `shared`: several areas are compared, so the latest that most of them have. `aimed`: only what has a target, where
    anything has. Raises NotPrintedError.
    """
    if not printed:
        raise NotPrintedError(found.words if found else "")
    pool = _pool(printed, shared=shared, aimed=aimed)
    asked = found.asked if found else None
    if asked is None:
        return Resolved(pool[-1], f"period: {pool[-1].label}, the latest printed")
    if isinstance(asked, Relative):
        period = _relative(asked, pool)
        return Resolved(period, f"period: {period.label} for “{asked.words}”")
    if match := best_match(asked, pool) or best_match(asked, [one.period for one in printed]):
        exact = asked.kind == match.kind and asked.end == match.end
        return Resolved(match, "" if exact else f"period: {match.label} for “{asked.words}”")
    return _reported(asked, printed)


def _pool(printed: Sequence[Printed], *, shared: bool, aimed: bool) -> list[Period]:
    """The periods to choose from, the latest last; of those that end on one day, one with most slices, then one with a
    target, then the shorter."""
    parted = len({(one.dimension, one.category) for one in printed}) > 1
    areas: dict[Period, set[str]] = {}
    for one in printed:
        areas.setdefault(one.period, set()).add(one.area)
    most = max(len(of) for of in areas.values())
    periods = [period for period, of in areas.items() if len(of) == most] if shared else list(areas)
    with_target = {one.period for one in printed if one.has_target}
    if aimed and with_target & set(periods):
        periods = [period for period in periods if period in with_target]
    parts = Counter(one.period for one in printed)
    return sorted(periods, key=lambda p: (p.end, parts[p] if parted else 0, p in with_target, p.start))


def _relative(asked: Relative, pool: list[Period]) -> Period:
    """The latest, or one of its kind so much earlier. Raises NotPrintedError."""
    fitting = [period for period in pool if asked.base is None or asked.base.fits(period)]
    if not fitting:
        raise NotPrintedError(asked.words)
    # Of those that end on the last day, one of the kind that was named.
    latest = next((p for p in fitting if p.end == fitting[-1].end and p.kind == asked.unit), fitting[-1])
    if not asked.back:
        return latest
    wanted = step(latest, asked.unit, -asked.back)
    for period in pool:
        if wanted and (period == wanted or (period.end == wanted.end and period.kind == wanted.kind)):
            return period
    raise NotPrintedError(f"{asked.words} ({wanted.label})" if wanted else asked.words)


def step(period: Period, unit: str, by: int) -> Period | None:
    """The period so many years, quarters or months on (or back), of a day those that it lies in; None where the period is
    longer than that."""
    if unit == "year":
        for _ in range(-by):
            period = period.year_before
        return period if by <= 0 else None
    if (period.end - period.start).days > _LONGEST[unit]:
        return None
    months = period.end.year * 12 + period.end.month - 1
    if unit == "month":
        year, month = divmod(months + by, 12)
        return parse_period(f"{year:04d}-{month + 1:02d}")
    # Financial years begin in April, so January to March are the fourth quarter of the year before.
    year, number = divmod((months - 3) // 3 + by, 4)
    return parse_period(f"{year}/{(year + 1) % 100:02d} Q{number + 1}")


def _reported(asked: Asked, printed: Sequence[Printed]) -> Resolved:
    """What a report on the asked period prints, where it prints one period only: undated positions of a yearly report; or
    the one twelve months that lie mostly in the year that is asked for."""
    # What lies on a day of its own is no answer to another day.
    reported = printed if asked.kind in ("year", "within") else ()
    within = {one.period for one in reported if one.covers and asked.fits(parse_period(one.covers))}
    if len(within) == 1:
        [period] = within
        return Resolved(period, f"period: {period.label}, as the report on {asked.words} prints it")
    mostly = {one.period for one in printed if _lies_mostly_in(one.period, asked)}
    if len(mostly) == 1:
        [period] = mostly
        return Resolved(period, f"period: {period.label} for “{asked.words}”, which it mostly lies in")
    raise NotPrintedError(asked.words)


def _lies_mostly_in(period: Period, asked: Asked) -> bool:
    if asked.kind != "year" or period.kind != "range" or not asked.start or not asked.end:
        return False
    days = (period.end - period.start).days
    return 350 <= days <= 380 and asked.start <= period.start + timedelta(days=days // 2) <= asked.end

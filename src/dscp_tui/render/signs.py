"""Signs that stand beside words."""

from __future__ import annotations

from dscp_tui.model.status import DOUBT_SIGN, Status

_SIGNS = {
    Status.ON_TARGET: "●",
    Status.WITHIN_TOLERANCE: "◐",
    Status.OFF_TARGET: "▲",
    Status.NO_DATA: "○",
}
DISPUTED = "≠"
VARIATIONS = {"common_cause": "~", "improvement": "+", "concern": "!", "neutral": "·"}
"""What a published value says by the limits of its series; the words stand beside the sign where there is room, else in the help."""


def status_sign(status: str) -> str:
    """The sign of a status: `●` on target, `◐` within tolerance, `▲` off target, `○` no data."""
    return _SIGNS[Status(status)]


def status_words(status: str, *, doubted: bool = False) -> str:
    """A status as sign and word, never by colour alone; `?` behind it where the figure is not to be believed."""
    return f"{status_sign(status)} {Status(status).word}{f' {DOUBT_SIGN}' if doubted else ''}"


def direction(change: float | None, polarity: str) -> str:
    """Which way a change goes, judged by polarity: `▲ better`, `▼ worse`, `= same`, or just the way."""
    if change is None:
        return ""
    if change == 0:
        return "= same"
    way = "▲" if change > 0 else "▼"
    if polarity not in ("higher", "lower"):
        return way
    return f"{way} {'better' if (change > 0) == (polarity == 'higher') else 'worse'}"

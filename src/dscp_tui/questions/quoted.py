"""A number that a question only quotes ("how many of the 210 cases", "the £710k business case"): it is part of what the answer
says already, so the question is asked without it, and answered where a cited line prints it."""

from __future__ import annotations

import re

from dscp_tui.questions.answer import Answer
from dscp_tui.questions.relative import find_periods
from dscp_tui.warehouse.store import Warehouse

_NUMBER = r"£?\d[\d,]*(?:\.\d+)?(?:k|m|%)?"
_BOUND = "working|days?|weeks?|months?|years?|yrs?|hours?|or|and|to|plus|per"
"""What stands after a number that bounds what is counted ("within the 20 working days")."""
_QUOTED = re.compile(
    rf"(?:(?<=\bthe )|(?<=\bthose )|(?<=\bthese )|(?=£)){_NUMBER}(?=\s+(?!(?:{_BOUND})\b)[a-z])", re.IGNORECASE
)
_BESIDE = """
SELECT f.printed FROM figures AS f
JOIN figures AS shown ON shown.source = f.source AND shown.line = f.line
WHERE list_contains($figures, shown.figure)
"""


def quoted(question: str) -> list[str]:
    """The numbers that stand before what they count, outside any period."""
    periods = find_periods(question)
    return [
        found[0]
        for found in _QUOTED.finditer(question)
        if not any(period.start < found.end() and found.start() < period.end for period in periods)
    ]


def without(question: str, numbers: list[str]) -> str:
    """The question with each of the numbers left out once."""
    for number in numbers:
        question = question.replace(number, "", 1)
    return " ".join(question.split())


def prints(warehouse: Warehouse, answer: Answer, numbers: list[str]) -> bool:
    """Whether the lines that an answer cites print each of the numbers, and the answer is more than one of them told again:
    "what happened to the 8 young people" asks for no 8."""
    wanted = {_plain(number) for number in numbers}
    figures = [cited["figure"] for cited in answer.citations]
    if not figures or (len(answer.rows) == 1 and wanted & _numbers(answer.citations[0]["printed"])):
        return False
    rows = warehouse.query(_BESIDE, {"figures": figures}).rows
    return wanted <= {number for (token,) in rows for number in _numbers(token)}


def _numbers(token: str) -> set[str]:
    return {_plain(number) for number in re.findall(_NUMBER, token)}


def _plain(number: str) -> str:
    return number.casefold().replace("£", "").replace(",", "")

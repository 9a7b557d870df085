"""What was known then: a question that asks for the knowledge of another day ("what did we know in 2022 about ...")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dscp_tui.model.period import Asked, day_label
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.periods import named_periods

_WHO = r"(?:we|they|you|anyone|people|the [\w' -]{2,40}?)"
_KNEW = re.compile(
    rf"\W*what (?:(?:did|would|could) {_WHO} (?:already )?know|had {_WHO} (?:already )?(?:known|been told)|was (?:already )?known|had been published)\b"
)
_LEAD = r"(?:\s*,?\s*(?:already|as of|as at|at the end of|by the end of|at|on|by|in|during|before|back in))*\s*"
_ABOUT = re.compile(r"[\s,:]*(?:about|of|on|regarding|concerning|for)\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Then:
    """A question, and the day whose knowledge is to answer it. Without words of its own it asks for everything."""

    day: date
    question: str

    def told(self, answer: Answer, question: str) -> Answer:
        """An answer of that day as the answer to the whole question; what can be asked again asks for that day too."""
        answer.question = question
        answer.canonical = self._asked(answer.canonical) if answer.canonical else ""
        answer.choices = [self._asked(choice) for choice in answer.choices]
        answer.assumed.insert(0, f"as of {day_label(self.day)}: what was published later is left out")
        return answer

    def _asked(self, question: str) -> str:
        return f"what did we know on {day_label(self.day)} about {question}"


def asked_then(question: str) -> Then | None:
    """The question and the day, where a question asks for what was known; None where it does not, or names no day."""
    low = question.casefold()
    opening = _KNEW.match(low)
    if opening is None or len(low) != len(question):
        return None
    for found in named_periods(question, low):
        end = found.asked.end if isinstance(found.asked, Asked) else None
        lead = re.search(rf"{_LEAD}$", low[opening.end() : found.start])
        start = opening.end() + (lead.start() if lead else 0)
        # Next to the knowledge, or at the very end: elsewhere the period belongs to what is asked.
        if end and (start == opening.end() or not low[found.end :].strip(" ?.!")):
            rest = f"{question[opening.end() : start]} {question[found.end :]}".strip(" ?.!,")
            return Then(end, _ABOUT.sub("", rest, count=1) if _ABOUT.match(rest) else rest)
    return None

"""From readings to the one template with its parameters that is meant; else choices, or a refusal that says why.

Every slot that the question names must be taken by the template, or the question is turned away.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from dscp_tui.model.words import folded, words_of
from dscp_tui.questions.alone import Alone
from dscp_tui.questions.asking import Asking
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.matching import IN_DEFINITION, IN_NAMES, IN_ONE_NAME, IN_TITLE, REORDERED
from dscp_tui.questions.offers import Choice, NotThen, OtherUnit, PartOfYear, Turned, not_understood, restated, several
from dscp_tui.questions.reading import Reading, Understanding
from dscp_tui.questions.subject import Subject
from dscp_tui.questions.understand import NAMING, Reader
from dscp_tui.warehouse.store import Warehouse

LEAST_FITS = {IN_TITLE: 0.7, IN_ONE_NAME: 0.55, IN_NAMES: 0.6, IN_DEFINITION: 0.7}
LEAST_FIT, LEAST_WITH_SLICE = 0.5, 0.4
"""How much of a name the words must be, so that the indicator is answered rather than offered; less beside a slice."""
MOST_TRIED = 4
"""What names more indicators than this is no question to be offered in place of another."""
_BROAD = re.compile(
    r"^\W*how (?:are|is|have|has) .*\b(?:doing|performing|getting on|faring|looking\W*$)|\bperformance\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One reading with one indicator, and the choice that follows from it."""

    reading: Reading
    indicator: str
    choice: Choice


class Chooser(Asking):
    """Chooses for one question."""

    def __init__(self, warehouse: Warehouse, lexicon: Lexicon, understanding: Understanding) -> None:
        super().__init__(warehouse, lexicon, understanding)
        self._subject = Subject(warehouse, lexicon, understanding)
        self._alone = Alone(warehouse, lexicon, understanding)

    def choose(self) -> Choice:
        """The template that is meant, with its parameters. Raises Turned."""
        self._refuse_unknown()
        self._refuse_broad()
        if letters := self._letters_asked():
            return self._alone.choose(letters)
        possible, reasons, lost = self._possible(self.understanding.readings)
        if not possible and not any(turned.outcome == "ambiguous" for turned in reasons):
            possible = self._counted() or self._shared(reasons) or self._second_best(reasons)
        possible = self._printed_first(possible)
        printed = self._of_whole_year(possible, reasons)
        possible = self._of_hinted_unit(printed)
        if not possible:
            raise self._refusal(reasons)
        self._refuse_bare_letters(possible)
        different = {(one.choice.template.name, repr(sorted(one.choice.given.items()))): one for one in possible}
        if len(different) > 1:
            raise several(self._offered(one) for one in different.values())
        [chosen] = different.values()
        if chosen.indicator and (self._is_far(chosen) or self._is_left_over(chosen)):
            raise several([restated(self.lexicon, self.understanding, chosen.reading, indicator=chosen.indicator)])
        chosen.choice.reading = chosen.reading
        chosen.choice.lost = lost
        if len(chosen.reading.matches) > 1:
            title = self.lexicon.indicators[chosen.indicator].title
            only = (
                "the only one that is printed for this" if len(printed) == 1 else "the kind of number that is asked for"
            )
            chosen.choice.assumed.insert(0, f"indicator: {title}, {only}")
        return chosen.choice

    def _printed_first(self, possible: list[_Candidate]) -> list[_Candidate]:
        """What a document prints goes before what is only published: of another candidate, or the count of a rate."""
        published = [one for one in possible if one.choice.template.is_published]
        if not published or len(published) < len(possible):
            return [one for one in possible if one not in published]
        if any(self._subject.asks_published(one.reading) for one in published):
            return possible
        return [one for one in self._counted() if not one.choice.template.is_published] or possible

    def _is_far(self, one: _Candidate) -> bool:
        """Whether the words are only a small part of the one name that has them: it is offered, not answered.

        A slice of several words that no other indicator has names its indicator well enough.
        """
        level = one.reading.level
        slices = [meaning for meaning in one.reading.meanings if meaning.kind == "category"]
        if level < IN_TITLE or (level == IN_DEFINITION and slices):
            return level == IN_DEFINITION
        bare = self.lexicon.soft.issuperset(folded(one.reading.words))
        long = [meaning for meaning in slices if meaning.words.count(" ") + 1 >= (NAMING if bare else 2)]
        if any(len(self.lexicon.having["category", meaning.value]) == 1 for meaning in long):
            return False
        least = (LEAST_WITH_SLICE if long else LEAST_FIT) if slices else LEAST_FITS[level]
        return next(match.fit for match in one.reading.matches if match.indicator == one.indicator) < least

    def _is_left_over(self, one: _Candidate) -> bool:
        """Whether it is one of several that are named loosely, or is another kind of number and no count, and only the others are
        not printed."""
        families = {m.indicator: self._family(m.indicator) for m in one.reading.matches}
        other = (
            len(set(families.values())) > 1
            and self._family(one.choice.given.get("indicator", one.indicator)) != "count"
        )
        return len(families) > 1 and (one.reading.level >= IN_TITLE or other)

    def _family(self, indicator: str) -> str:
        return self.lexicon.families[self.lexicon.indicators[indicator].unit]

    def _letters_asked(self) -> Reading | None:
        """ "PLO?": letters and a question mark, and nothing else, ask what they stand for."""
        if not re.fullmatch(r"\s*[A-Za-z&]{2,7}\s*\?\s*", self.understanding.question):
            return None
        readings = [*self.understanding.readings, *self.understanding.lost]
        return next((one for one in readings if [m.kind for m in one.meanings] == ["acronym"] and not one.left), None)

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
        templates = [reading.values("template") for reading in self.understanding.readings]
        if (
            re.match(r"\W*who\b", self.understanding.question, re.IGNORECASE)
            and not any(templates)
            and not self._who_is_named()
        ):
            raise Turned("No figure: who is counted is not a figure. Ask for the definition.")
        names = [match.indicator for reading in self.understanding.readings for match in reading.matches]
        spelled = " ".join(self.understanding.guessed.get(word, word) for word in words_of(self.understanding.question))
        if _BROAD.search(spelled) and names and not self.lexicon.aimed & set(names):
            raise several(self._alone.of_theme(self.lexicon.indicators[names[0]].theme))

    def _who_is_named(self) -> bool:
        """Whether a phrase that begins with "who" is known: of a breakdown, or of what is printed as a rank."""
        words = folded(self.understanding.question)
        phrases = (" ".join(words[:size]) for size in range(2, self.lexicon.longest + 1))
        return any(self.lexicon.of_kind(phrase, kind) for phrase in phrases for kind in ("dimension", "indicator"))

    def _offered(self, one: _Candidate) -> str:
        """A question that has only this reading."""
        if one.indicator:
            return restated(self.lexicon, self.understanding, one.reading, indicator=one.indicator)
        if letters := one.reading.values("acronym"):
            return f"what is {letters[0]}"
        return next(iter(one.choice.template.asks), one.choice.template.name)

    def _second_best(self, reasons: list[Turned]) -> list[_Candidate]:
        """Where several indicators together cannot answer, or only with another kind of number or for another time: what the
        words name as well."""
        other_unit = bool(reasons) and all(isinstance(reason, (OtherUnit, NotThen)) for reason in reasons)
        if not other_unit and any(reading.matches for reading in self.understanding.readings):
            return []
        return self._possible([reading for reading in self.understanding.lost if reading.level <= REORDERED])[0]

    def _possible(self, readings: list[Reading]) -> tuple[list[_Candidate], list[Turned], list[str]]:
        possible: list[_Candidate] = []
        reasons: list[Turned] = []
        lost: list[str] = []
        for reading in readings:
            for indicator in [match.indicator for match in reading.matches] or [""]:
                try:
                    choice = self._subject.choose(reading, indicator) if indicator else self._alone.choose(reading)
                    possible.append(_Candidate(reading, indicator, choice))
                except Turned as turned:
                    reasons.append(turned)
                    lost.append(f"{self.title(indicator)}: {turned.reason}")
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
                        choice = self._subject.choose(reading, one.numerator)
                        choice.assumed.insert(0, f"the number: “{one.title}” is not printed for this")
                        possible.append(_Candidate(reading, match.indicator, choice))
        return possible

    def _shared(self, reasons: list[Turned]) -> list[_Candidate]:
        """Where a share is asked for of what is counted: the shares that have the count above the line."""
        if not any(isinstance(reason, OtherUnit) for reason in reasons):
            return []
        possible = []
        for reading in self.understanding.readings:
            for match in reading.matches:
                for name, one in self.lexicon.indicators.items():
                    if one.numerator == match.indicator:
                        with suppress(Turned):
                            choice = self._subject.choose(reading, name)
                            possible.append(_Candidate(reading, match.indicator, choice))
        return possible

    def _of_whole_year(self, possible: list[_Candidate], reasons: list[Turned]) -> list[_Candidate]:
        """Where a count is printed for a part of the year only, no rate steps in for it. Raises Turned."""
        part = next((turned for turned in reasons if isinstance(turned, PartOfYear)), None)
        if part is None:
            return possible
        counts = [one for one in possible if self.lexicon.indicators[one.indicator].unit == "count"]
        if not counts:
            raise part
        return counts

    def _of_hinted_unit(self, possible: list[_Candidate]) -> list[_Candidate]:
        """Of several, those whose unit the question names ("how many days"); of a count and what only took time, the count
        for a period that is named."""
        if len(possible) < 2:
            return possible
        units = self.lexicon.units_named(set(self.understanding.keys))
        hinted = [one for one in possible if one.indicator and self.lexicon.indicators[one.indicator].unit in units]
        if hinted or not self.understanding.periods:
            return hinted or possible
        counted = [one for one in possible if self._family(one.choice.given.get("indicator", one.indicator)) == "count"]
        rest = {self._family(one.indicator) for one in possible if one not in counted and one.indicator}
        return counted if len(counted) == 1 and rest <= {"days", "months"} else possible

    def _refusal(self, reasons: list[Turned]) -> Turned:
        """Why nothing can be answered; several candidates that are all not printed for this are offered as they are."""
        readings = self.understanding.readings
        named = list(dict.fromkeys(m.indicator for reading in readings for m in reading.matches))
        if len(named) > 1:
            return several(restated(self.lexicon, self.understanding, readings[0], indicator=name) for name in named)
        refusal = reasons[0] if reasons else Turned("No figure: nothing is printed.")
        if named and not refusal.choices and (count := self.lexicon.indicators[named[0]].numerator):
            with suppress(Turned):
                self._subject.choose(readings[0], count)
                refusal.choices = [restated(self.lexicon, self.understanding, readings[0], indicator=count)]
        return refusal

    def _refuse_unknown(self) -> None:
        """A question of which not every word is understood is no question. Raises Turned."""
        if self.understanding.unknown or not self.understanding.readings:
            raise not_understood(self.lexicon, self.understanding, self._tried)

    def _tried(self, question: str) -> str:
        """A question in words to be asked again, where it can be answered; else nothing."""
        understanding = _reader_of(self.lexicon).understand(question)
        candidates = sum(len(reading.matches) for reading in understanding.readings)
        if not understanding.readings or candidates > MOST_TRIED:
            return ""
        try:
            choice = Chooser(self.warehouse, self.lexicon, understanding).choose()
        except Turned:
            return ""
        indicator = choice.given.get(choice.takes.get("indicator", ""), "")
        if choice.reading is None or indicator not in self.lexicon.indicators:
            return question
        return restated(self.lexicon, understanding, choice.reading, indicator=indicator)


@lru_cache(maxsize=1)
def _reader_of(lexicon: Lexicon) -> Reader:
    """A reader costs more than what it reads."""
    return Reader(lexicon)

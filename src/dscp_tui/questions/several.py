"""Questions that name several things at once: "number and rate", "attendees and hours", "this, that and the other"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dscp_tui.model.period import Asked
from dscp_tui.model.words import folded
from dscp_tui.questions.choose import MOST_TRIED, Chooser
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.matching import REORDERED
from dscp_tui.questions.offers import Choice, Turned
from dscp_tui.questions.parted import Parted, part, ways
from dscp_tui.questions.reading import Reading, Understanding
from dscp_tui.questions.understand import Reader
from dscp_tui.warehouse.store import Warehouse

LEAST_ALIKE = 2
"""How many telling words the titles of two indicators of one subject share."""
_SECOND = re.compile(r"\band (?:out of )?how (?:many|much)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\s*(?:how (?:many|much)|what|which)\b", re.IGNORECASE)
_SLOTS = ("category", "dimension", "source")
"""What is said of one thing only where it is said of all, or in a clause of its own."""
ACTUAL = "actual"
_BESIDE = ("budget", "target", "tolerance", "any")
"""What the row of an actual value shows beside it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the things that are named: an indicator at a period, of a slice (`dimension=category`; all of a dimension
    without a category; "any" for all there are), and what is printed of it."""

    indicator: str
    period: str
    slice: str = ""
    role: str = ACTUAL

    @property
    def is_of_all_slices(self) -> bool:
        return self.slice == "any" or self.slice.endswith("=")


_Read = tuple[Choice, Thing]


class Several:
    """Reads one question as several things side by side."""

    def __init__(self, warehouse: Warehouse, reader: Reader, whole: Understanding) -> None:
        self._warehouse, self._reader, self._whole = warehouse, reader, whole
        self._lexicon = reader.lexicon
        self.is_one = False
        """Whether the parts turned out to ask several things of one."""
        self._known: dict[str, _Read | None] = {}
        self._offered: dict[str, list[str]] = {}

    def choose(self, *, even_by_commas: bool) -> Choice | None:
        """The things that a question names, side by side, of all ways to take it one that names each as it is; None where any part
        of it is not understood."""
        if "together" not in self._lexicon.roles:
            return None
        parted = part(self._whole.question, self._whole.periods, self._lexicon)
        if len(parted.parts) < 2 or (parted.is_by_commas and not even_by_commas):
            return None
        loosely: Choice | None = None
        for texts in (*ways(parted, self._lexicon), *self._leaning(parted)):
            found = self._read_all(texts)
            if self._is_asked_of_one(found):
                self.is_one = True
                return None
            if found and (choice := self._together(found)):
                if all(one.reading and one.reading.level <= REORDERED for one, _ in found):
                    return choice
                loosely = loosely or choice
        return loosely

    @staticmethod
    def _is_asked_of_one(found: list[_Read]) -> bool:
        """Whether all parts say the same words of one thing, and only ask something else of it ("target and tolerance")."""
        words = {choice.reading.words for choice, _ in found if choice.reading}
        return len(words) == 1 and len({thing for _, thing in found}) == 1

    def _read_all(self, texts: tuple[str, ...]) -> list[_Read]:
        """What each part of one way to take the question names; nothing where one is not understood, or where nobody can tell
        whether what is said of one is said of the others."""
        read: list[_Read | None] = []
        for text in texts:
            read.append(self._thing(text))
            if read[-1] is None and not self._offered.get(text):
                return []
        found = [one or self._alike(text, read) for text, one in zip(texts, read, strict=True)]
        kept = [one for one in found if one]
        return kept if len(kept) == len(texts) and not self._is_lopsided(texts, kept) else []

    def _together(self, found: list[_Read]) -> Choice | None:
        """The things side by side, or the one that shows them all; None where all are one, or a word of it tells nothing."""
        found = self._distinct(found)
        kept = [one for one in found if not any(self._is_shown_with(one[1], other) for _, other in found)]
        if len(kept) > 1:
            return self._side_by_side([thing for _, thing in kept], found)
        return kept[0][0] if kept and len(found) > 1 else None

    @staticmethod
    def _distinct(found: list[_Read]) -> list[_Read]:
        """The things without those named twice; none where one is the same as another only because a word of it tells
        nothing here."""
        twice = [thing for _, thing in found]
        for choice, thing in found:
            if twice.count(thing) > 1 and choice.reading and (choice.reading.left or choice.reading.matches[0].lost):
                return []
        return list({thing: (choice, thing) for choice, thing in found}.values())

    def _alike(self, text: str, read: list[_Read | None]) -> _Read | None:
        """Of several readings of a part, the one that is a number of the same kind, subject and time as the other things."""
        kinds = {self._kind(one[1]) for one in read if one}
        offered = [self._thing(choice) for choice in self._offered.get(text, ())]
        alike = [one for one in offered if one and {self._kind(one[1])} == kinds]
        return alike[0] if len(alike) == 1 else None

    def _kind(self, thing: Thing) -> tuple[str, str, str]:
        indicator = self._lexicon.indicators[thing.indicator]
        return indicator.unit, indicator.theme, thing.period

    def _is_shown_with(self, one: Thing, other: Thing) -> bool:
        """Whether another thing shows this one too: all slices each of them, a rate its count, an actual value its budget and
        target."""
        if one == other or one.period != other.period or other.role != ACTUAL:
            return False
        is_same = one.indicator == other.indicator
        if is_same and other.is_of_all_slices:
            return True
        counts = self._lexicon.indicators[other.indicator].numerator == one.indicator
        shows = counts if one.role == ACTUAL else is_same and one.role in _BESIDE
        return shows and one.slice == other.slice

    def _side_by_side(self, things: list[Thing], found: list[_Read]) -> Choice:
        given = {
            "indicators": [one.indicator for one in things],
            "periods": [one.period for one in things],
            "slices": [one.slice for one in things],
            "roles": [one.role for one in things],
        }
        assumed = list(dict.fromkeys(said for choice, _ in found for said in choice.assumed))
        meanings = dict.fromkeys(m for choice, _ in found if choice.reading for m in choice.reading.meanings)
        template = self._warehouse.template(self._lexicon.roles["together"])
        given |= {"area": area} if (area := found[0][0].given.get("area")) else {}
        return Choice(template, given, assumed, Reading(tuple(meanings)))

    def _is_lopsided(self, texts: tuple[str, ...], found: list[_Read]) -> bool:
        """Whether a slice or a document is named for some of the things only, and not in a clause of its own: nobody can
        tell whether the others are meant so too. So it is where some have no total."""
        things = [thing for _, thing in found]
        indicators = {thing.indicator for thing in things}
        if len({choice.given.get("area", "") for choice, _ in found}) > 1:
            return True
        if len({(one.indicator, one.period) for one in things}) == 1 and any(one.is_of_all_slices for one in things):
            return False
        if len(indicators) > 1 and not self._is_clause(texts):
            # "EET and NEET of this cohort and that": each of both, and not one of one and the other of the other.
            wide = {thing.is_of_all_slices for thing in things}
            slices = {thing.slice for thing in things if thing.slice and not thing.is_of_all_slices}
            if len(wide) > 1 or len(slices) > 1:
                return True
        for kind in _SLOTS:
            named = [bool(choice.reading and choice.reading.values(kind)) for choice, _ in found]
            if any(named) and not all(is_named or self._is_clause(texts) for is_named in named):
                return True
        return False

    @staticmethod
    def _is_clause(texts: tuple[str, ...]) -> bool:
        return all(_CLAUSE.match(text) for text in texts)

    def _thing(self, text: str) -> _Read | None:
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> _Read | None:
        """The one thing that a part of the question names; a part without a period takes the question's only one."""
        dated = bool(self._whole.periods) and all(isinstance(one.asked, Asked) for one in self._whole.periods)
        understanding = self._reader.understand(text, dated=dated)
        if not 1 <= sum(len(reading.matches) for reading in understanding.readings) <= MOST_TRIED:
            return None
        if not understanding.periods:
            named = [found for found in self._whole.periods if isinstance(found.asked, Asked)] or self._whole.periods
            if len(named) > 1:
                return None
            understanding.periods = list(named)
        try:
            choice = Chooser(self._warehouse, self._lexicon, understanding).choose()
        except Turned as turned:
            self._offered[text] = turned.choices if turned.outcome == "ambiguous" and len(turned.choices) > 1 else []
            return None
        thing = self._as_thing(choice)
        return (choice, thing) if thing else None

    def _as_thing(self, choice: Choice) -> Thing | None:
        """What a template was chosen for, as one of several; None where it is more than that."""
        given = choice.given
        if choice.template.role not in ("value", "parts", "other") or "period" not in given:
            return None
        indicator, dimension, category = given["indicator"], given.get("dimension", ""), given.get("category", "")
        if category and not dimension:
            dimension = next(pair[0] for pair in sorted(self._lexicon.slices[indicator]) if pair[1] == category)
        slice_ = f"{dimension}={category}" if dimension else "any" if choice.template.role == "parts" else ""
        role = given.get("role", "any") if choice.template.role == "other" else ACTUAL
        return Thing(indicator, given["period"], slice_, role)

    def _leaning(self, parted: Parted) -> Iterator[tuple[str, ...]]:
        """The parts as they are, those that name nothing by themselves with the title of the first, or as its other unit
        ("and how many hours was that")."""
        first, *others = (" ".join(words) for words in parted.parts)
        if (found := self._thing(first)) is None:
            return
        title = self._lexicon.indicators[found[1].indicator].title
        leaning = [
            _of_unit(self._lexicon, found[1].indicator, text) or (text if self._thing(text) else f"{title} {text}")
            for text in others
        ]
        yield first, *leaning


def names_another(reader: Reader, question: str, indicator: str) -> bool:
    """Whether a question has several parts that each name an indicator, and one of them names another than this."""
    parts = [" ".join(words) for words in part(question, reader.understand(question).periods, reader.lexicon).parts]
    read = [reader.understand(text).readings for text in parts if not reader.is_aside(text)]
    named = [{match.indicator for reading in readings for match in reading.matches} for readings in read]
    naming = [names for names in named if names]
    return len(naming) > 1 and any(indicator not in names for names in naming)


def asks_twice(reader: Reader, question: str, indicator: str) -> bool:
    """Whether a second "how many" or "how much" asks for something else than the indicator: it names it by none of its
    names."""
    found = _SECOND.search(question)
    if not found:
        return False
    words = folded(question[found.end() :])
    spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return not any(indicator in reader.lexicon.of_kind(phrase, "indicator") for phrase in spans)


def _of_unit(lexicon: Lexicon, first: str, text: str) -> str:
    """The title of the indicator of the first one's subject whose unit a part names and nothing else."""
    words = set(folded(text)) - lexicon.filler - lexicon.soft
    units = lexicon.units_named(words)
    if not words or words - set().union(*lexicon.unit_words.values()):
        return ""
    subject = lexicon.titles[first] - lexicon.filler - lexicon.soft
    alike = [
        indicator.title
        for name, indicator in lexicon.indicators.items()
        if name != first and indicator.unit in units and len(lexicon.titles[name] & subject) >= LEAST_ALIKE
    ]
    return alike[0] if len(alike) == 1 else ""

"""A conversation: lines that may lean on the one before ("and in 2018?", "by age", "the second one", "export to q4.csv").

Both prompts, that of the terminal and that of the dashboard, speak through this one thing. A line that leans is put into
a whole question, which is asked like any other: what is answered can always be typed again by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from dscp_tui.model.period import Period, parse_period
from dscp_tui.model.text import shown
from dscp_tui.model.words import MAX_QUESTION, fold, words_of
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.ask import ask
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.matching import REORDERED
from dscp_tui.questions.periods import Found, Relative
from dscp_tui.questions.resolve import step
from dscp_tui.questions.understand import Meaning, Reader, Reading, Understanding
from dscp_tui.warehouse.store import Warehouse

State = Literal["understood", "guessed", "unknown", "filler"]
Action = Literal["show", "chart", "explain", "export"]
ANSWERED = ("answered", "not_reportable")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_PICK = re.compile(
    rf"(?:the |number |option |choice |no\.? ?|#)*(?P<pick>[1-9]|{'|'.join(_ORDINALS)}|last)(?:st|nd|rd|th)?(?: one| choice| option)?[.)!]?"
)
_EXPORT = re.compile(
    r"(?:export|save|write|download)(?: (?:it|this|that|them))?(?: (?:to|as|into))? (?P<path>\S.*\.\w{2,8}[\"']?)", re.I
)
_CHART = re.compile(
    r"(?:(?:as |show |draw |give me )?(?:a |me |it as )*)?(?:chart|plot|graph)(?: (?:it|this|that|them|please))*[.?!]?",
    re.I,
)
_EXPLAIN = re.compile(r"(?:please )?explain(?: (?:it|this|that))?[.?!]?|how (?:do you know|so|come)\??", re.I)
_LEANS = re.compile(
    r"\s*(?:(?:and|but|ok|okay|so|now|then|also|or)\b[ ,]*)*"
    r"(?:(?:what|how) about|what of|same (?:again )?(?:for|with|in|thing for)|the same for|and)?\b[ ,]*",
    re.I,
)
_TRAILS = re.compile(r"(?:\b(?:then|instead|too|as well|that|again)\b[ ,]*)+[?.!]*\s*$", re.I)
_BY = re.compile(r"by (?:the )?([\w -]{2,40}?)\W*", re.I)
_NEXT = re.compile(r"(?:the )?(?:next|following) (?P<unit>year|quarter|month)", re.I)


@dataclass(frozen=True, slots=True)
class Word:
    """Some words of a line while it is typed: what they are taken for, and how surely."""

    words: str
    state: State
    kind: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and what the speaker wants done with it."""

    answer: Answer
    action: Action = "show"
    path: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is spoken of: the words of a question, by slot."""

    indicator: str = ""
    period: str = ""
    areas: tuple[str, ...] = ()
    slice: str = ""
    template: str = ""

    def question(self) -> str:
        """The question in words."""
        parts = (self.indicator, self.slice, self.period, " vs ".join(self.areas), self.template)
        return ", ".join(part for part in parts if part)


class Conversation:
    """What was said so far, and the answer to the next line."""

    def __init__(self, warehouse: Warehouse, lexicon: Lexicon | None = None) -> None:
        self.warehouse = warehouse
        self.lexicon = lexicon or Lexicon(warehouse)
        self.last: Answer | None = None
        self.choices: list[str] = []
        self._topic = Topic()
        self._period: Period | None = None
        self._reader = Reader(self.lexicon)

    def say(self, line: str) -> Reply:
        """Answer a line, in the light of those before it. Never raises for what is typed."""
        line = line.strip()
        if reply := self._about_last(line):
            return reply
        answer = (
            self._picked(line) or self._unbroken(line) or self._leaning(line) or ask(self.warehouse, line, self._reader)
        )
        answer.question = line[:MAX_QUESTION]
        self._remember(answer)
        return Reply(answer)

    def heard(self, line: str) -> list[Word]:
        """What the words of an unfinished line are taken for, in their order; cheap enough for every key stroke."""
        if self._shape(line):
            return [Word(line.strip(), "understood", "command", "")]
        understanding = self._reader.understand(line)
        unknown = understanding.unknown
        reading = next(iter(understanding.readings), None)
        if reading is None and self._topic.indicator and (fragment := self._fragment(line)):
            reading, understanding.periods, unknown = *fragment, []
        elif reading is None and unknown:
            understanding = self._reader.understand(_without(line, unknown))
            reading = next(iter(understanding.readings), None)
        return self._words(understanding, reading) + [Word(word, "unknown") for word in unknown]

    @staticmethod
    def _words(understanding: Understanding, reading: Reading | None) -> list[Word]:
        guessed = {fold(word) for word in words_of(" ".join(understanding.guessed))}
        words = [
            Word(
                m.words, "guessed" if guessed & {fold(w) for w in words_of(m.words)} else "understood", m.kind, m.value
            )
            for m in understanding.meanings(reading)
        ]
        if reading and len(reading.matches) > 1:
            words.append(Word(reading.words, "guessed", "indicator", f"{len(reading.matches)} of them"))
        return words

    # Lines about the last answer

    def _shape(self, line: str) -> re.Match[str] | None:
        line = line.strip()
        return _EXPORT.fullmatch(line) or _CHART.fullmatch(line) or _EXPLAIN.fullmatch(line)

    def _about_last(self, line: str) -> Reply | None:
        """Chart, explain or export what was answered."""
        if self.last is None:
            return None
        if found := _EXPORT.fullmatch(line):
            return Reply(self.last, "export", found["path"].strip("\"' "))
        if _EXPLAIN.fullmatch(line):
            return Reply(self.last, "explain")
        if _CHART.fullmatch(line):
            return Reply(self._charted(self.last), "chart")
        return None

    def _charted(self, last: Answer) -> Answer:
        """The answer itself where it has a chart; of a single value, its series."""
        if last.chart != "none" and len(last.rows) > 1:
            return last
        series = self.lexicon.roles.get("series")
        if not self._topic.indicator or series is None:
            return last
        words = self.lexicon.template(series).asks[0]
        charted = ask(
            self.warehouse, replace(self._topic, period="", areas=(), template=words).question(), self._reader
        )
        return charted if charted.outcome in ANSWERED else last

    def _picked(self, line: str) -> Answer | None:
        """The answer to one of the choices that were offered."""
        found = _PICK.fullmatch(line.casefold())
        if not found or not self.choices:
            return None
        pick = found["pick"]
        number = len(self.choices) if pick == "last" else int(pick) if pick.isdigit() else _ORDINALS.index(pick) + 1
        return ask(self.warehouse, self.choices[number - 1], self._reader) if number <= len(self.choices) else None

    # Lines that lean on the topic

    def _leaning(self, line: str) -> Answer | None:
        """The answer to a line that only names what is to be different; None where it stands by itself."""
        if not self._topic.indicator or len(line) > MAX_QUESTION:
            return None
        topic = self._sibling(line) or self._followed(line)
        if topic is None or self._spells_out(line):
            return None
        answer = ask(self.warehouse, topic.question(), self._reader)
        if answer.outcome not in ANSWERED and topic.indicator != self._topic.indicator:
            # Another subject may not be printed for the period that was spoken of.
            plain = ask(self.warehouse, _plain(line), self._reader)
            return plain if plain.outcome in ANSWERED else answer
        return answer

    def _unbroken(self, line: str) -> Answer | None:
        """ "By age" of something that is not broken down by age."""
        found = _BY.fullmatch(_plain(line))
        if not found or not self._topic.indicator or self._fragment(line):
            return None
        return Answer(line, "unknown", f"No figure: “{self._topic.indicator}” is not broken down by {shown(found[1])}.")

    def _followed(self, line: str) -> Topic | None:
        """The topic after a line that changes it; None where the line stands by itself."""
        fragment = self._fragment(line)
        leans = _plain(line) != line
        if not leans and (fragment is None or (self._stands(line) and not self._belongs(fragment))):
            return None
        return self._moved(*fragment) if fragment else self._renamed(line)

    def _stands(self, line: str) -> bool:
        """Whether a line names an indicator well enough to be meant by itself."""
        readings = self._reader.understand(line).readings
        return bool(readings) and readings[0].level <= REORDERED

    def _spells_out(self, line: str) -> bool:
        """Whether a line asks what letters stand for."""
        readings = self._reader.understand(line).readings
        return bool(readings) and "acronym" in readings[0].values("template") and bool(readings[0].values("acronym"))

    def _sibling(self, line: str) -> Topic | None:
        """ "Rate?", "how many is that": the rate of the count that is spoken of, or the count of the rate."""
        words = {fold(word) for word in words_of(_plain(line))}
        units = self.lexicon.units_named(words)
        known = set().union(*self.lexicon.unit_words.values())
        if not units or words - known - self.lexicon.filler - self.lexicon.soft:
            return None
        spoken = self.lexicon.indicators.get(self._topic_indicator())
        if "count" in units and self.last and self.last.rows and self.last.rows[0].get("numerator") is not None:
            return self._topic
        others = [
            one
            for one in self.lexicon.indicators.values()
            if spoken
            and one.unit in units
            and one.unit != spoken.unit
            and (one.numerator == spoken.id or one.id == spoken.numerator)
        ]
        return replace(self._topic, indicator=others[0].title) if len(others) == 1 else None

    def _fragment(self, line: str) -> tuple[Reading, list[Found]] | None:
        """A line that names slots and no indicator."""
        if found := _NEXT.fullmatch(_plain(line).strip(" ?.!")):
            return Reading(()), [Found(0, len(line), Relative(found[0], found["unit"].lower(), -1))]
        return self._reader.fragment(_plain(line), self._topic_indicator())

    def _topic_indicator(self) -> str:
        return str(self.last.parameters.get("indicator", "")) if self.last else ""

    def _belongs(self, fragment: tuple[Reading, list[Found]] | None) -> bool:
        """Whether a fragment names a slice of what is spoken of: then that is meant rather than a subject of its name."""
        if fragment is None:
            return False
        kinds = {meaning.kind for meaning in fragment[0].meanings}
        return bool(kinds & {"category", "dimension"}) or kinds == {"template"}

    def _moved(self, reading: Reading, periods: list[Found]) -> Topic:
        """The topic with the slots of a fragment in place of its own."""
        topic = self._topic
        if periods:
            compared = bool(reading.values("compare")) or any(found.paired for found in periods)
            topic = replace(topic, period=self._period_words(periods, compared))
        for kind in ("category", "dimension"):
            if words := [meaning for meaning in reading.meanings if meaning.kind == kind]:
                topic = replace(topic, slice=self._slice_words(kind, words))
        if areas := tuple(reading.values("area")):
            own = topic.areas or (self.warehouse.meta["area"],)
            joined = (*own, *(area for area in areas if area not in own))
            topic = replace(topic, areas=joined if reading.values("compare") else areas)
        asked = [meaning.words for meaning in reading.meanings if meaning.kind in ("template", "extreme", "role")]
        for name in reading.values("template"):
            dated = {parameter.type for parameter in self.lexicon.template(name).parameters} & {"period", "periods"}
            topic = replace(topic, period=topic.period if periods or dated else "", areas=areas)
        return replace(topic, template=", ".join(asked))

    def _slice_words(self, kind: str, meanings: list[Meaning]) -> str:
        said = [self.lexicon.words_for(kind, meaning.value) for meaning in meanings]
        return f"by {said[0]}" if kind == "dimension" else " vs ".join(said)

    def _renamed(self, line: str) -> Topic | None:
        """The topic with another indicator, which the line names; its period and area stay."""
        understanding = self._reader.understand(_plain(line))
        readings = understanding.readings
        names = {match.indicator for reading in readings for match in reading.matches}
        if len(names) != 1:
            return None
        moved = self._moved(Reading(readings[0].meanings), understanding.asked)
        [name] = names
        own = {meaning.kind for meaning in readings[0].meanings}
        return replace(
            moved,
            indicator=self.lexicon.indicators[name].title,
            slice=moved.slice if own & {"category", "dimension"} else "",
        )

    def _period_words(self, periods: list[Found], compared: bool) -> str:
        """The period in words; one that is told relatively starts from the period spoken of."""
        asked = periods[0].asked
        if len(periods) == 1 and self._period and isinstance(asked, Relative) and asked.back and not asked.span:
            if wanted := step(self._period, asked.unit, -asked.back):
                return f"{self._period.label} vs {wanted.label}" if compared else wanted.label
            return f"{asked.words} of {self._period.label}"
        return " vs ".join(found.words for found in periods) or "latest"

    # Memory

    def _remember(self, answer: Answer) -> None:
        self.choices = answer.choices or ([] if answer.outcome in ANSWERED else self.choices)
        if answer.outcome not in ANSWERED:
            return
        self.last = answer
        given = answer.parameters
        if "indicator" not in given:
            self._topic, self._period = Topic(), None
            return
        periods = [parse_period(text) for text in _periods(given)]
        self._period = max(periods, key=lambda period: period.end) if periods else self._period
        home = self.warehouse.meta["area"]
        areas = tuple(given.get("areas") or [given.get("area") or home])
        self._topic = Topic(
            self.lexicon.indicators[given["indicator"]].title,
            self._period.label if periods and self._period else "",
            () if areas in ((home,), ("all",)) else areas,
            self._slice_of(given),
        )

    def _slice_of(self, given: dict[str, Any]) -> str:
        category = given.get("category")
        return "" if category in (None, "total") else self.lexicon.words_for("category", category)


def _without(line: str, words: list[str]) -> str:
    """A line without some of its words."""
    for word in words:
        line = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", line)
    return line


def _plain(line: str) -> str:
    """A line without the words that only join it to the one before."""
    lead = _LEANS.match(line)
    return _TRAILS.sub("", line[lead.end() :] if lead else line) or line


def _periods(given: dict[str, Any]) -> list[str]:
    return list(given.get("periods") or [given[name] for name in ("period", "last") if given.get(name)])

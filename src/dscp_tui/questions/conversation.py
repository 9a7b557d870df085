"""A conversation: lines that may lean on the one before ("and in 2018?", "by age", "the second one", "export to q4.csv").

Both prompts, that of the terminal and that of the dashboard, speak through this one thing. A line that leans is put into
a whole question, which is asked like any other: what is answered can always be typed again by itself.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from dscp_tui.model.period import Period
from dscp_tui.model.text import shown
from dscp_tui.model.words import MAX_QUESTION, fold, words_of
from dscp_tui.questions import shapes
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.ask import ask
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.matching import REORDERED
from dscp_tui.questions.offers import Turned, several, without
from dscp_tui.questions.periods import Found, Relative
from dscp_tui.questions.reading import Meaning, Reading, Understanding
from dscp_tui.questions.resolve import step
from dscp_tui.questions.topic import Topic, latest_period, topic_of
from dscp_tui.questions.understand import Reader
from dscp_tui.warehouse.store import Warehouse

State = Literal["understood", "guessed", "unknown", "filler"]
Action = shapes.Wish | Literal["export"]
ANSWERED = ("answered", "not_reportable")
_PLACED = ("indicator", "period", "category", "dimension", "area", "compare")
"""What has a slot of its own in a topic; all else that a line names is asked of it."""


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


class Conversation:
    """What was said so far, and the answer to the next line."""

    def __init__(self, warehouse: Warehouse, lexicon: Lexicon | None = None) -> None:
        self.warehouse = warehouse
        self.lexicon = lexicon or Lexicon(warehouse)
        self.last: Answer | None = None
        self.choices: list[str] = []
        self._topic = Topic()
        self._asked = Topic()
        self._period: Period | None = None
        self._reader = Reader(self.lexicon)

    def say(self, line: str) -> Reply:
        """Answer a line, in the light of those before it. Never raises for what is typed."""
        line = line.strip()
        if reply := self._about_last(line):
            return reply
        self._asked = Topic()
        answer = (
            self._picked(line) or self._unbroken(line) or self._leaning(line) or ask(self.warehouse, line, self._reader)
        )
        answer.question = line[:MAX_QUESTION]
        self._remember(answer)
        return Reply(answer)

    def heard(self, line: str) -> list[Word]:
        """What the words of an unfinished line are taken for, in their order; cheap enough for every key stroke."""
        line = line.strip()
        if (
            shapes.wish(line)
            or shapes.exported(line) is not None
            or (self.choices and shapes.picked(line, len(self.choices)))
        ):
            return [Word(line, "understood", "command", "")]
        understanding = self._reader.understand(line)
        left = [Word(word, "unknown") for word in understanding.unknown]
        left += [Word(word, "unknown", "apart") for word in understanding.apart]
        reading = next(iter(understanding.readings), None)
        if reading is None and self._topic.indicator and (fragment := self._fragment(line)):
            reading, understanding.periods, left = *fragment, []
        elif reading is None and left:
            understanding = self._reader.understand(without(line, [word.words for word in left]))
            reading = next(iter(understanding.readings), None)
        return self._words(understanding, reading) + left

    @staticmethod
    def _words(understanding: Understanding, reading: Reading | None) -> list[Word]:
        said = [word for pair in understanding.guessed.items() for word in pair]
        guessed = {fold(word) for word in words_of(" ".join(said))}
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

    def _about_last(self, line: str) -> Reply | None:
        """Chart, explain, repeat or export what was answered."""
        if self.last is None:
            return None
        if (path := shapes.exported(line)) is not None:
            return Reply(self.last, "export", path)
        wish = shapes.wish(line)
        return Reply(self._charted(self.last) if wish == "chart" else self.last, wish) if wish else None

    def _charted(self, last: Answer) -> Answer:
        """The answer itself where it has a chart; of a single value, its series."""
        if last.chart != "none" and len(last.rows) > 1:
            return last
        series = self.lexicon.roles.get("series")
        if not self._topic.indicator or series is None:
            return last
        words = self.lexicon.template(series).asks[0]
        topic = replace(self._topic, asked=words).fitted(self.lexicon.template(series))
        charted = ask(self.warehouse, topic.question(), self._reader)
        return charted if charted.outcome in ANSWERED else last

    def _picked(self, line: str) -> Answer | None:
        """The answer to one of the choices that were offered."""
        number = shapes.picked(line, len(self.choices))
        if number is None:
            return None
        if 0 < number <= len(self.choices):
            return ask(self.warehouse, self.choices[number - 1], self._reader)
        offered = (
            f"{len(self.choices)} are offered" if len(self.choices) > 1 else "one is offered" if self.choices else ""
        )
        return Answer(
            line, "unknown", f"There is no such choice: {offered or 'none is offered'}.", choices=self.choices
        )

    # Lines that lean on the topic

    def _leaning(self, line: str) -> Answer | None:
        """The answer to a line that only names what is to be different; None where it stands by itself."""
        if not self._topic.indicator or len(line) > MAX_QUESTION:
            return None
        try:
            topic = self._sibling(line) or self._it(line) or self._followed(line)
        except Turned as turned:
            return Answer(line, turned.outcome, turned.reason, choices=turned.choices)
        if topic is None or self._spells_out(line):
            return None
        answer = self._ask(topic)
        if answer.outcome not in ANSWERED:
            return self._beside(topic) or self._instead(line, topic, answer)
        self._asked = topic
        return answer

    def _ask(self, topic: Topic) -> Answer:
        return ask(self.warehouse, topic.question(), self._reader)

    def _beside(self, topic: Topic) -> Answer | None:
        """The figure that is spoken of, where only the year before is asked for, which is shown beside it and nowhere else."""
        if self._period is None or topic != replace(self._topic, period=self._period.year_before.label):
            return None
        spoken = self._ask(self._topic)
        if len(spoken.rows) != 1 or spoken.rows[0].get("before") is None:
            return None
        spoken.assumed.append(f"{topic.period}: shown as “A year before”, the only place where it is printed")
        return spoken

    def _instead(self, line: str, topic: Topic, refused: Answer) -> Answer:
        """Where nothing is printed for all slots, those that are only remembered may give way: the period to another subject,
        a breakdown to the whole, which is said. What is printed without another of them is offered."""
        if topic.indicator != self._topic.indicator:
            found = [ask(self.warehouse, shapes.plain(line), self._reader)]
            home = self.warehouse.meta["area"]
            said = f"not printed for {' vs '.join([*topic.areas, self._topic.period])}"
            gives_way = topic.areas != self._topic.areas or home in (topic.areas or (home,))
        else:
            found = [self._ask(less) for less in topic.less(self._topic)]
            said = f"not printed {topic.slice} for this"
            gives_way = topic.slice.startswith("by ") and topic.slice == self._topic.slice
        answered = [answer for answer in found if answer.outcome in ANSWERED]
        if answered and gives_way and found[0] is answered[0]:
            answered[0].assumed.append(said)
            return answered[0]
        refused.choices = list(dict.fromkeys([*(answer.canonical for answer in answered), *refused.choices]))
        return refused

    def _unbroken(self, line: str) -> Answer | None:
        """ "By age" of something that is not broken down by age."""
        by = shapes.broken_by(line)
        if not by or not self._topic.indicator or self._fragment(line):
            return None
        return Answer(line, "unknown", f"No figure: “{self._topic.indicator}” is not broken down by {shown(by)}.")

    def _followed(self, line: str) -> Topic | None:
        """The topic after a line that changes it; None where the line stands by itself."""
        fragment = self._fragment(line)
        leans = shapes.plain(line) != line
        if not leans and (fragment is None or (self._stands(line) and not self._belongs(fragment))):
            return None
        return self._moved(line, *fragment) if fragment else self._renamed(line)

    def _stands(self, line: str) -> bool:
        """Whether a line names an indicator well enough to be meant by itself."""
        readings = self._reader.understand(line).readings
        return bool(readings) and readings[0].level <= REORDERED

    def _spells_out(self, line: str) -> bool:
        """Whether a line asks what letters stand for."""
        readings = self._reader.understand(line).readings
        return bool(readings) and "acronym" in readings[0].values("template") and bool(readings[0].values("acronym"))

    def _sibling(self, line: str) -> Topic | None:
        """ "Rate?", "how many is that": the rate of the count that is spoken of, or the count of the rate. Raises Turned."""
        if shapes.asks_counts(line):
            return self._with_counts()
        words = {fold(word) for word in words_of(shapes.plain(line))}
        units = self.lexicon.units_named(words)
        known = set().union(*self.lexicon.unit_words.values())
        spoken = self.lexicon.indicators.get(self._topic_indicator())
        if (
            not units
            or not spoken
            or words - known - self.lexicon.filler - self.lexicon.soft
            or shapes.is_of_whole(line)
        ):
            return None
        if spoken.unit in units:
            return self._topic
        if "count" in units and self.last and self.last.rows and self.last.rows[0].get("numerator") is not None:
            return self._topic
        others = [
            one.title
            for one in self.lexicon.indicators.values()
            if one.unit in units
            and one.unit != spoken.unit
            and (one.numerator == spoken.id or one.id == spoken.numerator)
        ]
        if len(others) > 1:
            raise several(replace(self._topic, indicator=title).question() for title in others)
        if others:
            return replace(self._topic, indicator=others[0])
        if words - known - self.lexicon.filler:
            return None
        raise Turned(f"No figure: “{spoken.title}” is printed only as a {self.lexicon.families[spoken.unit]}.")

    def _with_counts(self) -> Topic:
        """The topic, where its answer shows the counts. Raises Turned."""
        rows = self._ask(self._topic).rows
        if len(rows) != 1 or rows[0].get("numerator") is None:
            raise Turned(f"No figure: beside “{self._topic.indicator}” no counts are printed.")
        return self._topic

    def _it(self, line: str) -> Topic | None:
        """ "Is that red", "why is it off target": what is spoken of stands for "it"."""
        if not shapes.says_it(line):
            return None
        reading = next(iter(self._reader.understand(line).readings), None)
        if (
            reading is None
            or reading.matches
            or {meaning.kind for meaning in reading.meanings} - {"status", "template"}
        ):
            return None
        named = reading.values("template") or [DEFAULT_TEMPLATE]
        template = self.lexicon.template(named[0])
        return replace(self._topic, asked=template.asks[0]).fitted(template)

    def _fragment(self, line: str) -> tuple[Reading, list[Found]] | None:
        """A line that names slots and no indicator."""
        if found := shapes.stepped(line):
            unit, by = found
            return Reading(()), [Found(0, len(line), Relative(shapes.plain(line).strip(" ?.!"), unit, -by))]
        fragment = self._reader.fragment(shapes.plain(line), self._topic_indicator())
        if fragment is None and shapes.is_of_whole(line) and _is_filler(self.lexicon, line):
            return Reading(()), []
        return fragment

    def _topic_indicator(self) -> str:
        return str(self.last.parameters.get("indicator", "")) if self.last else ""

    def _belongs(self, fragment: tuple[Reading, list[Found]] | None) -> bool:
        """Whether a fragment names a slice or a document of what is spoken of: then that is meant rather than a subject of
        its name."""
        if fragment is None:
            return False
        kinds = {meaning.kind for meaning in fragment[0].meanings}
        return bool(kinds & {"category", "dimension"}) or kinds in ({"template"}, {"source"})

    def _moved(self, line: str, reading: Reading, periods: list[Found]) -> Topic:
        """The topic with the slots of a line in place of its own. Raises Turned."""
        compared, areas = bool(reading.values("compare")), tuple(reading.values("area"))
        asked = [meaning.words for meaning in reading.meanings if meaning.kind not in _PLACED]
        if compared and not (areas or periods or asked):
            raise Turned("No figure: compared with what? Name an area, a period or the target.")
        topic = replace(self._topic, asked=", ".join(asked))
        for name in reading.values("template"):
            topic = topic.fitted(self.lexicon.template(name))
        if shapes.is_of_whole(line):
            topic = replace(topic, slice="")
        for kind in ("category", "dimension"):
            if words := [meaning for meaning in reading.meanings if meaning.kind == kind]:
                topic = replace(topic, slice=self._slice_words(kind, words))
        if periods:
            paired = compared or any(found.paired for found in periods)
            topic = replace(topic, period=self._period_words(line, periods, paired))
        if areas:
            own = topic.areas or (self.warehouse.meta["area"],)
            joined = (*own, *(area for area in areas if area not in own))
            topic = replace(topic, areas=joined if compared else areas)
        return topic

    def _slice_words(self, kind: str, meanings: list[Meaning]) -> str:
        said = [self.lexicon.words_for(kind, meaning.value) for meaning in meanings]
        return f"by {said[0]}" if kind == "dimension" else " vs ".join(said)

    def _renamed(self, line: str) -> Topic | None:
        """The topic with another indicator, which the line names; its period and area stay. Raises Turned."""
        understanding = self._reader.understand(shapes.plain(line))
        readings = understanding.readings
        names = {match.indicator for reading in readings for match in reading.matches}
        if not names or any(meaning.kind in ("group", "topic") for meaning in readings[0].meanings):
            return None
        moved = self._moved(line, Reading(readings[0].meanings), understanding.asked)
        own = {meaning.kind for meaning in readings[0].meanings}
        return replace(
            moved,
            indicator=self.lexicon.indicators[min(names)].title if len(names) == 1 else readings[0].words,
            slice=moved.slice if own & {"category", "dimension"} else "",
        )

    def _period_words(self, line: str, periods: list[Found], paired: bool) -> str:
        """The period in words; one that is told relatively starts from the period spoken of. Raises Turned."""
        [first, *others] = periods
        asked = first.asked
        if not others and self._period and isinstance(asked, Relative) and asked.back and not asked.span:
            wanted = self._stepped(asked)
            return f"{self._period.label} vs {wanted.label}" if paired else wanted.label
        text = unicodedata.normalize("NFKC", shapes.plain(line))
        said = [text[found.start : found.end] or "latest" for found in periods]
        return (" vs " if paired else " and ").join(said)

    def _stepped(self, asked: Relative) -> Period:
        """The period so many steps from the one that is spoken of. Raises Turned."""
        period = self._period
        assert period is not None
        unit = asked.unit if asked.unit in ("year", "quarter", "month") else period.kind
        wanted = step(period, unit if unit in ("quarter", "month") else "year", -asked.back)
        if wanted is None:
            raise Turned(f"No figure: “{shown(asked.words)}” cannot be told from {period.label}. Name the period.")
        return wanted

    # Memory

    def _remember(self, answer: Answer) -> None:
        self.choices = answer.choices or ([] if answer.outcome in ANSWERED else self.choices)
        if answer.outcome not in ANSWERED:
            return
        self.last = answer
        if answer.parameters.get("indicator") not in self.lexicon.indicators:
            self._topic, self._period = Topic(), None
            return
        before, self._topic = self._topic, topic_of(self.lexicon, answer, self._topic, self.warehouse.meta["area"])
        if before.period and self._asked.period == before.period and self._topic.period:
            # What is printed for a part of the period, or at its end, does not change what is spoken of.
            self._topic = replace(self._topic, period=before.period)
        else:
            self._period = latest_period(answer.parameters) or self._period


def _is_filler(lexicon: Lexicon, line: str) -> bool:
    """Whether a line holds no word that tells something."""
    return {fold(word) for word in words_of(shapes.plain(line))} <= lexicon.filler | lexicon.soft

"""A question that names several things, taken apart: what each part says, and what all of them share.

"Planned and unplanned returns home" says "returns home" of both; "care leavers: in touch, in work" says "care leavers". Where
the shared words end is not written, so every place is a way to take the question; what is shared most comes first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dscp_tui.model.words import folded
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.periods import Found

MOST_THINGS = 8
MOST_WAYS = 40
"""As many ways to take a question apart are tried: an answer is to come at once."""
_BETWEEN = re.compile(
    r"\s*[;:](?!\d)\s*(?:and\b\s*)?|\s*,(?!\d)\s*(?:(?:and|or|then)\b\s*)?|\s+(?:and|v|vs\.?|versus|or|(?<![\d+]\s)(?<!years\s)(?<!yrs\s)plus|as well as|compared (?:with|to))(?=\s)\s*|\s+[&+]\s+|(?<![\d\s])(?<!\bw)\s*/\s*(?=[^\W\d])",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:between|from)\b[^,;:]*$", re.IGNORECASE)
_HEADS = (",", ":")
"""What may stand between that which all parts share and the first of them."""
_LIGHT = (",", ":", "/")
"""What may stand within a name: "education, training or employment"."""
_WIDE = ("theme", "topic", "group")
"""What is called by the names of the things in it."""
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parted:
    """The words of each part of a question, and what stands between one and the next: a word, else a sign."""

    parts: tuple[_Words, ...]
    signs: tuple[str, ...]

    @property
    def is_by_commas(self) -> bool:
        """Whether commas alone part it: they rather part what is said of one thing."""
        return set(self.signs) == {","}


def part(question: str, periods: Sequence[Found], lexicon: Lexicon) -> Parted:
    """Part a question where it names one thing after another: between semicolons alone where there are any; never within a
    period, or within words that are one name ("good or better")."""
    text = unicodedata.normalize("NFKC", question)
    signs_there = list(_BETWEEN.finditer(text))
    found = [one for one in signs_there if not _is_bound(text, one, periods, lexicon)]
    if any(folded(one[0]) for one in found):
        # A title may hold a colon; before "this and that" it ends what is said of all.
        found = [one for one in signs_there if one in found or one[0].strip() == ":"]
    found = [one for one in found if one[0].strip()[:1] == ";"] or found
    ends = [0, *(place for one in found for place in one.span()), len(text)]
    parts = [_atoms(text, ends[at], ends[at + 1], periods) for at in range(0, len(ends), 2)]
    if len(periods) == 1:
        # The only period is that of all parts.
        parts = [[atom for atom in atoms if atom != text[periods[0].start : periods[0].end]] for atoms in parts]
    signs = [" ".join(folded(one[0])) or one[0].strip() for one in found]
    kept = [at for at, words in enumerate(parts) if words]
    return Parted(tuple(tuple(parts[at]) for at in kept), tuple(signs[at - 1] for at in kept[1:]))


def ways(parted: Parted, lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    """The questions that the parts are, one tuple for each way to share the words around them; most shared comes first."""
    if not 2 <= len(parted.parts) <= MOST_THINGS:
        return
    if ";" in parted.signs:
        yield tuple(" ".join(words) for words in parted.parts)
        return
    found = [
        (loosely_before + loosely_after, -len(_telling((*before, *after), lexicon)), before, things, after)
        for before, rest, loosely_before in _fronts(parted, lexicon)
        for things, after, loosely_after in _backs(rest, lexicon)
        if len(things) > 1
    ]
    found.sort(key=lambda way: way[:2])
    if len(parted.parts) == 2 and parted.signs[0] in _HEADS:
        # What follows a comma is rather said of the same thing.
        found = [way for way in found if way[1] == 0]
    for _, _, before, things, after in found[:MOST_WAYS]:
        yield tuple(" ".join((*before, *thing, *after)) for thing in things)


def _fronts(parted: Parted, lexicon: Lexicon) -> Iterator[tuple[_Words, Parted, bool]]:
    """What may be shared before the first thing, with the parts that are left: some of its words, or a part of its own. After
    a comma, such a part is rather one of the things; after a colon it is none."""
    first, *others = parted.parts
    has_head = len(others) > 1 and parted.signs[0] in _HEADS
    if has_head:
        for at in _places(others[0], lexicon):
            rest = Parted((others[0][at:], *others[1:]), parted.signs[1:])
            yield (*first, *others[0][:at]), rest, parted.signs[0] == ","
    for at in _places(first, lexicon):
        yield first[:at], Parted((first[at:], *others), parted.signs), has_head and parted.signs[0] == ":"


def _backs(parted: Parted, lexicon: Lexicon) -> Iterator[tuple[tuple[_Words, ...], _Words, bool]]:
    """The things, with what may be shared after the last of them; words after a comma that tell nothing are no thing."""
    *others, last = parted.parts
    has_tail = len(others) > 1 and parted.signs[-1] == ","
    if has_tail:
        yield tuple(others), last, bool(_telling(last, lexicon))
    if not has_tail or _telling(last, lexicon):
        for at in [place for place in _places(last, lexicon) if place] + [len(last)]:
            yield (*others, last[:at]), last[at:], False


def _places(words: _Words, lexicon: Lexicon) -> list[int]:
    """Where the words of a part may be cut: before each that tells something and the filler that leads to it."""
    tells = [bool(_telling((word,), lexicon)) for word in words]
    return [at for at in range(len(words)) if at == 0 or tells[at - 1]]


def _telling(words: _Words, lexicon: Lexicon) -> list[str]:
    return [word for word in words if set(folded(word)) - lexicon.filler]


def _atoms(text: str, start: int, end: int, periods: Sequence[Found]) -> list[str]:
    """The words between two places, a period as one."""
    atoms: list[str] = []
    at = start
    for stop, after in [*((p.start, p.end) for p in periods if start <= p.start and p.end <= end), (end, end)]:
        atoms += text[at:stop].split()
        atoms += [text[stop:after]] if after > stop else []
        at = after
    return [atom for atom in atoms if re.search(r"\w", atom)]


def _is_bound(text: str, sign: re.Match[str], periods: Sequence[Found], lexicon: Lexicon) -> bool:
    """Whether a sign stands within a period, "between ... and ...", or words that are one name with it."""
    if any(found.start < sign.end() and sign.start() < found.end for found in periods):
        return True
    said = folded(sign[0])
    if not said:
        return sign[0].strip() in _LIGHT and _names(text, sign, (), lexicon)
    return bool(_SPAN.search(text[: sign.start()])) or _names(text, sign, said, lexicon)


def _names(text: str, sign: re.Match[str], said: tuple[str, ...], lexicon: Lexicon) -> bool:
    before, after = folded(text[: sign.start()]), folded(text[sign.end() :])
    spans = (
        (*before[-left:], *said, *after[:right])
        for left in range(1, min(len(before), lexicon.longest) + 1)
        for right in range(1, min(len(after), lexicon.longest - left - len(said)) + 1)
    )
    return any(kind not in _WIDE for span in spans for kind, _ in lexicon.phrases.get(" ".join(span), ()))

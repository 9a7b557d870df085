"""A question whose words for a template stand behind its subject ("timeliness rank" for "rank for timeliness")."""

from __future__ import annotations

import re

from dscp_tui.questions.lexicon import Lexicon

_JOINED = re.compile(r"^(?:of|for|on|in)\s+", re.IGNORECASE)


def turned_round(lexicon: Lexicon, question: str) -> str:
    """The question with those words in front; empty where it has none, or several."""
    joined = ((phrase, entries) for phrase, entries in lexicon.phrases.items() if phrase.endswith(" for"))
    heads = {
        phrase.removesuffix(" for")
        for phrase, entries in joined
        if any(kind == "template" and lexicon.template(value).is_published for kind, value in entries)
    }
    found = [
        (head, place) for head in heads if (place := re.search(rf"\b{re.escape(head)}\b", question, re.IGNORECASE))
    ]
    if len(found) != 1:
        return ""
    [(head, place)] = found
    rest = " ".join(f"{question[: place.start()]} {question[place.end() :]}".split())
    rest = _JOINED.sub("", rest)
    return f"{head} for {rest}" if rest else ""

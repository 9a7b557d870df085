"""What happens inside a running prompt, in milliseconds: a key stroke heard and completed, rows found.

    python bench/inside.py CONTENT DATA

Prints a JSON object: `keystroke` is the 99th percentile over lines that are typed letter by letter; `rows` the median from
a question that has been read to its answer. Key strokes are counted in this thread's time on the processor: among so many, the
slowest by the clock are those at which other programs had their turn.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dscp_tui.chat.hearing import Hearing
from dscp_tui.questions.conversation import Conversation
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import open_warehouse

EVERY = 12
LINES = (
    "SELECT concat(i.title, ', ', max(p.label)) FROM indicators AS i JOIN figures AS f ON f.indicator = i.id "
    "JOIN periods AS p ON p.period = f.period GROUP BY i.position, i.title ORDER BY i.position"
)


def main() -> None:
    """Type and ask a sample of questions, one for every few indicators, and print the figures."""
    warehouse = open_warehouse(Content(Path(sys.argv[1])), Path(sys.argv[2]))
    lines = [row[0] for row in warehouse.query(LINES).rows[::EVERY]]
    conversation = Conversation(warehouse)
    hearing = Hearing(conversation)

    def hear(text: str) -> None:
        hearing.words(text)
        hearing.offers(text)

    clock, thread = time.perf_counter, time.thread_time
    strokes = [_milliseconds(thread, hear, line[:end]) for line in lines for end in range(1, len(line) + 1)]
    rows = [
        _milliseconds(clock, conversation.say, line) - _milliseconds(clock, conversation.heard, line) for line in lines
    ]
    warehouse.close()
    print(json.dumps({"keystroke": statistics.quantiles(strokes, n=100)[-1], "rows": statistics.median(rows)}))


def _milliseconds(clock: Callable[[], float], work: Callable[[str], object], text: str) -> float:
    started = clock()
    work(text)
    return (clock() - started) * 1000


if __name__ == "__main__":
    main()

"""Score the answers to questions with known figures: `make score`, or python bench/score.py [QUESTIONS.jsonl].

Reliability: a right answer or a right refusal +1, a refusal (or choices) where an answer is known 0, an answer without
the figures that it should show -10. By kind of question, with every miss.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from dscp_tui.questions.answer import Answer
from dscp_tui.questions.ask import ask
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.understand import Reader
from dscp_tui.render.formats import render
from dscp_tui.warehouse.content import find_content
from dscp_tui.warehouse.store import open_warehouse

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "questions.jsonl"
POINTS = {"right": 1, "refused": 0, "choices": 0, "wrong": -10}
TURNED_AWAY = ("unknown", "off_topic")


def main() -> int:
    """Print the score; exit 1 where there are no questions."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    if not path.is_file():
        print(f"no questions: {path} is not a file", file=sys.stderr)
        return 1
    questions = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as data:
        warehouse = open_warehouse(find_content(), Path(data))
        reader = Reader(Lexicon(warehouse))
        judged = [(question, ask(warehouse, question["question"], reader)) for question in questions]
        warehouse.close()
    verdicts = [(question, answer, judge(question, answer)) for question, answer in judged]
    for question, answer, verdict in verdicts:
        if verdict != "right":
            print(f"{verdict:<8}{question['id']} {question['kind']}: {question['question']} -> {answer.headline[:90]}")
    _print_table(verdicts)
    return 0


def judge(question: dict[str, Any], answer: Answer) -> str:
    """Right, refused, choices or wrong."""
    kind = question["kind"]
    if kind in TURNED_AWAY:
        return "right" if answer.outcome in ("unknown", "ambiguous") else "wrong"
    if kind == "ambiguous":
        return "right" if answer.outcome == "ambiguous" else "refused" if answer.outcome == "unknown" else "wrong"
    said = (render(answer, "json") + render(answer, "table")).replace(",", "").casefold()
    if (
        kind == "not_reportable"
        and answer.outcome == "unknown"
        and any(_shows(said, f) for f in question["expect_any"])
    ):
        return "right"
    if answer.outcome in ("unknown", "ambiguous"):
        return "refused" if answer.outcome == "unknown" else "choices"
    shows_all = all(_shows(said, figure) for figure in question["expect_all"])
    shows_any = not question["expect_any"] or any(_shows(said, figure) for figure in question["expect_any"])
    return "right" if shows_all and shows_any else "wrong"


def _shows(said: str, figure: str) -> bool:
    wanted = re.escape(figure.replace(",", "").casefold())
    return re.search(rf"(?<![\d.]){wanted}(?!\d)", said) is not None


def _print_table(verdicts: list[tuple[dict[str, Any], Answer, str]]) -> None:
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for question, _, verdict in verdicts:
        kinds[question["kind"]][verdict] += 1
        kinds["all"][verdict] += 1
    print(f"\n{'kind':<16}" + "".join(f"{name:>9}" for name in POINTS) + f"{'score':>9}")
    for kind, counts in sorted(kinds.items(), key=lambda pair: (pair[0] == "all", pair[0])):
        score = sum(POINTS[verdict] * number for verdict, number in counts.items()) / counts.total()
        print(f"{kind:<16}" + "".join(f"{counts[name]:>9}" for name in POINTS) + f"{score:>9.2f}")


if __name__ == "__main__":
    sys.exit(main())

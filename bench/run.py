"""Measure speed: whole processes, interleaved, as ratios to a floor taken in the same run.

    make bench, or python bench/run.py [--runs N] [--only NAME ...] [--json FILE]

Each round runs every program once, in an order of its own; the figures are medians over the rounds. A ratio says what
the program costs over the least that its task can cost on this machine, so it can be held against an aim anywhere.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode

from floor_app import READY
from peer import peer, sqlite_of
from ptyrun import SIZE, Environment, Figures, Marks, RunError, run_on_terminal, run_through_pipe
from walk import panels, walk

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
DSCP, PYTHON = str(BIN / "dscp"), sys.executable
PUBLISHED = HERE.parent.parent / "shared" / "national"
QUESTION = "re-referrals Q4"
LEAVE = b"\x04"
WIDE = (200, 50)  # charts stand beside the scorecards, so that both are on the screen
LEAST_RUNS = 10
_OURS = ("DSCP_", "TEXTUAL", "PYTHON", "COLUMNS", "LINES", "NO_COLOR")

Measure = Callable[[], Figures]
Samples = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a figure of a program, over a figure of its floor; the aim holds for the ratio, else for it."""

    group: str
    title: str
    program: str
    figure: str
    floor: str | None = None
    aim: float | None = None

    @property
    def unit(self) -> str:
        return {"memory": "MiB", "rest": "%"}.get(self.figure, "ms")


LINES = (
    Line("noise", "python -c pass", "noise", "whole", "ask-floor"),
    Line("ask", f'dscp ask "{QUESTION}"', "ask", "whole", "ask-floor", 1.3),
    Line("ask", "  memory", "ask", "memory"),
    Line("ask", "datasette --get, the same figures", "datasette", "whole", "ask-floor"),
    Line("export", "dscp export figures", "export", "whole", "ask-floor", 1.3),
    Line("help", "dscp --help", "help", "whole", "ask-floor", 0.5),
    Line("national", "dscp national load, all files", "national", "whole", "national-floor", 3.0),
    Line("dashboard", "dashboard: first frame", "dashboard", "frame", "app", 1.3),
    Line("dashboard", "  figures on the screen", "dashboard", "figures", "app", 2.0),
    Line("chart", "  chart on the screen (200x50)", "dashboard-wide", "chart", "app-wide", 3.0),
    Line("dashboard", "  quit", "dashboard", "quit", "app"),
    Line("dashboard", "  memory", "dashboard", "memory", None, 110),
    Line("walk", "  panel: key to repaint, p95", "walk", "repaint", None, 20),
    Line("walk", "  panel: key to figures, p95", "walk", "panel", None, 50),
    Line("walk", "  filter: key stroke, p95", "walk", "filter", None, 16),
    Line("walk", "  at rest, of a processor", "walk", "rest", None, 1),
    Line("walk", "  memory after every panel", "walk", "memory", None, 110),
    Line("prompt", "dscp chat: prompt", "prompt", "frame", "bare-prompt", 1.3),
    Line("prompt", "  figures loaded behind it", "prompt", "figures", "bare-prompt"),
    Line("prompt", "  quit", "prompt", "quit", "bare-prompt"),
    Line("prompt", "  key stroke understood, p99", "inside", "keystroke", None, 5),
    Line("prompt", "  from a read question to rows", "inside", "rows", None, 10),
    Line("harlequin", "harlequin: first frame", "harlequin", "frame", "app"),
    Line("harlequin", "  catalogue listed", "harlequin", "catalogue", "app"),
    Line("harlequin", "  quit", "harlequin", "quit", "app"),
    Line("harlequin", "  memory", "harlequin", "memory"),
)
PEERS = ("harlequin", "datasette")
FLOOR_FIGURES = {"quit": "quit"}  # other figures stand over the floor's first mark
FLOORS = {
    "ask-floor": "python + duckdb, the same SQL (to load: the same files into plain tables)",
    "app": "smallest Textual app",
    "app-wide": "the same at 200x50",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A line with its figures."""

    title: str
    unit: str
    median: float
    least: float
    floor: float | None
    ratio: float | None
    aim: float | None

    @property
    def met(self) -> bool | None:
        if self.aim is None:
            return None
        return (self.median if self.ratio is None else self.ratio) <= self.aim


class Bench:
    """A warehouse built fresh, and the programs to run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = _environment(folder)
        self.warehouse = folder / "data" / "warehouse.duckdb"
        run_through_pipe([DSCP, "build"], self.environment, "")

    def measures(self) -> dict[str, Measure]:
        """Each program by name: call it, and it runs once."""
        answer = json.loads(self._output([DSCP, "ask", QUESTION, "--format", "json"]))
        card = json.loads(self._output([DSCP, "export", "scorecard", "--format", "json"]))
        figures = [card[0]["title"][:20], card[0]["printed"]]
        dashboard = {"frame": ["dscp"], "figures": figures}
        floor_app = [PYTHON, str(HERE / "floor_app.py")]
        return {
            "noise": self._pipe([PYTHON, "-c", "pass"]),
            "ask-floor": self._pipe(self._floor_of_ask(answer), answer["rows"][0]["title"]),
            "ask": self._pipe([DSCP, "ask", QUESTION], answer["headline"]),
            "export": self._pipe([DSCP, "export", "figures"], "figure,indicator,title"),
            "help": self._pipe([DSCP, "--help"], "Usage:"),
            **self._national(),
            "app": self._screen(floor_app, {"frame": [READY]}),
            "app-wide": self._screen(floor_app, {"frame": [READY]}, size=WIDE),
            "dashboard": self._screen([DSCP], dashboard),
            "bare-prompt": self._screen([PYTHON, str(HERE / "floor_chat.py")], {"frame": ["›"]}, LEAVE),
            "prompt": self._screen([DSCP, "chat"], {"frame": ["›"], "figures": ["/help"]}, LEAVE),
            "inside": self._inside,
            "dashboard-wide": self._screen([DSCP], dashboard | {"chart": ["┤"]}, size=WIDE),
            "walk": lambda: walk([DSCP], self.environment, dashboard, panels(HERE.parent / "tui" / "panels")),
        }

    def _national(self) -> dict[str, Measure]:
        """Loading all published files into an empty data folder, where they lie beside the project."""
        if not PUBLISHED.is_dir():
            return {}
        data = self.folder / "national"

        def load() -> Figures:
            shutil.rmtree(data, ignore_errors=True)
            command = [DSCP, "--data", str(data), "national", "load", str(PUBLISHED)]
            return run_through_pipe(command, self.environment, "")[0]

        floor = [PYTHON, str(HERE / "floor_national.py"), str(PUBLISHED), str(self.folder / "floor.duckdb")]
        return {"national": load, "national-floor": self._pipe(floor, "files")}

    def datasette(self, program: Path) -> Measure:
        """Datasette on the same figures: what is printed for the indicator and period that the question asks for."""
        file = self.folder / "figures.db"
        sqlite_of(json.loads(self._output([DSCP, "export", "figures", "--format", "json"])), file)
        asked = json.loads(self._output([DSCP, "ask", QUESTION, "--format", "json"]))["parameters"]
        where = " and ".join(f"{name} = '{asked[name]}'" for name in ("indicator", "period", "area"))
        query = urlencode({"sql": f"select * from figures where {where}", "_shape": "array"})
        return self._pipe([str(program), str(file), "--get", f"/figures.json?{query}"], asked["indicator"])

    def harlequin(self, program: Path) -> Measure:
        """Harlequin on the same file."""
        marks = {"frame": ["Data Catalog"], "catalogue": ["▶ warehouse"]}
        return self._screen([str(program), "--read-only", str(self.warehouse)], marks, b"\x11")

    def _inside(self) -> Figures:
        command = [PYTHON, str(HERE / "inside.py"), str(HERE.parent), str(self.folder / "data")]
        figures: Figures = json.loads(self._output(command))
        return figures

    def _floor_of_ask(self, answer: dict[str, dict[str, str]]) -> list[str]:
        """The command that runs the SQL of an answer with its parameters, and no more."""
        body = f"SELECT body FROM templates WHERE name = '{answer['template']}'"
        template = json.loads(json.loads(self._output([DSCP, "sql", body, "--format", "json"]))[0]["body"])
        sql = self.folder / "ask.sql"
        sql.write_text(template["sql"], "utf-8")
        parameters = [f"{name}={value}" for name, value in answer["parameters"].items()]
        return [PYTHON, str(HERE / "floor_ask.py"), str(self.warehouse), str(sql), *parameters]

    def _output(self, command: Sequence[str]) -> str:
        return run_through_pipe(command, self.environment, "")[1]

    def _pipe(self, command: Sequence[str], expected: str = "") -> Measure:
        return lambda: run_through_pipe(command, self.environment, expected)[0]

    def _screen(self, command: Sequence[str], marks: Marks, key: bytes = b"q", size: tuple[int, int] = SIZE) -> Measure:
        return lambda: run_on_terminal(command, self.environment, marks, key, size)


def _environment(folder: Path) -> Environment:
    """The user's environment without what would change a program's course; all that is written goes to the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    places = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1"}
    return kept | places | terminal | {"DSCP_DATA": str(folder / "data")}


def measure(measures: dict[str, Measure], runs: int) -> Samples:
    """Every program once a round, in an order of the round's own. The first round only warms caches and .pyc files."""
    samples: Samples = {name: {} for name in measures}
    order = random.Random(0)
    for number in range(runs + 1):
        _progress(f"round {number} of {runs}")
        for name in order.sample(list(measures), len(measures)):
            for figure, value in measures[name]().items():
                if number:
                    samples[name].setdefault(figure, []).append(value)
    _progress("")
    return samples


def _progress(text: str) -> None:
    """A line that is written over, where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{text:<24}\r", end="", file=sys.stderr, flush=True)


def result(line: Line, samples: Samples) -> Result:
    """A line's figures: medians, and the ratio of two medians."""
    values = samples[line.program][line.figure]
    median = statistics.median(values)
    floor = None
    if line.floor:
        floors = samples[line.floor]
        floor = statistics.median(floors[FLOOR_FIGURES.get(line.figure, next(iter(floors)))])
    return Result(
        line.title, line.unit, median, min(values), floor, None if floor is None else median / floor, line.aim
    )


def table(results: Sequence[Result], runs: int) -> str:
    """The results as text."""
    lines = [f"{'':<34}{'median':>8}{'least':>8}      {'floor':>8}{'ratio':>8}{'aim':>8}  met"]
    for row in results:
        floor = "" if row.floor is None else f"{row.floor:.0f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        aim = "" if row.aim is None else f"{row.aim:g}"
        met = {None: "", True: "yes", False: "no"}[row.met]
        figures = f"{row.median:>8.0f}{row.least:>8.0f} {row.unit:<4} {floor:>8}{ratio:>8}{aim:>8}  {met}"
        lines.append(f"{row.title:<34}{figures}".rstrip())
    lines.append(f"Medians of {runs} interleaved runs on {machine()}.")
    lines.append("Floors: of commands, " + "; of screens, ".join([FLOORS["ask-floor"], FLOORS["app"]]) + ".")
    return "\n".join(lines)


def machine() -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    groups = list(dict.fromkeys(line.group for line in LINES))
    parser.add_argument("--runs", type=int, default=LEAST_RUNS, help="rounds that count (default %(default)s)")
    parser.add_argument("--only", action="append", choices=groups, help="these lines only; repeatable")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures to FILE")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs is at least 1")
    return arguments


def _measured(lines: Sequence[Line], runs: int) -> Samples:
    peers = {line.program: peer(line.program) for line in lines if line.program in PEERS}
    with tempfile.TemporaryDirectory(prefix="dscp-bench-") as folder:
        bench = Bench(Path(folder))
        measures = bench.measures()
        for name, program in peers.items():
            if program:
                measures[name] = getattr(bench, name)(program)
        needed = {name for line in lines for name in (line.program, line.floor)}
        return measure({name: run for name, run in measures.items() if name in needed}, runs)


def main() -> int:
    """Measure, print the table; exit code 1 where a program did not do its task."""
    arguments = _arguments()
    lines = [line for line in LINES if not arguments.only or line.group in arguments.only]
    try:
        samples = _measured(lines, arguments.runs)
    except RunError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    results = [result(line, samples) for line in lines if line.program in samples]
    print(table(results, arguments.runs))
    if arguments.json:
        rows = [asdict(row) | {"met": row.met} for row in results]
        record = {"runs": arguments.runs, "machine": machine(), "results": rows, "samples": samples}
        arguments.json.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The peers, harlequin and datasette: in a virtual environment of their own, made on first use where the network is there."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tomllib
import venv
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".bench-venv"
TIME_LIMIT = 300


def peer(name: str) -> Path | None:
    """A program, installed first where it is missing; None, with a word on standard error, where it cannot be."""
    program = FOLDER / "bin" / name
    if program.exists():
        return program
    print(f"Installing {name} for comparison, into .bench-venv (once) ...", file=sys.stderr)
    try:
        _install()
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(FOLDER, ignore_errors=True)
        print(f"{name} is skipped: it cannot be installed ({type(error).__name__}).", file=sys.stderr)
        return None
    return program


def sqlite_of(rows: list[dict[str, object]], path: Path) -> None:
    """The same figures in a file that datasette reads."""
    names = list(rows[0])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE figures ({', '.join(names)})")
        slots = ", ".join("?" for _ in names)
        values = [[str(row[name]) if row[name] is not None else None for name in names] for row in rows]
        connection.executemany(f"INSERT INTO figures VALUES ({slots})", values)


def _install() -> None:
    """The `bench` extra of pyproject.toml, without the project itself."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        wanted: list[str] = tomllib.load(file)["project"]["optional-dependencies"]["bench"]
    venv.create(FOLDER, with_pip=True, clear=True)
    (FOLDER / ".gitignore").write_text("*\n", "utf-8")
    pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-qq"]
    subprocess.run([*pip, "install", "--retries", "1", *wanted], check=True, timeout=TIME_LIMIT)

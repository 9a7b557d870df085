"""Harlequin, the peer: in a virtual environment of its own, made on first use where the network is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".bench-venv"
PROGRAM = FOLDER / "bin" / "harlequin"
TIME_LIMIT = 300


def harlequin() -> Path | None:
    """The program, installed first where it is missing; None, with a word on standard error, where it cannot be."""
    if PROGRAM.exists():
        return PROGRAM
    print("Installing harlequin for comparison, into .bench-venv (once) ...", file=sys.stderr)
    try:
        _install()
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(FOLDER, ignore_errors=True)
        print(f"harlequin is skipped: it cannot be installed ({type(error).__name__}).", file=sys.stderr)
        return None
    return PROGRAM


def _install() -> None:
    """The `bench` extra of pyproject.toml, without the project itself."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        wanted: list[str] = tomllib.load(file)["project"]["optional-dependencies"]["bench"]
    venv.create(FOLDER, with_pip=True, clear=True)
    (FOLDER / ".gitignore").write_text("*\n", "utf-8")
    pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-qq"]
    subprocess.run([*pip, "install", "--retries", "1", *wanted], check=True, timeout=TIME_LIMIT)

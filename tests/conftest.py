"""What every test stands on: a made-up partnership's content, built warehouses, and the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dscp_tui.warehouse.build import build
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import FILE, Warehouse

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the content, the data folder or the settings file of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("DSCP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DSCP_SETTINGS", os.devnull)


def copy_example(folder: Path) -> Content:
    """Exampleshire's content in a folder: its own figures, with the real schema, checks, units and templates."""
    shutil.copytree(TESTS / "content", folder)
    for part in ("warehouse/schema", "warehouse/checks", "queries", "tui"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "warehouse" / "units.csv", folder / "warehouse")
    # The layouts of published tables are everybody's; areas, releases and links are the partnership's own.
    for name in ("tables.toml", "measures.csv", "symbols.csv", "totals.csv", "services.csv"):
        shutil.copy(ROOT / "warehouse" / "national" / name, folder / "warehouse" / "national")
    return Content(folder)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """Exampleshire's content, to be changed and broken."""
    return copy_example(tmp_path / "content")


@pytest.fixture(scope="session")
def documents() -> Path:
    """The text editions that Exampleshire's figures cite."""
    return TESTS / "documents"


@pytest.fixture(scope="session")
def example_content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Exampleshire's content, shared: not to be changed."""
    return copy_example(tmp_path_factory.mktemp("example") / "content")


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory, example_content: Content) -> Path:
    """Exampleshire's warehouse file, shared: not to be changed."""
    return build(example_content, tmp_path_factory.mktemp("example-data") / FILE).path


@pytest.fixture
def example(example_file: Path) -> Iterator[Warehouse]:
    """Exampleshire's warehouse, open."""
    warehouse = Warehouse(example_file)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder with a warehouse of the real content, shared: not to be changed."""
    data = tmp_path_factory.mktemp("data")
    build(Content(ROOT), data / FILE)
    return data


@pytest.fixture
def dscp(tmp_path: Path) -> Run:
    """Run the command line: `dscp("ask", "...", data=folder, content=root)`; data is a folder of the test's own."""

    def run(
        *words: str, data: Path | None = None, content: Path = ROOT, stdin: str = "", seconds: float = 60, **env: str
    ) -> subprocess.CompletedProcess[str]:
        settings = {"DSCP_DATA": str(data or tmp_path / "data"), "DSCP_CONTENT": str(content), **env}
        return subprocess.run(
            [sys.executable, "-m", "dscp_tui", *words],
            input=stdin,
            env={**os.environ, **settings},
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )

    return run

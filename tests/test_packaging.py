"""What the package says of itself is what the code needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_just_the_libraries_that_the_code_imports_are_declared() -> None:
    packages = {name for path in (ROOT / "src").rglob("*.py") for name in imported(path)}
    owners = packages_distributions()
    needed = {owners[name][0].lower().replace("_", "-") for name in packages - sys.stdlib_module_names - {"dscp_tui"}}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert needed == {re.split(r"[<>=!~]", one)[0] for one in project["dependencies"]}


def test_the_licence_goes_along_with_whatever_is_given_away(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)], cwd=ROOT, check=True)
    (wheel,), (source,) = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        (within,) = (name for name in archive.namelist() if name.endswith("/licenses/LICENSE"))
        assert archive.read(within) == (ROOT / "LICENSE").read_bytes()
    with tarfile.open(source) as archive:
        assert any(re.fullmatch("[^/]+/LICENSE", name) for name in archive.getnames())

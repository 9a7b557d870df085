"""Where content lives: the folders `warehouse/`, `queries/` and `tui/`, in the wheel, a checkout, or a user's own place.

A user's own folders of templates and panels may be laid over it: of two files of one name the user's wins.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dscp_tui import __version__
from dscp_tui.errors import DscpError, UsageError
from dscp_tui.model.text import shown
from dscp_tui.warehouse.settings import folder_setting

_PACKAGE = Path(__file__).resolve().parent.parent
_CODE_THAT_DERIVES = ("model", "warehouse")


@dataclass(frozen=True, slots=True)
class Content:
    """The root of the content folders, and what is laid over it. Another partnership puts its own in place of ours."""

    root: Path
    own_queries: Path | None = None
    own_panels: Path | None = None
    as_of: date | None = None
    """Only what had been published by that day counts; None for all."""

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def queries(self) -> Path:
        return self.root / "queries"

    @property
    def screens(self) -> Path:
        return self.root / "tui"

    def relative(self, path: Path) -> str:
        """A path as messages name it: from the content root, or whole where it is the user's own."""
        try:
            return shown(path.relative_to(self.root).as_posix())
        except ValueError:
            return shown(path)

    def query_files(self) -> list[Path]:
        """The templates: ours but for those that the user's replace, then the user's."""
        own = content_files(self.own_queries, ".sql") if self.own_queries else []
        return _laid_over(content_files(self.queries, ".sql"), own)

    def panel_files(self) -> list[Path]:
        """The panels: ours but for those that the user's replace, then the user's."""
        own = sorted(self.own_panels.glob("[!.]*.toml")) if self.own_panels else []
        return _laid_over(sorted((self.screens / "panels").glob("*.toml")), own)

    def files(self) -> list[Path]:
        """The files that the warehouse is built from, in a stable order."""
        try:
            return [*content_files(self.warehouse), *self.query_files()]
        except OSError as error:
            raise DscpError(f"cannot read the content folder {self.root}: {error.strerror}") from None

    def fingerprint(self) -> str:
        """A hash of all that the warehouse is derived from: the content files and the code that reads them."""
        digest = hashlib.sha256(__version__.encode())
        code = [path for part in _CODE_THAT_DERIVES for path in sorted((_PACKAGE / part).rglob("*.py"))]
        named = [*((self.relative(path), path) for path in self.files()), *((path.name, path) for path in code)]
        for name, path in named:
            digest.update(f"\0{name}\0".encode())
            digest.update(read_bytes(path))
        return digest.hexdigest()


def content_files(folder: Path, *suffixes: str) -> list[Path]:
    """The content files at any depth of a folder, in a stable order; hidden ones are an editor's or a system's."""
    wanted = suffixes or (".csv", ".toml", ".sql")
    found = (path for path in folder.rglob("*") if path.suffix in wanted and not path.name.startswith("."))
    return sorted(path for path in found if path.is_file())


def _laid_over(ours: list[Path], own: list[Path]) -> list[Path]:
    replaced = {path.name for path in own}
    return [*(path for path in ours if path.name not in replaced), *own]


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises DscpError with the file's name where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DscpError(f"cannot read {path}: {error.strerror}") from None


def find_content(
    given: str | os.PathLike[str] | None = None,
    queries: str | os.PathLike[str] | None = None,
    panels: str | os.PathLike[str] | None = None,
) -> Content:
    """The content root: as given, else by environment or settings file, else shipped in the package, else the checkout's.

    What is laid over it is found in the same way, else there is nothing. Raises DscpError where the folder lacks
    `warehouse/` or `queries/`, UsageError where a folder that is to be laid over it is none.
    """
    root = (folder_setting("content", given) or _built_in()).resolve()
    for name in ("warehouse", "queries"):
        folder = root / name
        if not folder.is_dir():
            raise DscpError(
                f"no content: {folder} is not a folder",
                "A content folder holds warehouse/, queries/ and tui/. Check --content, DSCP_CONTENT and the settings file.",
            )
        if not os.access(folder, os.R_OK | os.X_OK):
            raise DscpError(f"cannot read the content folder {folder}", "Check its permissions.")
    return Content(root, _own_folder("queries", queries), _own_folder("panels", panels))


def _own_folder(name: str, given: str | os.PathLike[str] | None) -> Path | None:
    folder = folder_setting(name, given)
    if folder is None:
        return None
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        wrong = "cannot be read" if folder.is_dir() else "is not a folder"
        raise UsageError(
            f"no {name} of your own: {folder} {wrong}", f"Check --{name}, DSCP_{name.upper()} and the settings file."
        )
    return folder.resolve()


def _built_in() -> Path:
    shipped = _PACKAGE / "content"
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent

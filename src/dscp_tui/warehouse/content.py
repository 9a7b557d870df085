"""Where content lives: the folders `warehouse/`, `queries/` and `tui/`, in the wheel, a checkout, or a user's own place."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from dscp_tui import __version__
from dscp_tui.errors import DscpError
from dscp_tui.warehouse.settings import folder_setting

_PACKAGE = Path(__file__).resolve().parent.parent
_CODE_THAT_DERIVES = ("model", "warehouse")


@dataclass(frozen=True, slots=True)
class Content:
    """The root of the content folders. Another partnership puts its own in place of ours."""

    root: Path

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
        """A path as messages name it: from the content root."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)

    def files(self) -> list[Path]:
        """The files that the warehouse is built from, in a stable order."""
        try:
            return sorted(path for folder in (self.warehouse, self.queries) for path in content_files(folder))
        except OSError as error:
            raise DscpError(f"cannot read the content folder {self.root}: {error.strerror}") from None

    def fingerprint(self) -> str:
        """A hash of all that the warehouse is derived from: the content files and the code that reads them."""
        digest = hashlib.sha256(__version__.encode())
        code = [path for part in _CODE_THAT_DERIVES for path in sorted((_PACKAGE / part).rglob("*.py"))]
        files = self.files()
        for path in [*files, *code]:
            digest.update(f"\0{self.relative(path) if path in files else path.name}\0".encode())
            digest.update(read_bytes(path))
        return digest.hexdigest()


def content_files(folder: Path, *suffixes: str) -> list[Path]:
    """The content files at any depth of a folder, in a stable order; hidden ones are an editor's or a system's."""
    wanted = suffixes or (".csv", ".toml", ".sql")
    found = (path for path in folder.rglob("*") if path.suffix in wanted and not path.name.startswith("."))
    return sorted(path for path in found if path.is_file())


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises DscpError with the file's name where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DscpError(f"cannot read {path}: {error.strerror}") from None


def find_content(given: str | os.PathLike[str] | None = None) -> Content:
    """The content root: as given, else by environment or settings file, else shipped in the package, else the checkout's.

    Raises DscpError where the folder lacks `warehouse/` or `queries/`.
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
    return Content(root)


def _built_in() -> Path:
    shipped = _PACKAGE / "content"
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent

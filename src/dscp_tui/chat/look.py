"""How the prompt and its answers look. Colours stand in the content (`tui/chat.toml`); without them all is plain."""

from __future__ import annotations

import re
import tomllib

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.styles import Style

from dscp_tui.errors import DscpError
from dscp_tui.model.status import DOUBT_SIGN, Status
from dscp_tui.render.signs import status_words
from dscp_tui.warehouse.content import Content

_STATUSES = {status_words(status.value): status for status in Status}
# What is not to be believed is not coloured as a success or a failure.
_STATUS = re.compile(f"(?:{'|'.join(map(re.escape, _STATUSES))})(?! {re.escape(DOUBT_SIGN)})")


def load_style(content: Content) -> Style:
    """The content's style. Raises DscpError where the file is malformed."""
    path = content.screens / "chat.toml"
    if not path.exists():
        return Style([])
    try:
        return Style.from_dict(tomllib.loads(path.read_text("utf-8"))["style"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise DscpError(
            f"{content.relative(path)}: {reason}", "It holds one table [style] of names and styles."
        ) from None


def painted(text: str) -> StyleAndTextTuples:
    """An answer as pieces, each with the name of its style: the headline, and every status with its sign."""
    headline, end, rest = text.partition("\n")
    pieces, start = [("class:headline", headline), ("", end)], 0
    for found in _STATUS.finditer(rest):
        pieces += [("", rest[start : found.start()]), (f"class:{_STATUSES[found[0]].value}", found[0])]
        start = found.end()
    return [*pieces, ("", rest[start:])]

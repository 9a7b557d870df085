"""The real figures with their lexicon, open for the tests of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dscp_tui.questions.answer import Answer
from dscp_tui.questions.ask import ask
from dscp_tui.questions.lexicon import Lexicon
from dscp_tui.questions.understand import Reader
from dscp_tui.warehouse.store import FILE, Warehouse

Ask = Callable[[str], Answer]


@pytest.fixture(scope="session")
def real(built: Path) -> Iterator[Warehouse]:
    """The real content's warehouse, open."""
    warehouse = Warehouse(built / FILE)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def asked(real: Warehouse) -> Ask:
    """Ask the real figures, with the lexicon loaded once."""
    reader = Reader(Lexicon(real))
    return lambda question: ask(real, question, reader)

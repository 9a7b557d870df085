"""Named templates and checks as data: what a header declares, and the SQL that follows it.

Kept apart from the reading of headers (`headers.py`), because an answer needs only this. Plain tuples with names, where
they can be: a data class takes longer to make than to fill, at each start.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import NamedTuple


class Parameter(NamedTuple):
    """A `$name` of the SQL. `default` None means that it must be given, unless it is `optional` (then it is null)."""

    name: str
    type: str
    default: str | None = None
    optional: bool = False
    allowed: tuple[str, ...] = ()


class Column(NamedTuple):
    """A column of the result. `unit` is a unit, or `@column` where each row names its own."""

    name: str
    kind: str
    title: str
    unit: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A named, parameterised query, with what it answers and how its rows read."""

    name: str
    title: str
    sql: str
    file: str
    line: int
    asks: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    chart: str = "none"
    chart_roles: dict[str, str] = field(default_factory=dict)
    headline: str = ""
    empty: str = ""
    notes: str = ""
    role: str = ""
    origin: str = "documents"

    @property
    def is_published(self) -> bool:
        """Whether its values are published statistics, and not figures of the documents."""
        return self.origin == "published"

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Template:
        raw = json.loads(text)
        raw["asks"] = tuple(raw["asks"])
        raw["parameters"] = tuple(
            Parameter(name, kind, default, optional, tuple(allowed))
            for name, kind, default, optional, allowed in raw["parameters"]
        )
        raw["columns"] = tuple(Column(*column) for column in raw["columns"])
        return Template(**raw)


class Check(NamedTuple):
    """A named query that returns the rows which fail, each with a finding, a message and its figures."""

    name: str
    title: str
    severity: str
    meaning: str
    sql: str
    file: str
    line: int

"""Headers of named SQL templates and checks, read and proved: a header in leading comments, then one SELECT with `$named` parameters.

A template is content, not code; this module reads the header, and proves the SQL against the warehouse's schema, so
that a fault is named by file and line when the catalogue is loaded and not when somebody asks.

    -- name: trend
    -- title: A series over time
    -- asks:
    --   {indicator} trend
    -- params:
    --   indicator indicator
    --   area area = home
    -- result:
    --   label text : Period
    --   value number @unit
    --   figures figures
    -- chart: line x=label y=value
    -- headline: {title}: {first} to {last}.
    SELECT ...
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dscp_tui.errors import DscpError
from dscp_tui.model.text import shown
from dscp_tui.warehouse.templates import Check, Column, Parameter, Template

if TYPE_CHECKING:
    import duckdb

PARAMETER_TYPES = (
    "text",
    "number",
    "integer",
    "date",
    "flag",
    "indicator",
    "area",
    "period",
    "scorecard",
    "areas",
    "indicators",
    "periods",
    "slices",
    "roles",
    "acronym",
    "dimension",
    "category",
    "status",
    "theme",
)
COLUMN_KINDS = ("text", "number", "date", "status", "flag", "period", "figures", "series")
CHARTS = ("none", "line", "bars")
ROLES = (
    "value", "series", "areas", "periods", "parts", "together", "other", "status", "acronym", "published", "published-series",
    "why", "definition",
)  # fmt: skip
"""What a template is chosen for where no words name it: one value, a series, several areas, two periods, the slices, several
indicators side by side, what is printed that is no actual value, the indicators of a status, what letters stand for,
published statistics of areas or over time, where the documents have none, what is said of an indicator, and what it means."""
ORIGINS = ("documents", "published")
"""Where a template's values come from: the ledger of the documents, or published statistics."""
MADE = ("subject", "first", "last", "count", "highest", "lowest", "at", "by", "each", "few", "many", "moved")
"""Words of a headline that are made from all rows."""
SEVERITIES = ("error", "warning", "note")
_KEYS = {
    "name",
    "title",
    "asks",
    "params",
    "result",
    "chart",
    "headline",
    "empty",
    "notes",
    "role",
    "from",
    "severity",
    "meaning",
}
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_HEADING = re.compile(r"--\s?([a-z]+):\s*(.*)")


class TemplateError(DscpError):
    """A template that does not load: file, line and reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{shown(file)}, line {line}: {shown(reason)}")


@dataclass(slots=True)
class _Header:
    file: str
    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    sql: str = ""
    sql_line: int = 1

    def fail(self, key: str, reason: str) -> TemplateError:
        return TemplateError(self.file, self.lines.get(key, 1), reason)

    def need(self, key: str) -> str:
        if not self.values.get(key):
            raise self.fail(key, f"the header lacks `-- {key}:`")
        return self.values[key]


def read_template(text: str, file: str) -> Template:
    """Read one template file. Raises TemplateError with the line of the first fault in the header."""
    header = _read_header(text, file)
    name = _name(header)
    chart, roles = _chart(header)
    template = Template(
        name=name,
        title=header.need("title"),
        sql=header.sql,
        file=file,
        line=header.sql_line,
        asks=tuple(phrase for _, phrase in header.lists.get("asks", [])),
        parameters=tuple(_parameter(header, line, words) for line, words in header.lists.get("params", [])),
        columns=tuple(_column(header, line, words) for line, words in header.lists.get("result", [])),
        chart=chart,
        chart_roles=roles,
        headline=header.values.get("headline", ""),
        empty=header.values.get("empty", ""),
        notes=header.values.get("notes", ""),
        role=_role(header),
        origin=_origin(header),
    )
    if not template.columns:
        raise header.fail("result", "the header lacks `-- result:` with a line for each column")
    for key, given in (
        ("params", [p.name for p in template.parameters]),
        ("result", [c.name for c in template.columns]),
    ):
        if twice := [name for name in given if given.count(name) > 1]:
            raise header.fail(key, f"`{twice[0]}` stands twice")
    names = {column.name for column in template.columns}
    for role, column in roles.items():
        if column not in names:
            raise header.fail("chart", f"the chart's {role}={column} is no column of the result")
    for column in re.findall(r"\{([a-z_]+)", template.headline):
        if column not in names and column not in MADE:
            raise header.fail("headline", f"{{{column}}} is no column of the result")
    return template


def read_check(text: str, file: str) -> Check:
    """Read one check file. Raises TemplateError."""
    header = _read_header(text, file)
    severity = header.need("severity")
    if severity not in SEVERITIES:
        raise header.fail("severity", f"severity is one of {', '.join(SEVERITIES)}")
    return Check(
        _name(header), header.need("title"), severity, header.need("meaning"), header.sql, file, header.sql_line
    )


def _read_header(text: str, file: str) -> _Header:
    header = _Header(file)
    key = ""
    lines = text.splitlines()
    number = 0
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("--"):
            break
        if not stripped.strip("- "):
            continue
        if found := _HEADING.fullmatch(stripped):
            key = found[1]
            if key not in _KEYS:
                raise TemplateError(
                    file, number, f"`{key}:` is no key of a header; keys are {', '.join(sorted(_KEYS))}"
                )
            if key in header.lines:
                raise TemplateError(file, number, f"`{key}:` stands twice")
            header.lines[key] = number
            header.values[key] = found[2].strip()
            header.lists[key] = []
        elif not key:
            raise TemplateError(file, number, "the header starts with `-- name: ...`")
        else:
            entry = stripped[2:].strip()
            header.lists[key].append((number, entry))
            header.values[key] = f"{header.values[key]} {entry}".strip()
    header.sql_line = number
    header.sql = "\n".join(lines[number - 1 :]).strip()
    if not header.sql or header.sql.startswith("--"):
        raise TemplateError(file, max(1, number), "no SQL follows the header")
    return header


def _role(header: _Header) -> str:
    role = header.values.get("role", "")
    if role and role not in ROLES:
        raise header.fail("role", f"a role is one of {', '.join(ROLES)}")
    return role


def _origin(header: _Header) -> str:
    origin = header.values.get("from", "documents")
    if origin not in ORIGINS:
        raise header.fail("from", f"values come from {' or '.join(ORIGINS)}")
    return origin


def _name(header: _Header) -> str:
    name = header.need("name")
    if not _NAME.fullmatch(name):
        raise header.fail("name", f"`{name}` is no name: small letters, digits and single hyphens")
    if Path(header.file).stem != name:
        raise header.fail("name", f"the name `{name}` differs from the file's name")
    return name


def _parameter(header: _Header, line: int, words: str) -> Parameter:
    found = re.fullmatch(r"(\S+)\s+(\w+)(\?)?(?:\s*=\s*([^\[]*?))?(?:\s*\[(.*)\])?", words)
    if not found or not _WORD.fullmatch(found[1]) or found[2] not in PARAMETER_TYPES:
        raise TemplateError(
            header.file,
            line,
            f"`{words}` is no parameter: write `name type = default [allowed, values]`, types are {', '.join(PARAMETER_TYPES)}",
        )
    allowed = tuple(value.strip() for value in found[5].split(",")) if found[5] else ()
    default = found[4].strip() if found[4] else None
    if default is not None and allowed and default not in allowed:
        raise TemplateError(header.file, line, f"the default `{default}` is none of the allowed values")
    return Parameter(found[1], found[2], default, bool(found[3]), allowed)


def _column(header: _Header, line: int, words: str) -> Column:
    body, _, title = words.partition(" : ")
    name, kind, *rest = [*body.split(), ""]
    if not _WORD.fullmatch(name) or kind not in COLUMN_KINDS:
        raise TemplateError(
            header.file,
            line,
            f"`{words}` is no column: write `name kind unit : Title`, kinds are {', '.join(COLUMN_KINDS)}",
        )
    unit = [word for word in rest if word and word != "derived"]
    return Column(name, kind, title.strip() or name.replace("_", " "), " ".join(unit), "derived" in rest)


def _chart(header: _Header) -> tuple[str, dict[str, str]]:
    kind, *roles = header.values.get("chart", "none").split()
    if kind not in CHARTS:
        raise header.fail("chart", f"`{kind}` is no chart: {', '.join(CHARTS)}")
    pairs = [role.partition("=") for role in roles]
    if any(not middle or not value for _, middle, value in pairs):
        raise header.fail("chart", "a chart's roles are written x=column y=column")
    return kind, {role: value for role, _, value in pairs}


def prove(connection: duckdb.DuckDBPyConnection, template: Template | Check) -> None:
    """Prove that the SQL is one SELECT over the schema and uses just the parameters and columns that are declared.

    Raises TemplateError with the file's line.
    """
    import duckdb

    def fail(reason: str, line: int = 0) -> TemplateError:
        return TemplateError(template.file, template.line + line, reason)

    try:
        statements = duckdb.extract_statements(template.sql)
    except duckdb.Error as error:
        raise fail(*_where(error)) from None
    if len(statements) != 1:
        raise fail(f"holds {len(statements)} statements: one SELECT is allowed")
    statement = statements[0]
    if statement.type != duckdb.StatementType.SELECT:
        raise fail(f"is a {statement.type.name} statement: only a SELECT is allowed")
    declared = {p.name for p in template.parameters} if isinstance(template, Template) else set()
    used = set(statement.named_parameters)
    if missing := used - declared:
        raise fail(f"uses ${', $'.join(sorted(missing))} which the header does not declare")
    if surplus := declared - used:
        raise fail(f"declares {', '.join(sorted(surplus))} which the SQL does not use")
    try:
        described = connection.cursor().execute(f"DESCRIBE {template.sql}", dict.fromkeys(used)).fetchall()
    except duckdb.Error as error:
        raise fail(*_where(error)) from None
    found = [row[0] for row in described]
    expected = (
        [c.name for c in template.columns] if isinstance(template, Template) else ["finding", "message", "figures"]
    )
    if found != expected:
        raise fail(f"gives the columns {', '.join(found)} where the header declares {', '.join(expected)}")


def _where(error: Exception) -> tuple[str, int]:
    text = str(error)
    line = re.search(r"LINE (\d+):", text)
    return text.split("\n", maxsplit=1)[0].strip(), int(line[1]) - 1 if line else 0


def read_files(paths: Iterable[Path], relative: Callable[[Path], str], read: Callable[[str, str], Any]) -> list[Any]:
    """Read `.sql` files, in their order. Raises TemplateError; also where two of them share a name."""
    loaded: dict[str, Any] = {}
    for path in paths:
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise TemplateError(relative(path), 1, "is not UTF-8: save the file as UTF-8") from None
        except OSError as error:
            raise DscpError(f"cannot read {path}: {error.strerror}") from None
        item = read(text, relative(path))
        if item.name in loaded:
            raise TemplateError(relative(path), 1, f"the name `{item.name}` is taken by {loaded[item.name].file}")
        loaded[item.name] = item
    return list(loaded.values())

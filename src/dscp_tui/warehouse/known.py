"""What was known on a day: a warehouse from which everything published later is left out, before anything is derived."""

from __future__ import annotations

from datetime import date

import duckdb

from dscp_tui.errors import UsageError

# Those that refer to others go first.
_LATER = (
    "DELETE FROM statuses WHERE target IN (SELECT figure FROM later) OR tolerance IN (SELECT figure FROM later)"
    " OR actual IN (SELECT figure FROM later)",
    "DELETE FROM otherwise WHERE figure IN (SELECT figure FROM later) OR rival IN (SELECT figure FROM later)",
    "DELETE FROM scorecard_items WHERE scorecard IN (SELECT id FROM scorecards WHERE source IN (SELECT id FROM unpublished))",
    "DELETE FROM scorecards WHERE source IN (SELECT id FROM unpublished)",
    "DELETE FROM commentary WHERE source IN (SELECT id FROM unpublished)",
    "DELETE FROM recommendations WHERE source IN (SELECT id FROM unpublished)",
    "DELETE FROM acronyms WHERE source IN (SELECT id FROM unpublished)",
    "DELETE FROM figures WHERE source IN (SELECT id FROM unpublished)",
    "DELETE FROM sources WHERE id IN (SELECT id FROM unpublished)",
    "DELETE FROM national_values WHERE release IN (SELECT release FROM unreleased)",
    "DELETE FROM national_inspections WHERE release IN (SELECT release FROM unreleased)",
    "DELETE FROM national_releases WHERE release IN (SELECT release FROM unreleased)",
    "DELETE FROM neighbours WHERE neighbour_set IN (SELECT neighbour_set FROM unset)",
    "DELETE FROM neighbour_sets WHERE neighbour_set IN (SELECT neighbour_set FROM unset)",
)


_PUBLICATIONS = """
INSERT INTO publications
SELECT published, concat(short, CASE WHEN inferred IS NOT NULL THEN ' (day inferred)' END) FROM sources
UNION ALL SELECT published, concat(title, CASE WHEN inferred IS NOT NULL THEN ' (day inferred)' END) FROM national_releases
UNION ALL SELECT published, concat_ws(', set of ', (SELECT min(area) FROM areas WHERE kind = 'neighbours'), title) FROM neighbour_sets
"""


def keep_publications(connection: duckdb.DuckDBPyConnection) -> None:
    """Note the days on which something became known, before any of it is left out: another day is chosen by them."""
    connection.execute(_PUBLICATIONS)


def leave_out_later(connection: duckdb.DuckDBPyConnection, day: date) -> None:
    """Leave out what was published after a day. Raises UsageError where nothing had been published by then."""
    [(first,)] = connection.execute("SELECT min(published) FROM sources").fetchall()
    if first is None or first > day:
        raise UsageError(f"no document had been published by {day}", f"The first is of {first}.")
    for name, sql in (
        ("unpublished", "SELECT id FROM sources WHERE published > $day"),
        ("unreleased", "SELECT release FROM national_releases WHERE published > $day"),
        ("unset", "SELECT neighbour_set FROM neighbour_sets WHERE published > $day"),
        ("later", "SELECT figure FROM figures WHERE source IN (SELECT id FROM unpublished)"),
    ):
        connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", {"day": day} if "$day" in sql else None)
    for sql in _LATER:
        connection.execute(sql)
    connection.execute("INSERT INTO meta VALUES ('as_of', $day)", {"day": day.isoformat()})

"""All that is known of one indicator, as the answers of named templates."""

from __future__ import annotations

from dscp_tui.questions.answer import Answer, run
from dscp_tui.warehouse.store import Warehouse

_LATEST = """
SELECT period FROM (
    SELECT o.period, o.period_end, t.figure IS NOT NULL AS is_aimed
    FROM observations AS o
    LEFT JOIN targets AS t
        ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
        AND t.dimension = o.dimension AND t.category = o.category
    WHERE o.indicator = $indicator AND o.area = $area AND o.dimension = $dimension AND o.category = $category
) AS found
ORDER BY period_end DESC, is_aimed DESC, period LIMIT 1
"""

_SHARED = """
SELECT o.period FROM observations AS o
WHERE o.indicator = $indicator AND o.dimension = $dimension AND o.category = $category AND o.value IS NOT NULL
GROUP BY o.period, o.period_end
HAVING count(DISTINCT o.area) > 1
ORDER BY o.period_end DESC, o.period LIMIT 1
"""


def profile(warehouse: Warehouse, indicator: str, dimension: str = "", category: str = "") -> dict[str, Answer]:
    """Answers by template: `definition`, `trend`, `receipts`, `why`, and where there are any `indicator`, `areas`, and of
    published statistics `published`, `neighbours` and `rank`.

    The reading is the latest, and of several that end on the same day the one that has a target; the areas are those
    of the latest period for which several are printed.
    """
    part = {"dimension": dimension, "category": category} if category else {}
    thing = {"indicator": indicator, "area": warehouse.meta["area"], "dimension": dimension, "category": category}
    answers = {
        name: run(warehouse, warehouse.template(name), {"indicator": indicator})
        for name in ("definition", "receipts", "why")
    }
    answers["trend"] = run(warehouse, warehouse.template("trend"), {"indicator": indicator, **part})
    if latest := warehouse.query(_LATEST, thing).rows:
        given = {"indicator": indicator, "period": latest[0][0], **part}
        answers["indicator"] = run(warehouse, warehouse.template("indicator"), given)
    for name in ("published", "neighbours", "rank"):
        found = run(warehouse, warehouse.template(name), {"indicator": indicator, **part})
        answers |= {name: found} if found.rows else {}
    del thing["area"]
    if shared := warehouse.query(_SHARED, thing).rows:
        answers["areas"] = run(
            warehouse, warehouse.template("areas"), {"indicator": indicator, "periods": [shared[0][0]], **part}
        )
    return answers

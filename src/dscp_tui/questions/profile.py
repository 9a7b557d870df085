"""All that is known of one indicator, as the answers of named templates."""

from __future__ import annotations

from dscp_tui.questions.answer import Answer, run
from dscp_tui.warehouse.store import Warehouse

_LATEST = """
SELECT period FROM (
    SELECT period, period_end, 1 AS rank FROM observations
    WHERE indicator = $indicator AND area = $area AND dimension = $dimension AND category = $category
    UNION ALL
    SELECT t.period, p.period_end, 0 FROM targets AS t JOIN periods AS p ON p.period = t.period
    WHERE t.indicator = $indicator AND t.area = $area AND t.dimension = $dimension AND t.category = $category
) AS found
ORDER BY period_end DESC, rank, period LIMIT 1
"""


def profile(warehouse: Warehouse, indicator: str, dimension: str = "", category: str = "") -> dict[str, Answer]:
    """Answers by template: `definition`, `trend`, `receipts`, `why`, and `indicator` where a reading is printed.

    The reading is the latest, and of several that end on the same day the one that has a target.
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
    return answers

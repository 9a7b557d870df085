-- name: periods
-- title: Two periods of one indicator, and the change between them
-- role: periods
-- params:
--   indicator indicator
--   first period
--   last period
--   area area = home
--   dimension dimension = total
--   category category = total
-- result:
--   period_label text : Period
--   value number @unit : Value
--   change number @unit derived : Change
--   change_percent number % derived : Change in per cent
--   qualifier text
--   printed text : Printed
--   note text : Note
--   title text
--   unit text
--   figures figures
-- chart: bars label=period_label value=value
-- headline: {title}: {each}[[: {moved}]].
-- empty: Nothing is printed for these periods.
SELECT
    o.period_label, o.value,
    CASE
        WHEN o.unit = lag(o.unit) OVER (ORDER BY o.period_end, o.period_start)
            AND o.qualifier IN ('exact', 'approx') AND lag(o.qualifier) OVER (ORDER BY o.period_end, o.period_start) IN ('exact', 'approx')
        THEN round(o.value - lag(o.value) OVER (ORDER BY o.period_end, o.period_start), 4)
    END AS change,
    CASE
        WHEN o.unit IN ('count', '£', '£k', '£m') AND o.unit = lag(o.unit) OVER (ORDER BY o.period_end, o.period_start)
        THEN round(
            100 * (o.value - lag(o.value) OVER (ORDER BY o.period_end, o.period_start))
            / nullif(lag(o.value) OVER (ORDER BY o.period_end, o.period_start), 0), 1
        )
    END AS change_percent,
    o.qualifier, o.printed, o.note, o.title,
    o.unit, list_concat(o.figures, coalesce(moved.figures, [])) AS figures
FROM observations AS o
LEFT JOIN (
    SELECT indicator, area, period, dimension, category, list(figure ORDER BY figure) AS figures
    FROM figures WHERE role = 'change' GROUP BY indicator, area, period, dimension, category
) AS moved
    ON moved.indicator = o.indicator AND moved.area = o.area AND moved.period = o.period
    AND moved.dimension = o.dimension AND moved.category = o.category
WHERE o.indicator = $indicator AND o.area = $area AND o.period IN ($first, $last)
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY o.period_end, o.period_start

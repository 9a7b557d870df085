-- name: trend
-- title: A series over time, with target and tolerance
-- asks:
--   trend
--   over time
--   history
--   chart
--   all years
-- params:
--   indicator indicator
--   area area = home
--   kind text = any [any, year, quarter, month, day, range]
--   dimension text = total
--   category text = total
-- result:
--   period_label text : Period
--   period_short text : Axis
--   period_end date : Ends
--   value number @unit : Value
--   qualifier text
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   latest_target number @unit
--   latest_tolerance number @unit
--   disputed flag : Disputed
--   title text : Indicator
--   unit text
--   figures figures
-- chart: line x=period_short at=period_end y=value target=latest_target tolerance=latest_tolerance
-- headline: {title}: {first} to {last}.
-- empty: No series is printed for this indicator and area.
SELECT
    o.period_label, o.period_short, o.period_end, o.value, o.qualifier, t.target, t.tolerance,
    latest.target AS latest_target, latest.tolerance AS latest_tolerance, o.disputed,
    o.title, o.unit, o.figures
FROM observations AS o
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
LEFT JOIN (
    SELECT target, tolerance FROM targets
    WHERE indicator = $indicator AND area = $area AND dimension = '' AND unit <> 'grade'
    ORDER BY period DESC, figure LIMIT 1
) AS latest ON TRUE
WHERE o.indicator = $indicator AND o.area = $area
    AND ($kind = 'any' OR o.period_kind = $kind)
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY o.period_end, o.period_start, o.period_label

-- name: periods-side-by-side
-- title: Indicators, period after period
-- params:
--   indicators indicators
--   kind text = any [any, year, quarter, month, day, range]
--   area area = home
--   dimension dimension = total
-- result:
--   subject text : Indicator
--   period_label text : Period
--   value number @unit : Value
--   target number @unit : Target
--   note text : Note
--   disputed flag : Disputed
--   qualifier text
--   indicator text
--   dimension text
--   category text
--   unit text
--   figures figures
-- chart: bars group=subject label=period_label value=value target=target
-- headline: {subject}: {first} to {last}.
-- empty: No figure is printed for these indicators.
SELECT
    concat_ws(', ', o.title, nullif(o.category, '')) AS subject, o.period_label, o.value, t.target, o.note, o.disputed,
    o.qualifier, o.indicator, o.dimension, o.category, o.unit, o.figures
FROM observations AS o
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
WHERE list_contains($indicators, o.indicator) AND o.area = $area
    AND ($kind = 'any' OR o.period_kind = $kind)
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
ORDER BY list_position($indicators, o.indicator), o.category, o.period_end, o.period_start, o.period_label, t.figure

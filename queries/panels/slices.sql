-- name: slices
-- title: Indicators by their slices, each for the latest period that has them
-- params:
--   indicators indicators
--   dimension dimension = total
--   area area = home
-- result:
--   subject text : Indicator
--   category text : Slice
--   value number @unit : Value
--   target number @unit : Target
--   period_label text : Period
--   note text : Note
--   disputed flag : Disputed
--   qualifier text
--   indicator text
--   dimension text
--   title text
--   unit text
--   figures figures
-- chart: bars group=subject label=category value=value target=target
-- headline: {title}[[ by {by}]], {period_label}: {count|part|parts}.
-- empty: No such breakdown is printed.
SELECT
    concat(o.title, ', ', o.period_label) AS subject, o.category, o.value, coalesce(t.target, whole.target) AS target,
    o.period_label, o.note, o.disputed, o.qualifier, o.indicator, o.dimension, o.title, o.unit, o.figures
FROM observations AS o
JOIN (
    SELECT
        n.indicator, n.dimension, n.period,
        row_number() OVER (PARTITION BY n.indicator, n.dimension ORDER BY max(n.period_end) DESC, count(*) DESC, n.period) AS rank
    FROM observations AS n
    WHERE n.area = $area AND n.dimension <> ''
    GROUP BY n.indicator, n.dimension, n.period
) AS newest ON newest.indicator = o.indicator AND newest.dimension = o.dimension AND newest.period = o.period AND newest.rank = 1
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
-- Where only the total has a target, each slice is held against it.
LEFT JOIN (
    SELECT f.indicator, f.area, f.period, f.unit, max(f.value) AS target
    FROM figures AS f WHERE f.role = 'target' AND f.dimension = '' AND f.unit <> 'grade'
    GROUP BY f.indicator, f.area, f.period, f.unit
) AS whole ON whole.indicator = o.indicator AND whole.area = o.area AND whole.period = o.period AND whole.unit = o.unit
JOIN figures AS f ON f.figure = o.figure
WHERE list_contains($indicators, o.indicator) AND o.area = $area
    AND ($dimension = 'total' OR o.dimension = $dimension)
ORDER BY list_position($indicators, o.indicator), o.dimension, f.line, f.place, o.category, t.figure

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
    concat(s.title, ', ', s.period_label) AS subject, s.category, s.value, s.target, s.period_label, s.note, s.disputed,
    s.qualifier, s.indicator, s.dimension, s.title, s.unit, s.figures
FROM latest_slices AS s
WHERE list_contains($indicators, s.indicator) AND s.area = $area
    AND ($dimension = 'total' OR s.dimension = $dimension)
ORDER BY list_position($indicators, s.indicator), s.dimension, s.line, s.place, s.category, s.target_figure

-- name: months-by-year
-- title: The same months of several years
-- params:
--   indicator indicator
--   area area = home
-- result:
--   month text : Month
--   year text : Year
--   value number @unit : Value
--   change number @unit derived : On a year before
--   change_percent number % derived : In per cent
--   note text : Note
--   disputed flag : Disputed
--   qualifier text
--   indicator text
--   dimension text
--   category text
--   title text
--   period_label text
--   unit text
--   figures figures
-- chart: bars group=month label=year value=value
-- headline: {title}: {count|month|months}.
-- empty: No month is printed for this indicator.
SELECT
    strftime(o.period_start, '%B') AS month, strftime(o.period_start, '%Y') AS year, o.value,
    o.value - was.value AS change, round(100 * (o.value - was.value) / nullif(was.value, 0), 1) AS change_percent,
    o.note, o.disputed, o.qualifier, o.indicator, o.dimension, o.category, o.title, o.period_label, o.unit, o.figures
FROM observations AS o
LEFT JOIN observations AS was
    ON was.indicator = o.indicator AND was.area = o.area AND was.period = o.year_before
    AND was.dimension = o.dimension AND was.category = o.category AND was.unit = o.unit
WHERE o.indicator = $indicator AND o.area = $area AND o.period_kind = 'month' AND o.dimension = ''
ORDER BY strftime(o.period_start, '%m'), o.period_start

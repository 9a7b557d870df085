-- name: areas
-- title: One indicator, several areas
-- role: areas
-- asks:
--   by authority
--   by area
--   which authority
--   which authorities
--   which local authority
--   which area
--   which council
--   authorities
--   elsewhere
--   other authorities
--   other south yorkshire authorities
--   south yorkshire authorities
--   authorities in south yorkshire
--   each authority
--   RAA authorities
--   other RAA authorities
--   all four RAA authorities
--   RAA authority
--   by RAA authority
--   all four authorities
--   all RAA authorities
--   every authority
--   four authorities
--   neighbouring authorities
-- params:
--   indicator indicator
--   periods periods
--   areas areas = all
--   dimension dimension = total
--   category category = total
-- result:
--   area text : Area
--   period_label text : Period
--   value number @unit : Value
--   qualifier text
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   printed text : Printed
--   note text : Note
--   title text
--   unit text
--   figures figures
-- chart: bars label=area value=value
-- headline: {title}[[, {at}]]: {each}.
-- empty: Nothing is printed for these areas.
SELECT
    o.area, o.period_label, o.value, o.qualifier, t.target, t.tolerance, o.printed, o.note, o.title,
    o.unit, list_concat(o.figures, list_filter([t.figure, t.tolerance_figure], lambda figure: figure IS NOT NULL)) AS figures
FROM observations AS o
LEFT JOIN (
    SELECT DISTINCT ON (indicator, area, period, dimension, category) * FROM targets ORDER BY figure
) AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
WHERE o.indicator = $indicator AND list_contains($periods, o.period)
    AND (list_contains($areas, 'all') OR list_contains($areas, o.area))
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY o.period_end DESC, o.period, o.value IS NULL, o.value DESC, o.area

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
--   printed text : Printed
--   note text : Note
--   title text
--   unit text
--   figures figures
-- chart: bars label=area value=value
-- headline: {title}[[, {at}]]: {each}.
-- empty: Nothing is printed for these areas.
SELECT
    o.area, o.period_label, o.value, o.qualifier, o.printed, o.note, o.title,
    o.unit, o.figures
FROM observations AS o
WHERE o.indicator = $indicator AND list_contains($periods, o.period)
    AND (list_contains($areas, 'all') OR list_contains($areas, o.area))
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY o.period_end DESC, o.period, o.value IS NULL, o.value DESC, o.area

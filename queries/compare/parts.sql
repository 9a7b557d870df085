-- name: parts
-- title: One indicator by its slices
-- role: parts
-- asks:
--   breakdown
--   broken down
--   split
--   where from
--   where did
--   where do
--   come from
--   came from
--   coming from
--   including and excluding
--   incl and excl
--   with and without
--   what happened to
--   what became of
--   what came of
-- params:
--   indicator indicator
--   period period
--   area area = home
--   dimension dimension = total
-- result:
--   category text : Slice
--   value number @unit : Value
--   numerator number count : Count
--   denominator number count : Of
--   share number % derived : Share
--   qualifier text
--   printed text : Printed
--   note text : Note
--   dimension text : By
--   title text
--   period_label text : Period
--   unit text
--   total number @unit
--   rivals figures
--   figures figures
-- chart: bars label=category value=value
-- headline: {title}[[ by {by}]], {period_label}: [[{few}]][[{many} parts[[, highest {highest}, lowest {lowest}]]]].[[ In all: {total}.]]
-- empty: No such breakdown is printed.
SELECT
    o.category, o.value, o.numerator, o.denominator,
    CASE
        WHEN o.unit = 'count' AND q.indicator IS NOT NULL
        THEN round(100 * o.value / nullif(sum(o.value) OVER (PARTITION BY o.dimension), 0), 1)
    END AS share,
    o.qualifier, o.printed, o.note, o.dimension, o.title, o.period_label, o.unit,
    total.value AS total, o.rivals, list_concat(o.figures, o.numerator_figures, o.denominator_figures, coalesce(total.figures, [])) AS figures
FROM observations AS o
LEFT JOIN partitions AS q ON q.indicator = o.indicator AND q.dimension = o.dimension
JOIN figures AS f ON f.figure = o.figure
LEFT JOIN observations AS total
    ON total.indicator = o.indicator AND total.area = o.area AND total.period = o.period AND total.dimension = '' AND total.source = o.source
WHERE o.indicator = $indicator AND o.area = $area AND o.period = $period AND o.dimension <> ''
    AND ($dimension = 'total' OR o.dimension = $dimension)
ORDER BY o.dimension, f.line, f.place

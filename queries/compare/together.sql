-- name: together
-- title: Several indicators side by side
-- role: together
-- params:
--   indicators indicators
--   periods periods
--   area area = home
--   category category = any
-- result:
--   title text : Indicator
--   slice text : Slice
--   period_label text : Period
--   value number @unit : Value
--   qualifier text
--   numerator number count : Count
--   denominator number count : Of
--   budget number @unit : Budget
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   status status : Status
--   printed text : Printed
--   note text : Note
--   unit text
--   indicator text
--   dimension text
--   category text
--   rivals figures
--   figures figures
-- headline: [[{at}: ]]{each}.
-- empty: Nothing is printed for these indicators.
SELECT
    o.title, nullif(o.category, '') AS slice, o.period_label, o.value, o.qualifier, o.numerator, o.denominator,
    budget.value AS budget, t.target, t.tolerance, t.status, o.printed, o.note, o.unit,
    o.indicator, o.dimension, o.category, o.rivals,
    list_concat(
        o.figures, o.numerator_figures, o.denominator_figures,
        CASE WHEN budget.figure IS NULL THEN [] ELSE [budget.figure] END,
        CASE WHEN t.figure IS NULL THEN [] ELSE [t.figure] END,
        CASE WHEN t.tolerance_figure IS NULL THEN [] ELSE [t.tolerance_figure] END
    ) AS figures
FROM (
    SELECT unnest($indicators) AS indicator, unnest($periods) AS period, generate_subscripts($indicators, 1) AS place
) AS asked
JOIN observations AS o ON o.indicator = asked.indicator AND o.period = asked.period
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
LEFT JOIN figures AS budget
    ON budget.indicator = o.indicator AND budget.area = o.area AND budget.period = o.period AND budget.source = o.source
    AND budget.dimension = o.dimension AND budget.category = o.category AND budget.role = 'budget' AND budget.unit = o.unit
WHERE ($category = 'any' OR o.category = $category) AND o.area = $area
ORDER BY asked.place, o.dimension, o.category, t.figure

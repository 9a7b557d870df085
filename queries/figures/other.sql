-- name: other
-- title: Budgets, targets, forecasts and changes, where no actual value is printed
-- role: other
-- asks:
--   budgets and forecasts
-- params:
--   indicator indicator
--   period period
--   area area = home
-- result:
--   title text : Indicator
--   slice text : Slice
--   period_label text : Period
--   role text : Role
--   value number @unit : Value
--   qualifier text
--   printed text : Printed
--   note text : Note
--   unit text
--   figures figures
-- headline: {title}, {period_label}: {role} {value}.
-- empty: Nothing is printed for this indicator, area and period.
SELECT
    i.title, nullif(f.category, '') AS slice, p.label AS period_label, f.role, f.value, f.qualifier, f.printed, f.note,
    f.unit, [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
WHERE f.indicator = $indicator AND f.area = $area AND f.period = $period AND f.role <> 'actual'
ORDER BY f.dimension, f.category, f.role, f.source, f.line, f.place

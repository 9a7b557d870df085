-- name: other
-- title: Budgets, forecasts and assumptions beside the actual value
-- role: other
-- asks:
--   budgets and forecasts
-- params:
--   indicator indicator
--   period period
--   area area = home
--   category category = total
--   role text = any [any, budget, forecast, assumption, change, target, tolerance]
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
--   rivals figures
--   figures figures
-- headline: {title}[[ ({slice})]], {period_label}: {role} {value}.
-- empty: Nothing is printed for this indicator, area and period.
SELECT
    i.title, nullif(f.category, '') AS slice, p.label AS period_label, f.role, f.value, f.qualifier, f.printed, f.note,
    f.unit, a.rivals, [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
JOIN periods AS asked ON asked.period = $period
LEFT JOIN rivals_of AS a ON a.figure = f.figure
WHERE f.indicator = $indicator AND f.area = $area AND ($category = 'total' OR f.category = $category)
    AND ((f.period = $period AND ($role = 'any' OR f.role IN ($role, 'actual')))
        -- What is assumed for 1 April stands against the position on 31 March.
        OR (f.role = 'actual' AND p.period_end = asked.period_end - INTERVAL 1 DAY AND EXISTS (
            SELECT 1 FROM figures AS aim
            WHERE aim.indicator = f.indicator AND aim.area = f.area AND aim.period = $period AND aim.role = $role AND aim.category = f.category
        )))
    AND (f.role <> 'actual' OR f.figure IN (SELECT figure FROM readings))
ORDER BY f.dimension, f.category, f.role = 'actual', f.role, f.source, f.line, f.place

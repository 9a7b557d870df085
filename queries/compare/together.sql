-- name: together
-- title: Several indicators side by side
-- role: together
-- params:
--   indicators indicators
--   periods periods
--   slices slices = any
--   roles roles = actual
--   area area = home
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
--   rivals figures
--   figures figures
-- headline: [[{subject}: ]][[{at}: ]]{each}.
-- empty: Nothing is printed for these indicators.
WITH asked AS (
    SELECT
        unnest($indicators) AS indicator, unnest($periods) AS period, unnest($slices) AS slice, unnest($roles) AS role,
        generate_subscripts($indicators, 1) AS place
), wanted AS (
    -- A list that says one thing for all has one entry: each indicator takes the first.
    SELECT indicator, period, coalesce(slice, $slices[1]) AS slice, coalesce(role, $roles[1]) AS role, place FROM asked
), shown AS (
    SELECT
        w.place, w.slice AS wanted, '' AS role, o.title, o.period_label, o.value, o.qualifier, o.numerator, o.denominator,
        budget.value AS budget, t.target, t.tolerance, t.status, o.printed, o.note, o.unit,
        o.indicator, o.dimension, o.category, o.rivals, t.figure AS target_figure,
        list_concat(
            o.figures, o.numerator_figures, o.denominator_figures,
            CASE WHEN budget.figure IS NULL THEN [] ELSE [budget.figure] END,
            CASE WHEN t.figure IS NULL THEN [] ELSE [t.figure] END,
            CASE WHEN t.tolerance_figure IS NULL THEN [] ELSE [t.tolerance_figure] END
        ) AS figures
    FROM wanted AS w
    JOIN observations AS o ON o.indicator = w.indicator AND o.period = w.period AND w.role = 'actual'
    LEFT JOIN targets AS t
        ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
        AND t.dimension = o.dimension AND t.category = o.category
    LEFT JOIN figures AS budget
        ON budget.indicator = o.indicator AND budget.area = o.area AND budget.period = o.period AND budget.source = o.source
        AND budget.dimension = o.dimension AND budget.category = o.category AND budget.role = 'budget' AND budget.unit = o.unit
    WHERE o.area = $area
    UNION ALL
    SELECT
        w.place, w.slice, f.role, i.title, p.label, f.value, f.qualifier, NULL, NULL, NULL, NULL, NULL, NULL, f.printed, f.note,
        f.unit, f.indicator, f.dimension, f.category, [], NULL, [f.figure]
    FROM wanted AS w
    JOIN figures AS f ON f.indicator = w.indicator AND f.period = w.period AND f.role <> 'actual' AND w.role IN ('any', f.role)
    JOIN indicators AS i ON i.id = f.indicator
    JOIN periods AS p ON p.period = f.period
    WHERE f.area = $area
    QUALIFY row_number() OVER (PARTITION BY w.place, f.dimension, f.category, f.role, f.value ORDER BY f.figure) = 1
)
SELECT
    title || CASE WHEN wanted <> 'any' AND category <> '' THEN ' (' || category || ')' ELSE '' END
    || CASE WHEN role <> '' THEN ', ' || role ELSE '' END AS title,
    CASE WHEN wanted = 'any' THEN nullif(category, '') END AS slice,
    period_label, value, qualifier, numerator, denominator, budget, target, tolerance, status, printed, note, unit, indicator,
    rivals, figures
FROM shown
WHERE wanted IN ('any', CASE WHEN dimension = '' THEN '' ELSE dimension || '=' || category END)
    OR (dimension <> '' AND wanted = dimension || '=')
ORDER BY place, dimension, category, role, target_figure

-- name: indicator
-- title: An indicator with its counts, target and status
-- asks:
--   status
--   against target
-- params:
--   indicator indicator
--   period period
--   area area = home
--   dimension text = total
--   category text = total
-- result:
--   title text : Indicator
--   area text : Area
--   slice text : Slice
--   period_label text : Period
--   value number @unit : Value
--   qualifier text
--   numerator number count : Count
--   denominator number count : Of
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   status status : Status
--   before number @unit : A year before
--   before_derived flag
--   before_count number count : Count a year before
--   change number @unit derived : Change
--   note text : Note
--   unit text
--   rivals figures
--   figures figures
-- headline: {title}[[ ({slice})]], {period_label}: {value}[[ ({numerator} of {denominator})]].[[ Target {target}[[, tolerance {tolerance}]]: {status}.]][[ A year before: {before}[[ ({before_count})]].]]
-- empty: Nothing is printed for this indicator, area and period.
SELECT
    o.title, o.area, nullif(o.category, '') AS slice, o.period_label,
    o.value, o.qualifier, o.numerator, o.denominator,
    t.target, t.tolerance, t.status,
    b.before, b.before_derived, b.before_count,
    CASE WHEN o.qualifier IN ('exact', 'approx') THEN round(o.value - b.before, 4) END AS change,
    o.note, o.unit, o.rivals,
    list_concat(
        o.figures, o.numerator_figures, o.denominator_figures,
        CASE WHEN t.figure IS NULL THEN [] ELSE [t.figure] END,
        CASE WHEN t.tolerance_figure IS NULL THEN [] ELSE [t.tolerance_figure] END,
        b.before_figures
    ) AS figures
FROM observations AS o
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
LEFT JOIN a_year_before AS b
    ON b.indicator = o.indicator AND b.area = o.area AND b.period = o.period
    AND b.dimension = o.dimension AND b.category = o.category
WHERE o.indicator = $indicator AND o.area = $area AND o.period = $period
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY o.title, t.figure

-- name: indicator
-- title: An indicator with its counts, target and status
-- role: value
-- asks:
--   status
--   against target
--   vs target
--   target
--   tolerance
--   within tolerance
--   inside tolerance
--   kpi
--   below target
--   miss target
--   meet target
--   met target
--   missed target
--   above target
--   over target
--   hit target
--   against tolerance
--   on target
--   off target
--   RAG
--   threshold
--   gap to target
--   meeting target
--   meeting the target
--   why isnt there
--   why is there no
--   why no
--   what should it be
--   supposed to
--   meant to be
--   should be
--   ought to be
--   aim
--   aiming for
--   distance from target
-- params:
--   indicator indicator
--   period period
--   area area = home
--   dimension dimension = total
--   category category = total
-- result:
--   title text : Indicator
--   area text : Area
--   slice text : Slice
--   period_label text : Period
--   value number @unit : Value
--   high number @unit : To
--   qualifier text
--   numerator number count : Count
--   denominator number count : Of
--   budget number @unit : Budget
--   share number % : Share
--   whole number count : Out of
--   share_title text : Share is
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   gap number @unit derived : From target or budget
--   status status : Status
--   before number @unit : A year before
--   before_derived flag
--   before_count number count : Count a year before
--   change number @unit derived : Change
--   also text : Also printed
--   note text : Note
--   unit text
--   printed text
--   rivals figures
--   figures figures
-- headline: {title}[[ ({slice})]], {period_label}: {value}[[ to {high}]][[ of {whole}]][[ ({numerator}[[ of {denominator}]])]][[ against a budget of {budget}]][[ ({share}, {share_title})]].[[ Target {target}[[, tolerance {tolerance}]]: {status}.]][[ A year before: {before}[[ ({before_count})]].]][[ Also printed: {also}.]]
-- empty: Nothing is printed for this indicator, area and period.
SELECT
    o.title, o.area, nullif(o.category, '') AS slice, o.period_label,
    o.value, o.range_high AS high, o.qualifier, o.numerator, o.denominator,
    budget.value AS budget, share.value AS share, share.denominator AS whole, share.title AS share_title,
    t.target, t.tolerance,
    CASE WHEN o.qualifier IN ('exact', 'approx', 'provisional') THEN round(o.value - coalesce(t.target, budget.value), 4) END AS gap,
    t.status,
    b.before, b.before_derived, b.before_count,
    CASE
        WHEN b.before_exact IS NOT NULL AND round(100 * o.numerator / o.denominator, o.decimals) = o.value
        THEN round(100 * o.numerator / o.denominator - b.before_exact, 1)
        WHEN o.qualifier IN ('exact', 'approx') THEN round(o.value - b.before, 4)
    END AS change,
    beside.said AS also, o.note, o.unit, o.printed, o.rivals,
    list_concat(
        o.figures, o.numerator_figures, o.denominator_figures,
        CASE WHEN t.figure IS NULL THEN [] ELSE [t.figure] END,
        CASE WHEN t.tolerance_figure IS NULL THEN [] ELSE [t.tolerance_figure] END,
        CASE WHEN budget.figure IS NULL THEN [] ELSE [budget.figure] END,
        share.figures, share.denominator_figures, beside.figures,
        b.before_figures
    ) AS figures
FROM observations AS o
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
LEFT JOIN a_year_before AS b
    ON b.indicator = o.indicator AND b.area = o.area AND b.period = o.period
    AND b.dimension = o.dimension AND b.category = o.category
LEFT JOIN figures AS budget
    ON budget.indicator = o.indicator AND budget.area = o.area AND budget.period = o.period AND budget.source = o.source
    AND budget.dimension = o.dimension AND budget.category = o.category AND budget.role = 'budget' AND budget.unit = o.unit
LEFT JOIN forecasts AS beside
    ON beside.indicator = o.indicator AND beside.area = o.area AND beside.dimension = o.dimension AND beside.category = o.category
LEFT JOIN indicators AS rate ON rate.numerator = o.indicator AND rate.unit = '%'
LEFT JOIN observations AS share
    ON share.indicator = rate.id AND share.area = o.area AND share.period = o.period
    AND share.dimension = o.dimension AND share.category = o.category
WHERE o.indicator = $indicator AND o.area = $area AND o.period = $period
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY o.title, t.figure

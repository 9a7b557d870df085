-- name: against-plan
-- title: What was budgeted, forecast or assumed, beside what came
-- params:
--   indicators indicators
--   area area = home
-- result:
--   indicator text
--   dimension text
--   category text
--   title text : Indicator
--   slice text : Slice
--   period_label text : Period
--   value number @unit : Actual
--   budget number @unit : Budget
--   forecast number @unit : Forecast
--   assumption number @unit : Assumption
--   target number @unit : Target
--   disputed flag : Disputed
--   qualifier text
--   unit text
--   figures figures
-- headline: {count|figure|figures} beside their budget, forecast, assumption or target.
-- empty: No budget, forecast or assumption is printed for these indicators.
SELECT
    f.indicator, f.dimension, f.category, i.title, nullif(f.category, '') AS slice, p.label AS period_label,
    max(o.value) AS value,
    max(CASE WHEN f.role = 'budget' THEN f.value END) AS budget,
    max(CASE WHEN f.role = 'forecast' THEN f.value END) AS forecast,
    max(CASE WHEN f.role = 'assumption' THEN f.value END) AS assumption,
    max(CASE WHEN f.role = 'target' THEN f.value END) AS target,
    coalesce(bool_or(o.disputed), FALSE) AS disputed, max(o.qualifier) AS qualifier, f.unit, list(f.figure ORDER BY f.figure) AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
LEFT JOIN observations AS o
    ON o.indicator = f.indicator AND o.area = f.area AND o.period = f.period AND o.unit = f.unit
    AND o.dimension = f.dimension AND o.category = f.category
WHERE list_contains($indicators, f.indicator) AND f.area = $area AND f.role IN ('actual', 'budget', 'forecast', 'assumption', 'target')
GROUP BY f.indicator, f.dimension, f.category, i.title, p.label, p.period_end, f.unit
ORDER BY list_position($indicators, f.indicator), f.dimension, f.category, p.period_end, p.label, f.unit

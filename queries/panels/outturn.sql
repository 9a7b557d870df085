-- name: outturn
-- title: Budget and outturn by heading, and what of the variance is put down to the pandemic
-- params:
--   spend indicator = spend-net
--   variance indicator = variance-net
--   operating indicator = variance-operating
--   covid indicator = variance-covid
--   area area = home
-- result:
--   heading text : Heading
--   budget number @unit : Budget
--   value number @unit : Outturn
--   variance number @unit : Variance
--   operating number @unit : Operating
--   covid number @unit : Covid
--   covid_share number % derived : Covid share
--   period_label text : Period
--   qualifier text
--   indicator text
--   dimension text
--   category text
--   unit text
--   figures figures
-- chart: bars label=heading value=variance
-- headline: Budget and outturn by heading, {period_label}; a negative variance is an overspend.
-- empty: No outturn is printed.
SELECT
    CASE WHEN o.category = '' THEN 'Total' ELSE o.category END AS heading, plan.value AS budget, o.value,
    v.value AS variance, r.value AS operating, c.value AS covid,
    CASE WHEN v.value < 0 AND c.value <= 0 THEN round(100 * c.value / v.value, 1) END AS covid_share,
    o.period_label, o.qualifier, v.indicator, o.dimension, o.category, o.unit,
    list_concat(o.figures, v.figures, CASE WHEN plan.figure IS NULL THEN [] ELSE [plan.figure] END) AS figures
FROM observations AS o
JOIN figures AS f ON f.figure = o.figure
JOIN observations AS v
    ON v.indicator = $variance AND v.area = o.area AND v.period = o.period AND v.dimension = o.dimension AND v.category = o.category
LEFT JOIN observations AS r
    ON r.indicator = $operating AND r.area = o.area AND r.period = o.period AND r.dimension = o.dimension AND r.category = o.category
LEFT JOIN observations AS c
    ON c.indicator = $covid AND c.area = o.area AND c.period = o.period AND c.dimension = o.dimension AND c.category = o.category
LEFT JOIN figures AS plan
    ON plan.indicator = o.indicator AND plan.area = o.area AND plan.period = o.period AND plan.dimension = o.dimension
    AND plan.category = o.category AND plan.role = 'budget' AND plan.source = o.source
WHERE o.indicator = $spend AND o.area = $area
ORDER BY o.period_end DESC, o.category = '', f.line, f.place, o.category, plan.figure

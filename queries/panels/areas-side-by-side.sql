-- name: areas-side-by-side
-- title: Indicators against other areas, each for the latest period that has most of them
-- params:
--   indicators indicators
--   areas areas = all
-- result:
--   subject text : Indicator
--   area text : Area
--   value number @unit : Value
--   target number @unit : Target
--   period_label text : Period
--   note text : Note
--   qualifier text
--   indicator text
--   dimension text
--   category text
--   unit text
--   figures figures
-- chart: bars group=subject label=area value=value target=target
-- headline: {subject}: {count|figure|figures} side by side.
-- empty: Nothing is printed for other areas.
WITH asked AS (
    SELECT o.*, home.value AS home
    FROM observations AS o
    JOIN meta AS home ON home.key = 'area'
    WHERE list_contains($indicators, o.indicator)
        AND (list_contains($areas, 'all') OR o.area = home.value OR list_contains($areas, o.area))
)
SELECT
    concat_ws(', ', a.title, nullif(a.category, ''), a.period_label) AS subject, a.area, a.value, t.target, a.period_label,
    a.note, a.qualifier, a.indicator, a.dimension, a.category, a.unit, a.figures
FROM asked AS a
JOIN (
    SELECT
        n.indicator, n.dimension, n.category, n.period,
        row_number() OVER (
            PARTITION BY n.indicator, n.dimension, n.category ORDER BY count(*) DESC, max(n.period_end) DESC, n.period
        ) AS rank,
        count(*) AS areas
    FROM asked AS n
    GROUP BY n.indicator, n.dimension, n.category, n.period
) AS fullest
    ON fullest.indicator = a.indicator AND fullest.dimension = a.dimension AND fullest.category = a.category
    AND fullest.period = a.period AND fullest.rank = 1 AND fullest.areas > 1
LEFT JOIN targets AS t
    ON t.indicator = a.indicator AND t.area = a.home AND t.period = a.period
    AND t.dimension = a.dimension AND t.category = a.category
ORDER BY list_position($indicators, a.indicator), a.category, a.area <> a.home, a.area, t.figure

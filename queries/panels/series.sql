-- name: series
-- title: Several series in one chart
-- params:
--   indicators indicators
--   areas areas = home
--   kind text = any [any, year, quarter, month, day, range]
--   dimension dimension = total
-- result:
--   name text : Series
--   period_label text : Period
--   period_short text
--   period_end date
--   value number @unit : Value
--   qualifier text
--   latest_target number @unit
--   disputed flag : Disputed
--   break_note text : Break before
--   indicator text
--   dimension text
--   category text
--   unit text
--   figures figures
-- chart: line series=name break=break_note x=period_short at=period_end y=value target=latest_target
-- headline: {name}: {first} to {last}.
-- empty: No series is printed for these indicators and areas.
SELECT
    concat_ws(
        ', ',
        CASE WHEN min(o.indicator) OVER () <> max(o.indicator) OVER () OR min(concat(o.area, o.category)) OVER () = max(concat(o.area, o.category)) OVER () THEN o.title END,
        CASE WHEN min(o.area) OVER () <> max(o.area) OVER () THEN o.area END,
        nullif(o.category, '')
    ) AS name,
    o.period_label, o.period_short, o.period_end, o.value, o.qualifier,
    -- One level across the chart, where all series are held against it.
    CASE WHEN min(o.indicator) OVER () = max(o.indicator) OVER () THEN aim.target END AS latest_target,
    o.disputed, b.note AS break_note, o.indicator, o.dimension, o.category, o.unit, o.figures
FROM observations AS o
JOIN meta AS home ON home.key = 'area'
LEFT JOIN (
    SELECT t.indicator, t.target, row_number() OVER (PARTITION BY t.indicator ORDER BY t.period DESC, t.figure) AS rank
    FROM targets AS t WHERE t.dimension = '' AND t.unit <> 'grade'
) AS aim ON aim.indicator = o.indicator AND aim.rank = 1
LEFT JOIN breaks AS b
    ON b.indicator = o.indicator AND b.starts <= o.period_end
    AND b.starts > (
        SELECT max(e.period_end) FROM observations AS e
        WHERE e.indicator = o.indicator AND e.area = o.area AND e.dimension = o.dimension AND e.category = o.category
            AND e.period_end < o.period_end
    )
WHERE list_contains($indicators, o.indicator)
    AND (list_contains($areas, 'all') OR list_contains($areas, o.area) OR (list_contains($areas, 'home') AND o.area = home.value))
    AND ($kind = 'any' OR o.period_kind = $kind)
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
ORDER BY list_position($indicators, o.indicator), o.area <> home.value, o.area, o.category, o.period_end, o.period_start, o.period_label

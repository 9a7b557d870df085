-- name: authorities
-- title: Authorities beside each other, as published
-- from: published
-- role: published
-- params:
--   indicator indicator
--   areas areas = usual
--   period period?
--   dimension dimension = total
--   category category = total
--   as_of date = 2999-12-31
-- result:
--   area text : Area
--   period_label text : Period
--   value number @unit : Value
--   symbol text : Symbol
--   numerator number count : Count
--   denominator number count : Of
--   published_in text : Published in
--   title text
--   basis text
--   unit text
-- chart: bars label=area value=value
-- headline: {title}, published, {period_label}: {each}.[[ {basis}]]
-- empty: No published value of this is held for these areas at that time.
WITH own AS (SELECT value AS area FROM meta WHERE key = 'area'),
known AS (
    SELECT c.* FROM known_of($indicator, $dimension, $category, CAST($as_of AS DATE)) AS c
),
chosen AS (
    SELECT measure, period, period_label, relation, reason FROM known
    WHERE CAST($period AS VARCHAR) IS NULL OR period = $period
    ORDER BY period_end DESC, position, release DESC LIMIT 1
),
pool AS (
    SELECT k.* FROM known AS k
    JOIN chosen AS c ON c.measure = k.measure AND c.period = k.period
),
circle AS (SELECT neighbour FROM neighbours_on((SELECT area FROM own), CAST($as_of AS DATE))),
wanted AS (
    SELECT
        p.area, p.number, p.symbol, p.numerator, p.denominator,
        concat(p.release_title, ', ', p.table_title, ', ', p.column_name, ', row ', p.row_number) AS published_in
    FROM pool AS p
    WHERE CASE
        WHEN list_contains($areas, 'usual')
        THEN p.area IN (SELECT area FROM own) OR p.area_kind = 'nation'
            OR p.area IN (SELECT a.region FROM national_areas AS a JOIN own ON own.area = a.area)
        ELSE list_contains($areas, p.area)
    END
    UNION ALL
    SELECT a.area, round(avg(p.number), greatest(max(p.decimals), 1)), NULL, NULL, NULL, concat('mean of ', count(p.number), ' with data')
    FROM pool AS p
    JOIN circle AS c ON c.neighbour = p.area
    JOIN areas AS a ON a.kind = 'neighbours'
    WHERE list_contains($areas, 'usual') OR list_contains($areas, a.area)
    GROUP BY a.area
)
SELECT
    w.area, c.period_label, w.number AS value, w.symbol, w.numerator, w.denominator, w.published_in, i.title,
    CASE WHEN c.relation = 'resembles' THEN concat('It resembles the indicator, and does not equal it: ', c.reason) END AS basis,
    i.unit
FROM wanted AS w
CROSS JOIN chosen AS c
JOIN indicators AS i ON i.id = $indicator
ORDER BY w.number IS NULL, w.number DESC, w.area

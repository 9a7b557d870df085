-- name: standings
-- title: Where an authority stands among others, indicator by indicator, as published
-- from: published
-- asks:
--   best quartile
--   worst quartile
--   top quartile
--   bottom quartile
--   which indicators are in the best quartile
--   which are in the best quartile
--   quartile bands
--   ranks
--   all ranks
--   where do we stand
--   how do we compare nationally
--   national comparison
--   national position
-- params:
--   area area = home
--   as_of date = 2999-12-31
-- result:
--   title text : Indicator
--   period_label text : Period
--   value number @unit : Value
--   symbol text : Symbol
--   place number : Rank
--   of number : Of
--   band text : Quartile band
--   median number @unit : Median
--   basis text : Basis
--   best text
--   worst text
--   among text
--   unit text
--   indicator text
-- headline: Among {among}: band A (best): {best}. Band D: {worst}.
-- empty: No published values are held for that authority.
WITH known AS (
    SELECT c.*, round(c.value, c.decimals) AS number
    FROM comparators AS c
    WHERE c.published <= CAST($as_of AS DATE) AND (c.superseded IS NULL OR c.superseded > CAST($as_of AS DATE)) AND c.area_kind = 'authority'
),
chosen AS (
    SELECT indicator, dimension, category, measure, period, relation FROM known
    WHERE area = $area
    QUALIFY row_number() OVER (PARTITION BY indicator, dimension, category ORDER BY period_end DESC, position, release DESC) = 1
),
circle AS (
    SELECT n.neighbour, s.title FROM neighbours AS n
    JOIN neighbour_sets AS s ON s.neighbour_set = n.neighbour_set
    WHERE n.area = $area AND n.neighbour_set = (
        SELECT coalesce(max(e.neighbour_set) FILTER (WHERE e.published <= CAST($as_of AS DATE)), min(e.neighbour_set))
        FROM neighbour_sets AS e JOIN neighbours AS m ON m.neighbour_set = e.neighbour_set AND m.area = $area
    )
),
pool AS (
    SELECT
        k.indicator, k.dimension, k.category, k.area, k.number, k.symbol, k.decimals, k.period_label, c.relation, i.title, i.unit, i.position,
        CASE WHEN i.polarity = 'higher' THEN -k.number ELSE k.number END AS badness,
        2 * count(*) OVER (PARTITION BY k.indicator, k.dimension, k.category) > (SELECT count(*) FROM national_areas WHERE kind = 'authority') AS is_full
    FROM known AS k
    JOIN chosen AS c
        ON c.indicator = k.indicator AND c.dimension = k.dimension AND c.category = k.category AND c.measure = k.measure AND c.period = k.period
    JOIN indicators AS i ON i.id = k.indicator AND i.polarity <> 'neither'
),
ranked AS (
    SELECT
        p.*, CASE WHEN p.number IS NOT NULL THEN rank() OVER (PARTITION BY p.indicator, p.dimension, p.category ORDER BY p.badness) END AS place,
        count(p.number) OVER whole AS n,
        quantile_cont(p.badness, 0.25) OVER whole AS first, quantile_cont(p.badness, 0.5) OVER whole AS second,
        quantile_cont(p.badness, 0.75) OVER whole AS third
    FROM pool AS p
    WHERE p.is_full OR p.area = $area OR p.area IN (SELECT neighbour FROM circle)
    WINDOW whole AS (PARTITION BY p.indicator, p.dimension, p.category)
),
banded AS (
    SELECT
        r.*, concat(r.title, CASE WHEN r.category <> '' THEN concat(' (', r.category, ')') END) AS name,
        CASE WHEN r.number IS NULL OR r.n < 4 THEN NULL WHEN r.badness <= r.first THEN 'A' WHEN r.badness <= r.second THEN 'B' WHEN r.badness <= r.third THEN 'C' ELSE 'D' END AS band
    FROM ranked AS r
    WHERE r.area = $area
)
SELECT
    b.name AS title, b.period_label, b.number AS value, b.symbol, b.place, b.n AS "of", b.band, round(abs(b.second), b.decimals + 1) AS median,
    CASE WHEN b.relation = 'resembles' THEN 'resembles the indicator' ELSE 'equals it' END AS basis,
    coalesce((SELECT string_agg(e.name, '; ' ORDER BY e.position) FROM banded AS e WHERE e.band = 'A'), 'none') AS best,
    coalesce((SELECT string_agg(e.name, '; ' ORDER BY e.position) FROM banded AS e WHERE e.band = 'D'), 'none') AS worst,
    CASE
        WHEN b.is_full THEN 'all authorities'
        ELSE concat('itself and its statistical neighbours (set of ', (SELECT max(title) FROM circle), '; the other authorities are not loaded)')
    END AS among,
    b.unit, b.indicator
FROM banded AS b
ORDER BY b.band IS NULL, b.band, b.place, b.position, b.category

-- name: rank
-- title: Rank and quartile band of an authority, as published
-- from: published
-- asks:
--   national rank
--   rank for
--   rank on
--   rank among authorities
--   rank among neighbours
--   rank nationally
--   ranked nationally
--   where do we rank
--   where do we rank on
--   quartile for
--   which quartile
--   quartile band
-- params:
--   indicator indicator
--   area area = home
--   period period?
--   dimension dimension = total
--   category category = total
--   as_of date = 2999-12-31
-- result:
--   area text : Area
--   period_label text : Period
--   value number @unit : Value
--   symbol text : Symbol
--   place number : Rank
--   of number : Of
--   band text : Quartile band
--   lower number @unit : Quartile 1
--   median number @unit : Median
--   upper number @unit : Quartile 3
--   release_title text : Release
--   title text
--   slice text
--   said text
--   among text
--   missing text
--   basis text
--   unit text
-- headline: {title}[[ ({slice})]], {period_label}: {area} {value}, {said}[[, among {among}]].[[ Left out: {missing}.]][[ {basis}]] {release_title}.
-- empty: No published value of this is held for the authority at that time.
WITH known AS (
    SELECT c.* FROM known_of($indicator, $dimension, $category, CAST($as_of AS DATE)) AS c
),
chosen AS (
    SELECT measure, period, relation, reason FROM known
    WHERE area = $area AND (CAST($period AS VARCHAR) IS NULL OR period = $period)
    ORDER BY period_end DESC, position, release DESC LIMIT 1
),
circle AS (SELECT neighbour, title FROM neighbours_on($area, CAST($as_of AS DATE))),
authorities AS (
    SELECT k.*, k.area = $area OR k.area IN (SELECT neighbour FROM circle) AS is_near
    FROM known AS k
    JOIN chosen AS c ON c.measure = k.measure AND c.period = k.period
    WHERE k.area_kind = 'authority'
),
-- What is built in has the neighbours and few others; what is loaded has nearly all authorities that there ever were.
scope AS (
    SELECT 2 * count(*) > (SELECT count(*) FROM national_areas WHERE kind = 'authority') AS is_full FROM authorities
),
pool AS (
    SELECT a.*, s.is_full, CASE WHEN i.polarity = 'higher' THEN -a.number ELSE a.number END AS badness
    FROM authorities AS a CROSS JOIN scope AS s
    JOIN indicators AS i ON i.id = $indicator
    WHERE s.is_full OR a.is_near
),
ranked AS (
    SELECT area, badness, rank() OVER (ORDER BY badness) AS place FROM pool WHERE badness IS NOT NULL
),
cuts AS (
    SELECT
        count(number) AS n, quantile_cont(badness, 0.25) AS first, quantile_cont(badness, 0.5) AS second, quantile_cont(badness, 0.75) AS third,
        quantile_cont(number, 0.25) AS lower, quantile_cont(number, 0.5) AS median, quantile_cont(number, 0.75) AS upper
    FROM pool
),
missing AS (
    SELECT string_agg(concat(entries, ' [', symbol, ']'), ', ' ORDER BY symbol) AS said
    FROM (SELECT coalesce(symbol, 'no value') AS symbol, count(*) AS entries FROM pool WHERE number IS NULL GROUP BY 1) AS gone
)
SELECT
    o.area, o.period_label, o.number AS value, o.symbol,
    CASE WHEN i.polarity <> 'neither' AND c.n > 1 THEN r.place END AS place,
    CASE WHEN i.polarity <> 'neither' AND c.n > 1 THEN c.n END AS "of",
    CASE
        WHEN i.polarity = 'neither' OR o.number IS NULL OR c.n < 4 THEN NULL
        WHEN o.badness <= c.first THEN 'A'
        WHEN o.badness <= c.second THEN 'B'
        WHEN o.badness <= c.third THEN 'C'
        ELSE 'D'
    END AS band,
    round(c.lower, o.decimals + 1) AS lower, round(c.median, o.decimals + 1) AS median, round(c.upper, o.decimals + 1) AS upper,
    o.release_title, i.title, CASE WHEN $category = 'total' THEN NULL ELSE $category END AS slice,
    CASE
        WHEN i.polarity = 'neither' THEN 'no rank, because neither way is better'
        WHEN o.number IS NULL THEN 'no rank, because there is no number'
        WHEN c.n < 2 THEN 'no rank, because nobody to be ranked with is held; `dscp national load` loads all authorities'
        WHEN c.n < 4 THEN concat('rank ', r.place, ' of ', c.n)
        ELSE concat(
            'rank ', r.place, ' of ', c.n, ' (1 is best), quartile band ',
            CASE WHEN o.badness <= c.first THEN 'A (best)' WHEN o.badness <= c.second THEN 'B' WHEN o.badness <= c.third THEN 'C' ELSE 'D' END
        )
    END AS said,
    CASE
        WHEN c.n < 2 THEN NULL
        WHEN o.is_full THEN 'all authorities'
        ELSE concat('itself and its statistical neighbours (set of ', (SELECT max(title) FROM circle), '), because the other authorities are not loaded')
    END AS among,
    m.said AS missing,
    CASE WHEN d.relation = 'resembles' THEN concat('It resembles the indicator, and does not equal it: ', d.reason) END AS basis,
    i.unit
FROM pool AS o
CROSS JOIN cuts AS c
CROSS JOIN missing AS m
CROSS JOIN chosen AS d
JOIN indicators AS i ON i.id = $indicator
LEFT JOIN ranked AS r ON r.area = o.area
WHERE o.area = $area
ORDER BY o.area

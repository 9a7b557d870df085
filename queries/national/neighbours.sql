-- name: neighbours
-- title: An authority beside its statistical neighbours, the region and the country, as published
-- from: published
-- asks:
--   against neighbours
--   vs neighbours
--   versus neighbours
--   compared with neighbours
--   compared to neighbours
--   against statistical neighbours
--   vs statistical neighbours
--   versus statistical neighbours
--   compared with statistical neighbours
--   compared to statistical neighbours
--   against our neighbours
--   vs our neighbours
--   compared with our neighbours
--   which neighbours
--   which neighbours are better
--   which neighbours do better
--   which of our neighbours
--   better than neighbours
--   better than our neighbours
--   neighbours are better
--   neighbours do better
--   neighbour comparison
-- params:
--   indicator indicator
--   area area = home
--   period period?
--   dimension dimension = total
--   category category = total
--   as_of date = 2999-12-31
-- result:
--   label text : Area
--   value number @unit : Value
--   symbol text : Symbol
--   better text : Against own
--   numerator number count : Count
--   denominator number count : Of
--   published_in text : Published in
--   title text
--   slice text
--   period_label text
--   own_area text
--   own number @unit
--   own_missing text
--   neighbour_set text
--   coverage text
--   mean number @unit
--   median number @unit
--   region text
--   region_value number @unit
--   nation text
--   nation_value number @unit
--   are_better text
--   basis text
--   release_title text
--   across text
--   unit text
-- chart: bars label=label value=value across=across
-- headline: {title}[[ ({slice})]], {period_label}: {own_area} {own}[[{own_missing}]]. Neighbours (set of {neighbour_set}, {coverage}): mean {mean}, median {median}.[[ {region}: {region_value}.]][[ {nation}: {nation_value}.]][[ Better: {are_better}.]][[ {basis}]][[ {release_title}.]]
-- empty: No published value of this is held for the authority at that time, or no set of its statistical neighbours.
WITH known AS (
    SELECT c.* FROM known_of($indicator, $dimension, $category, CAST($as_of AS DATE)) AS c
),
chosen AS (
    SELECT measure, period, relation, reason, decimals, region AS own_region FROM known
    WHERE area = $area AND (CAST($period AS VARCHAR) IS NULL OR period = $period)
    ORDER BY period_end DESC, position, release DESC LIMIT 1
),
pool AS (
    SELECT k.* FROM known AS k
    JOIN chosen AS c ON c.measure = k.measure AND c.period = k.period
),
beside AS (
    SELECT n.neighbour, n.title AS neighbour_set, p.number, coalesce(p.symbol, CASE WHEN p.number IS NULL THEN 'no value' END) AS symbol
    FROM neighbours_on($area, CAST($as_of AS DATE)) AS n
    LEFT JOIN pool AS p ON p.area = n.neighbour
),
counted AS (
    SELECT
        max(neighbour_set) AS neighbour_set, count(number) AS n, count(*) AS "of",
        avg(number) AS mean, quantile_cont(number, 0.5) AS median
    FROM beside
),
reasons AS (
    SELECT string_agg(concat(entries, ' [', symbol, ']'), ', ' ORDER BY symbol) AS said
    FROM (SELECT symbol, count(*) AS entries FROM beside WHERE symbol IS NOT NULL GROUP BY symbol) AS missing
),
lines AS (
    SELECT
        p.area, CASE WHEN p.area = $area THEN 'own' WHEN p.area_kind IN ('region', 'nation') THEN p.area_kind ELSE 'neighbour' END AS line,
        p.number, p.symbol, p.numerator, p.denominator,
        concat(p.release_title, ', ', p.table_title, ', ', p.column_name, ', row ', p.row_number) AS published_in
    FROM pool AS p
    CROSS JOIN chosen AS c
    WHERE p.area = $area OR p.area_kind = 'nation' OR p.area = c.own_region OR p.area IN (SELECT neighbour FROM beside)
    UNION ALL
    SELECT b.neighbour, 'neighbour', NULL, b.symbol, NULL, NULL, NULL
    FROM beside AS b WHERE b.neighbour NOT IN (SELECT area FROM pool)
    UNION ALL
    SELECT 'neighbours', 'median', round(c.median, greatest(d.decimals, 1)), NULL, NULL, NULL, NULL
    FROM counted AS c CROSS JOIN chosen AS d WHERE c.median IS NOT NULL
),
own AS (SELECT * FROM lines WHERE line = 'own'),
judged AS (
    SELECT
        l.*,
        CASE
            WHEN l.line = 'own' OR i.polarity = 'neither' OR l.number IS NULL OR o.number IS NULL THEN NULL
            WHEN l.number = o.number THEN 'same'
            WHEN (l.number > o.number) = (i.polarity = 'higher') THEN 'better'
            ELSE 'worse'
        END AS better
    FROM lines AS l CROSS JOIN own AS o
    JOIN indicators AS i ON i.id = $indicator
)
SELECT
    CASE j.line
        WHEN 'own' THEN concat('▸ ', j.area, ' (own)')
        WHEN 'median' THEN '┊ Median of the neighbours'
        WHEN 'nation' THEN concat('║ ', j.area)
        WHEN 'neighbour' THEN j.area
        ELSE concat('─ ', j.area)
    END AS label,
    j.number AS value, j.symbol, j.better, j.numerator, j.denominator, j.published_in,
    i.title, CASE WHEN $category = 'total' THEN NULL ELSE $category END AS slice,
    p.label AS period_label, $area AS own_area, o.number AS own,
    CASE WHEN o.number IS NULL THEN coalesce(s.meaning, 'no value') END AS own_missing,
    c.neighbour_set,
    CASE WHEN c.n = c."of" THEN concat('all ', c."of") ELSE concat(c.n, ' of ', c."of", ', ', r.said) END AS coverage,
    round(c.mean, greatest(d.decimals, 1)) AS mean, round(c.median, greatest(d.decimals, 1)) AS median,
    region.area AS region, region.number AS region_value, nation.area AS nation, nation.number AS nation_value,
    CASE WHEN i.polarity = 'neither' OR o.number IS NULL THEN NULL ELSE coalesce(
        (SELECT string_agg(concat(b.area, ' ', format('{:g}', b.number), CASE WHEN i.unit = '%' THEN '%' END), ', ' ORDER BY abs(b.number - o.number) DESC, b.area) FROM judged AS b WHERE b.line = 'neighbour' AND b.better = 'better'),
        'none of them'
    ) END AS are_better,
    CASE WHEN d.relation = 'resembles' THEN concat('It resembles the indicator, and does not equal it: ', d.reason) END AS basis,
    t.title AS release_title, CASE j.line WHEN 'median' THEN '┊' WHEN 'nation' THEN '║' END AS across, i.unit
FROM judged AS j
CROSS JOIN counted AS c
CROSS JOIN reasons AS r
CROSS JOIN chosen AS d
CROSS JOIN own AS o
JOIN indicators AS i ON i.id = $indicator
JOIN periods AS p ON p.period = d.period
LEFT JOIN national_symbols AS s ON s.symbol = o.symbol
LEFT JOIN (SELECT area, number FROM lines WHERE line = 'region') AS region ON TRUE
LEFT JOIN (SELECT area, number FROM lines WHERE line = 'nation') AS nation ON TRUE
LEFT JOIN (SELECT max(release_title) AS title FROM pool WHERE area = $area) AS t ON TRUE
WHERE c."of" > 0
ORDER BY j.number IS NULL, CASE WHEN i.polarity = 'lower' THEN j.number ELSE -j.number END, j.line, j.area

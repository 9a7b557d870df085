-- name: published
-- title: A published series, with its comparators
-- from: published
-- role: published-series
-- asks:
--   published
--   published series
--   as published
--   national statistics
--   national statistics for
--   official statistics
--   published statistics
--   published outturn
--   variation
--   variation of
--   limits
--   limits for
--   limits of
--   control limits
--   variation in
--   signal or noise
--   special cause
--   special cause variation
--   control chart
--   control limits
--   XmR
--   XmR chart
-- params:
--   indicator indicator
--   areas areas = usual
--   since date = 1900-01-01
--   until date = 2999-12-31
--   dimension dimension = total
--   category category = total
--   as_of date = 2999-12-31
-- result:
--   period_label text : Period
--   area text : Area
--   value number @unit : Value
--   symbol text : Symbol
--   numerator number count : Count
--   denominator number count : Of
--   release_title text : Release
--   break_note text : Break before
--   period_short text
--   period_end date
--   series text
--   title text
--   basis text
--   releases text
--   unit text
-- chart: line series=series break=break_note x=period_short at=period_end y=value
-- headline: {title}, published[[, {at}]]: {each}.[[ {basis}]] {releases}.
-- empty: No published value of this is held for these areas and that time.
WITH own AS (SELECT value AS area FROM meta WHERE key = 'area'),
known AS (
    SELECT c.* FROM known_of($indicator, $dimension, $category, CAST($as_of AS DATE)) AS c
    WHERE c.period_end BETWEEN CAST($since AS DATE) AND CAST($until AS DATE)
    -- One measure for each period: what equals the indicator before what resembles it.
    QUALIFY rank() OVER (PARTITION BY c.period_end ORDER BY c.position) = 1
),
circle AS (SELECT neighbour FROM neighbours_on((SELECT area FROM own), CAST($as_of AS DATE))),
wanted AS (
    SELECT k.area, k.measure, k.period, k.number, k.symbol, k.numerator, k.denominator, k.release_title, k.area AS series, 1 AS place
    FROM known AS k
    WHERE CASE
        WHEN list_contains($areas, 'usual')
        THEN k.area IN (SELECT area FROM own) OR k.area_kind = 'nation'
            OR k.area IN (SELECT a.region FROM national_areas AS a JOIN own ON own.area = a.area)
        ELSE list_contains($areas, k.area)
    END
    UNION ALL
    SELECT
        a.area, k.measure, k.period, round(quantile_cont(k.number, 0.5), greatest(max(k.decimals), 1)), NULL, NULL, NULL, max(k.release_title),
        concat(a.area, ' (median of ', count(k.number), ')'), 2
    FROM known AS k
    JOIN circle AS c ON c.neighbour = k.area
    JOIN areas AS a ON a.kind = 'neighbours'
    WHERE list_contains($areas, 'usual') OR list_contains($areas, a.area)
    GROUP BY a.area, k.measure, k.period
    HAVING count(k.number) > 0
),
stepped AS (
    SELECT
        w.*, p.label, p.short, p.period_end, w.area = own.area AS is_own,
        lag(w.measure) OVER (PARTITION BY w.area ORDER BY p.period_end) AS measure_before
    FROM wanted AS w
    JOIN periods AS p ON p.period = w.period
    CROSS JOIN own
)
SELECT
    s.label AS period_label, CASE WHEN s.place = 2 THEN s.series ELSE s.area END AS area, s.number AS value, s.symbol, s.numerator, s.denominator,
    s.release_title,
    CASE WHEN s.measure_before <> s.measure AND s.place = 1 THEN concat('from here on: ', rtrim(l.reason, '.')) END AS break_note,
    s.short AS period_short, s.period_end, s.area AS series, i.title,
    (
        SELECT string_agg(concat('From ', first_label, ' it resembles the indicator, and does not equal it: ', reason), ' ' ORDER BY position)
        FROM (
            SELECT n.reason, n.position, min_by(e.label, e.period_end) AS first_label
            FROM stepped AS e JOIN national_links AS n ON n.measure = e.measure AND n.indicator = $indicator AND n.relation = 'resembles'
            GROUP BY n.reason, n.position
        ) AS likenesses
    ) AS basis,
    r.said AS releases, i.unit
FROM stepped AS s
JOIN indicators AS i ON i.id = $indicator
JOIN national_links AS l ON l.indicator = $indicator AND l.measure = s.measure
    AND l.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND l.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
CROSS JOIN (
    SELECT string_agg(release_title, '; ' ORDER BY published DESC, release_title) AS said
    FROM (
        SELECT r.title AS release_title, r.published FROM national_releases AS r
        WHERE r.title IN (SELECT release_title FROM wanted)
    ) AS shown
) AS r
ORDER BY s.period_end, s.is_own DESC, s.place, s.area

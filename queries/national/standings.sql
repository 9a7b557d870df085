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
WITH banded AS (SELECT * FROM standings_on($area, CAST($as_of AS DATE), TRUE))
SELECT
    b.name AS title, b.period_label, b.number AS value, b.symbol, b.place, b.n AS "of", b.band, b.median,
    CASE WHEN b.relation = 'resembles' THEN 'resembles the indicator' ELSE 'equals it' END AS basis,
    coalesce((SELECT string_agg(e.name, '; ' ORDER BY e.position) FROM banded AS e WHERE e.band = 'A'), 'none') AS best,
    coalesce((SELECT string_agg(e.name, '; ' ORDER BY e.position) FROM banded AS e WHERE e.band = 'D'), 'none') AS worst,
    CASE
        WHEN b.is_full THEN 'all authorities'
        ELSE concat('itself and its statistical neighbours (set of ', b.neighbour_set, '; the other authorities are not loaded)')
    END AS among,
    b.unit, b.indicator
FROM banded AS b
ORDER BY b.band IS NULL, b.band, b.place, b.position, b.category

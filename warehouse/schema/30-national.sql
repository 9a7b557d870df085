-- Published statistics as readers meet them: every value of every release, and the newest of each.

-- `superseded` is the day on which a later release printed the same thing anew. As of a day means:
-- published <= day AND (superseded IS NULL OR superseded > day).
CREATE TABLE derived.national AS
SELECT
    r.measure, r.area, r.period, p.period_start, p.period_end,
    r.value, r.symbol, r.decimals, r.numerator,
    coalesce(r.denominator, below.value) AS denominator,
    r.printed, r.release, rel.published,
    lead(rel.published) OVER (PARTITION BY r.measure, r.area, r.period ORDER BY rel.published, r.release) AS superseded,
    r.table_id, r.column_name, r.row_number
FROM national_read AS r
JOIN national_releases AS rel ON rel.release = r.release
JOIN periods AS p ON p.period = r.period
JOIN national_measures AS m ON m.measure = r.measure
-- The population of a rate stands in a table of its own: the mid-year estimate of the year before, in the same release.
LEFT JOIN national_measures AS other ON other.measure = m.denominator AND other.table_id <> m.table_id
LEFT JOIN national_read AS below
    ON below.measure = other.measure AND below.release = r.release AND below.area = r.area
    AND below.period = concat(CAST(year(p.period_end) - 1 AS VARCHAR), '-06-30')
ORDER BY r.measure, p.period_end, r.area, rel.published;

-- Every value of every release with its names; the newest of each has no `superseded`.
CREATE VIEW national AS
SELECT
    n.measure, m.title, m.unit, n.area, a.kind AS area_kind, a.region,
    n.period, p.label AS period_label, p.short AS period_short, p.kind AS period_kind, n.period_start, n.period_end,
    n.value, n.symbol, n.decimals, n.numerator, n.denominator, n.printed, m.derived,
    n.release, rel.title AS release_title, n.published, n.superseded, n.table_id, t.title AS table_title,
    n.column_name, n.row_number
FROM derived.national AS n
JOIN national_measures AS m ON m.measure = n.measure
JOIN national_tables AS t ON t.table_id = n.table_id
JOIN national_releases AS rel ON rel.release = n.release
JOIN national_areas AS a ON a.area = n.area
JOIN periods AS p ON p.period = n.period;

-- The published values of an indicator's counterparts, all releases, all areas.
CREATE VIEW comparators AS
SELECT l.indicator, l.dimension, l.category, l.relation, l.starts, l.reason, l.position, n.*
FROM national_links AS l
JOIN national AS n ON n.measure = l.measure AND (l.starts IS NULL OR n.period_end >= l.starts);

-- Published percentages and rates against their own counts, rounded half up. Counts that are printed rounded (those of
-- regions and the country to the nearest ten, full-time equivalents to one decimal) allow a span.
CREATE TABLE derived.national_recomputed AS
WITH counts AS (
    SELECT
        n.measure, n.area, n.period, n.release, n.table_id, n.value, n.decimals, n.numerator, n.denominator, m.factor,
        CASE WHEN a.kind IN ('region', 'nation') THEN t.totals_rounded_to / 2.0 - 0.5 * CAST(t.totals_rounded_to = 1 AS INTEGER) ELSE 0 END
            * CAST(top.unit = 'count' AS INTEGER) + CASE WHEN top.unit = 'FTE' THEN 0.05 ELSE 0 END AS top_slack,
        CASE
            WHEN bottom.unit = 'FTE' THEN 0.05 * len(string_split(m.denominator, '+'))
            WHEN bottom.table_id <> m.table_id OR bottom.measure LIKE '%population' THEN 0
            WHEN a.kind IN ('region', 'nation') AND t.totals_rounded_to > 1 THEN t.totals_rounded_to / 2.0
            ELSE 0
        END AS bottom_slack
    FROM derived.national AS n
    JOIN national_measures AS m ON m.measure = n.measure AND NOT m.derived AND m.factor IS NOT NULL
    JOIN national_measures AS top ON top.measure = string_split(m.numerator, ' + ')[1]
    JOIN national_measures AS bottom ON bottom.measure = string_split(m.denominator, ' + ')[1]
    JOIN national_areas AS a ON a.area = n.area
    JOIN national_tables AS t ON t.table_id = n.table_id
    WHERE n.symbol IS NULL AND n.numerator IS NOT NULL AND n.denominator > 0
)
SELECT
    measure, area, period, release, table_id, value, numerator, denominator,
    round(factor * numerator / denominator, decimals) AS recomputed,
    round(factor * (numerator - top_slack) / (denominator + bottom_slack), decimals) <= value + 1e-9
        AND (denominator <= bottom_slack OR round(factor * (numerator + top_slack) / (denominator - bottom_slack), decimals) >= value - 1e-9)
        AS agrees
FROM counts;

-- What is held of published statistics, a row for each table of a release.
CREATE VIEW national_holdings AS
SELECT
    t.table_id AS "table", t.title, n.release, n.published, count(*) AS "values", count(DISTINCT n.area) AS areas,
    min(n.period_end) AS first, max(n.period_end) AS last, count(*) FILTER (WHERE n.symbol IS NOT NULL) AS symbols,
    coalesce(max(r.compared), 0) AS recomputed, coalesce(max(r.agree), 0) AS agree
FROM derived.national AS n
JOIN national_tables AS t ON t.table_id = n.table_id
LEFT JOIN (
    SELECT table_id, release, count(*) AS compared, count(*) FILTER (WHERE agrees) AS agree
    FROM derived.national_recomputed GROUP BY table_id, release
) AS r ON r.table_id = n.table_id AND r.release = n.release
GROUP BY t.table_id, t.title, n.release, n.published
ORDER BY n.release, t.table_id;

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

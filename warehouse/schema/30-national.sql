-- Published statistics as readers meet them.

UPDATE national_values SET superseded = later.superseded
FROM (
    SELECT
        v.rowid AS id,
        lead(r.published) OVER (PARTITION BY v.measure, v.area, v.period ORDER BY r.published, r.release) AS superseded
    FROM national_values AS v
    JOIN national_releases AS r ON r.release = v.release
    WHERE v.table_id IN (SELECT table_id FROM national_values GROUP BY table_id HAVING count(DISTINCT release) > 1)
) AS later
WHERE later.id = national_values.rowid AND later.superseded IS NOT NULL;

-- The population below a rate stands in a table of its own: the mid-year estimate of the year before, in the same release.
UPDATE national_values SET denominator = below.value
FROM national_measures AS m, national_measures AS other, periods AS p, national_values AS below
WHERE national_values.denominator IS NULL AND m.measure = national_values.measure AND other.measure = m.denominator
    AND other.table_id <> m.table_id AND p.period = national_values.period AND below.measure = other.measure
    AND below.release = national_values.release AND below.area = national_values.area
    AND below.period = concat(CAST(year(p.period_end) - 1 AS VARCHAR), '-06-30');

-- Every value with its names; the newest of each thing has no `superseded`.
CREATE VIEW national AS
SELECT
    v.measure, m.title, m.unit, v.area, a.kind AS area_kind, a.region,
    v.period, p.label AS period_label, p.short AS period_short, p.kind AS period_kind, p.period_start, p.period_end,
    v.value, v.symbol, v.mark, v.decimals, v.numerator, v.denominator, v.printed, m.derived,
    v.release, r.title AS release_title, r.published, v.superseded, v.table_id, t.title AS table_title,
    v.column_name, v.row_number
FROM national_values AS v
JOIN national_measures AS m ON m.measure = v.measure
JOIN national_tables AS t ON t.table_id = v.table_id
JOIN national_releases AS r ON r.release = v.release
JOIN national_areas AS a ON a.area = v.area
JOIN periods AS p ON p.period = v.period;

-- The published values of an indicator's counterparts, all releases, all areas.
CREATE VIEW comparators AS
SELECT l.indicator, l.dimension, l.category, l.relation, l.starts, l.reason, l.position, n.*
FROM national_links AS l
JOIN national AS n ON n.measure = l.measure AND (l.starts IS NULL OR n.period_end >= l.starts);

-- Published percentages and rates against their own counts, rounded half up. Counts that are printed rounded (those of
-- regions and the country to the nearest ten, full-time equivalents to one decimal) allow a span.
CREATE VIEW national_recomputed AS
SELECT
    measure, area, period, release, table_id, value, superseded, numerator, denominator,
    round(factor * numerator / denominator, decimals) AS recomputed,
    round(factor * (numerator - above) / (denominator + below), decimals) <= value + 1e-9
        AND (denominator <= below OR round(factor * (numerator + above) / (denominator - below), decimals) >= value - 1e-9)
        AS agrees
FROM (
    SELECT
        v.measure, v.area, v.period, v.release, v.table_id, v.value, v.decimals, v.superseded, v.numerator, v.denominator, m.factor,
        CASE WHEN top.unit = 'FTE' THEN 0.05 * len(string_split(m.numerator, '+')) ELSE s.slack END AS above,
        CASE
            WHEN bottom.unit = 'FTE' THEN 0.05 * len(string_split(m.denominator, '+'))
            WHEN m.unit = 'per 10,000' THEN 0
            ELSE s.slack
        END AS below
    FROM national_values AS v
    JOIN national_measures AS m ON m.measure = v.measure AND NOT m.derived AND m.factor IS NOT NULL
    JOIN national_measures AS top ON top.measure = string_split(m.numerator, ' + ')[1]
    JOIN national_measures AS bottom ON bottom.measure = string_split(m.denominator, ' + ')[1]
    JOIN (
        SELECT a.area, t.table_id, CASE WHEN a.kind IN ('region', 'nation') AND t.totals_rounded_to > 1 THEN t.totals_rounded_to / 2.0 ELSE 0 END AS slack
        FROM national_areas AS a CROSS JOIN national_tables AS t
    ) AS s ON s.area = v.area AND s.table_id = v.table_id
    WHERE v.symbol IS NULL AND v.numerator IS NOT NULL AND v.denominator > 0
) AS counts;

-- What is held of published statistics, a row for each table of a release.
CREATE VIEW national_holdings AS
SELECT
    h.table_id AS "table", t.title, h.release, r.published, h."values", h.areas, h.first, h.last, h.symbols,
    coalesce(c.recomputed, 0) AS recomputed, coalesce(c.agree, 0) AS agree
FROM (
    SELECT
        v.table_id, v.release, count(*) AS "values", count(DISTINCT v.area) AS areas,
        min(p.period_end) AS first, max(p.period_end) AS last, count(v.symbol) AS symbols
    FROM national_values AS v
    JOIN periods AS p ON p.period = v.period
    GROUP BY v.table_id, v.release
) AS h
JOIN national_tables AS t ON t.table_id = h.table_id
JOIN national_releases AS r ON r.release = h.release
LEFT JOIN (
    SELECT table_id, release, count(*) AS recomputed, count(*) FILTER (WHERE agrees) AS agree
    FROM national_recomputed GROUP BY table_id, release
) AS c ON c.table_id = h.table_id AND c.release = h.release
ORDER BY h.release, h.table_id;

-- What a document prints of others, or of earlier years of our own area where an indicator has a counterpart, beside what
-- was published: of the same period, or, where the document gives no year, of the latest that had ended by then. The neighbours' value is the mean of those
-- with data, in the set that was current when the document was published.
CREATE VIEW reconciliation AS
SELECT
    f.figure, f.source, f.line, f.indicator, f.dimension, f.category, f.area, f.period, f.printed, f.value AS printed_value,
    l.measure, l.relation, n.period AS national_period, n.value AS national_value, n.decimals AS national_decimals, n.counted,
    n.symbol, n.release,
    CASE
        WHEN n.value IS NULL THEN 'not published'
        -- Printed to different precision is no difference: 23% and 22.6% allow a common value.
        WHEN round(abs(f.value - n.value), 6) < round(0.5 / 10 ** f.decimals + 0.5 / 10 ** n.decimals, 6) THEN 'agrees'
        ELSE 'differs'
    END AS verdict
FROM (
    SELECT
        figures.*, sources.published, p.kind AS period_kind, p.period_start, p.period_end,
        figures.area = home.value AS own,
        (SELECT max(s.neighbour_set) FROM neighbour_sets AS s WHERE s.published <= sources.published) AS neighbour_set
    FROM figures
    JOIN sources ON sources.id = figures.source
    JOIN periods AS p ON p.period = figures.period
    JOIN meta AS home ON home.key = 'area'
    WHERE figures.role = 'actual' AND figures.value IS NOT NULL
        AND (figures.area <> home.value OR (p.kind IN ('year', 'day') AND p.period_end <= sources.published - INTERVAL 1 YEAR))
) AS f
LEFT JOIN (
    SELECT indicator, dimension, category, measure, relation
    FROM national_links
    QUALIFY row_number() OVER (PARTITION BY indicator, dimension, category ORDER BY starts IS NOT NULL, position) = 1
) AS l ON l.indicator = f.indicator AND l.dimension = f.dimension AND l.category = f.category
LEFT JOIN (
    SELECT
        v.measure, v.area, CAST(NULL AS VARCHAR) AS neighbour_set, v.period, p.kind AS period_kind, p.period_end, v.value, v.decimals,
        1 AS counted, v.symbol, v.release
    FROM national_values AS v
    JOIN periods AS p ON p.period = v.period
    WHERE v.superseded IS NULL
    UNION ALL
    SELECT
        v.measure, named.area, s.neighbour_set, v.period, p.kind, p.period_end, avg(v.value), max(v.decimals),
        count(v.value), NULL, max(v.release)
    FROM national_values AS v
    JOIN neighbours AS s ON s.neighbour = v.area
    JOIN meta AS home ON home.key = 'area' AND home.value = s.area
    JOIN areas AS named ON named.kind = 'neighbours'
    JOIN periods AS p ON p.period = v.period
    WHERE v.superseded IS NULL
    GROUP BY v.measure, named.area, s.neighbour_set, v.period, p.kind, p.period_end
) AS n
    ON n.measure = l.measure AND n.area = f.area
    AND (n.neighbour_set IS NULL OR n.neighbour_set = coalesce(f.neighbour_set, (SELECT min(neighbour_set) FROM neighbour_sets)))
    AND CASE f.period_kind
        WHEN 'range' THEN n.period_end <= f.period_start
        WHEN 'year' THEN n.period_end BETWEEN f.period_start AND f.period_end
        WHEN 'day' THEN n.period_end = f.period_end
        -- A quarter or a month is no year.
        ELSE n.period_end = f.period_end AND n.period_kind IN ('day', 'month')
    END
WHERE NOT f.own OR l.measure IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY f.figure ORDER BY n.period_end DESC, n.period) = 1;

-- Grades of our own area as the documents print them, each with the one before and with the grade that the inspectorate
-- published of the same inspection; then those that only the inspectorate's table has.
CREATE VIEW judgement_history AS
WITH published AS (
    SELECT
        n.inspected, n.service AS heading, s.service, string_split(s.names, '|') AS names, n.grade, n.release, n.sheet, n.row_number,
        concat(day(n.inspected), ' ', monthname(n.inspected), ' ', year(n.inspected)) AS label
    FROM national_inspections AS n
    JOIN meta AS home ON home.key = 'area' AND home.value = n.area
    JOIN national_services AS s ON s.heading = n.service
),
paired AS (
    SELECT j.*, p.heading, p.inspected, p.grade AS published_grade
    FROM judgements AS j
    LEFT JOIN published AS p
        ON list_contains(p.names, j.service) AND year(p.inspected) = year(j.period_end) AND month(p.inspected) = month(j.period_end)
)
SELECT
    d.body, d.period_end, d.period_label, d.service, d.grade, d.published_grade, d.previous, d.previous_period, d.note,
    s.short AS document, d.locator, d.line, d.figures
FROM paired AS d
JOIN sources AS s ON s.id = d.source
UNION ALL
SELECT
    t.publisher, p.inspected, p.label, p.service, p.grade, p.grade, p.previous, p.previous_period, NULL,
    r.title, p.sheet, p.row_number, CAST([] AS VARCHAR[])
FROM (
    SELECT
        *, lag(grade) OVER (PARTITION BY heading ORDER BY inspected) AS previous,
        lag(label) OVER (PARTITION BY heading ORDER BY inspected) AS previous_period
    FROM published
) AS p
JOIN national_releases AS r ON r.release = p.release
JOIN (SELECT statistic, min(publisher) AS publisher FROM national_tables GROUP BY statistic) AS t ON t.statistic = r.statistic
WHERE NOT EXISTS (SELECT 1 FROM paired AS d WHERE d.heading = p.heading AND d.inspected = p.inspected);

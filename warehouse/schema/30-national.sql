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

-- What had been published by a day: the value that stood then, rounded as it was printed.
CREATE MACRO known_on(as_day) AS TABLE
SELECT c.*, round(c.value, c.decimals) AS number
FROM comparators AS c
WHERE c.published <= as_day AND (c.superseded IS NULL OR c.superseded > as_day);

-- Of these, what is the counterpart of one indicator, or of one slice of it.
CREATE MACRO known_of(of_indicator, of_dimension, of_category, as_day) AS TABLE
SELECT * FROM known_on(as_day)
WHERE indicator = of_indicator
    AND dimension = CASE WHEN of_dimension = 'total' THEN '' ELSE of_dimension END
    AND category = CASE WHEN of_category = 'total' THEN '' ELSE of_category END;

-- An authority's statistical neighbours in the set that was current on a day; before the first set, in that one.
CREATE MACRO neighbours_on(of_area, as_day) AS TABLE
SELECT n.neighbour, s.title
FROM neighbours AS n
JOIN neighbour_sets AS s ON s.neighbour_set = n.neighbour_set
WHERE n.area = of_area AND n.neighbour_set = (
    SELECT coalesce(max(e.neighbour_set) FILTER (WHERE e.published <= as_day), min(e.neighbour_set))
    FROM neighbour_sets AS e JOIN neighbours AS m ON m.neighbour_set = e.neighbour_set AND m.area = of_area
);

-- Where an authority stands by what was known on a day: rank (ties at the better one) and quartile band, of the newest period
-- of each indicator or of every one. Among all authorities where nearly all that there ever were are held, else among its neighbours.
CREATE MACRO standings_on(of_area, as_day, is_newest) AS TABLE
WITH known AS (SELECT * FROM known_on(as_day) WHERE area_kind = 'authority'),
chosen AS (
    SELECT indicator, dimension, category, measure, period, relation FROM known
    WHERE area = of_area
    QUALIFY row_number() OVER (PARTITION BY indicator, dimension, category, period_end ORDER BY position, release DESC) = 1
        AND (NOT is_newest OR period_end = max(period_end) OVER (PARTITION BY indicator, dimension, category))
),
circle AS (SELECT neighbour, title FROM neighbours_on(of_area, as_day)),
pool AS (
    SELECT
        k.indicator, k.dimension, k.category, k.area, k.number, k.symbol, k.decimals, k.period, k.period_label, k.period_start, k.period_end,
        c.relation, i.title, i.unit, i.position, CASE WHEN i.polarity = 'higher' THEN -k.number ELSE k.number END AS badness,
        2 * count(*) OVER (PARTITION BY k.indicator, k.dimension, k.category, k.period)
            > (SELECT count(*) FROM national_areas WHERE kind = 'authority') AS is_full
    FROM known AS k
    JOIN chosen AS c
        ON c.indicator = k.indicator AND c.dimension = k.dimension AND c.category = k.category AND c.measure = k.measure AND c.period = k.period
    JOIN indicators AS i ON i.id = k.indicator AND i.polarity <> 'neither'
),
ranked AS (
    SELECT
        p.*, CASE WHEN p.number IS NOT NULL THEN rank() OVER (PARTITION BY p.indicator, p.dimension, p.category, p.period ORDER BY p.badness) END AS place,
        count(p.number) OVER whole AS n,
        quantile_cont(p.badness, 0.25) OVER whole AS first, quantile_cont(p.badness, 0.5) OVER whole AS second,
        quantile_cont(p.badness, 0.75) OVER whole AS third
    FROM pool AS p
    WHERE p.is_full OR p.area = of_area OR p.area IN (SELECT neighbour FROM circle)
    WINDOW whole AS (PARTITION BY p.indicator, p.dimension, p.category, p.period)
)
SELECT
    r.indicator, r.dimension, r.category, concat(r.title, CASE WHEN r.category <> '' THEN concat(' (', r.category, ')') END) AS name,
    r.position, r.unit, r.period, r.period_label, r.period_start, r.period_end, r.number, r.symbol, r.relation, r.is_full, r.place, r.n,
    CASE
        WHEN r.number IS NULL OR r.n < 4 THEN NULL
        WHEN r.badness <= r.first THEN 'A'
        WHEN r.badness <= r.second THEN 'B'
        WHEN r.badness <= r.third THEN 'C'
        ELSE 'D'
    END AS band,
    round(abs(r.second), r.decimals + 1) AS median, (SELECT max(title) FROM circle) AS neighbour_set
FROM ranked AS r
WHERE r.area = of_area;

-- Where our own area stood at the time of each indicator of a scorecard.
CREATE TABLE scorecard_places AS
SELECT s.scorecard, s.position, t.indicator, t.dimension, t.category, t.period, t.period_label, t.place, t.n, t.band
FROM scorecard AS s
JOIN periods AS own ON own.period = s.period
JOIN standings_on((SELECT value FROM meta WHERE key = 'area'), DATE '2999-12-31', FALSE) AS t
    ON t.indicator = s.indicator AND t.dimension = s.dimension AND t.category = s.category
    AND t.period_start <= own.period_end AND t.period_end >= own.period_start
WHERE s.value IS NOT NULL AND t.place IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY s.scorecard, s.position ORDER BY t.period_end DESC) = 1;

CREATE VIEW scorecard_standings AS
SELECT t.*, v.variation
FROM scorecard_places AS t
LEFT JOIN variations AS v
    ON v.indicator = t.indicator AND v.dimension = t.dimension AND v.category = t.category AND v.period = t.period;

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
    coalesce(c.recomputed, 0) AS recomputed, coalesce(c.agree, 0) AS agree, r.inferred AS day_inferred
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

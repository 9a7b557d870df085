-- What the first page and every panel show, ready to be read: filled last of all, when statuses, doubts and variations are there.
-- A plan of one table takes a millisecond, the plans of these joins ten.

-- The scorecards, with what is told beside each value: doubt, rank among others, course.
CREATE TABLE scorecard_in_full AS
SELECT
    s.*,
    CASE WHEN s.value IS NOT NULL THEN doubt_of(s.indicator, s.dimension, s.category, s.period) END AS doubt,
    t.place, t.n AS "of", t.band, t.variation, t.period_label AS ranked_for,
    c.points AS recent
FROM scorecard AS s
LEFT JOIN scorecard_standings AS t ON t.scorecard = s.scorecard AND t.position = s.position
LEFT JOIN courses AS c
    ON c.indicator = s.indicator AND c.dimension = s.dimension AND c.category = s.category
    AND c.area = (SELECT m.value FROM meta AS m WHERE m.key = 'area')
ORDER BY s.scorecard, s.position;

-- How each theme stands: its indicators on the scorecards by status, and all that is printed of it.
CREATE TABLE theme_lines AS
SELECT
    t.theme, t.title, t.position,
    coalesce(max(s.on_target), 0) AS on_target, coalesce(max(s.within_tolerance), 0) AS within_tolerance,
    coalesce(max(s.off_target), 0) AS off_target, coalesce(max(s.no_data), 0) AS no_data,
    count(f.figure) AS figures_printed, count(DISTINCT i.id) AS indicators, count(DISTINCT f.indicator) AS indicators_printed,
    coalesce(max(o.disputed), 0) AS disputed, count(f.figure) FILTER (WHERE f.qualifier = 'not_reportable' AND f.role = 'actual') AS not_reportable
FROM themes AS t
JOIN indicators AS i ON i.theme = t.theme
LEFT JOIN figures AS f ON f.indicator = i.id
LEFT JOIN (
    SELECT
        theme,
        count(*) FILTER (WHERE status = 'on_target') AS on_target,
        count(*) FILTER (WHERE status = 'within_tolerance') AS within_tolerance,
        count(*) FILTER (WHERE status = 'off_target') AS off_target,
        count(*) FILTER (WHERE status = 'no_data') AS no_data
    FROM scorecard GROUP BY theme
) AS s ON s.theme = t.theme
LEFT JOIN (SELECT theme, count(*) FILTER (WHERE disputed) AS disputed FROM observations GROUP BY theme) AS o ON o.theme = t.theme
GROUP BY t.theme, t.title, t.position;

-- The latest figure of each indicator, with how it stands.
CREATE TABLE latest_in_full AS
SELECT
    s.*, t.status, t.target_figure, t.target, t.before, t.change, c.points AS recent,
    CASE WHEN t.status IS NOT NULL AND s.value IS NOT NULL THEN doubt_of(s.indicator, s.dimension, s.category, s.period) END AS doubt
FROM latest AS s
LEFT JOIN observations_in_full AS t
    ON t.indicator = s.indicator AND t.area = s.area AND t.period = s.period
    AND t.dimension = s.dimension AND t.category = s.category AND s.role = 'actual'
LEFT JOIN courses AS c
    ON c.indicator = s.indicator AND c.area = s.area AND c.dimension = s.dimension AND c.category = s.category
ORDER BY s.position, s.indicator;

-- Every reading as a point of its series: its target, the aim of the series now, the break before it, and how many readings
-- of its kind of period there are.
CREATE TABLE series_points AS
SELECT
    o.indicator, o.title, o.unit, o.area, o.dimension, o.category,
    o.period_label, o.period_short, o.period_kind, o.period_start, o.period_end,
    o.value, o.qualifier, o.disputed, o.figures, t.figure AS target_figure, t.target, t.tolerance,
    latest.target AS latest_target, latest.tolerance AS latest_tolerance, kinds.points AS points_of_kind,
    (
        SELECT string_agg(b.note, '; ' ORDER BY b.starts) FROM breaks AS b
        WHERE b.indicator = o.indicator AND b.starts <= o.period_end
            AND b.starts > (
                SELECT max(e.period_end) FROM observations AS e
                WHERE e.indicator = o.indicator AND e.area = o.area AND e.dimension = o.dimension AND e.category = o.category
                    AND e.period_end < o.period_end
            )
    ) AS break_note
FROM observations AS o
JOIN (
    SELECT indicator, area, dimension, category, period_kind, count(*) AS points
    FROM observations GROUP BY indicator, area, dimension, category, period_kind
) AS kinds
    ON kinds.indicator = o.indicator AND kinds.area = o.area AND kinds.dimension = o.dimension
    AND kinds.category = o.category AND kinds.period_kind = o.period_kind
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
LEFT JOIN (
    SELECT
        indicator, area, target, tolerance,
        row_number() OVER (PARTITION BY indicator, area ORDER BY period DESC, figure) AS rank
    FROM targets WHERE dimension = '' AND unit <> 'grade'
) AS latest ON latest.indicator = o.indicator AND latest.area = o.area AND latest.rank = 1
ORDER BY o.indicator, o.area, o.dimension, o.category, o.period_end, o.period_start, o.period_label, t.figure;

-- Every breakdown for the latest period that has it; where only the total has a target, each slice is held against that.
CREATE TABLE latest_slices AS
SELECT
    o.indicator, o.title, o.unit, o.area, o.dimension, o.category, o.period_label, o.value, o.note, o.disputed, o.qualifier, o.figures,
    coalesce(t.target, whole.target) AS target, t.figure AS target_figure, f.line, f.place
FROM observations AS o
JOIN (
    SELECT
        n.indicator, n.area, n.dimension, n.period,
        row_number() OVER (PARTITION BY n.indicator, n.area, n.dimension ORDER BY max(n.period_end) DESC, count(*) DESC, n.period) AS rank
    FROM observations AS n
    WHERE n.dimension <> ''
    GROUP BY n.indicator, n.area, n.dimension, n.period
) AS newest
    ON newest.indicator = o.indicator AND newest.area = o.area AND newest.dimension = o.dimension
    AND newest.period = o.period AND newest.rank = 1
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
LEFT JOIN (
    SELECT f.indicator, f.area, f.period, f.unit, max(f.value) AS target
    FROM figures AS f WHERE f.role = 'target' AND f.dimension = '' AND f.unit <> 'grade'
    GROUP BY f.indicator, f.area, f.period, f.unit
) AS whole ON whole.indicator = o.indicator AND whole.area = o.area AND whole.period = o.period AND whole.unit = o.unit
JOIN figures AS f ON f.figure = o.figure
ORDER BY o.indicator, o.area, o.dimension, f.line, f.place, o.category;

-- What readers meet, derived from the ledger once its tables are filled. What answers start from is kept as tables, because
-- the file never changes afterwards and a plan of one table is made in a tenth of the time.

-- A number in a sentence: 501, not 501.0.
CREATE MACRO plain(x) AS regexp_replace(CAST(x AS VARCHAR), '\.0$', '');

-- Why what is published of our own area for a period, or for one that holds it, is not to be believed; null where it is.
CREATE MACRO doubt_of(of_indicator, of_dimension, of_category, of_period) AS (
    SELECT string_agg(concat(p.label, ': ', d.reason), '; ' ORDER BY p.period_end)
    FROM doubts AS d
    JOIN periods AS p ON p.period = d.period
    JOIN periods AS own ON own.period = of_period
    WHERE d.indicator = of_indicator AND d.dimension = of_dimension AND d.category = of_category
        AND p.period_start <= own.period_end AND p.period_end >= own.period_start
);

-- Actual figures, ranked among those printed for the same thing: latest published first.
CREATE VIEW ranked AS
SELECT
    figures.*,
    sources.published,
    -- The span of values that the token allows, in the family's smallest unit: 5% is 4.5 to 5.5.
    CASE WHEN qualifier NOT IN ('range_low', 'range_high') THEN (figures.value - 0.5 / 10 ** decimals) * units.factor END AS span_low,
    CASE WHEN qualifier NOT IN ('range_low', 'range_high') THEN (figures.value + 0.5 / 10 ** decimals) * units.factor END AS span_high,
    CASE
        WHEN figures.unit = 'grade' AND qualifier NOT IN ('range_low', 'range_high', 'not_reportable')
        THEN replace(lower(printed), 'requires', 'require')
    END AS grade,
    row_number() OVER (
        PARTITION BY indicator, area, period, dimension, category
        ORDER BY sources.published DESC, value IS NULL, qualifier = 'approx', line, place
    ) AS rank
FROM figures
JOIN sources ON sources.id = figures.source
JOIN units ON units.unit = figures.unit
WHERE role = 'actual';

-- One row for each thing measured: the figure shown first, with the ids of all that are printed for it.
CREATE TABLE readings AS
SELECT
    indicator, area, period, dimension, category,
    min(figure) FILTER (WHERE rank = 1) AS figure,
    list(figure ORDER BY rank) AS figures,
    list(DISTINCT source ORDER BY source) AS sources,
    max(value) FILTER (WHERE qualifier = 'range_high') AS range_high,
    -- Printed to different precision is no dispute: 85% and 84.9% allow a common value, 5% and 6% or 366 and 502 do not.
    coalesce(round(max(span_low), 6) >= round(min(span_high), 6), FALSE) OR count(DISTINCT grade) > 1 AS disputed
FROM ranked
GROUP BY indicator, area, period, dimension, category;

-- Figures of different keys that speak of the same thing and that no rounding reconciles: a position at a day against a
-- value for the quarter or year that ends on it, the national cohort of care leavers with and
-- without its name, one period's value on another basis, and what is listed as such.
CREATE TABLE rivals AS
SELECT *
FROM (
    SELECT
        'same-day-different-values' AS "check",
        concat(a.indicator, ' ', a.period, ' and ', b.period, CASE WHEN a.category = '' THEN '' ELSE concat(' ', a.category) END) AS finding,
        a.figure, b.figure AS rival
    FROM ranked AS a
    JOIN ranked AS b
        ON b.indicator = a.indicator AND b.area = a.area AND b.dimension = a.dimension AND b.category = a.category AND b.rank = 1
    JOIN periods AS pa ON pa.period = a.period AND pa.kind IN ('day', 'month')
    JOIN periods AS pb ON pb.period = b.period AND pb.kind IN ('quarter', 'year') AND pb.period_end = pa.period_end
    WHERE a.rank = 1
        AND (round(a.span_low, 6) >= round(b.span_high, 6) OR round(b.span_low, 6) >= round(a.span_high, 6) OR (a.value IS NULL) <> (b.value IS NULL))
    UNION ALL
    SELECT 'care-leaver-cohorts', concat(a.indicator, ' ', a.period, ' and ', b.period), a.figure, b.figure
    FROM ranked AS a
    JOIN ranked AS b
        ON b.indicator = a.indicator AND b.area = a.area AND b.dimension = 'cohort' AND b.category = 'DfE' AND b.rank = 1
    JOIN indicators AS i ON i.id = a.indicator AND i.unit = '%'
    JOIN periods AS pa ON pa.period = a.period
    JOIN periods AS pb ON pb.period = b.period AND pb.period_end = pa.period_end
    WHERE a.rank = 1 AND a.dimension = ''
        AND (round(a.span_low, 6) >= round(b.span_high, 6) OR round(b.span_low, 6) >= round(a.span_high, 6))
    UNION ALL
    SELECT 'another-basis', concat(a.indicator, ' ', a.period, ' ', b.category), a.figure, b.figure
    FROM ranked AS a
    JOIN ranked AS b
        ON b.indicator = a.indicator AND b.area = a.area AND b.period = a.period AND b.dimension = 'basis' AND b.rank = 1
    WHERE a.rank = 1 AND a.dimension = ''
        AND (round(a.span_low, 6) >= round(b.span_high, 6) OR round(b.span_low, 6) >= round(a.span_high, 6))
    UNION ALL
    SELECT 'told-otherwise', concat(figure, ' and ', rival), figure, rival FROM otherwise
) AS pairs;

-- What is said of a difference that has an explanation, by each of its figures.
CREATE TABLE explained AS
SELECT pair.figure, max(e.explanation) AS explanation
FROM (
    SELECT figure, "check", finding FROM rivals
    UNION ALL
    SELECT rival, "check", finding FROM rivals
) AS pair
JOIN explanations AS e ON e."check" = pair."check" AND e.finding = pair.finding
GROUP BY pair.figure;

-- Each figure with its source, and with what other figures say of the same thing.
CREATE TABLE cited AS
SELECT
    f.figure, f.source AS document, s.short AS title, f.line, f.locator, f.printed, f.role, f.qualifier, f.value,
    f.unit, f.indicator, i.title AS thing, f.area, f.period, f.dimension, f.category, f.note,
    f.role = 'actual' AND coalesce(r.disputed, FALSE) AS disputed,
    x.explanation AS explained
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN sources AS s ON s.id = f.source
LEFT JOIN readings AS r
    ON r.indicator = f.indicator AND r.area = f.area AND r.period = f.period
    AND r.dimension = f.dimension AND r.category = f.category
LEFT JOIN explained AS x ON x.figure = f.figure;

-- Readings with their indicator, their counts where printed, and the same kind of period a year before.
CREATE TABLE observations AS
SELECT
    readings.indicator, indicators.title, indicators.theme, indicators.polarity,
    readings.area, readings.period, periods.label AS period_label, periods.short AS period_short,
    periods.kind AS period_kind, periods.period_start, periods.period_end, periods.year_before,
    readings.dimension, readings.category,
    shown.figure, shown.source, shown.line, shown.locator,
    shown.qualifier, shown.value, shown.unit, shown.decimals, shown.printed, shown.note,
    tops.value AS numerator, bottoms.value AS denominator,
    readings.disputed OR coalesce(apart.unexplained, FALSE) AS disputed,
    apart.rivals,
    CASE WHEN shown.qualifier = 'range_low' THEN readings.range_high END AS range_high,
    readings.sources, readings.figures, top.figures AS numerator_figures, bottom.figures AS denominator_figures
FROM readings
JOIN figures AS shown ON shown.figure = readings.figure
JOIN indicators ON indicators.id = readings.indicator
JOIN periods ON periods.period = readings.period
LEFT JOIN (
    SELECT
        pair.figure, list(DISTINCT pair.rival ORDER BY pair.rival) AS rivals,
        count(*) FILTER (WHERE e.finding IS NULL) > 0 AS unexplained
    FROM (
        SELECT figure, rival, "check", finding FROM rivals
        UNION ALL
        SELECT rival, figure, "check", finding FROM rivals
    ) AS pair
    LEFT JOIN explanations AS e ON e."check" = pair."check" AND e.finding = pair.finding
    GROUP BY pair.figure
) AS apart ON apart.figure = readings.figure
LEFT JOIN readings AS top
    ON top.indicator = indicators.numerator AND top.area = readings.area AND top.period = readings.period
    AND top.dimension = readings.dimension AND top.category = readings.category
LEFT JOIN figures AS tops ON tops.figure = top.figure
LEFT JOIN readings AS bottom
    ON bottom.indicator = indicators.denominator AND bottom.area = readings.area AND bottom.period = readings.period
    AND bottom.dimension = readings.dimension AND bottom.category = readings.category
LEFT JOIN figures AS bottoms ON bottoms.figure = bottom.figure;

-- What is forecast, in words, for whoever shows the value beside it.
CREATE TABLE forecasts AS
SELECT
    f.indicator, f.area, f.dimension, f.category,
    string_agg(concat(f.role, ' ', replace(f.printed, '|', ''), ' (', p.label, ')'), ', ' ORDER BY p.period_end DESC, f.line, f.place) AS said,
    list(f.figure ORDER BY p.period_end DESC, f.line, f.place) AS figures
FROM figures AS f
JOIN periods AS p ON p.period = f.period
WHERE f.role = 'forecast'
GROUP BY f.indicator, f.area, f.dimension, f.category;

-- Targets with tolerance and status, each with its receipt.
CREATE TABLE targets AS
SELECT
    aim.indicator, aim.area, aim.period, aim.dimension, aim.category, aim.source,
    aim.figure, aim.value AS target, aim.unit, aim.decimals, aim.printed,
    slack.figure AS tolerance_figure, slack.value AS tolerance, slack.printed AS tolerance_printed,
    statuses.actual AS actual_figure, statuses.status
FROM statuses
JOIN figures AS aim ON aim.figure = statuses.target
LEFT JOIN figures AS slack ON slack.figure = statuses.tolerance;

-- What a year before was: as printed, else from the printed counts (then `before_derived`).
CREATE TABLE a_year_before AS
SELECT
    now.indicator, now.area, now.period, now.dimension, now.category,
    periods.label AS before_label,
    coalesce(was.value, round(100.0 * top.value / nullif(bottom.value, 0), 1)) AS before,
    was.value IS NULL AS before_derived,
    CASE WHEN was.value IS NULL THEN 100.0 * top.value / bottom.value END AS before_exact,
    tops.before_count,
    coalesce(was_reading.figures, list_concat(top_reading.figures, bottom_reading.figures)) AS before_figures
FROM (SELECT DISTINCT indicator, area, period, dimension, category FROM figures WHERE role IN ('actual', 'target')) AS now
JOIN periods AS this ON this.period = now.period
JOIN periods ON periods.period = this.year_before
JOIN indicators ON indicators.id = now.indicator
LEFT JOIN readings AS was_reading
    ON was_reading.indicator = now.indicator AND was_reading.area = now.area AND was_reading.period = this.year_before
    AND was_reading.dimension = now.dimension AND was_reading.category = now.category
LEFT JOIN figures AS was ON was.figure = was_reading.figure
LEFT JOIN readings AS top_reading
    ON top_reading.indicator = indicators.numerator AND indicators.unit = '%'
    AND top_reading.area = now.area AND top_reading.period = this.year_before
    AND top_reading.dimension = now.dimension AND top_reading.category = now.category
LEFT JOIN figures AS top ON top.figure = top_reading.figure
LEFT JOIN (SELECT figure, value AS before_count FROM figures) AS tops ON tops.figure = top_reading.figure
LEFT JOIN readings AS bottom_reading
    ON bottom_reading.indicator = indicators.denominator AND indicators.unit = '%'
    AND bottom_reading.area = now.area AND bottom_reading.period = this.year_before
    AND bottom_reading.dimension = now.dimension AND bottom_reading.category = now.category
LEFT JOIN figures AS bottom ON bottom.figure = bottom_reading.figure
WHERE was.value IS NOT NULL OR top.value IS NOT NULL;

-- An observation with all that is printed beside it: target, budget, forecast, a year before and, of a count, the share that
-- it is. A row for each of its targets.
CREATE TABLE observations_in_full AS
SELECT
    o.indicator, o.area, o.period, o.dimension, o.category, o.title, o.period_label, o.sources, s.covers,
    o.value, o.range_high AS high, o.qualifier, o.numerator, o.denominator,
    budget.value AS budget, share.value AS share, share.denominator AS whole, share.title AS share_title,
    t.figure AS target_figure, t.target, t.tolerance,
    CASE WHEN o.qualifier IN ('exact', 'approx', 'provisional') THEN round(o.value - coalesce(t.target, budget.value), 4) END AS gap,
    t.status, CASE WHEN t.status = 'within_tolerance' AND t.tolerance IS NULL THEN t.tolerance_printed END AS stated,
    b.before, b.before_derived, b.before_count,
    CASE
        WHEN b.before_exact IS NOT NULL AND round(100 * o.numerator / o.denominator, o.decimals) = o.value
        THEN round(100 * o.numerator / o.denominator - b.before_exact, 1)
        WHEN o.qualifier IN ('exact', 'approx') THEN round(o.value - b.before, 4)
    END AS change,
    beside.said AS also, o.note, o.unit, o.printed, o.rivals,
    list_concat(
        o.figures, o.numerator_figures, o.denominator_figures,
        CASE WHEN t.figure IS NULL THEN [] ELSE [t.figure] END,
        CASE WHEN t.tolerance_figure IS NULL THEN [] ELSE [t.tolerance_figure] END,
        CASE WHEN budget.figure IS NULL THEN [] ELSE [budget.figure] END,
        share.figures, share.denominator_figures, beside.figures,
        b.before_figures
    ) AS figures
FROM observations AS o
JOIN sources AS s ON s.id = o.source
LEFT JOIN targets AS t
    ON t.indicator = o.indicator AND t.area = o.area AND t.period = o.period
    AND t.dimension = o.dimension AND t.category = o.category
LEFT JOIN a_year_before AS b
    ON b.indicator = o.indicator AND b.area = o.area AND b.period = o.period
    AND b.dimension = o.dimension AND b.category = o.category
LEFT JOIN figures AS budget
    ON budget.indicator = o.indicator AND budget.area = o.area AND budget.period = o.period AND budget.source = o.source
    AND budget.dimension = o.dimension AND budget.category = o.category AND budget.role = 'budget' AND budget.unit = o.unit
LEFT JOIN forecasts AS beside
    ON beside.indicator = o.indicator AND beside.area = o.area AND beside.dimension = o.dimension AND beside.category = o.category
LEFT JOIN indicators AS rate ON rate.numerator = o.indicator AND rate.unit = '%'
LEFT JOIN observations AS share
    ON share.indicator = rate.id AND share.area = o.area AND share.period = o.period
    AND share.dimension = o.dimension AND share.category = o.category
ORDER BY o.indicator, o.area, o.period, o.dimension, o.category, t.figure;

-- The indicators of each framework as its source prints them.
CREATE TABLE scorecard AS
SELECT
    items.scorecard, cards.title AS scorecard_title, items.position,
    items.indicator, items.dimension, items.category,
    CASE WHEN items.category = '' THEN indicators.title ELSE concat(indicators.title, ', ', items.category) END AS title, indicators.theme, themes.title AS theme_title, indicators.polarity,
    cards.period, periods.label AS period_label,
    coalesce(targets.status, 'no_data') AS status,
    shown.value, shown.qualifier, shown.printed, shown.unit, shown.decimals, shown.note,
    targets.target, targets.tolerance,
    before.before, before.before_derived, before.before_label,
    CASE
        -- Against a derived value the counts decide: the difference of two rounded numbers would mislead.
        WHEN before.before_exact IS NOT NULL AND round(100 * seen.numerator / seen.denominator, shown.decimals) = shown.value
        THEN round(100 * seen.numerator / seen.denominator - before.before_exact, 1)
        WHEN shown.qualifier IN ('exact', 'approx') AND shown.unit = indicators.unit THEN round(shown.value - before.before, 4)
    END AS change,
    coalesce(seen.disputed, FALSE) AS disputed,
    cards.source, shown.line, shown.locator,
    list_filter([shown.figure, targets.figure, targets.tolerance_figure], lambda x: x IS NOT NULL) AS figures
FROM scorecard_items AS items
JOIN scorecards AS cards ON cards.id = items.scorecard
JOIN indicators ON indicators.id = items.indicator
JOIN themes ON themes.theme = indicators.theme
JOIN periods ON periods.period = cards.period
JOIN (SELECT value AS home FROM meta WHERE key = 'area') AS ours ON TRUE
LEFT JOIN targets
    ON targets.indicator = items.indicator AND targets.period = cards.period AND targets.source = cards.source
    AND targets.area = ours.home AND targets.dimension = items.dimension AND targets.category = items.category
LEFT JOIN figures AS shown ON shown.figure = targets.actual_figure
LEFT JOIN observations AS seen
    ON seen.indicator = items.indicator AND seen.period = cards.period
    AND seen.area = ours.home AND seen.dimension = items.dimension AND seen.category = items.category
LEFT JOIN a_year_before AS before
    ON before.indicator = items.indicator AND before.period = cards.period
    AND before.area = ours.home AND before.dimension = items.dimension AND before.category = items.category;

-- Grades by service, each with the one before it.
CREATE VIEW judgements AS
SELECT
    body, o.period, o.period_label, o.period_end,
    CASE WHEN o.category = '' THEN 'Overall' ELSE o.category END AS service,
    CASE WHEN o.qualifier = 'not_reportable' THEN NULL ELSE o.printed END AS grade,
    lag(o.printed) OVER (PARTITION BY o.indicator, o.category ORDER BY o.period_end, o.period) AS previous,
    lag(o.period_label) OVER (PARTITION BY o.indicator, o.category ORDER BY o.period_end, o.period) AS previous_period,
    o.note, o.source, o.line, o.locator, o.figures
FROM observations AS o
JOIN (VALUES ('ofsted-judgement', 'Ofsted'), ('thematic-inspection-judgement', 'Thematic inspection')) AS bodies (indicator, body)
    ON bodies.indicator = o.indicator;

-- Rivals as findings, for the checks that name them.
CREATE VIEW rival_findings AS
SELECT
    r."check", r.finding,
    concat(
        i.title, CASE WHEN b.category = '' THEN '' ELSE concat(', ', b.category) END, ': ',
        replace(a.printed, '|', ''), ' for ', pa.label, ' (', sa.short, ', line ', a.line, '), ',
        replace(b.printed, '|', ''), ' for ', pb.label, ' (', sb.short, ', line ', b.line, ')'
    ) AS message,
    [a.figure, b.figure] AS figures
FROM rivals AS r
JOIN figures AS a ON a.figure = r.figure
JOIN figures AS b ON b.figure = r.rival
JOIN periods AS pa ON pa.period = a.period
JOIN periods AS pb ON pb.period = b.period
JOIN sources AS sa ON sa.id = a.source
JOIN sources AS sb ON sb.id = b.source
JOIN indicators AS i ON i.id = a.indicator;

-- The course of each thing that is printed at four ends of periods or more, on one basis: [day, value], day by day.
CREATE TABLE courses AS
SELECT
    indicator, area, dimension, category,
    list([CAST(date_diff('day', DATE '1970-01-01', period_end) AS DOUBLE), value] ORDER BY period_end) AS points
FROM (
    SELECT
        o.*,
        -- Of several kinds of period that end on one day, the kind with most points carries the line.
        row_number() OVER (
            PARTITION BY o.indicator, o.area, o.dimension, o.category, o.period_end ORDER BY kinds.points DESC, o.period_kind
        ) AS rank,
        first_value(o.period_kind) OVER (
            PARTITION BY o.indicator, o.area, o.dimension, o.category ORDER BY kinds.points DESC, o.period_kind, o.period_end
        ) AS main_kind
    FROM observations AS o
    JOIN indicators AS i ON i.id = o.indicator AND i.unit = o.unit
    JOIN (
        SELECT indicator, area, dimension, category, period_kind, count(value) AS points
        FROM observations GROUP BY indicator, area, dimension, category, period_kind
    ) AS kinds
        ON kinds.indicator = o.indicator AND kinds.area = o.area AND kinds.dimension = o.dimension
        AND kinds.category = o.category AND kinds.period_kind = o.period_kind
    LEFT JOIN (SELECT indicator, max(starts) AS starts FROM breaks GROUP BY indicator) AS broken ON broken.indicator = o.indicator
    WHERE o.value IS NOT NULL AND o.qualifier NOT IN ('range_low', 'range_high')
        AND (broken.starts IS NULL OR o.period_end >= broken.starts)
) AS points
-- Counts of periods of other lengths are no one line; shares, rates and averages are.
WHERE rank = 1 AND (unit NOT IN ('count', '£', '£k', '£m') OR (period_kind = main_kind AND main_kind <> 'range'))
GROUP BY indicator, area, dimension, category
HAVING count(*) >= 4;

-- The latest figure of each indicator: the partnership's own before another area's, the total before a slice, and of
-- what ends on one day the figure that has a target. Some indicators are printed as an aim or a plan only.
CREATE TABLE latest AS
WITH seen AS (
    SELECT
        indicator, area, dimension, category, period, period_label, period_end, value, qualifier, printed, unit, note,
        disputed, source, line, figures, 'actual' AS role
    FROM observations
    UNION ALL
    SELECT
        f.indicator, f.area, f.dimension, f.category, f.period, p.label, p.period_end, f.value, f.qualifier, f.printed,
        f.unit, f.note, FALSE, f.source, f.line, [f.figure], f.role
    FROM figures AS f
    JOIN periods AS p ON p.period = f.period
    WHERE f.role <> 'actual' AND NOT EXISTS (SELECT 1 FROM observations AS a WHERE a.indicator = f.indicator)
)
SELECT
    s.indicator, i.position, i.title, i.theme, i.polarity, s.area, s.dimension, s.category, s.role,
    concat_ws(', ', nullif(s.area, s.home), nullif(s.category, ''), CASE WHEN s.role <> 'actual' THEN s.role END) AS slice,
    s.period, s.period_label, s.value, s.unit, s.qualifier, s.printed, s.note, s.disputed, s.figures,
    CASE
        WHEN s.qualifier = 'not_reportable' THEN 'not reportable'
        WHEN s.unit IN ('grade', 'rank') AND regexp_matches(s.printed, '[A-Za-z]{3}') THEN replace(s.printed, '|', '')
    END AS words,
    d.short AS document, s.line, counted.figures_printed
FROM (
    SELECT
        seen.*, ours.value AS home,
        row_number() OVER (
            PARTITION BY seen.indicator
            ORDER BY seen.area <> ours.value, seen.dimension <> '', seen.period_end DESC, targets.target IS NULL,
                seen.value IS NULL, seen.area, seen.line, seen.period, seen.category, seen.role, seen.value
        ) AS rank
    FROM seen
    JOIN meta AS ours ON ours.key = 'area'
    LEFT JOIN targets
        ON targets.indicator = seen.indicator AND targets.area = seen.area AND targets.period = seen.period
        AND targets.dimension = seen.dimension AND targets.category = seen.category
) AS s
JOIN indicators AS i ON i.id = s.indicator
JOIN sources AS d ON d.id = s.source
JOIN (SELECT indicator, count(*) AS figures_printed FROM figures GROUP BY indicator) AS counted ON counted.indicator = s.indicator
WHERE s.rank = 1;

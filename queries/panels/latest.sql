-- name: latest
-- title: The latest figure of each indicator
-- params:
--   theme theme = all
--   indicators indicators = all
-- result:
--   indicator text
--   dimension text
--   category text
--   title text : Indicator
--   slice text : Slice
--   period_label text : Period
--   value number @unit : Value
--   status status : Status
--   target number @unit : Target
--   recent series : Course
--   before number @unit : A year before
--   change number @unit derived : Change
--   words text : In words
--   figures_printed number count : Figures
--   document text : Document
--   line number : Line
--   note text : Note
--   disputed flag : Disputed
--   qualifier text
--   polarity text
--   unit text
--   figures figures
-- chart: bars label=title value=value target=target
-- headline: {count} indicators, each with its latest figure.
-- empty: No figure is printed for these indicators.
WITH seen AS (
    SELECT
        o.indicator, o.area, o.dimension, o.category, o.period, o.period_label, o.period_end, o.value, o.qualifier, o.printed,
        o.unit, o.note, o.disputed, o.source, o.line, o.figures, 'actual' AS role
    FROM observations AS o
    UNION ALL
    -- Some are printed as an aim or a plan only.
    SELECT
        f.indicator, f.area, f.dimension, f.category, f.period, p.label, p.period_end, f.value, f.qualifier, f.printed,
        f.unit, f.note, FALSE, f.source, f.line, [f.figure], f.role
    FROM figures AS f
    JOIN periods AS p ON p.period = f.period
    WHERE f.role <> 'actual' AND NOT EXISTS (SELECT 1 FROM observations AS a WHERE a.indicator = f.indicator)
)
SELECT
    s.indicator, s.dimension, s.category, i.title,
    concat_ws(', ', nullif(s.area, m.value), nullif(s.category, ''), CASE WHEN s.role <> 'actual' THEN s.role END) AS slice,
    s.period_label, s.value, t.status, t.target, c.points AS recent, b.before,
    CASE WHEN s.qualifier IN ('exact', 'approx') THEN round(s.value - b.before, 4) END AS change,
    CASE
        WHEN s.qualifier = 'not_reportable' THEN 'not reportable'
        WHEN s.unit IN ('grade', 'rank') THEN replace(s.printed, '|', '')
    END AS words,
    counted.figures_printed, d.short AS document, s.line, s.note, s.disputed, s.qualifier, i.polarity, s.unit, s.figures
FROM (
    SELECT
        ranked.*,
        row_number() OVER (
            PARTITION BY ranked.indicator
            ORDER BY ranked.area <> home.value, ranked.dimension <> '', ranked.period_end DESC, aim.target IS NULL,
                ranked.value IS NULL, ranked.area, ranked.line, ranked.period, ranked.category, ranked.role, ranked.value
        ) AS rank
    FROM seen AS ranked
    JOIN meta AS home ON home.key = 'area'
    LEFT JOIN targets AS aim
        ON aim.indicator = ranked.indicator AND aim.area = ranked.area AND aim.period = ranked.period
        AND aim.dimension = ranked.dimension AND aim.category = ranked.category
) AS s
JOIN indicators AS i ON i.id = s.indicator
JOIN sources AS d ON d.id = s.source
JOIN meta AS m ON m.key = 'area'
JOIN (SELECT f.indicator, count(*) AS figures_printed FROM figures AS f GROUP BY f.indicator) AS counted ON counted.indicator = s.indicator
LEFT JOIN targets AS t
    ON t.indicator = s.indicator AND t.area = s.area AND t.period = s.period
    AND t.dimension = s.dimension AND t.category = s.category AND s.role = 'actual'
LEFT JOIN a_year_before AS b
    ON b.indicator = s.indicator AND b.area = s.area AND b.period = s.period
    AND b.dimension = s.dimension AND b.category = s.category AND s.role = 'actual'
LEFT JOIN courses AS c
    ON c.indicator = s.indicator AND c.area = s.area AND c.dimension = s.dimension AND c.category = s.category
WHERE s.rank = 1
    AND ($theme = 'all' OR i.theme = $theme)
    AND (list_contains($indicators, 'all') OR list_contains($indicators, s.indicator))
ORDER BY coalesce(list_position($indicators, s.indicator), 0), i.position, s.indicator, t.figure

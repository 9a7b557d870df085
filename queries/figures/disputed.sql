-- name: disputed
-- title: The same thing printed with different values, and what is not accounted for
-- asks:
--   disputed
--   conflicts
--   disagree
-- params:
--   theme theme = all
-- result:
--   title text : Indicator
--   period_label text : Period
--   slice text : Slice
--   value number @unit : Value
--   printed text : Printed
--   document text : Document
--   locator text : Place
--   line number : Line
--   note text : Note
--   theme text : Theme
--   unit text
--   figures figures
-- headline: {count|figure disagrees|figures disagree} with another.
-- empty: No figure of this disagrees with another.
SELECT
    i.title, p.label AS period_label, nullif(f.category, '') AS slice, f.value, f.printed, s.short AS document,
    f.locator, f.line, f.note, t.title AS theme, f.unit, [f.figure] AS figures
FROM (
    SELECT r.figure AS of_thing, f.figure
    FROM readings AS r
    JOIN ranked AS f
        ON f.indicator = r.indicator AND f.area = r.area AND f.period = r.period
        AND f.dimension = r.dimension AND f.category = r.category
    WHERE r.disputed
    UNION
    SELECT o.figure, o.figure FROM observations AS o WHERE o.rivals IS NOT NULL
) AS apart
JOIN figures AS f ON f.figure = apart.figure
JOIN indicators AS i ON i.id = f.indicator
JOIN themes AS t ON t.theme = i.theme
JOIN periods AS p ON p.period = f.period
JOIN sources AS s ON s.id = f.source
WHERE $theme = 'all' OR i.theme = $theme
ORDER BY i.position, p.period_end DESC, f.category, s.published DESC, f.line, f.place

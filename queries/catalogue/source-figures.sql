-- name: source-figures
-- title: The figures of a document, line by line
-- params:
--   source text
-- result:
--   line number : Line
--   title text : Indicator
--   period_label text : Period
--   value number @unit : Value
--   printed text : Printed
--   slice text : Slice
--   role text : Role
--   locator text : Place
--   area text : Area
--   note text : Note
--   theme text : Theme
--   qualifier text
--   unit text
--   figures figures
-- headline: {count|figure|figures}.
-- empty: No figure is taken from this document.
SELECT
    f.line, i.title, p.label AS period_label, f.value, replace(f.printed, '|', ' ') AS printed,
    nullif(f.category, '') AS slice, f.role, f.locator, f.area, f.note, t.title AS theme, f.qualifier, f.unit,
    [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN themes AS t ON t.theme = i.theme
JOIN periods AS p ON p.period = f.period
WHERE f.source = $source
ORDER BY f.line, f.place

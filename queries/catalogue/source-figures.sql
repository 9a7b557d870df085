-- name: source-figures
-- title: The figures of a document, line by line
-- params:
--   source text
-- result:
--   line number : Line
--   locator text : Place
--   title text : Indicator
--   period_label text : Period
--   area text : Area
--   slice text : Slice
--   role text : Role
--   value number @unit : Value
--   qualifier text
--   printed text : Printed
--   note text : Note
--   theme text : Theme
--   unit text
--   figures figures
-- headline: {count} figures.
-- empty: No figure is taken from this document.
SELECT
    f.line, f.locator, i.title, p.label AS period_label, f.area, nullif(f.category, '') AS slice, f.role, f.value,
    f.qualifier, replace(f.printed, '|', ' ') AS printed, f.note, t.title AS theme, f.unit, [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN themes AS t ON t.theme = i.theme
JOIN periods AS p ON p.period = f.period
WHERE f.source = $source
ORDER BY f.line, f.place

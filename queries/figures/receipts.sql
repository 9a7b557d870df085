-- name: receipts
-- title: Every figure of an indicator, with who prints it
-- asks:
--   who says
--   source of
--   receipts
--   where is from
--   which document
--   according to whom
-- params:
--   indicator indicator
-- result:
--   period_label text : Period
--   area text : Area
--   slice text : Slice
--   role text : Role
--   value number @unit : Value
--   qualifier text
--   printed text : Printed
--   document text : Document
--   locator text : Place
--   line number : Line
--   note text : Note
--   title text
--   unit text
--   figures figures
-- headline: {title}: {count|figure|figures} printed; the latest {printed} ({role}, {period_label}; {document}, line {line}).
-- empty: No figure is printed for this indicator.
SELECT
    p.label AS period_label, f.area, nullif(f.category, '') AS slice, f.role, f.value, f.qualifier, f.printed,
    s.short AS document, f.locator, f.line, f.note, i.title, f.unit, [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
JOIN sources AS s ON s.id = f.source
WHERE f.indicator = $indicator
ORDER BY p.period_end DESC, p.period_start DESC, f.area, f.category, f.role, s.published DESC, f.line, f.place

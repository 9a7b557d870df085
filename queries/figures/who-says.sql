-- name: who-says
-- title: Where a number is printed
-- asks:
--   who says
--   who said
--   where does come from
--   where is from
--   who printed
--   which document says
-- params:
--   number number
--   indicator indicator = any
-- result:
--   title text : Indicator
--   slice text : Slice
--   period_label text : Period
--   area text : Area
--   role text : Role
--   printed text : Printed
--   document text : Document
--   locator text : Place
--   line number : Line
--   value number @unit
--   note text : Note
--   unit text
--   figures figures
-- headline: {count|figure says|figures say} this; the latest: {title}[[ ({slice})]], {period_label} ({document}, line {line}).
-- empty: No document prints this number for what is known here.
SELECT
    i.title, nullif(f.category, '') AS slice, p.label AS period_label, f.area, f.role, f.printed, s.short AS document,
    f.locator, f.line, f.value, f.note, f.unit, [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
JOIN sources AS s ON s.id = f.source
WHERE abs(f.value) = $number AND ($indicator = 'any' OR f.indicator = $indicator)
ORDER BY p.period_end DESC, s.published DESC, f.line, f.place

-- name: figures
-- title: The ledger of figures
-- result:
--   figure text
--   indicator text
--   title text
--   area text
--   period text
--   period_start date
--   period_end date
--   dimension text
--   category text
--   role text
--   qualifier text
--   value number @unit
--   unit text
--   document text
--   line number
--   locator text
--   printed text
--   note text
--   published date
--   theme text
SELECT
    f.figure, f.indicator, i.title, f.area, f.period, p.period_start, p.period_end, f.dimension, f.category,
    f.role, f.qualifier, f.value, f.unit, f.source AS document, f.line, f.locator, f.printed, f.note,
    s.published, i.theme
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
JOIN sources AS s ON s.id = f.source
ORDER BY f.source, f.line, f.place

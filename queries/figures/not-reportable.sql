-- name: not-reportable
-- title: What cannot be reported, and why
-- asks:
--   not reportable
--   not available
--   no data
-- params:
--   theme theme = all
-- result:
--   title text : Indicator
--   period_label text : Period
--   note text : Reason
--   printed text : Printed
--   document text : Document
--   locator text : Place
--   line number : Line
--   theme text : Theme
--   figures figures
-- headline: {count|figure is|figures are} not reportable.
-- empty: All that is printed of this can be reported.
SELECT i.title, p.label AS period_label, f.note, f.printed, s.short AS document, f.locator, f.line,
    t.title AS theme, [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN themes AS t ON t.theme = i.theme
JOIN periods AS p ON p.period = f.period
JOIN sources AS s ON s.id = f.source
WHERE f.qualifier = 'not_reportable' AND f.role = 'actual' AND ($theme = 'all' OR i.theme = $theme)
ORDER BY p.period_end DESC, f.source, f.line, f.place

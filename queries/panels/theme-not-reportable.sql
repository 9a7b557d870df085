-- name: theme-not-reportable
-- title: What cannot be reported on a theme, and why
-- params:
--   theme theme = all
-- result:
--   indicator text
--   dimension text
--   category text
--   title text : Indicator
--   period_label text : Period
--   note text : Reason
--   printed text
--   document text : Document
--   line number : Line
--   figures figures
-- headline: {count|figure is|figures are} not reportable.
-- empty: Every figure of this theme can be reported.
SELECT f.indicator, f.dimension, f.category, i.title, p.label AS period_label, f.note, f.printed, s.short AS document, f.line, [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
JOIN sources AS s ON s.id = f.source
WHERE f.qualifier = 'not_reportable' AND f.role = 'actual' AND ($theme = 'all' OR i.theme = $theme)
ORDER BY p.period_end DESC, f.source, f.line, f.place

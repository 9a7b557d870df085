-- name: reconciliation
-- title: What the documents print of others, beside published statistics
-- asks:
--   reconciliation
--   comparators reconciled
-- result:
--   verdict text : Verdict
--   title text : Indicator
--   category text : Of
--   area text : Area
--   period_label text : Period
--   printed text : Printed
--   national_value number @unit : Published
--   unit text
--   published_for text : Published for
--   counted number count : Areas
--   relation text : Basis
--   release_title text : Release
--   document text : Document
--   line number : Line
--   figures figures
-- headline: {count|comparator|comparators} held against published statistics.
-- empty: No document prints a comparator.
SELECT
    c.verdict, i.title, c.category, c.area, p.label AS period_label, replace(c.printed, '|', '') AS printed,
    round(c.national_value, c.national_decimals) AS national_value, i.unit, q.label AS published_for, c.counted, c.relation,
    r.title AS release_title, s.short AS document, c.line, [c.figure] AS figures
FROM reconciliation AS c
JOIN indicators AS i ON i.id = c.indicator
JOIN periods AS p ON p.period = c.period
JOIN sources AS s ON s.id = c.source
LEFT JOIN periods AS q ON q.period = c.national_period
LEFT JOIN national_releases AS r ON r.release = c.release
ORDER BY c.verdict, s.published DESC, c.line, c.figure

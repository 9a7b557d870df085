-- name: judgement-history
-- title: Judgements over time, latest first
-- params:
--   indicators indicators
--   area area = home
-- result:
--   indicator text
--   dimension text
--   category text
--   service text : Service
--   grade text : Grade
--   period_label text : When
--   note text : Note
--   title text : Judgement
--   disputed flag : Disputed
--   document text : Document
--   line number : Line
--   figures figures
-- headline: {count|judgement|judgements}, latest first.
-- empty: No judgement is printed.
SELECT
    o.indicator, o.dimension, o.category, CASE WHEN o.category = '' THEN 'Overall' ELSE o.category END AS service,
    CASE WHEN o.qualifier = 'not_reportable' THEN 'not graded' ELSE lower(replace(o.printed, '|', '')) END AS grade,
    o.period_label, o.note, o.title, o.disputed, s.short AS document, o.line, o.figures
FROM observations AS o
JOIN sources AS s ON s.id = o.source
WHERE list_contains($indicators, o.indicator) AND o.area = $area
ORDER BY o.period_end DESC, list_position($indicators, o.indicator), o.category, o.period

-- name: why
-- title: What the documents say about an indicator, in our words
-- asks:
--   why
--   why not
--   reason
--   commentary
--   what happens next
--   explanation
--   explain
--   because
--   cause
--   causes
--   driving
--   what is being done
--   story behind
-- params:
--   indicator indicator
-- result:
--   period_label text : Period
--   kind text : Kind
--   text text : Note
--   document text : Document
--   locator text : Place
--   line number : Line
--   title text
-- headline: {title}: {count|note|notes} from the documents, in our words, the latest on {period_label}.
-- empty: No document explains this indicator.
SELECT p.label AS period_label, c.kind, c.text, s.short AS document, c.locator, c.line, i.title
FROM commentary AS c
JOIN indicators AS i ON i.id = c.indicator
JOIN periods AS p ON p.period = c.period
JOIN sources AS s ON s.id = c.source
WHERE c.indicator = $indicator
ORDER BY p.period_end DESC, s.published DESC, c.line, c.kind, c.text

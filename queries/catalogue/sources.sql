-- name: sources
-- title: The documents, when they became known and what each contributes
-- asks:
--   sources
--   documents
-- result:
--   document text
--   title text : Document
--   publisher text : Publisher
--   published date : Published
--   inferred text : Inferred, because
--   figures_printed number count : Figures
--   indicators number count : Indicators
-- headline: {count|document|documents}, the latest published first.
SELECT s.id AS document, s.title, s.publisher, s.published, s.inferred, count(f.figure) AS figures_printed, count(DISTINCT f.indicator) AS indicators
FROM sources AS s
LEFT JOIN figures AS f ON f.source = s.id
GROUP BY s.id, s.title, s.publisher, s.published, s.inferred
ORDER BY s.published DESC, s.id

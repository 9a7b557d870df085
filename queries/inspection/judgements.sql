-- name: judgements
-- title: Inspection grades by service, with the grade before
-- asks:
--   judgements
--   inspection grades
--   ofsted grades
-- result:
--   body text : Body
--   period_label text : When
--   service text : Service
--   grade text : Grade
--   published_grade text : As published by the inspectorate
--   previous text : Before
--   previous_period text : Before, when
--   note text : Note
--   document text : Document
--   locator text : Place
--   line number : Line
--   figures figures
-- headline: {count|judgement|judgements}; the latest: {service}, {period_label}: {grade}.
-- empty: No judgement is printed.
SELECT
    j.body, j.period_label, j.service, j.grade, j.published_grade, j.previous, j.previous_period, j.note, j.document, j.locator, j.line, j.figures
FROM judgement_history AS j
ORDER BY j.period_end DESC, j.body, j.service

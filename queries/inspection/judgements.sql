-- name: judgements
-- title: Inspection grades by service, with the grade before
-- asks:
--   judgements
--   inspection grades
--   ofsted grades
--   grades for each judgement
--   each judgement
--   all judgements
--   ofsted judgements
--   grade each
--   grades by ofsted
--   inspection judgements
--   judgement by judgement
--   inspection outcomes
-- params:
--   since date = 1900-01-01
--   until date = 2999-12-31
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
WHERE j.period_end BETWEEN $since AND $until
ORDER BY j.period_end DESC, j.body, j.service

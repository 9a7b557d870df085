-- name: judgements-and-published
-- title: Printed grades against those of the inspectorate
-- severity: warning
-- meaning: A document prints another grade than the inspectorate published for the same inspection.
SELECT
    concat(j.service, ' ', j.period_label) AS finding,
    concat(j.service, ', ', j.period_label, ': printed ', j.grade, ', published ', j.published_grade) AS message,
    j.figures
FROM judgement_history AS j
WHERE replace(lower(j.grade), 'requires', 'require') <> replace(lower(j.published_grade), 'requires', 'require')
ORDER BY finding

-- name: same-day-different-values
-- title: Different values for periods that end on the same day
-- severity: warning
-- meaning: A position at a day and a value for the quarter or year that ends on it disagree, or a source calls not reportable what another prints.
SELECT finding, message, figures
FROM rival_findings
WHERE "check" = 'same-day-different-values'
ORDER BY finding

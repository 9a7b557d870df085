-- name: care-leaver-cohorts
-- title: The national cohort of care leavers, as two documents print it
-- severity: warning
-- meaning: Rates without a cohort are those of the national (DfE) cohort; the partnership's appendix prints another value for that cohort for the year that ends on the same day.
SELECT finding, message, figures
FROM rival_findings
WHERE "check" = 'care-leaver-cohorts'
ORDER BY finding

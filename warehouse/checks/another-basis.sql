-- name: another-basis
-- title: One period, two bases
-- severity: warning
-- meaning: For one period a value is printed on another basis as well; which one is meant must be said.
SELECT finding, message, figures
FROM rival_findings
WHERE "check" = 'another-basis'
ORDER BY finding

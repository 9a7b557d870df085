-- name: told-otherwise
-- title: One thing under two names, days or bases
-- severity: warning
-- meaning: Two figures that are printed apart speak of one thing and differ; `otherwise.csv` lists them, with what accounts for it.
SELECT finding, message, figures
FROM rival_findings
WHERE "check" = 'told-otherwise'
ORDER BY finding

-- name: care-leaver-cohorts
-- title: The national cohort of care leavers, as two documents print it
-- severity: warning
-- meaning: Rates without a cohort are those of the national (DfE) cohort; the partnership's appendix prints another value for that cohort for the year that ends on the same day.
SELECT
    r.finding,
    concat(
        i.title, CASE WHEN b.category = '' THEN '' ELSE concat(', ', b.category) END, ': ',
        replace(a.printed, '|', ''), ' for ', pa.label, ' (', sa.short, ', line ', a.line, '), ',
        replace(b.printed, '|', ''), ' for ', pb.label, ' (', sb.short, ', line ', b.line, ')'
    ) AS message,
    [a.figure, b.figure] AS figures
FROM rivals AS r
JOIN figures AS a ON a.figure = r.figure
JOIN figures AS b ON b.figure = r.rival
JOIN periods AS pa ON pa.period = a.period
JOIN periods AS pb ON pb.period = b.period
JOIN sources AS sa ON sa.id = a.source
JOIN sources AS sb ON sb.id = b.source
JOIN indicators AS i ON i.id = a.indicator
WHERE r."check" = 'care-leaver-cohorts'
ORDER BY r.finding

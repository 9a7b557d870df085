-- name: another-basis
-- title: One period, two bases
-- severity: warning
-- meaning: For one period a value is printed on another basis as well; which one is meant must be said.
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
WHERE r."check" = 'another-basis'
ORDER BY r.finding

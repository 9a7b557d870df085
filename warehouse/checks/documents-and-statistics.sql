-- name: documents-and-statistics
-- title: What the documents print of others against published statistics
-- severity: note
-- meaning: A comparator that a document prints (another area, or an earlier year of our own) beside the published statistics: it agrees, it differs, or nothing like it is published in what is held.
SELECT
    concat(c.figure, ' ', c.indicator) AS finding,
    concat(
        upper(c.verdict[1]), c.verdict[2:], ': ', i.title, CASE WHEN c.category = '' THEN '' ELSE concat(', ', c.category) END, ', ', c.area, ', ',
        p.label, ': printed ', c.printed,
        CASE WHEN c.national_value IS NULL THEN CASE WHEN c.symbol IS NULL THEN '' ELSE concat('; published as ', c.symbol) END
        ELSE concat(
            '; published ', plain(round(c.national_value, c.national_decimals)), ' for ', q.label,
            CASE WHEN c.counted > 1 THEN concat(', the mean of ', c.counted, ' neighbours') ELSE '' END,
            ' (', r.title, CASE WHEN c.relation = 'resembles' THEN '; another basis' ELSE '' END, ')'
        ) END
    ) AS message,
    [c.figure] AS figures
FROM reconciliation AS c
JOIN indicators AS i ON i.id = c.indicator
JOIN periods AS p ON p.period = c.period
LEFT JOIN periods AS q ON q.period = c.national_period
LEFT JOIN national_releases AS r ON r.release = c.release
ORDER BY c.verdict, finding

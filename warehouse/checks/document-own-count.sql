-- name: document-own-count
-- title: The document's own count
-- severity: warning
-- meaning: The report counts its indicators by status; the rows that it prints give another count.
SELECT
    concat(c.scorecard, ' ', c.standing) AS finding,
    concat(c.scorecard_title, ', ', c.standing, ': the report counts ', f.printed, ', its rows give ', c.rows) AS message,
    [f.figure] AS figures
FROM (
    SELECT scorecard, scorecard_title, 'on target or within tolerance' AS standing,
        count(*) FILTER (WHERE status IN ('on_target', 'within_tolerance')) AS rows
    FROM scorecard GROUP BY scorecard, scorecard_title
    UNION ALL
    SELECT scorecard, scorecard_title, 'below target', count(*) FILTER (WHERE status = 'off_target')
    FROM scorecard GROUP BY scorecard, scorecard_title
    UNION ALL
    SELECT scorecard, scorecard_title, 'no data', count(*) FILTER (WHERE status = 'no_data')
    FROM scorecard GROUP BY scorecard, scorecard_title
) AS c
JOIN figures AS f
    ON f.indicator = concat(c.scorecard, '-indicators') AND f.dimension = 'standing' AND f.category = c.standing
WHERE f.value <> c.rows
ORDER BY c.scorecard, c.standing

-- name: impossible-values
-- title: Values that cannot be
-- severity: warning
-- meaning: A share of a whole beyond 100% or below 0%, or a count below nothing.
SELECT
    concat(f.figure, ' ', f.indicator) AS finding,
    concat(i.title, ', ', p.label, ': ', f.printed, ' cannot be') AS message,
    [f.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator
JOIN periods AS p ON p.period = f.period
WHERE f.role IN ('actual', 'target', 'tolerance')
    AND ((f.unit = '%' AND (f.value > 100 OR f.value < 0) AND f.indicator NOT LIKE '%change%' AND f.indicator NOT LIKE '%increase%')
        OR (f.unit = 'count' AND f.value < 0))
ORDER BY finding

-- name: same-thing-different-values
-- title: The same thing printed with different values
-- severity: warning
-- meaning: For one indicator, area, period and slice, values are printed that no rounding reconciles. The latest published is shown first, the others beside it.
SELECT
    concat(r.indicator, ' ', r.period, CASE WHEN r.category = '' THEN '' ELSE concat(' ', r.category) END) AS finding,
    concat(
        i.title, CASE WHEN r.category = '' THEN '' ELSE concat(', ', r.category) END, ', ', p.label, ': ',
        string_agg(concat(replace(f.printed, '|', ''), ' (', s.short, ', line ', f.line, ')'), ' against ' ORDER BY f.rank)
    ) AS message,
    r.figures AS figures
FROM readings AS r
JOIN ranked AS f
    ON f.indicator = r.indicator AND f.area = r.area AND f.period = r.period
    AND f.dimension = r.dimension AND f.category = r.category
JOIN sources AS s ON s.id = f.source
JOIN indicators AS i ON i.id = r.indicator
JOIN periods AS p ON p.period = r.period
WHERE r.disputed
GROUP BY r.indicator, r.period, r.category, r.area, r.dimension, i.title, p.label, r.figures
ORDER BY finding

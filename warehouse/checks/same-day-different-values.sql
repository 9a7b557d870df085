-- name: same-day-different-values
-- title: Different values for periods that end on the same day
-- severity: warning
-- meaning: A position at a day and a value for the quarter or year that ends on it disagree, or a source calls not reportable what another prints.
SELECT
    concat(a.indicator, ' ', a.period, ' and ', b.period, CASE WHEN a.category = '' THEN '' ELSE concat(' ', a.category) END) AS finding,
    concat(
        i.title, CASE WHEN a.category = '' THEN '' ELSE concat(', ', a.category) END, ': ',
        replace(a.printed, '|', ''), ' for ', pa.label, ' (', sa.short, ', line ', a.line, '), ',
        replace(b.printed, '|', ''), ' for ', pb.label, ' (', sb.short, ', line ', b.line, ')'
    ) AS message,
    [a.figure, b.figure] AS figures
FROM ranked AS a
JOIN ranked AS b ON b.indicator = a.indicator AND b.area = a.area AND b.dimension = a.dimension AND b.category = a.category
JOIN periods AS pa ON pa.period = a.period AND pa.kind IN ('day', 'month')
JOIN periods AS pb ON pb.period = b.period AND pb.kind IN ('quarter', 'year') AND pb.period_end = pa.period_end
JOIN sources AS sa ON sa.id = a.source
JOIN sources AS sb ON sb.id = b.source
JOIN indicators AS i ON i.id = a.indicator
WHERE a.rank = 1 AND b.rank = 1
    AND (round(a.span_low, 6) >= round(b.span_high, 6) OR round(b.span_low, 6) >= round(a.span_high, 6) OR (a.value IS NULL) <> (b.value IS NULL))
ORDER BY finding

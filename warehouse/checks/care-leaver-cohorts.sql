-- name: care-leaver-cohorts
-- title: The national cohort of care leavers, as two documents print it
-- severity: warning
-- meaning: Rates without a cohort are those of the national (DfE) cohort; the partnership's appendix prints another value for that cohort for the year that ends on the same day.
SELECT
    concat(a.indicator, ' ', a.period, ' and ', b.period) AS finding,
    concat(
        i.title, ': ', replace(a.printed, '|', ''), ' for ', a.period, ' (', sa.short, ', line ', a.line, '), ',
        replace(b.printed, '|', ''), ' for the DfE cohort in ', b.period, ' (', sb.short, ', line ', b.line, ')'
    ) AS message,
    [a.figure, b.figure] AS figures
FROM ranked AS a
JOIN ranked AS b ON b.indicator = a.indicator AND b.area = a.area AND b.dimension = 'cohort' AND b.category = 'DfE'
JOIN periods AS pa ON pa.period = a.period
JOIN periods AS pb ON pb.period = b.period AND pb.period_end = pa.period_end
JOIN sources AS sa ON sa.id = a.source
JOIN sources AS sb ON sb.id = b.source
JOIN indicators AS i ON i.id = a.indicator AND i.unit = '%'
WHERE a.dimension = '' AND a.rank = 1 AND b.rank = 1 AND (round(a.span_low, 6) >= round(b.span_high, 6) OR round(b.span_low, 6) >= round(a.span_high, 6))
ORDER BY finding

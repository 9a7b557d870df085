-- name: audit-bases
-- title: Audits: two shares of one base
-- severity: warning
-- meaning: The audits graded good or better and those graded requires improvement or better are shares of the same audits, and their counts give different bases.
SELECT
    concat(g.period, ' ', CASE WHEN g.category = '' THEN 'total' ELSE g.category END) AS finding,
    concat(
        CASE WHEN g.category = '' THEN 'Audits' ELSE g.category END, ', ', g.period, ': ', g.printed, ' at ', gr.printed, ' is a base of ',
        round(100 * g.value / gr.value, 1), ', ', r.printed, ' at ', rr.printed, ' one of ', round(100 * r.value / rr.value, 1)
    ) AS message,
    [g.figure, gr.figure, r.figure, rr.figure] AS figures
FROM ranked AS g
JOIN ranked AS gr ON gr.indicator = 'audits-good-or-better-rate' AND gr.period = g.period AND gr.category = g.category AND gr.source = g.source AND gr.rank = 1
JOIN ranked AS r ON r.indicator = 'audits-requires-improvement-or-better' AND r.period = g.period AND r.category = g.category AND r.source = g.source AND r.rank = 1
JOIN ranked AS rr ON rr.indicator = 'audits-requires-improvement-or-better-rate' AND rr.period = g.period AND rr.category = g.category AND rr.source = g.source AND rr.rank = 1
WHERE g.indicator = 'audits-good-or-better' AND g.rank = 1
    AND abs(100 * g.value / gr.value - 100 * r.value / rr.value) > 1.5
ORDER BY finding

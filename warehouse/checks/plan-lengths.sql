-- name: plan-lengths
-- title: Shares by length of plan against the counts
-- severity: warning
-- meaning: A share of children in need by length of plan is not what the printed counts with a known length give.
WITH counts AS (
    SELECT category, value, figure, sum(value) OVER () AS known
    FROM figures
    WHERE indicator = 'children-in-need-only' AND dimension = 'plan length' AND role = 'actual'
        AND period = '2022-03-31' AND category <> 'Not recorded'
)
SELECT
    concat('share ', f.category) AS finding,
    concat(f.category, ': printed ', f.printed, ', but ', plain(c.value), ' of ', plain(c.known), ' is ', round(100 * c.value / c.known, 1), '%') AS message,
    [f.figure, c.figure] AS figures
FROM figures AS f
JOIN counts AS c ON c.category = f.category
WHERE f.indicator = 'children-in-need-duration-rate' AND f.role = 'actual' AND f.period = '2021/22 Q4'
    AND abs(round(100 * c.value / c.known, 1) - f.value) > 0.0001
ORDER BY finding

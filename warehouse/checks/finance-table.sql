-- name: finance-table
-- title: The outturn table, row by row
-- severity: warning
-- meaning: In the outturn table net is gross and income, a variance is budget less outturn, and the net variance is its Covid and operating parts.
WITH cells AS (
    SELECT
        CASE WHEN category = '' THEN 'Grand Total' ELSE category END AS heading,
        indicator, role, value, figure
    FROM figures
    WHERE locator LIKE '%utturn%' AND unit = '£k' AND line BETWEEN 376 AND 386 AND source = 'challenge-2021-22-q4'
),
sums AS (
    SELECT n.heading, concat('net ', n.role) AS rule, n.value AS printed, g.value + i.value AS found, [n.figure, g.figure, i.figure] AS figures
    FROM cells AS n
    JOIN cells AS g ON g.heading = n.heading AND g.role = n.role AND g.indicator = 'spend-gross'
    JOIN cells AS i ON i.heading = n.heading AND i.role = n.role AND i.indicator = 'spend-income'
    WHERE n.indicator = 'spend-net'
    UNION ALL
    SELECT v.heading, v.indicator, v.value, b.value - o.value, [v.figure, b.figure, o.figure]
    FROM cells AS v
    JOIN cells AS b ON b.heading = v.heading AND b.role = 'budget' AND b.indicator = replace(v.indicator, 'variance', 'spend')
    JOIN cells AS o ON o.heading = v.heading AND o.role = 'actual' AND o.indicator = b.indicator
    WHERE v.indicator IN ('variance-gross', 'variance-income', 'variance-net')
    UNION ALL
    SELECT n.heading, 'variance parts', n.value, c.value + o.value, [n.figure, c.figure, o.figure]
    FROM cells AS n
    JOIN cells AS c ON c.heading = n.heading AND c.indicator = 'variance-covid'
    JOIN cells AS o ON o.heading = n.heading AND o.indicator = 'variance-operating'
    WHERE n.indicator = 'variance-net'
)
SELECT
    concat(heading, ' ', rule) AS finding,
    concat(heading, ', ', rule, ': printed ', plain(printed), ', its terms give ', plain(found), ' (£000)') AS message,
    figures
FROM sums
WHERE abs(printed - found) > 0.0001
ORDER BY finding

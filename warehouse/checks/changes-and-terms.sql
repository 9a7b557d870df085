-- name: changes-and-terms
-- title: Printed differences against their terms
-- severity: warning
-- meaning: A printed difference from a year before is not what the two printed values give.
SELECT
    concat(c.figure, ' ', c.indicator) AS finding,
    concat(i.title, ', ', c.period, ': printed ', c.printed, ', but ', now.printed, ' against ', was.printed, ' gives ', plain(found.value)) AS message,
    [c.figure, now.figure, was.figure] AS figures
FROM (
    SELECT figure, indicator AS of_indicator, 'count' AS kind FROM figures WHERE role = 'change' AND unit = 'count'
    UNION ALL
    SELECT figure, replace(indicator, '-change-rate', ''), 'rate' FROM figures WHERE indicator LIKE '%-change-rate'
) AS k
JOIN figures AS c ON c.figure = k.figure
JOIN indicators AS i ON i.id = c.indicator
JOIN periods AS p ON p.period = c.period AND p.kind = 'month'
JOIN ranked AS now
    ON now.indicator = k.of_indicator AND now.area = c.area AND now.period = c.period AND now.dimension = c.dimension
    AND now.category = c.category AND now.rank = 1
JOIN ranked AS was
    ON was.indicator = k.of_indicator AND was.area = c.area AND was.period = p.year_before AND was.dimension = c.dimension
    AND was.category = c.category AND was.rank = 1
JOIN LATERAL (
    SELECT CASE WHEN k.kind = 'count' THEN now.value - was.value ELSE round(100 * (now.value - was.value) / was.value, c.decimals) END AS value
) AS found ON TRUE
WHERE abs(found.value - c.value) > 0.0001
ORDER BY finding

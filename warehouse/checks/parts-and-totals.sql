-- name: parts-and-totals
-- title: Parts against their total
-- severity: warning
-- meaning: The parts of a breakdown that is meant to be complete do not add up to the total that is printed.
SELECT
    concat(t.indicator, ' ', t.period, ' ', t.role, ' by ', p.dimension) AS finding,
    concat(
        i.title, ', ', t.period, ', ', t.role, ', by ', p.dimension, ': the ', p.parts, ' parts add up to ', plain(p.total),
        ', printed is ', t.printed, ' (difference ', plain(round(p.total - t.value, 4)), ' ', t.unit, ')'
    ) AS message,
    list_prepend(t.figure, p.figures) AS figures
FROM (
    SELECT f.source, f.indicator, f.area, f.period, f.role, f.dimension, f.unit,
        count(*) AS parts, round(sum(f.value), 4) AS total, list(f.figure ORDER BY f.line, f.place) AS figures
    FROM figures AS f
    JOIN partitions AS q ON q.indicator = f.indicator AND q.dimension = f.dimension
    WHERE f.value IS NOT NULL
    GROUP BY f.source, f.indicator, f.area, f.period, f.role, f.dimension, f.unit
) AS p
JOIN figures AS t
    ON t.source = p.source AND t.indicator = p.indicator AND t.area = p.area AND t.period = p.period AND t.role = p.role
    AND t.unit = p.unit AND t.dimension = ''
JOIN indicators AS i ON i.id = t.indicator
WHERE p.parts > 1 AND abs(p.total - t.value) > 0.0001
ORDER BY finding, t.line

-- name: national-jumps
-- title: Out of a published series and back
-- severity: warning
-- meaning: A value of our own area lies outside those of the years before and after by more than three times the usual change of its series, and comes back: more likely a fault of recording than performance.
SELECT
    concat(j.measure, ' ', j.area, ' ', j.period) AS finding,
    concat(
        m.title, ', ', j.area, ', ', p.label, ': ', plain(j.before), ', ', plain(j.value), ', ', plain(j.after),
        '; the usual change from year to year is ', plain(round(j.usual, 1)), ' (', r.title, ', row ', j.row_number, ')'
    ) AS message,
    CAST([] AS VARCHAR[]) AS figures
FROM (
    SELECT
        s.*,
        -- The mean moving range without the two that the point itself makes.
        (sum(abs(s.value - s.before)) OVER series - abs(s.value - s.before) - abs(s.after - s.value))
            / (count(s.before) OVER series - 2) AS usual,
        count(s.before) OVER series - 2 AS others
    FROM (
        SELECT
            v.measure, v.area, v.period, v.value, v.release, v.row_number,
            lag(v.value) OVER years AS before, lead(v.value) OVER years AS after
        FROM national_values AS v
        JOIN meta ON meta.key = 'area' AND meta.value = v.area
        JOIN periods AS q ON q.period = v.period
        WHERE v.superseded IS NULL
        WINDOW years AS (PARTITION BY v.measure ORDER BY q.period_end, v.period)
    ) AS s
    WINDOW series AS (PARTITION BY s.measure)
) AS j
JOIN national_measures AS m ON m.measure = j.measure AND m.unit IN ('%', 'per 10,000', 'per 100,000')
JOIN periods AS p ON p.period = j.period
JOIN national_releases AS r ON r.release = j.release
WHERE j.others >= 3 AND (j.value - j.before) * (j.value - j.after) > 0
    AND least(abs(j.value - j.before), abs(j.value - j.after)) > 3 * j.usual
ORDER BY finding

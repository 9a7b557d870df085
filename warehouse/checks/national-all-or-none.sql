-- name: national-all-or-none
-- title: Published as none or all of fifty or more
-- severity: warning
-- meaning: A percentage of our own area is 0 or 100 on fifty or more: more likely a fault of recording than a fact.
SELECT
    concat(n.measure, ' ', n.area, ' ', n.period) AS finding,
    concat(
        n.title, ', ', n.area, ', ', n.period_label, ': ', plain(n.numerator), ' of ', plain(n.denominator), ' (', n.release_title,
        ', ', n.table_title, ', row ', n.row_number, ')'
    ) AS message,
    CAST([] AS VARCHAR[]) AS figures
FROM national AS n
JOIN national_measures AS m ON m.measure = n.measure AND m.numerator <> m.denominator
JOIN meta ON meta.key = 'area' AND meta.value = n.area
WHERE n.superseded IS NULL AND n.unit = '%' AND n.denominator >= 50 AND (n.numerator = 0 OR n.numerator = n.denominator)
ORDER BY finding

-- name: national-rates-and-counts
-- title: Published percentages against their counts
-- severity: note
-- meaning: A published percentage or rate is not what its published counts give, rounded half up. Where it is a region's or the country's, authorities without one of the two counts may have been left out of it.
SELECT
    concat(n.release, ' ', n.measure, ' ', n.area, ' ', n.period) AS finding,
    concat(
        m.title, ', ', n.area, ', ', p.label, ': published ', plain(n.value), ', but ', plain(round(n.numerator, 1)), ' of ',
        plain(round(n.denominator, 1)), ' gives ', plain(n.recomputed), ' (', r.title, ', row ', v.row_number, ', ', v.column_name, ')'
    ) AS message,
    CAST([] AS VARCHAR[]) AS figures
FROM national_recomputed AS n
JOIN national_measures AS m ON m.measure = n.measure
JOIN periods AS p ON p.period = n.period
JOIN national_releases AS r ON r.release = n.release
JOIN national_values AS v ON v.release = n.release AND v.measure = n.measure AND v.area = n.area AND v.period = n.period
WHERE NOT n.agrees AND n.superseded IS NULL
ORDER BY finding

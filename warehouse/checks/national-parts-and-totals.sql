-- name: national-parts-and-totals
-- title: Published parts against their total
-- severity: note
-- meaning: Published counts do not add up to their total where none is suppressed, or exceed it where some are. What a table says of no part (an unknown duration) is among them.
SELECT
    concat(n.release, ' ', n.total) AS finding,
    concat(
        m.title, ' (', r.title, '): in ', count(*), ' of ', any_value(n.compared), ' cases the parts do not give the total; the widest is ',
        arg_max(concat(
            n.area, ', ', p.label, ', where ', n.shown, ' parts add up to ', plain(n.parts), ' and published is ', plain(n.value),
            CASE WHEN n.hidden > 0 THEN concat(' with ', n.hidden, ' parts not shown') ELSE '' END, ', row ', n.row_number
        ), abs(n.parts - n.value) / n.value)
    ) AS message,
    CAST([] AS VARCHAR[]) AS figures
FROM (
    SELECT
        held.*, count(*) OVER (PARTITION BY held.release, held.total) AS compared
    FROM (
        SELECT
            v.release, w.total, v.area, v.period, v.value, v.row_number,
            count(part.value) AS shown, count(part.symbol) AS hidden, sum(part.value) AS parts,
            max(CASE WHEN a.kind IN ('region', 'nation') THEN t.totals_rounded_to / 2.0 ELSE 0 END) AS slack
        FROM national_totals AS w
        JOIN national_values AS v ON v.measure = w.total
        JOIN national_values AS part
            ON part.measure = w.part AND part.release = v.release AND part.area = v.area AND part.period = v.period
        JOIN national_areas AS a ON a.area = v.area
        JOIN national_tables AS t ON t.table_id = v.table_id
        WHERE v.superseded IS NULL AND v.value IS NOT NULL
        GROUP BY v.release, w.total, v.area, v.period, v.value, v.row_number
    ) AS held
) AS n
JOIN national_measures AS m ON m.measure = n.total
JOIN periods AS p ON p.period = n.period
JOIN national_releases AS r ON r.release = n.release
WHERE n.shown > 0 AND (n.parts - n.value > n.slack * (n.shown + 1) OR (n.hidden = 0 AND n.value - n.parts > n.slack * (n.shown + 1)))
GROUP BY n.release, n.total, m.title, r.title
ORDER BY finding

-- name: national-country-outside-range
-- title: The country outside the range of its authorities
-- severity: note
-- meaning: A rate of the whole country lies below the lowest or above the highest authority, which cannot be. Looked for where at least a hundred authorities have data.
SELECT
    concat(c.measure, ' ', c.release) AS finding,
    concat(
        m.title, ': ', c.area, ' outside the range of authorities in ', c.periods, ' of ', c.compared, ' periods; last ', c.label, ': ',
        plain(round(c.value, 2)), ', authorities ', plain(round(c.lowest, 2)), ' to ', plain(round(c.highest, 2)), ' (', r.title, ')'
    ) AS message,
    CAST([] AS VARCHAR[]) AS figures
FROM (
    SELECT
        measure, release, any_value(area) AS area,
        count(*) FILTER (WHERE outside) AS periods, count(*) AS compared,
        max_by(label, period_end) FILTER (WHERE outside) AS label, max_by(value, period_end) FILTER (WHERE outside) AS value,
        max_by(lowest, period_end) FILTER (WHERE outside) AS lowest, max_by(highest, period_end) FILTER (WHERE outside) AS highest
    FROM (
        SELECT
            country.measure, country.release, country.area, p.label, p.period_end, country.value, range.lowest, range.highest,
            country.value < range.lowest OR country.value > range.highest AS outside
        FROM national_values AS country
        JOIN national_areas AS a ON a.area = country.area AND a.kind = 'nation'
        JOIN periods AS p ON p.period = country.period
        JOIN (
            SELECT v.measure, v.release, v.period, min(v.value) AS lowest, max(v.value) AS highest
            FROM national_values AS v
            JOIN national_areas AS one ON one.area = v.area AND one.kind = 'authority'
            GROUP BY v.measure, v.release, v.period
            HAVING count(v.value) >= 100
        ) AS range ON range.measure = country.measure AND range.release = country.release AND range.period = country.period
        WHERE country.superseded IS NULL AND country.value IS NOT NULL
    ) AS held
    GROUP BY measure, release
) AS c
JOIN national_measures AS m ON m.measure = c.measure
JOIN national_releases AS r ON r.release = c.release
WHERE c.periods > 0 AND (m.unit IN ('%', 'per 10,000', 'per 100,000', 'days', 'ratio'))
ORDER BY finding

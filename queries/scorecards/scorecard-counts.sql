-- name: scorecard-counts
-- title: How many indicators of each scorecard stand where
-- asks:
--   how many indicators
--   status counts
-- result:
--   scorecard_title text : Scorecard
--   on_target number count : On target
--   within_tolerance number count : Within tolerance
--   off_target number count : Off target
--   no_data number count : No data
--   indicators number count derived : Indicators
--   scorecard text
SELECT
    scorecard_title,
    count(*) FILTER (WHERE status = 'on_target') AS on_target,
    count(*) FILTER (WHERE status = 'within_tolerance') AS within_tolerance,
    count(*) FILTER (WHERE status = 'off_target') AS off_target,
    count(*) FILTER (WHERE status = 'no_data') AS no_data,
    count(*) AS indicators,
    scorecard
FROM scorecard
GROUP BY scorecard, scorecard_title
ORDER BY scorecard

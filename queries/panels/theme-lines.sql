-- name: theme-lines
-- title: Each theme: how its indicators stand, and how many figures it has
-- result:
--   theme text
--   title text : Theme
--   on_target number count : ● on
--   within_tolerance number count : ◐ within
--   off_target number count : ▲ off
--   no_data number count : ○ none
--   figures_printed number count : Figures
--   indicators number count : Indicators
--   disputed number count : Disputed
--   not_reportable number count : Not reportable
-- headline: {count|theme|themes}: indicators of the scorecards by status, then all figures and indicators.
SELECT
    t.theme, t.title,
    coalesce(max(s.on_target), 0) AS on_target, coalesce(max(s.within_tolerance), 0) AS within_tolerance,
    coalesce(max(s.off_target), 0) AS off_target, coalesce(max(s.no_data), 0) AS no_data,
    count(f.figure) AS figures_printed, count(DISTINCT i.id) AS indicators,
    coalesce(max(o.disputed), 0) AS disputed, count(f.figure) FILTER (WHERE f.qualifier = 'not_reportable' AND f.role = 'actual') AS not_reportable
FROM themes AS t
JOIN indicators AS i ON i.theme = t.theme
LEFT JOIN figures AS f ON f.indicator = i.id
LEFT JOIN (
    SELECT
        theme,
        count(*) FILTER (WHERE status = 'on_target') AS on_target,
        count(*) FILTER (WHERE status = 'within_tolerance') AS within_tolerance,
        count(*) FILTER (WHERE status = 'off_target') AS off_target,
        count(*) FILTER (WHERE status = 'no_data') AS no_data
    FROM scorecard GROUP BY theme
) AS s ON s.theme = t.theme
LEFT JOIN (SELECT theme, count(*) FILTER (WHERE disputed) AS disputed FROM observations GROUP BY theme) AS o ON o.theme = t.theme
GROUP BY t.theme, t.title, t.position
ORDER BY t.position, t.theme

-- name: theme-summary
-- title: How a theme stands, in one sentence
-- params:
--   theme theme = all
-- result:
--   indicators number count : Indicators
--   figures_printed number count : Figures
--   standing text : On the scorecards
--   disputed number count : Disputed
--   not_reportable number count : Not reportable
-- headline: {figures_printed} figures of {indicators} indicators.[[ On the scorecards {standing}.]][[ {disputed} disputed ≠.]][[ {not_reportable} not reportable.]]
-- empty: No figure is printed.
SELECT
    counted.indicators, counted.figures_printed,
    nullif(concat_ws(
        ', ', CAST(nullif(s.off_target, 0) AS VARCHAR) || ' off target', CAST(nullif(s.within_tolerance, 0) AS VARCHAR) || ' within tolerance',
        CAST(nullif(s.on_target, 0) AS VARCHAR) || ' on target', CAST(nullif(s.no_data, 0) AS VARCHAR) || ' without data'
    ), '') AS standing,
    nullif(o.disputed, 0) AS disputed, nullif(counted.not_reportable, 0) AS not_reportable
FROM (
    SELECT
        count(DISTINCT f.indicator) AS indicators, count(*) AS figures_printed,
        count(*) FILTER (WHERE f.qualifier = 'not_reportable' AND f.role = 'actual') AS not_reportable
    FROM figures AS f
    JOIN indicators AS i ON i.id = f.indicator
    WHERE $theme = 'all' OR i.theme = $theme
) AS counted
CROSS JOIN (
    SELECT
        count(*) FILTER (WHERE status = 'on_target') AS on_target,
        count(*) FILTER (WHERE status = 'within_tolerance') AS within_tolerance,
        count(*) FILTER (WHERE status = 'off_target') AS off_target,
        count(*) FILTER (WHERE status = 'no_data') AS no_data
    FROM scorecard WHERE $theme = 'all' OR theme = $theme
) AS s
CROSS JOIN (SELECT count(*) FILTER (WHERE disputed) AS disputed FROM observations WHERE $theme = 'all' OR theme = $theme) AS o
ORDER BY counted.indicators

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
    s.indicators, s.figures_printed,
    nullif(concat_ws(
        ', ', CAST(nullif(s.off_target, 0) AS VARCHAR) || ' off target', CAST(nullif(s.within_tolerance, 0) AS VARCHAR) || ' within tolerance',
        CAST(nullif(s.on_target, 0) AS VARCHAR) || ' on target', CAST(nullif(s.no_data, 0) AS VARCHAR) || ' without data'
    ), '') AS standing,
    nullif(s.disputed, 0) AS disputed, nullif(s.not_reportable, 0) AS not_reportable
FROM (
    SELECT
        coalesce(sum(t.indicators_printed), 0) AS indicators, coalesce(sum(t.figures_printed), 0) AS figures_printed,
        sum(t.off_target) AS off_target, sum(t.within_tolerance) AS within_tolerance, sum(t.on_target) AS on_target,
        sum(t.no_data) AS no_data, sum(t.disputed) AS disputed, sum(t.not_reportable) AS not_reportable
    FROM theme_lines AS t
    WHERE $theme = 'all' OR t.theme = $theme
) AS s
ORDER BY s.indicators

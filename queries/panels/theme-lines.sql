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
    t.theme, t.title, t.on_target, t.within_tolerance, t.off_target, t.no_data, t.figures_printed, t.indicators, t.disputed,
    t.not_reportable
FROM theme_lines AS t
ORDER BY t.position, t.theme

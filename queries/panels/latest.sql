-- name: latest
-- title: The latest figure of each indicator
-- params:
--   theme theme = all
--   indicators indicators = all
-- result:
--   indicator text
--   dimension text
--   category text
--   title text : Indicator
--   slice text : Slice
--   period_label text : Period
--   value number @unit : Value
--   status status : Status
--   doubt text
--   target number @unit : Target
--   recent series : Course
--   before number @unit : A year before
--   change number @unit derived : Change
--   words text : In words
--   figures_printed number count : Figures
--   document text : Document
--   line number : Line
--   note text : Note
--   disputed flag : Disputed
--   qualifier text
--   polarity text
--   unit text
--   figures figures
-- chart: bars label=title value=value target=target
-- headline: {count|indicator|indicators}, each with its latest figure.
-- empty: No figure is printed for these indicators.
SELECT
    s.indicator, s.dimension, s.category, s.title, s.slice, s.period_label, s.value, s.status, s.doubt,
    s.target, s.recent, s.before, s.change,
    s.words, s.figures_printed, s.document, s.line, s.note, s.disputed, s.qualifier, s.polarity, s.unit, s.figures
FROM latest_in_full AS s
WHERE ($theme = 'all' OR s.theme = $theme)
    AND (list_contains($indicators, 'all') OR list_contains($indicators, s.indicator))
ORDER BY coalesce(list_position($indicators, s.indicator), 0), s.position, s.indicator, s.target_figure

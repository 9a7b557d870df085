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
    s.indicator, s.dimension, s.category, s.title, s.slice, s.period_label, s.value, t.status,
    CASE WHEN t.status IS NOT NULL AND s.value IS NOT NULL THEN doubt_of(s.indicator, s.dimension, s.category, s.period) END AS doubt,
    t.target, c.points AS recent, t.before, t.change,
    s.words, s.figures_printed, s.document, s.line, s.note, s.disputed, s.qualifier, s.polarity, s.unit, s.figures
FROM latest AS s
LEFT JOIN observations_in_full AS t
    ON t.indicator = s.indicator AND t.area = s.area AND t.period = s.period
    AND t.dimension = s.dimension AND t.category = s.category AND s.role = 'actual'
LEFT JOIN courses AS c
    ON c.indicator = s.indicator AND c.area = s.area AND c.dimension = s.dimension AND c.category = s.category
WHERE ($theme = 'all' OR s.theme = $theme)
    AND (list_contains($indicators, 'all') OR list_contains($indicators, s.indicator))
ORDER BY coalesce(list_position($indicators, s.indicator), 0), s.position, s.indicator, t.target_figure

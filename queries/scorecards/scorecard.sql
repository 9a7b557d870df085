-- name: scorecard
-- title: The scorecards: value, target, tolerance and status
-- role: status
-- asks:
--   scorecard
--   which indicators
--   indicators
--   kpi
--   overview
-- params:
--   scorecard scorecard = all
--   status status = all [all, on_target, within_tolerance, off_target, no_data]
--   theme theme = all
-- result:
--   scorecard text
--   scorecard_title text : Scorecard
--   position number : No.
--   indicator text
--   dimension text
--   category text
--   title text : Indicator
--   theme text
--   polarity text
--   period_label text : Period
--   status status : Status
--   value number @unit : Value
--   qualifier text
--   printed text : Printed
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   before number @unit : A year before
--   before_derived flag : derived
--   change number @unit derived : Change
--   disputed flag : Disputed
--   note text : Note
--   unit text
--   document text : Document
--   doubt text
--   place number
--   of number
--   band text
--   variation text
--   ranked_for text
--   line number : Line
--   locator text : Place
--   standing text
--   recent series
--   figures figures
-- headline: {count|indicator|indicators}: {standing}.
-- empty: No indicator of the scorecards is like that.
SELECT
    s.scorecard, s.scorecard_title, s.position, s.indicator, s.dimension, s.category, s.title, s.theme, s.polarity, s.period_label,
    s.status, s.value, s.qualifier, s.printed, s.target, s.tolerance, s.before, s.before_derived, s.change, s.disputed, s.note,
    s.unit, s.source AS document, s.doubt, s.place, s."of", s.band, s.variation, s.ranked_for, s.line, s.locator,
    concat_ws(
        ', ',
        CAST(nullif(count(*) FILTER (WHERE s.status = 'on_target') OVER (), 0) AS VARCHAR) || ' on target',
        CAST(nullif(count(*) FILTER (WHERE s.status = 'within_tolerance') OVER (), 0) AS VARCHAR) || ' within tolerance',
        CAST(nullif(count(*) FILTER (WHERE s.status = 'off_target') OVER (), 0) AS VARCHAR) || ' off target',
        CAST(nullif(count(*) FILTER (WHERE s.status = 'no_data') OVER (), 0) AS VARCHAR) || ' no data'
    ) AS standing,
    s.recent, s.figures
FROM scorecard_in_full AS s
WHERE ($scorecard = 'all' OR s.scorecard = $scorecard)
    AND ($status = 'all' OR s.status = $status)
    AND ($theme = 'all' OR s.theme = $theme)
ORDER BY s.scorecard, s.position

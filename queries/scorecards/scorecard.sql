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
--   line number : Line
--   locator text : Place
--   figures figures
-- headline: {count} indicators.
-- empty: No indicator of the scorecards is like that.
SELECT
    scorecard, scorecard_title, position, indicator, dimension, category, title, theme, polarity, period_label, status,
    value, qualifier, printed, target, tolerance, before, before_derived, change, disputed, note, unit,
    source AS document, line, locator, figures
FROM scorecard
WHERE ($scorecard = 'all' OR scorecard = $scorecard)
    AND ($status = 'all' OR status = $status)
    AND ($theme = 'all' OR theme = $theme)
ORDER BY scorecard, position

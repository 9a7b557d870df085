-- name: indicator
-- title: An indicator with its counts, target and status
-- role: value
-- asks:
--   status
--   against target
--   vs target
--   target
--   tgt
--   tol
--   tolerance
--   within tolerance
--   inside tolerance
--   kpi
--   below target
--   miss target
--   meet target
--   met target
--   missed target
--   above target
--   over target
--   hit target
--   against tolerance
--   on target
--   off target
--   RAG
--   threshold
--   gap to target
--   meeting target
--   meeting the target
--   why isnt there
--   why is there no
--   why no
--   what should it be
--   supposed to
--   meant to be
--   should be
--   ought to be
--   aim
--   aiming for
--   distance from target
-- params:
--   indicator indicator
--   period period
--   area area = home
--   dimension dimension = total
--   category category = total
-- result:
--   title text : Indicator
--   area text : Area
--   slice text : Slice
--   period_label text : Period
--   value number @unit : Value
--   high number @unit : To
--   qualifier text
--   numerator number count : Count
--   denominator number count : Of
--   budget number @unit : Budget
--   share number % : Share
--   whole number count : Out of
--   share_title text : Share is
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   gap number @unit derived : From target or budget
--   status status : Status
--   stated text : Status as printed
--   before number @unit : A year before
--   before_derived flag
--   before_count number count : Count a year before
--   change number @unit derived : Change
--   also text : Also printed
--   note text : Note
--   unit text
--   printed text
--   rivals figures
--   figures figures
-- headline: {title}[[ ({slice})]], {period_label}: {value}[[ to {high}]][[ of {whole}]][[ ({numerator}[[ of {denominator}]])]][[ against a budget of {budget}]][[ ({share}, {share_title})]].[[ Target {target}[[, tolerance {tolerance}]]: {status}[[ (as printed: “{stated}”; the tolerance is not)]].]][[ A year before: {before}[[ ({before_count})]].]][[ Also printed: {also}.]]
-- empty: Nothing is printed for this indicator, area and period.
SELECT
    title, area, nullif(category, '') AS slice, period_label, value, high, qualifier, numerator, denominator, budget, share,
    whole, share_title, target, tolerance, gap, status, stated, before, before_derived, before_count, change, also, note, unit, printed,
    rivals, figures
FROM observations_in_full
WHERE indicator = $indicator AND area = $area AND period = $period
    AND dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY title, target_figure

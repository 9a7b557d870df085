-- name: trend
-- title: A series over time, with target and tolerance
-- role: series
-- asks:
--   trend
--   over time
--   over the years
--   down the years
--   history
--   chart
--   moved
--   changed
--   up or down
--   risen
--   fallen
--   rising
--   falling
--   gone up
--   gone down
--   come up
--   come down
--   going up
--   going down
--   going
--   coming down
--   coming up
--   getting better
--   getting worse
--   improving
--   worsening
--   increasing
--   decreasing
--   growing
--   declining
--   dropping
--   shrinking
--   progress
--   series
--   by month
--   in each month
--   each month
--   every month
--   by quarter
--   each quarter
--   every quarter
--   each year
--   every year
--   month by month
--   which month
--   which quarter
--   which year
--   by year
--   by quarter
--   all years
-- params:
--   indicator indicator
--   area area = home
--   since date = 1900-01-01
--   until date = 2999-12-31
--   kind text = any [any, year, quarter, month, day, range]
--   month integer = 0
--   dimension dimension = total
--   category category = total
-- result:
--   period_label text : Period
--   period_short text : Axis
--   period_end date : Ends
--   value number @unit : Value
--   qualifier text
--   target number @unit : Target
--   tolerance number @unit : Tolerance
--   latest_target number @unit
--   latest_tolerance number @unit
--   disputed flag : Disputed
--   series text
--   after_gap flag
--   break_note text : Break before
--   title text : Indicator
--   unit text
--   figures figures
-- chart: line series=series break=break_note gap=after_gap x=period_short at=period_end y=value target=latest_target tolerance=latest_tolerance
-- headline: {title}: {first}[[ to {last}]].[[ Highest: {highest}; lowest: {lowest}.]]
-- empty: No series is printed for this indicator and area.
SELECT
    o.period_label, o.period_short, o.period_end, o.value, o.qualifier, o.target, o.tolerance, o.latest_target, o.latest_tolerance,
    o.disputed,
    -- Counts of periods of other lengths are no one line; shares, rates and positions at a day are.
    CASE
        -- Of several kinds of period that end on one day, the one with most points carries the line.
        WHEN row_number() OVER (PARTITION BY o.period_end ORDER BY o.points_of_kind DESC, o.period_kind) > 1
        THEN concat('for the ', o.period_kind)
        WHEN o.unit NOT IN ('count', '£', '£k', '£m') OR o.period_kind = 'day' THEN ''
        WHEN o.period_kind = 'range' THEN concat('per ', date_diff('month', o.period_start, o.period_end) + 1, ' months')
        ELSE concat('per ', o.period_kind)
    END AS series,
    o.period_kind = 'month' AND lag(o.period_kind) OVER (ORDER BY o.period_end, o.period_start, o.period_label) = 'month'
        AND lag(o.period_end) OVER (ORDER BY o.period_end, o.period_start, o.period_label) < o.period_start - 1 AS after_gap,
    o.break_note, o.title, o.unit, o.figures
FROM series_points AS o
WHERE o.indicator = $indicator AND o.area = $area
    AND ($kind = 'any' OR o.period_kind = $kind)
    AND ($month = 0 OR month(o.period_end) = $month)
    AND o.period_end BETWEEN CAST($since AS DATE) AND CAST($until AS DATE)
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
ORDER BY o.period_end, series DESC, o.period_start, o.period_label

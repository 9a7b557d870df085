-- name: rates-and-counts
-- title: Percentages against their counts
-- severity: warning
-- meaning: A printed percentage is not what its printed counts give, rounded half up to the same decimals.
SELECT
    concat(f.figure, ' ', f.indicator) AS finding,
    concat(
        i.title, ', ', f.period, ': printed ', f.printed, ', but ', top.printed, ' of ', bottom.printed, ' is ',
        round(100 * top.value / bottom.value, f.decimals + 1), '%'
    ) AS message,
    [f.figure, top.figure, bottom.figure] AS figures
FROM figures AS f
JOIN indicators AS i ON i.id = f.indicator AND i.unit = '%'
JOIN figures AS top
    ON top.indicator = i.numerator AND top.source = f.source AND top.area = f.area AND top.period = f.period
    AND top.dimension = f.dimension AND top.category = f.category AND top.role = 'actual'
JOIN figures AS bottom
    ON bottom.indicator = i.denominator AND bottom.source = f.source AND bottom.area = f.area AND bottom.period = f.period
    AND bottom.dimension = f.dimension AND bottom.category = f.category AND bottom.role = 'actual'
WHERE f.role = 'actual' AND bottom.value > 0 AND top.qualifier = 'exact' AND bottom.qualifier = 'exact'
    AND abs(round(100 * top.value / bottom.value, f.decimals) - f.value) > 0.0001
    -- A hedged percentage may be off by one of its last digit.
    AND (f.qualifier = 'exact' OR abs(100 * top.value / bottom.value - f.value) > 10 ** -f.decimals)
QUALIFY row_number() OVER (PARTITION BY f.figure ORDER BY abs(top.line - f.line), abs(bottom.line - f.line), top.figure) = 1
ORDER BY finding

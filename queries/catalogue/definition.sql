-- name: definition
-- title: What an indicator means
-- role: definition
-- asks:
--   definition
--   define
--   meaning
--   what does mean
--   what is meant by
--   meant by
--   mean
--   what counts as
--   who counts as
--   counted as
--   what is a
--   what is an
--   who are the
--   who is in
--   which ages
--   full form
--   stands for
--   how is it measured
--   calculated
--   worked out
-- params:
--   indicator indicator
-- result:
--   title text : Indicator
--   definition text : Definition
--   unit text
--   better text : Better is
--   theme text : Theme
--   numerator text : Count
--   denominator text : Of
-- headline: {title}: {definition}
-- empty: There is no such indicator.
SELECT
    i.title, i.definition, u.title AS unit, i.polarity AS better, t.title AS theme,
    n.title AS numerator, d.title AS denominator
FROM indicators AS i
JOIN units AS u ON u.unit = i.unit
JOIN themes AS t ON t.theme = i.theme
LEFT JOIN indicators AS n ON n.id = i.numerator
LEFT JOIN indicators AS d ON d.id = i.denominator
WHERE i.id = $indicator
ORDER BY i.id

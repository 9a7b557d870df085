-- name: indicators
-- title: The catalogue of indicators
-- asks:
--   list indicators
--   catalogue
-- params:
--   theme theme = all
-- result:
--   indicator text
--   title text : Indicator
--   theme text : Theme
--   unit text
--   polarity text : Better is
--   figures_printed number count : Figures
--   definition text : Definition
-- headline: {count|indicator|indicators}.
SELECT i.id AS indicator, i.title, i.theme, i.unit, i.polarity, count(f.figure) AS figures_printed, i.definition
FROM indicators AS i
LEFT JOIN figures AS f ON f.indicator = i.id
WHERE $theme = 'all' OR i.theme = $theme
GROUP BY i.id, i.title, i.theme, i.unit, i.polarity, i.definition, i.position
ORDER BY i.position, i.id

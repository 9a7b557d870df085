-- name: recommendations-by-theme
-- title: Recommendations by theme
-- result:
--   theme text
--   title text : Theme
--   value number count : Recommendations
--   addressed_to text : To
-- chart: bars label=title value=value
-- headline: Recommendations to {count|theme|themes}.
-- empty: No recommendation is printed.
SELECT r.theme, t.title, count(*) AS value, string_agg(DISTINCT r.addressed_to, ', ' ORDER BY r.addressed_to) AS addressed_to
FROM recommendations AS r
JOIN themes AS t ON t.theme = r.theme
GROUP BY r.theme, t.title, t.position
ORDER BY count(*) DESC, t.position

-- name: recommendations
-- title: What inspectors recommended, in our words
-- asks:
--   recommendations
-- params:
--   theme theme = all
-- result:
--   number number : No.
--   addressed_to text : To
--   theme text : Theme
--   text text : Recommendation
--   document text : Document
--   line number : Line
-- headline: {count|recommendation|recommendations}.
-- empty: No recommendation on this theme.
SELECT r.number, r.addressed_to, t.title AS theme, r.text, s.short AS document, r.line
FROM recommendations AS r
JOIN themes AS t ON t.theme = r.theme
JOIN sources AS s ON s.id = r.source
WHERE $theme = 'all' OR r.theme = $theme
ORDER BY r.source, r.number

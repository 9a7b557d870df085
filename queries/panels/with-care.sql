-- name: with-care
-- title: How much is disputed or not reportable
-- params:
--   theme theme = all
-- result:
--   disputed number count : Disputed
--   not_reportable number count : Not reportable
-- headline: {disputed} disputed ≠, {not_reportable} not reportable.
SELECT
    count(*) FILTER (WHERE o.disputed) AS disputed,
    count(*) FILTER (WHERE o.qualifier = 'not_reportable') AS not_reportable
FROM observations AS o
WHERE $theme = 'all' OR o.theme = $theme
ORDER BY disputed

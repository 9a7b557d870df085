-- name: why
-- title: What the documents say about an indicator, in our words
-- role: why
-- asks:
--   why
--   reasons why
--   reason why
--   reason for
--   reasons for
--   why arent
--   why wasnt
--   why werent
--   why didnt
--   why doesnt
--   why dont
--   why hasnt
--   why not
--   commentary
--   say about
--   says about
--   said about
--   comment on
--   what happens next
--   explanation
--   explain
--   because
--   cause
--   causes
--   driving
--   what is being done
--   story behind
-- params:
--   indicator indicator
--   area area = home
--   since date = 1900-01-01
--   until date = 2999-12-31
--   dimension dimension = total
--   category category = total
-- result:
--   period_label text : Period
--   value number @unit : Value
--   qualifier text
--   kind text : Kind
--   text text : Note
--   document text : Document
--   locator text : Place
--   line number : Line
--   title text
--   said text
--   unit text
--   figures figures
-- headline: {title}, {period_label}[[: {value}]].[[ {said}]]
-- empty: No document explains this indicator for that time.
SELECT
    p.label AS period_label, o.value, o.qualifier, c.kind, c.text, s.short AS document, c.locator, c.line,
    CASE WHEN o.category <> '' THEN concat(i.title, ' (', o.category, ')') ELSE i.title END AS title,
    -- A text speaks of one slice only where it names it.
    CASE WHEN $category = 'total' OR contains(lower(c.text), lower(split_part($category, ' ', 1))) THEN c.text END AS said,
    i.unit,
    coalesce(o.figures, []) AS figures
FROM commentary AS c
JOIN indicators AS i ON i.id = c.indicator
JOIN periods AS p ON p.period = c.period
JOIN sources AS s ON s.id = c.source
LEFT JOIN observations AS o
    ON o.indicator = c.indicator AND o.period = c.period AND o.area = $area
    AND o.dimension = CASE WHEN $dimension = 'total' THEN '' ELSE $dimension END
    AND o.category = CASE WHEN $category = 'total' THEN '' ELSE $category END
WHERE c.indicator = $indicator AND p.period_end BETWEEN $since AND $until
ORDER BY p.period_end DESC, said IS NULL, s.published DESC, c.kind <> 'why', c.line, c.kind, c.text

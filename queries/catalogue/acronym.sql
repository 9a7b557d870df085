-- name: acronym
-- title: What an acronym stands for
-- role: acronym
-- asks:
--   what is
--   whats
--   stand for
--   meaning
--   mean
--   define
--   definition
--   what is meant by
--   what is a
--   full form
--   full name
--   short for
--   spelled out
--   what does mean
--   who are
--   who is
-- params:
--   acronym acronym
-- result:
--   acronym text : Acronym
--   meaning text : Stands for
--   document text : Document
--   line number : Line
-- headline: {acronym}: {meaning} ({document}, line {line}).
-- empty: No document says what this stands for.
SELECT a.acronym, a.meaning, s.short AS document, a.line
FROM acronyms AS a
JOIN sources AS s ON s.id = a.source
WHERE lower(a.acronym) = lower($acronym)
ORDER BY a.acronym

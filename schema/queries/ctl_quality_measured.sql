-- $1 BKN code[], $2 kind[] (NULL: any), $3 fault code[], $4 field[] (NULL: any). BKN's indicators that the
-- last survey of the source could measure, and when that was.
SELECT m.bkn, to_char(min(s.at), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS m (bkn, kind, code, field)
JOIN survey_check AS s ON s.code = m.code AND coalesce(m.kind, s.kind) = s.kind
                      AND coalesce(m.field, s.field) = s.field
WHERE s.measured
GROUP BY m.bkn;

-- $1 kind[], $2 src_id[], $3 rev[]: records whose reasons are stated anew, and the content judged.
-- $4 kind[], $5 src_id[], $6 code[], $7 field[], $8 nip[], $9 value[], $10 severity[]: the reasons.
-- A verdict on older content says nothing about newer content: then what absorb wrote stays. So do
-- warnings: they are the survey's (survey_found.sql) and the code lists' (reference_flag_rows.sql).
WITH judged AS (
    SELECT x.kind, x.src_id
    FROM unnest($1::text[], $2::text[], $3::int[]) AS x (kind, src_id, rev)
    LEFT JOIN outbox AS o ON o.kind = x.kind AND o.src_id = x.src_id
    WHERE o.rev IS NULL OR o.rev = x.rev
), reason AS (
    SELECT DISTINCT ON (x.kind, x.src_id, x.code, x.field) x.*
    FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
         AS x (kind, src_id, code, field, nip, value, severity)
    JOIN judged AS j ON j.kind = x.kind AND j.src_id = x.src_id
), settled AS (
    DELETE FROM quarantine AS q USING judged AS j
    WHERE q.kind = j.kind AND q.src_id = j.src_id AND q.severity <> 'warning'
      AND NOT EXISTS (SELECT FROM reason AS r
                      WHERE (r.kind, r.src_id, r.code, r.field) = (q.kind, q.src_id, q.code, q.field))
)
INSERT INTO quarantine (kind, src_id, code, field, nip, value, severity)
SELECT * FROM reason
ON CONFLICT (kind, src_id, code, field) DO UPDATE
SET nip = EXCLUDED.nip, value = EXCLUDED.value, severity = EXCLUDED.severity, last_seen = now();

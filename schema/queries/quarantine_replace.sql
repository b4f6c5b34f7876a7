-- $1 kind[], $2 src_id[]: records whose reasons are stated anew (none below: they have none left).
-- $3 kind[], $4 src_id[], $5 code[], $6 field[], $7 nip[], $8 value[], $9 severity[]: the reasons.
-- Warnings are the survey's business (survey_found.sql).
WITH reason AS (
    SELECT * FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                         $9::text[]) AS x (kind, src_id, code, field, nip, value, severity)
), settled AS (
    DELETE FROM quarantine AS q
    USING unnest($1::text[], $2::text[]) AS x (kind, src_id)
    WHERE q.kind = x.kind AND q.src_id = x.src_id AND q.severity <> 'warning'
      AND NOT EXISTS (SELECT FROM reason AS r
                      WHERE (r.kind, r.src_id, r.code, r.field) = (q.kind, q.src_id, q.code, q.field))
)
INSERT INTO quarantine (kind, src_id, code, field, nip, value, severity)
SELECT DISTINCT ON (kind, src_id, code, field) * FROM reason
ON CONFLICT (kind, src_id, code, field) DO UPDATE
SET nip = EXCLUDED.nip, value = EXCLUDED.value, severity = EXCLUDED.severity, last_seen = now();

-- $1 kind, $2 src_id[], $3 code[], $4 field[], $5 value[]. Findings of a survey; the record stays
-- as it is. Rows that are not ours (yet) are left out: the next survey finds them again.
INSERT INTO quarantine (kind, src_id, code, field, nip, value, severity)
SELECT DISTINCT ON (o.src_id, x.code, x.field)
       o.kind, o.src_id, x.code, x.field, o.nip, coalesce(x.value, ''), 'warning'
FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS x (src_id, code, field, value)
JOIN outbox AS o ON o.kind = $1 AND o.src_id = x.src_id AND o.op <> 'delete'
ON CONFLICT (kind, src_id, code, field) DO UPDATE
SET nip = EXCLUDED.nip, value = EXCLUDED.value, last_seen = clock_timestamp();

-- $1 origin, $2 file, $3 file hash, $4 id[], $5 line[], $6 src_id[], $7 nip[], $8 reason[]. What was
-- said before is not said again.
INSERT INTO training_reject AS r (origin, file, file_hash, id, line, src_id, nip, reason)
SELECT DISTINCT ON (x.id) $1, $2, $3, x.*
FROM unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::text[])
     AS x (id, line, src_id, nip, reason)
ORDER BY x.id, x.line
ON CONFLICT (id) DO UPDATE
SET file = EXCLUDED.file, file_hash = EXCLUDED.file_hash, line = EXCLUDED.line, last_seen = now(),
    resolved_at = NULL;

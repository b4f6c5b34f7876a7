-- $1 kind, $2 src_id[], $3 hash[]. Of rows a stamp or change says were touched, those that differ.
INSERT INTO changed_key (kind, src_id)
SELECT DISTINCT $1, x.src_id
FROM unnest($2::text[], $3::bigint[]) AS x (src_id, hash)
LEFT JOIN source_row AS s ON s.kind = $1 AND s.src_id = x.src_id
WHERE s.hash IS DISTINCT FROM x.hash
ON CONFLICT (kind, src_id) DO UPDATE SET mark = nextval('changed_key_mark'), gone = false;

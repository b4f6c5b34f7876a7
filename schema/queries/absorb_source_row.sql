-- $1 kind, $2 src_id[], $3 nip[], $4 hash[]
INSERT INTO source_row AS s (kind, src_id, nip, hash)
SELECT $1, x.* FROM unnest($2::text[], $3::text[], $4::bigint[]) AS x (src_id, nip, hash)
ON CONFLICT (kind, src_id) DO UPDATE SET nip = EXCLUDED.nip, hash = EXCLUDED.hash
WHERE (s.nip, s.hash) IS DISTINCT FROM (EXCLUDED.nip, EXCLUDED.hash);

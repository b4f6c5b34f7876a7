-- Computed node: decrees of dismissal and retirement signed within a period. $1 first day, $2 first day
-- after it. Runs on the source database. The same decree twice for one person counts once.
-- Answer: numerator, denominator (none), digest of the decrees counted.
SELECT count(*), NULL::bigint,
       encode(sha256(convert_to(coalesce(string_agg(src_id, ',' ORDER BY src_id COLLATE "C"), ''), 'UTF8')), 'hex')
FROM (SELECT DISTINCT ON (btrim(r.nip), coalesce(nullif(btrim(r.no_sk), ''), '#' || r.src_id)) r.src_id
      FROM v_rw_pemberhentian AS r, to_jsonb(r) AS j
      WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
        AND r.tgl_sk >= $1::date AND r.tgl_sk < $2::date
      ORDER BY btrim(r.nip), coalesce(nullif(btrim(r.no_sk), ''), '#' || r.src_id), r.src_id COLLATE "C") AS x;

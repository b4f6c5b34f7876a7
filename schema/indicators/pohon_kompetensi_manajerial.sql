-- Computed node: structural and leadership trainings finished within a period, by participant.
-- $1 first day, $2 first day after it. Runs on the source database. The same training of one person
-- twice counts once: by kind and last day.
-- Answer: numerator, denominator (none), digest of the rows counted.
SELECT count(*), NULL::bigint,
       encode(sha256(convert_to(coalesce(string_agg(src_id, ',' ORDER BY src_id COLLATE "C"), ''), 'UTF8')), 'hex')
FROM (SELECT DISTINCT ON (btrim(r.nip), r.latihan_struktural_id, r.tgl_selesai) r.src_id
      FROM v_rw_diklat AS r, to_jsonb(r) AS j
      WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
        AND r.tgl_selesai >= $1::date AND r.tgl_selesai < $2::date
      ORDER BY btrim(r.nip), r.latihan_struktural_id, r.tgl_selesai, r.src_id COLLATE "C") AS x;

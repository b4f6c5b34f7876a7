-- Computed node: courses finished within a period, by participant. $1 first day, $2 first day after
-- it. Runs on the source database. The same course of one person twice (SIMPEG and a learning
-- system) counts once: by certificate, or by name where there is none, and last day.
-- Answer: numerator, denominator (none), digest of the rows counted.
SELECT count(*), NULL::bigint,
       encode(sha256(convert_to(coalesce(string_agg(src_id, ',' ORDER BY src_id COLLATE "C"), ''), 'UTF8')), 'hex')
FROM (SELECT DISTINCT ON (btrim(r.nip), r.tgl_selesai,
                          coalesce(nullif(btrim(r.nomor_sertifikat), ''), lower(btrim(r.nama)))) r.src_id
      FROM v_rw_kursus AS r, to_jsonb(r) AS j
      WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
        AND r.tgl_selesai >= $1::date AND r.tgl_selesai < $2::date
      ORDER BY btrim(r.nip), r.tgl_selesai, coalesce(nullif(btrim(r.nomor_sertifikat), ''), lower(btrim(r.nama))),
               r.src_id COLLATE "C") AS x;

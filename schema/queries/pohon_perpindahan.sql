-- Piece of computed nodes: every approved definitive appointment that follows another of the same
-- person, as src_id, tmt, pindah (post, class or unit differs from the one before), promosi (a higher
-- eselon, or a structural post after another kind of post; the contract does not tell the jenjang of
-- functional posts). Several rows of one TMT are one appointment: the highest post counts.
SELECT src_id, tmt, (jenis, eselon, jabatan, unor) IS DISTINCT FROM (jenis_lalu, eselon_lalu, jabatan_lalu, unor_lalu) AS pindah,
       coalesce(jenis = 1 AND eselon BETWEEN '11' AND '52'
                AND (jenis_lalu IS DISTINCT FROM 1 OR eselon < eselon_lalu), false) AS promosi
FROM (SELECT x.*, lag(src_id) OVER w IS NOT NULL AS bukan_pertama, lag(jenis) OVER w AS jenis_lalu,
             lag(eselon) OVER w AS eselon_lalu, lag(jabatan) OVER w AS jabatan_lalu, lag(unor) OVER w AS unor_lalu
      FROM (SELECT DISTINCT ON (btrim(r.nip), r.tmt_jabatan)
                   btrim(r.nip) AS nip, r.src_id, r.tmt_jabatan AS tmt, r.jenis_jabatan AS jenis,
                   CASE WHEN r.jenis_jabatan = 1 THEN btrim(r.eselon_id) END AS eselon,
                   coalesce(j ->> 'jabatan_src_id', r.jabatan_id) AS jabatan,
                   coalesce(j ->> 'unor_src_id', r.unor_id) AS unor
            FROM v_rw_jabatan AS r, to_jsonb(r) AS j
            WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
              AND r.tmt_jabatan IS NOT NULL AND coalesce(r.is_definitif, false)
              AND coalesce(nullif(btrim(j ->> 'jenis_penugasan_id'), ''), 'D') = 'D'
            ORDER BY btrim(r.nip), r.tmt_jabatan, r.jenis_jabatan NULLS LAST, r.eselon_id NULLS LAST, r.src_id) AS x
      WINDOW w AS (PARTITION BY nip ORDER BY tmt)) AS y
WHERE bukan_pertama

-- Source, for COPY: approved positions; of a jabatan fungsional also its SIASN id, which tells the
-- jenjang. document: 't', 'f' or NULL, see indicator_document.sql.
SELECT 'post', btrim(r.nip), r.src_id, json_strip_nulls(json_build_object(
       'jenis', r.jenis_jabatan::text, 'eselon', nullif(btrim(r.eselon_id), ''),
       'unor', nullif(btrim(r.unor_src_id), ''), 'jabatan', nullif(btrim(r.jabatan_src_id), ''), 'jabatan_id', nullif(btrim(f.jabatan_id), ''),
       'tmt', r.tmt_jabatan::text, 'terakhir', left(r.is_terakhir, 1),
       'penugasan', CASE
           WHEN coalesce(nullif(btrim(r.jenis_penugasan_id), ''), 'D') <> 'D' THEN btrim(r.jenis_penugasan_id)
           WHEN coalesce(r.is_definitif, false) THEN 'D' ELSE 'TIDAK_DEFINITIF' END,
       'siasn_id', nullif(btrim(r.siasn_id), ''), 'document', {document},
       'updated', {updated}))
FROM (SELECT NULL::text AS unor_src_id, NULL::text AS jabatan_src_id, NULL::text AS is_terakhir, NULL::text AS jenis_penugasan_id, NULL::text AS siasn_id, NULL::text AS is_deleted, NULL::text AS updated_at) AS none,
     LATERAL (SELECT x.src_id, x.nip, x.status_verif, x.jenis_jabatan, x.eselon_id, x.tmt_jabatan, x.is_definitif, unor_src_id::text, jabatan_src_id::text, is_terakhir::text, jenis_penugasan_id::text, siasn_id::text, is_deleted::text, updated_at::text FROM v_rw_jabatan AS x) AS r
LEFT JOIN (SELECT DISTINCT ON (src_id) src_id, jabatan_id FROM v_jabatan_ref WHERE jenis = 2 ORDER BY src_id, jabatan_id) AS f
       ON f.src_id = r.jabatan_src_id AND r.jenis_jabatan = 2
WHERE r.status_verif = 1 AND NOT coalesce(r.is_deleted::boolean, false)

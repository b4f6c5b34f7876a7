-- Source, for COPY: approved positions; of a jabatan fungsional also its SIASN id, which tells the
-- jenjang. document: 't', 'f' or NULL, see indicator_document.sql.
SELECT 'post', btrim(r.nip), r.src_id, jsonb_strip_nulls(jsonb_build_object(
       'jenis', r.jenis_jabatan::text, 'eselon', nullif(btrim(r.eselon_id), ''),
       'unor', nullif(btrim(j ->> 'unor_src_id'), ''), 'jabatan', nullif(btrim(j ->> 'jabatan_src_id'), ''), 'jabatan_id', nullif(btrim(f.jabatan_id), ''),
       'tmt', r.tmt_jabatan::text, 'terakhir', left(j ->> 'is_terakhir', 1),
       'penugasan', CASE
           WHEN coalesce(nullif(btrim(j ->> 'jenis_penugasan_id'), ''), 'D') <> 'D' THEN btrim(j ->> 'jenis_penugasan_id')
           WHEN coalesce(r.is_definitif, false) THEN 'D' ELSE 'TIDAK_DEFINITIF' END,
       'siasn_id', nullif(btrim(j ->> 'siasn_id'), ''), 'document', {document},
       'updated', {updated}))
FROM v_rw_jabatan AS r
CROSS JOIN LATERAL to_jsonb(r) AS j
LEFT JOIN (SELECT DISTINCT ON (src_id) src_id, jabatan_id FROM v_jabatan_ref WHERE jenis = 2 ORDER BY src_id, jabatan_id) AS f
       ON f.src_id = j ->> 'jabatan_src_id' AND r.jenis_jabatan = 2
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)

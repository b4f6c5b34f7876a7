-- Source, for COPY: approved positions. document: 't', 'f' or NULL, see indicator_document.sql.
SELECT 'post', btrim(r.nip), r.src_id, jsonb_strip_nulls(jsonb_build_object(
       'jenis', r.jenis_jabatan::text, 'eselon', nullif(btrim(r.eselon_id), ''),
       'unor', nullif(btrim(j ->> 'unor_src_id'), ''), 'jabatan', nullif(btrim(j ->> 'jabatan_src_id'), ''),
       'tmt', r.tmt_jabatan::text, 'terakhir', left(j ->> 'is_terakhir', 1),
       'penugasan', CASE
           WHEN coalesce(nullif(btrim(j ->> 'jenis_penugasan_id'), ''), 'D') <> 'D' THEN btrim(j ->> 'jenis_penugasan_id')
           WHEN coalesce(r.is_definitif, false) THEN 'D' ELSE 'TIDAK_DEFINITIF' END,
       'siasn_id', nullif(btrim(j ->> 'siasn_id'), ''), 'document', {document}))
FROM v_rw_jabatan AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)

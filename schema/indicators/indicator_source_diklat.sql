-- Source, for COPY: approved structural trainings.
SELECT 'training', btrim(r.nip), 'diklat:' || r.src_id, jsonb_strip_nulls(jsonb_build_object(
       'code', nullif(btrim(r.latihan_struktural_id), ''), 'name', nullif(btrim(j ->> 'nama'), ''),
       'number', nullif(btrim(j ->> 'nomor'), ''),
       'date', coalesce(j ->> 'tgl_selesai', lpad(j ->> 'tahun', 4, '0') || '-12-31'),
       'siasn_id', nullif(btrim(j ->> 'siasn_id'), ''), 'document', {document},
       'updated', {updated}))
FROM v_rw_diklat AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)

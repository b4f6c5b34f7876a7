-- Source, for COPY: approved courses of the kinds kinds (a quoted array; NULL: all).
SELECT 'training', btrim(r.nip), 'kursus:' || r.src_id, jsonb_strip_nulls(jsonb_build_object(
       'code', nullif(btrim(r.jenis_diklat_id), ''), 'name', nullif(btrim(j ->> 'nama'), ''),
       'number', nullif(btrim(j ->> 'nomor_sertifikat'), ''),
       'date', coalesce(j ->> 'tgl_selesai', lpad(j ->> 'tahun', 4, '0') || '-12-31'),
       'hours', j ->> 'jp', 'siasn_id', nullif(btrim(j ->> 'siasn_id'), ''), 'document', {document},
       'updated', {updated}))
FROM v_rw_kursus AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
  AND ({kinds} IS NULL OR btrim(r.jenis_diklat_id) = ANY ({kinds}::text[]))

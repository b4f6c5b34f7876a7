-- Source, for COPY: approved courses of the kinds kinds (a quoted array; NULL: all).
SELECT 'training', btrim(r.nip), 'kursus:' || r.src_id, json_strip_nulls(json_build_object(
       'code', nullif(btrim(r.jenis_diklat_id), ''), 'name', nullif(btrim(r.nama), ''),
       'number', nullif(btrim(r.nomor_sertifikat), ''),
       'date', coalesce(r.tgl_selesai, lpad(r.tahun, 4, '0') || '-12-31'),
       'hours', r.jp, 'siasn_id', nullif(btrim(r.siasn_id), ''), 'document', {document},
       'updated', {updated}))
FROM (SELECT NULL::text AS nama, NULL::text AS nomor_sertifikat, NULL::text AS tgl_selesai, NULL::text AS tahun, NULL::text AS jp, NULL::text AS siasn_id, NULL::text AS is_deleted, NULL::text AS updated_at) AS none,
     LATERAL (SELECT x.src_id, x.nip, x.status_verif, x.jenis_diklat_id, nama::text, nomor_sertifikat::text, tgl_selesai::text, tahun::text, jp::text, siasn_id::text, is_deleted::text, updated_at::text FROM v_rw_kursus AS x) AS r
WHERE r.status_verif = 1 AND NOT coalesce(r.is_deleted::boolean, false)
  AND ({kinds} IS NULL OR btrim(r.jenis_diklat_id) = ANY ({kinds}::text[]))

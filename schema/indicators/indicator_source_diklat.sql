-- Source, for COPY: approved structural trainings.
SELECT 'training', btrim(r.nip), 'diklat:' || r.src_id, json_strip_nulls(json_build_object(
       'code', nullif(btrim(r.latihan_struktural_id), ''), 'name', nullif(btrim(r.nama), ''),
       'number', nullif(btrim(r.nomor), ''),
       'date', coalesce(r.tgl_selesai, lpad(r.tahun, 4, '0') || '-12-31'),
       'siasn_id', nullif(btrim(r.siasn_id), ''), 'document', {document},
       'updated', {updated}))
FROM (SELECT NULL::text AS nama, NULL::text AS nomor, NULL::text AS tgl_selesai, NULL::text AS tahun, NULL::text AS siasn_id, NULL::text AS is_deleted, NULL::text AS updated_at) AS none,
     LATERAL (SELECT x.src_id, x.nip, x.status_verif, x.latihan_struktural_id, nama::text, nomor::text, tgl_selesai::text, tahun::text, siasn_id::text, is_deleted::text, updated_at::text FROM v_rw_diklat AS x) AS r
WHERE r.status_verif = 1 AND NOT coalesce(r.is_deleted::boolean, false)

-- Source, for COPY: approved educations. Without a date the last day of the year of graduation.
SELECT 'education', btrim(r.nip), r.src_id, json_strip_nulls(json_build_object(
       'code', nullif(btrim(r.tingkat_id), ''), 'field', nullif(btrim(r.pendidikan_id), ''),
       'date', coalesce(r.tgl_lulus, lpad(r.tahun_lulus, 4, '0') || '-12-31'),
       'number', nullif(btrim(r.no_ijazah), ''), 'siasn_id', nullif(btrim(r.siasn_id), ''), 'document', {document},
       'updated', {updated}))
FROM (SELECT NULL::text AS pendidikan_id, NULL::text AS tgl_lulus, NULL::text AS tahun_lulus, NULL::text AS no_ijazah, NULL::text AS siasn_id, NULL::text AS is_deleted, NULL::text AS updated_at) AS none,
     LATERAL (SELECT x.src_id, x.nip, x.status_verif, x.tingkat_id, pendidikan_id::text, tgl_lulus::text, tahun_lulus::text, no_ijazah::text, siasn_id::text, is_deleted::text, updated_at::text FROM v_rw_pendidikan AS x) AS r
WHERE r.status_verif = 1 AND NOT coalesce(r.is_deleted::boolean, false)

-- Source, for COPY: approved assessments.
SELECT 'assessment', btrim(r.nip), r.src_id, json_strip_nulls(json_build_object(
       'date', r.tgl::text, 'jpm', round(r.jpm::numeric, 2)::text,
       'category', nullif(btrim(r.kategori), ''), 'until', r.berlaku_sampai, 'updated', {updated}))
FROM (SELECT NULL::text AS jpm, NULL::text AS kategori, NULL::text AS berlaku_sampai, NULL::text AS is_deleted, NULL::text AS updated_at) AS none,
     LATERAL (SELECT x.src_id, x.nip, x.status_verif, x.jenis, x.tgl, jpm::text, kategori::text, berlaku_sampai::text, is_deleted::text, updated_at::text FROM v_hasil_uji AS x) AS r
WHERE r.status_verif = 1 AND NOT coalesce(r.is_deleted::boolean, false) AND lower(r.jenis) = 'asesmen'

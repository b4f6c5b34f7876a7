-- Source, for COPY: approved assessments.
SELECT 'assessment', btrim(r.nip), r.src_id, jsonb_strip_nulls(jsonb_build_object(
       'date', r.tgl::text, 'jpm', round((j ->> 'jpm')::numeric, 2)::text,
       'category', nullif(btrim(j ->> 'kategori'), ''), 'until', j ->> 'berlaku_sampai', 'updated', {updated}))
FROM v_hasil_uji AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false) AND lower(r.jenis) = 'asesmen'

-- Source, for COPY: approved educations. Without a date the last day of the year of graduation.
SELECT 'education', btrim(r.nip), r.src_id, jsonb_strip_nulls(jsonb_build_object(
       'code', nullif(btrim(r.tingkat_id), ''), 'field', nullif(btrim(j ->> 'pendidikan_id'), ''),
       'date', coalesce(j ->> 'tgl_lulus', lpad(j ->> 'tahun_lulus', 4, '0') || '-12-31'),
       'number', nullif(btrim(j ->> 'no_ijazah'), ''), 'siasn_id', nullif(btrim(j ->> 'siasn_id'), ''), 'document', {document},
       'updated', {updated}))
FROM v_rw_pendidikan AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)

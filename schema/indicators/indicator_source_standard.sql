-- Source, for COPY: standards of posts, with what they ask for in education and training. education
-- and training: v_standar_pendidikan and v_standar_diklat, or an empty list where a site has none.
SELECT 'standard', '', s.src_id, jsonb_strip_nulls(jsonb_build_object(
       'jabatan', nullif(btrim(j ->> 'jabatan_src_id'), ''), 'unor', nullif(btrim(j ->> 'unor_src_id'), ''),
       'year', j ->> 'berlaku_tahun', 'from', j ->> 'berlaku_mulai', 'to', j ->> 'berlaku_akhir',
       'level', nullif(btrim(j ->> 'pendidikan_min_tingkat_id'), ''), 'years', j ->> 'pengalaman_tahun',
       'basis', nullif(btrim(j ->> 'no_dasar'), ''), 'fields', {education}, 'trainings', {training}))
FROM v_standar_jabatan AS s, to_jsonb(s) AS j

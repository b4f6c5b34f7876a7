-- Piece of indicator_source_standard: trainings a standard asks for.
(SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', d.jenis, 'code', k ->> 'latihan_struktural_id',
                 'name', nullif(btrim(k ->> 'nama_raw'), ''), 'hours', k ->> 'jp_min'))
                 ORDER BY d.jenis, k ->> 'latihan_struktural_id', k ->> 'nama_raw')
 FROM v_standar_diklat AS d, to_jsonb(d) AS k WHERE d.standar_src_id = s.src_id)

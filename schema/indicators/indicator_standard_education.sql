-- Piece of indicator_source_standard: fields of study a standard allows.
(SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('level', e.tingkat_id, 'field', k ->> 'pendidikan_id',
                 'name', k ->> 'jurusan_raw', 'any', left(k ->> 'bebas_jurusan', 1)))
                 ORDER BY e.tingkat_id, k ->> 'pendidikan_id', k ->> 'jurusan_raw')
 FROM v_standar_pendidikan AS e, to_jsonb(e) AS k WHERE e.standar_src_id = s.src_id)

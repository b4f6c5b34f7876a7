-- Template. $1 watermark, $2 overlap in seconds: as source_stamp.sql.
SELECT r.src_id, hash_record_extended(ROW({hashed}), 0), r.updated_at::text
FROM v_dokumen AS r
WHERE r.src_id IS NOT NULL
  AND r.updated_at >= $1::timestamptz - make_interval(secs => $2::int)
ORDER BY r.updated_at;

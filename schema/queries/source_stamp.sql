-- Template. $1 watermark, $2 overlap in seconds. Rows touched since, and the next watermark. The
-- overlap covers stamps of day resolution and writers that commit late; the nightly scan the rest.
SELECT r.src_id, hash_record_extended(ROW({hashed}), 0), r.updated_at::text
FROM {view} AS r {joins}
WHERE r.src_id IS NOT NULL
  AND r.updated_at >= $1::timestamptz - make_interval(secs => $2::int)
ORDER BY r.updated_at;

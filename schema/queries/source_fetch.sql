-- Template. $1 text[]: keys. The rows as they are now, with their hash.
SELECT hash_record_extended(ROW({hashed}), 0), {columns}
FROM {view} AS r {joins}
WHERE r.src_id = ANY ($1::text[])
ORDER BY r.src_id COLLATE "C";

-- Template. $1 src_id[]. Completions as v_rw_kursus would give them, with their hash.
SELECT hash_record_extended(ROW({hashed}), 0), {columns}
FROM training_row AS r
WHERE r.src_id = ANY ($1::text[])
ORDER BY r.src_id COLLATE "C";

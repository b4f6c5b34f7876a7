-- Template. Every key with the hash of the columns that matter, in the order the state has them.
COPY (
    SELECT r.src_id, hash_record_extended(ROW({hashed}), 0)
    FROM {view} AS r {joins}
    WHERE r.src_id IS NOT NULL
    ORDER BY r.src_id COLLATE "C"
) TO STDOUT;

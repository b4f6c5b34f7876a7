-- Template. Every document's key with the hash of what tells that it has changed, in the order the state
-- has them. Where the site keeps a sha256, the contents themselves are not read.
COPY (
    SELECT r.src_id, hash_record_extended(ROW({hashed}), 0)
    FROM v_dokumen AS r
    WHERE r.src_id IS NOT NULL
    ORDER BY r.src_id COLLATE "C"
) TO STDOUT;

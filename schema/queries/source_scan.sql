-- Template. Every key with the hash of the columns that matter, in the order the state has them.
--
-- The hash: hash_record_extended (64 bits) takes less than half the time of md5 or sha256 of the row's text
-- (`make bench-collect`, part hash), and is right for every type of column that has a hash function. Two versions of one row
-- are compared, never two rows, so a change is missed with probability 2^-64. It may give other values after a pg_upgrade or on
-- another platform: then every row is fetched once more, and what is the same gets no new revision and is not sent.
COPY (
    SELECT r.src_id, hash_record_extended(ROW({hashed}), 0)
    FROM {view} AS r {joins}
    WHERE r.src_id IS NOT NULL
    ORDER BY r.src_id COLLATE "C"
) TO STDOUT;

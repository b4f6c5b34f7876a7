-- $1 kind, $2 src_id, $3 limit. The next records in the order of their key.
SELECT kind, src_id FROM outbox WHERE (kind, src_id) > ($1, $2) ORDER BY kind, src_id LIMIT $3::int;

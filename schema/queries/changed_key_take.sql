-- $1 kind, $2 limit
SELECT src_id, mark FROM changed_key WHERE kind = $1 ORDER BY mark LIMIT $2::int;

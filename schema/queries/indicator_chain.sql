-- $1 snapshot: the headers before it, oldest first.
SELECT header, signature, public_key FROM indicator_snapshot WHERE id < $1 ORDER BY id

-- $1 kind, $2 old key[], $3 new key[]: what hangs on the records absorb_moved has renamed.
WITH notes AS (
    DELETE FROM quarantine WHERE kind = $1 AND src_id = ANY ($2::text[])
)
UPDATE link AS l SET src_id = x.new_id
FROM unnest($2::text[], $3::text[]) AS x (old_id, new_id)
WHERE l.kind = $1 AND l.src_id = x.old_id;

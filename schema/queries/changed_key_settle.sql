-- $1 kind, $2 mark before a full scan. What waited before it and was not found again by it is no
-- difference any more.
DELETE FROM changed_key WHERE kind = $1 AND mark <= $2::bigint;

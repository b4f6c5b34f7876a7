-- $1 hash, $2 name, $3 rows, $4 rejected, $5 refused (NULL: it could be read). A file of the same name
-- that was put right takes the place of the older one: what was wrong there is over.
WITH over AS (
    UPDATE training_reject SET resolved_at = now()
    WHERE origin = 'csv' AND file = $2 AND file_hash <> $1 AND resolved_at IS NULL AND $5::text IS NULL
)
UPDATE training_file
SET read_at = now(), rows = $3::bigint, rejected = $4::bigint, refused = $5
WHERE hash = $1;

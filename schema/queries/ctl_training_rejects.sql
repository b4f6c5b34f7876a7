-- $1 nip ('' for all). Lines and rows that are still wrong.
SELECT origin, file, line, nip, coalesce(src_id, ''), reason, first_seen::timestamptz(0),
       last_seen::timestamptz(0)
FROM training_reject
WHERE resolved_at IS NULL AND ($1 = '' OR nip = $1)
ORDER BY origin, file, line, id;

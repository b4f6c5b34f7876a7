-- $1 how many. The files read last, and those not read to their end.
SELECT name, size, rows, changed, rejected,
       (SELECT count(*) FROM training_reject AS r
        WHERE r.file_hash = f.hash AND r.resolved_at IS NULL),
       first_seen::timestamptz(0), read_at::timestamptz(0), coalesce(refused, '')
FROM training_file AS f ORDER BY read_at DESC NULLS FIRST LIMIT $1::int;

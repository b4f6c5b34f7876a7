-- $1 snapshot, $2 how long its rows are kept, in ms. When, by whom and by which document its rows were dropped
-- (NULL: they are there); from when on they may be, and whether that is now.
SELECT to_char(d.dropped_at, 'YYYY-MM-DD'), d.dropped_by, d.document,
       to_char(s.frozen_at + $2::bigint * interval '1 ms', 'YYYY-MM-DD'),
       s.frozen_at + $2::bigint * interval '1 ms' < now()
FROM indicator_snapshot AS s LEFT JOIN indicator_dropped AS d ON d.snapshot = s.id
WHERE s.id = $1::integer;

-- $1 horizon up to which we have read, $2 highest id seen above it.
-- What has become final since, and what is visible but still above the horizon: the latter is
-- worked on at once and read again when the horizon passes it, so that a long transaction
-- elsewhere delays nobody and a late commit is never skipped. The first row carries the horizon.
SELECT h.horizon::text, c.view_name, c.src_id, max(c.id)
FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) AS h
LEFT JOIN change_log AS c
       ON c.xid >= $1::xid8 AND (c.xid < h.horizon OR c.id > $2::bigint)
GROUP BY h.horizon, c.view_name, c.src_id;

-- The number of a new snapshot, and the time it is frozen at, UTC.
SELECT nextval('indicator_snapshot_id'), to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')

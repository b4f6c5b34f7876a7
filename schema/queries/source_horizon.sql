-- Every transaction below this has ended: a change log read up to here misses nothing.
SELECT pg_snapshot_xmin(pg_current_snapshot())::text;

-- $1 the scan's number, $2 kind[], $3 src_id[], $4 gone[]. Keys a full scan found to differ. One
-- that waits already keeps its mark: it is the same difference, and a release of it still counts. Marks
-- follow the keys' order, so that the older of two equal rows is taken first.
INSERT INTO changed_key (kind, src_id, gone, scan)
SELECT DISTINCT x.*, $1::bigint FROM unnest($2::text[], $3::text[], $4::bool[]) AS x ORDER BY 2
ON CONFLICT (kind, src_id) DO UPDATE SET gone = EXCLUDED.gone, scan = EXCLUDED.scan;

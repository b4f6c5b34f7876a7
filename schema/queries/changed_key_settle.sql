-- $1 kind, $2 the scan's number. What waited before this full scan and was not found again by it is
-- no difference any more.
DELETE FROM changed_key WHERE kind = $1 AND mark < $2::bigint AND scan IS DISTINCT FROM $2::bigint;

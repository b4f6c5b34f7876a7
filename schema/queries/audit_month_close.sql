-- $1 month, $2 first id, $3 last id, $4 hash before and $5 after as hex, $6 anchor, $7 signature or NULL,
-- $8 public key or NULL, $9 by. The anchor of a month's first export; a later export changes nothing.
UPDATE event_month
SET first_id = $2::bigint, last_id = $3::bigint, hash_before = decode($4, 'hex'), hash_after = decode($5, 'hex'),
    anchor = $6, signature = $7, public_key = $8, exported_at = clock_timestamp(), exported_by = $9
WHERE month = $1::date AND anchor IS NULL;

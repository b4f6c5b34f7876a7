-- $1 what, $2 who, $3 local_id[], $4 siasn_id[], $5 local_name[]. Confirmed by a person, after
-- map_withdraw. Returns those that were not confirmed before.
INSERT INTO mapping AS m (what, local_id, siasn_id, local_name, confirmed_by, confirmed_at)
SELECT $1, g.local_id, g.siasn_id, g.local_name, $2, now()
FROM unnest($3::text[], $4::text[], $5::text[]) AS g (local_id, siasn_id, local_name)
ON CONFLICT (what, local_id, siasn_id) DO UPDATE
SET confirmed_by = $2, confirmed_at = now(), rejected_by = NULL, rejected_at = NULL,
    local_name = EXCLUDED.local_name
WHERE m.confirmed_at IS NULL OR m.rejected_at IS NOT NULL
RETURNING local_id, siasn_id;

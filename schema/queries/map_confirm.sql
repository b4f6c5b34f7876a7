-- $1 what, $2 who, $3 local_id[], $4 siasn_id[], $5 local_name[]. Confirmed by a person; another one
-- that was confirmed for the same local id is withdrawn.
WITH given AS (
    SELECT * FROM unnest($3::text[], $4::text[], $5::text[]) AS x (local_id, siasn_id, local_name)
), withdrawn AS (
    UPDATE mapping AS m SET rejected_by = $2, rejected_at = now()
    FROM given AS g
    WHERE m.what = $1 AND m.local_id = g.local_id AND m.siasn_id <> g.siasn_id
      AND m.confirmed_at IS NOT NULL AND m.rejected_at IS NULL
    RETURNING m.local_id
)
INSERT INTO mapping AS m (what, local_id, siasn_id, local_name, confirmed_by, confirmed_at)
SELECT $1, g.local_id, g.siasn_id, g.local_name, $2, now()
FROM given AS g LEFT JOIN (SELECT count(*) AS n FROM withdrawn) AS w ON true
ON CONFLICT (what, local_id, siasn_id) DO UPDATE
SET confirmed_by = $2, confirmed_at = now(), rejected_by = NULL, rejected_at = NULL,
    local_name = EXCLUDED.local_name
WHERE m.confirmed_at IS NULL OR m.rejected_at IS NOT NULL
RETURNING local_id, siasn_id;

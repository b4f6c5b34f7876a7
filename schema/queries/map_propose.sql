-- $1 what, $2 local_id[], $3 siasn_id[], $4 local_name[], $5 score[], $6 reasons[]. The proposals in
-- place of those of before; what a person has decided stays.
WITH old AS (
    DELETE FROM mapping AS m
    WHERE m.what = $1 AND m.confirmed_at IS NULL AND m.rejected_at IS NULL
      AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::text[]) AS x (local_id, siasn_id)
                      WHERE (x.local_id, x.siasn_id) = (m.local_id, m.siasn_id))
)
INSERT INTO mapping AS m (what, local_id, siasn_id, local_name, score, reasons, proposed_at)
SELECT $1, x.*, now()
FROM unnest($2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[])
     AS x (local_id, siasn_id, local_name, score, reasons)
ON CONFLICT (what, local_id, siasn_id) DO UPDATE
SET local_name = EXCLUDED.local_name, score = EXCLUDED.score, reasons = EXCLUDED.reasons,
    proposed_at = coalesce(m.proposed_at, now())
WHERE m.confirmed_at IS NULL AND m.rejected_at IS NULL;

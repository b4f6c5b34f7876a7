-- $1 nip; by array element: $2 kind, $3 finding, $4 src_id, $5 siasn_id, $6 field, $7 simpeg, $8 siasn, $9 newer,
-- $10 reason. The person's findings, replaced: what is not among them is settled.
WITH found AS (
    SELECT DISTINCT ON (kind, src_id, siasn_id, field) *
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[])
         AS x (kind, finding, src_id, siasn_id, field, simpeg, siasn, newer, reason)
), settled AS (
    DELETE FROM drift AS d
    WHERE d.nip = $1
      AND NOT EXISTS (SELECT FROM found AS f
                      WHERE (f.kind, f.src_id, f.siasn_id, f.field) = (d.kind, d.src_id, d.siasn_id, d.field))
)
INSERT INTO drift (nip, kind, finding, src_id, siasn_id, field, simpeg, siasn, newer, reason)
SELECT $1, * FROM found
ON CONFLICT (nip, kind, src_id, siasn_id, field) DO UPDATE
SET finding = EXCLUDED.finding, simpeg = EXCLUDED.simpeg, siasn = EXCLUDED.siasn,
    newer = EXCLUDED.newer, reason = EXCLUDED.reason, last_seen = now();

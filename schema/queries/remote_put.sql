-- $1 kind[], $2 nip[], $3 siasn_id[], $4 row[]: what was just read; rows not among them are gone.
-- $5 kind[], $6 nip[]: the lists that were read (some may be empty).
WITH seen AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) AS x (kind, nip, siasn_id, row)
), gone AS (
    DELETE FROM remote_row AS r
    USING unnest($5::text[], $6::text[]) AS x (kind, nip)
    WHERE r.kind = x.kind AND r.nip = x.nip
      AND NOT EXISTS (SELECT FROM seen AS s
                      WHERE s.kind = r.kind AND s.nip = r.nip AND s.siasn_id = r.siasn_id)
)
INSERT INTO remote_row AS r (kind, nip, siasn_id, row)
SELECT DISTINCT ON (kind, nip, siasn_id) * FROM seen
ON CONFLICT (kind, nip, siasn_id) DO UPDATE SET row = EXCLUDED.row, seen_at = now();

-- Clause standard_experience: years from the first approved position to the day. The contract does not
-- tell the field of a position, so any position counts.
INSERT INTO work_evidence
WITH {holder}, {standard}, first_post AS (
    SELECT DISTINCT ON (nip) nip, src_id, row ->> 'tmt' AS tmt, coalesce(row ->> 'siasn_id', '') AS siasn_id, coalesce(row ->> 'document', '') AS document
    FROM indicator_input
    WHERE snapshot = $1::integer AND kind = 'post' AND row ? 'tmt'
    ORDER BY nip, row ->> 'tmt' COLLATE "C", src_id
), counted AS (
    SELECT a.*, f.src_id, f.tmt, f.siasn_id, f.document, (a.row ->> 'years')::integer AS need,
           CASE WHEN a.day <> '' AND f.tmt IS NOT NULL
                THEN greatest(0, left(a.day, 4)::integer - left(f.tmt, 4)::integer - CASE WHEN substr(a.day, 6) < substr(f.tmt, 6) THEN 1 ELSE 0 END) END AS years
    FROM asked AS a
    LEFT JOIN first_post AS f ON f.nip = a.nip
    WHERE a.row IS NULL OR a.row ? 'years'
)
SELECT c.nip, $3::jsonb ->> 'id', v.result, v.result,
       CASE WHEN c.row IS NULL THEN 'standar_tidak_ada' WHEN c.years IS NULL THEN 'tmt_kosong' WHEN v.result = 1 THEN 'pengalaman_kurang' ELSE '' END,
       coalesce(c.years::text, ''), coalesce(c.need::text, ''), CASE WHEN c.src_id IS NULL THEN '' ELSE 'post' END,
       coalesce(c.src_id, ''), coalesce(c.siasn_id, ''), coalesce(c.document, '')
FROM counted AS c
CROSS JOIN LATERAL (SELECT CASE WHEN c.years IS NULL OR c.need IS NULL THEN 2
                                WHEN c.years >= c.need THEN 3 ELSE 1 END::smallint AS result) AS v

-- Trainings that codes do not settle in the newest snapshots, and every proposal, with the level the name
-- suggests. A suggestion is no decision.
WITH newest AS (
    SELECT DISTINCT ON (indicator) id FROM indicator_snapshot ORDER BY indicator, id DESC
), doubtful AS (
    SELECT DISTINCT i.nip, i.src_id, i.row
    FROM newest AS n
    JOIN indicator_evidence AS e ON e.snapshot = n.id AND e.reason = 'perlu_ditelaah'
    JOIN indicator_input AS i ON i.snapshot = n.id AND i.kind = 'training' AND i.nip = e.nip AND i.src_id = e.src_id
), known AS (
    SELECT v.*, v.source || ':' || v.src_id AS training FROM indicator_review AS v
), one AS (
    SELECT coalesce(d.src_id, k.training) AS record, coalesce(d.nip, x.nip) AS nip, coalesce(d.row, x.row) AS row, k.*
    FROM doubtful AS d
    FULL JOIN known AS k ON k.training = d.src_id
    LEFT JOIN LATERAL (SELECT nip, row FROM indicator_input AS i WHERE i.kind = 'training' AND i.src_id = k.training ORDER BY i.snapshot DESC LIMIT 1) AS x ON d.src_id IS NULL
)
SELECT coalesce(id::text, ''), coalesce(state, 'open'), record, coalesce(nip, ''), coalesce(row ->> 'code', ''), coalesce(row ->> 'name', ''),
       CASE WHEN row ->> 'name' ~* '\m(PKP|PIM( TK\.?| TINGKAT)? *(IV|4)|ADUM|ADUMLA|SEPALA|SPALA|PENGAWAS)\M' THEN '2'
            WHEN row ->> 'name' ~* '\m(PKA|PIM( TK\.?| TINGKAT)? *(III|3)|SPAMA|SEPADYA|ADMINISTRATOR)\M' THEN '3'
            WHEN row ->> 'name' ~* '\m((PKN|PIM|NASIONAL)( TK\.?| TINGKAT)? *(II|2)|SPAMEN|SESPA|SESPANAS)\M' THEN '4'
            WHEN row ->> 'name' ~* '\m((PKN|PIM|NASIONAL)( TK\.?| TINGKAT)? *(I|1)|SPATI|SEPATI)\M' THEN '5' ELSE '' END,
       coalesce(level, ''), coalesce(document, ''), coalesce(proposed_by, ''), coalesce(decided_by, '')
FROM one
ORDER BY state NULLS FIRST, record

-- $1 nip[]: persons just claimed, $2 owner. A completion that turned out to be a record of SIMPEG's gives its
-- row at SIASN to that record, which finds it there instead of making a second; and leaves the line.
-- One in doubt stays until the doubt is settled. Each link that is handed over has an event.
WITH t AS (
    SELECT t.src_id, t.twin_kind, t.twin_src_id, l.siasn_id, t.nip
    FROM training AS t
    LEFT JOIN outbox AS o ON o.kind = 'kursus' AND o.src_id = t.src_id
    LEFT JOIN link AS l ON l.kind = 'kursus' AND l.src_id = t.src_id
    WHERE t.nip = ANY ($1::text[]) AND t.twin_src_id IS NOT NULL
      AND (o.state IS NULL OR o.state NOT IN ('inflight', 'doubt'))
), heir AS (
    SELECT DISTINCT ON (t.twin_src_id) t.*
    FROM t
    WHERE t.siasn_id IS NOT NULL AND t.twin_kind = 'kursus'
      AND NOT EXISTS (SELECT FROM link AS l WHERE l.kind = 'kursus' AND l.src_id = t.twin_src_id)
    ORDER BY t.twin_src_id, t.src_id
), moved AS (
    UPDATE link AS l SET src_id = h.twin_src_id FROM heir AS h
    WHERE l.kind = 'kursus' AND l.src_id = h.src_id
), again AS (
    UPDATE outbox AS o SET state = 'ready', due_at = now(), tries = 0 FROM heir AS h
    WHERE o.kind = 'kursus' AND o.src_id = h.twin_src_id AND o.state = 'rejected' AND NOT o.faulty
), left_line AS (
    SELECT src_id FROM t WHERE siasn_id IS NULL
    UNION SELECT src_id FROM heir
), notes AS (
    DELETE FROM quarantine AS q USING left_line AS x WHERE q.kind = 'kursus' AND q.src_id = x.src_id
), line AS (
    DELETE FROM outbox AS o USING left_line AS x WHERE o.kind = 'kursus' AND o.src_id = x.src_id
)
SELECT event_append($2, array_agg('training_handed_over'::text), array_agg(nip), array_agg('kursus'::text), array_agg(src_id),
                    array_agg(json_build_object('to', twin_src_id, 'siasn_id', siasn_id)::text))
FROM heir HAVING count(*) > 0;

-- $1 kind, $2 src_id[]. Rows SIMPEG no longer has (or has marked deleted). What SIASN holds or may
-- hold becomes a delete, which policy may hold; what never left is forgotten.
WITH gone AS (
    SELECT o.kind, o.src_id, o.nip,
           o.op <> 'compare' AND (o.state IN ('inflight', 'doubt') OR l.siasn_id IS NOT NULL) AS there
    FROM outbox AS o LEFT JOIN link AS l USING (kind, src_id)
    WHERE o.kind = $1 AND o.src_id = ANY ($2::text[])
), turned AS (
    UPDATE outbox AS o
    SET op = 'delete', rev = o.rev + 1, faulty = false, tries = 0, changed_at = now(),
        gone_scans = (SELECT count(*) FROM changed_key AS c
                      WHERE c.kind = o.kind AND c.src_id = o.src_id AND c.gone), -- this scan is the first
        state = CASE WHEN o.state IN ('inflight', 'doubt', 'held') THEN o.state ELSE 'ready' END,
        due_at = CASE WHEN o.state IN ('inflight', 'doubt', 'held') THEN o.due_at ELSE now() END
    FROM gone AS g
    WHERE g.there AND (o.kind, o.src_id) = (g.kind, g.src_id) AND o.op <> 'delete'
), forgotten AS (
    DELETE FROM outbox AS o USING gone AS g
    WHERE NOT g.there AND (o.kind, o.src_id) = (g.kind, g.src_id)
), notes AS (
    DELETE FROM quarantine AS q USING gone AS g WHERE (q.kind, q.src_id) = (g.kind, g.src_id)
)
SELECT src_id, nip, there FROM gone;

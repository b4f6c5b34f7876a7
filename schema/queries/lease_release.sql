-- $1 owner, $2 nip[], $3 kinds that are switched on. Runs after the persons were locked, so it sees every record committed before.
-- What is in doubt goes first, and a record in retry: the person waits for it, for order's sake (what is
-- only compared has no order to keep). A document is due when its record stands at SIASN, and nothing
-- holds the person back.
UPDATE employee AS e
SET lease_owner = NULL, lease_until = NULL,
    due_at = coalesce(GREATEST(d.first_due, d.document_first),
                      LEAST(d.any_due, d.follow_due, CASE WHEN e.blocked IS NULL THEN d.document_due END))
FROM (
    SELECT p.nip,
           (SELECT max(o.due_at) FROM outbox AS o
            WHERE o.nip = p.nip AND o.state IN ('doubt', 'retry') AND o.op <> 'compare'
              AND o.kind = ANY ($3::text[])) AS first_due,
           (SELECT min(o.due_at) FROM outbox AS o
            WHERE o.nip = p.nip AND o.kind = ANY ($3::text[])) AS any_due,
           (SELECT min(f.due_at) FROM followup AS f
            WHERE f.nip = p.nip AND f.kind = ANY ($3::text[])) AS follow_due,
           (SELECT max(c.due_at) FROM document AS c JOIN outbox AS o USING (kind, src_id)
            WHERE c.nip = p.nip AND c.due_at IS NOT NULL AND c.state = 'doubt'
              AND o.nip = p.nip AND o.kind = ANY ($3::text[])) AS document_first,
           (SELECT min(c.due_at) FROM document AS c JOIN outbox AS o USING (kind, src_id)
            WHERE c.nip = p.nip AND c.due_at IS NOT NULL AND NOT c.shadowed AND NOT c.gone
              AND o.nip = p.nip AND o.state = 'done' AND o.op = 'upsert'
              AND o.kind = ANY ($3::text[])) AS document_due
    FROM unnest($2::text[]) AS p (nip)
) AS d
WHERE e.nip = d.nip AND e.lease_owner = $1;

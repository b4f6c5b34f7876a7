-- $1 owner, $2 nip[], $3 kinds that are switched on. Runs after the persons were locked, so it sees every record committed before.
-- A record in doubt or in retry goes first: the person waits for it, for order's sake.
UPDATE employee AS e
SET lease_owner = NULL, lease_until = NULL,
    due_at = coalesce(d.first_due, LEAST(d.any_due, d.follow_due))
FROM (
    SELECT p.nip,
           (SELECT max(o.due_at) FROM outbox AS o
            WHERE o.nip = p.nip AND o.state IN ('doubt', 'retry')
              AND o.kind = ANY ($3::text[])) AS first_due,
           (SELECT min(o.due_at) FROM outbox AS o
            WHERE o.nip = p.nip AND o.kind = ANY ($3::text[])) AS any_due,
           (SELECT min(f.due_at) FROM followup AS f
            WHERE f.nip = p.nip AND f.kind = ANY ($3::text[])) AS follow_due
    FROM unnest($2::text[]) AS p (nip)
) AS d
WHERE e.nip = d.nip AND e.lease_owner = $1;

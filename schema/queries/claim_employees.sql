-- $1 owner, $2 lease in seconds, $3 limit. Persons that are due and nobody's; SKIP LOCKED lets
-- several daemons claim side by side.
WITH due AS (
    SELECT nip FROM employee
    WHERE due_at <= now() AND (lease_until IS NULL OR lease_until < now())
    ORDER BY due_at LIMIT $3::int
    FOR UPDATE SKIP LOCKED
)
UPDATE employee AS e
SET lease_owner = $1, lease_until = now() + make_interval(secs => $2::int), fence = e.fence + 1
FROM due WHERE e.nip = due.nip
RETURNING e.nip, e.pns_id, e.blocked, e.fence;

-- $1 nip, $2 fence when the reading began. Locks the person for the findings to be written; a row: nobody has
-- worked on the person's records since, so what was read can be compared with what we have.
SELECT nip FROM employee
WHERE nip = $1 AND fence = $2::bigint AND (lease_until IS NULL OR lease_until < now())
FOR UPDATE;

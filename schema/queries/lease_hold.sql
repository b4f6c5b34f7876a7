-- $1 owner, $2 nip[], $3 lease in seconds. Locks and prolongs what is still ours; a person whose
-- fence differs from ours has gone to somebody else meanwhile.
UPDATE employee AS e SET lease_until = now() + make_interval(secs => $3::int)
FROM (SELECT nip FROM employee WHERE nip = ANY ($2::text[]) AND lease_owner = $1
      ORDER BY nip FOR UPDATE) AS mine
WHERE e.nip = mine.nip
RETURNING e.nip, e.fence;

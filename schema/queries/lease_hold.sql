-- $1 owner, $2 nip[], $3 lease in seconds. Locks what is still ours, and prolongs what has less than three
-- quarters left; a person whose fence differs from ours has gone to somebody else meanwhile.
WITH mine AS (
    SELECT nip, fence, lease_until FROM employee WHERE nip = ANY ($2::text[]) AND lease_owner = $1
    ORDER BY nip FOR UPDATE
), prolonged AS (
    UPDATE employee AS e SET lease_until = now() + make_interval(secs => $3::int)
    FROM mine WHERE e.nip = mine.nip AND mine.lease_until < now() + make_interval(secs => $3::int * 0.75)
)
SELECT nip, fence FROM mine;

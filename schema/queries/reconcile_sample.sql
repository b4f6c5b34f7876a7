-- $1 how many, $2 seed. The same seed gives the same persons, as long as the same persons are there.
SELECT nip FROM employee WHERE blocked IS NULL ORDER BY md5($2 || nip), nip LIMIT $1::int;

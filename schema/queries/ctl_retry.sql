-- $1 kind (NULL: all), $2 nip (NULL: all). Records in quarantine for SIASN's word, or waiting for another try,
-- go in line again; what local validation holds stays. Gives the number of records.
WITH again AS (
    UPDATE outbox SET state = 'ready', due_at = now(), tries = 0
    WHERE state IN ('rejected', 'retry') AND NOT faulty
      AND kind = coalesce($1, kind) AND nip = coalesce($2, nip)
    RETURNING nip
), due AS (
    UPDATE employee AS e SET due_at = LEAST(e.due_at, now())
    FROM (SELECT DISTINCT nip FROM again) AS a WHERE e.nip = a.nip
)
SELECT count(*) FROM again;

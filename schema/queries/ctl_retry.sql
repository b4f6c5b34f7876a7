-- $1 kind (NULL: all), $2 nip (NULL: all). Records in quarantine for SIASN's word, or waiting for another try,
-- go in line again, and so do documents; what local validation holds stays. Gives the number of both. The daemons
-- are told.
WITH again AS (
    UPDATE outbox SET state = 'ready', due_at = now(), tries = 0
    WHERE state IN ('rejected', 'retry') AND NOT faulty
      AND kind = coalesce($1, kind) AND nip = coalesce($2, nip)
    RETURNING nip
), documents AS (
    UPDATE document SET state = 'waiting', due_at = now(), tries = 0
    WHERE state IN ('rejected', 'retry') AND NOT faulty AND NOT shadowed AND NOT gone
      AND nip IS NOT NULL AND kind = coalesce($1, kind) AND nip = coalesce($2, nip)
    RETURNING nip
), due AS (
    UPDATE employee AS e SET due_at = LEAST(e.due_at, now())
    FROM (SELECT nip FROM again UNION SELECT nip FROM documents) AS a WHERE e.nip = a.nip
)
SELECT (SELECT count(*) FROM again) + (SELECT count(*) FROM documents), pg_notify('siasn_due_' || current_schema(), '');

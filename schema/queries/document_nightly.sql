-- Verdicts on files and refusals by SIASN are asked again once a night; documents that vanished while
-- they were under way are forgotten.
WITH forgotten AS (
    DELETE FROM document WHERE gone AND state NOT IN ('inflight', 'doubt')
), again AS (
    UPDATE document SET state = 'waiting', due_at = now(), tries = 0
    WHERE state = 'rejected' AND NOT faulty AND NOT shadowed AND NOT gone AND nip IS NOT NULL
    RETURNING nip
)
UPDATE employee AS e SET due_at = LEAST(e.due_at, now())
FROM (SELECT DISTINCT nip FROM again) AS a WHERE e.nip = a.nip;

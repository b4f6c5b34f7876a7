-- Verdicts that depend on what BKN has, not on SIMPEG: asked again once a night.
WITH again AS (
    UPDATE outbox AS o SET state = 'ready', due_at = now(), tries = 0
    WHERE o.state = 'rejected' AND NOT o.faulty
      AND EXISTS (SELECT FROM quarantine AS q
                  WHERE q.kind = o.kind AND q.src_id = o.src_id
                    AND q.code IN ('NIP_UNKNOWN', 'PERSON_MISMATCH', 'SIASN_DIFFERS', 'SIASN_MISSING',
                                 'SIASN_REJECTED', 'DELETE_LAST', 'DELETE_UNSURE'))
    RETURNING o.nip
)
UPDATE employee AS e SET due_at = LEAST(e.due_at, now())
FROM (SELECT DISTINCT nip FROM again) AS a WHERE e.nip = a.nip;

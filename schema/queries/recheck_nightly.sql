-- $1 kind[]: mirrored ones, read again after 30 days. Verdicts that depend on what BKN has, not on
-- SIMPEG: asked again once a night. Dates that were too far ahead when they were looked at (366 days in
-- the descriptors) are looked at again when they no longer are.
WITH nearer AS (
    INSERT INTO changed_key (kind, src_id)
    SELECT DISTINCT kind, src_id FROM quarantine
    WHERE code = 'TMT_ORDER' AND severity = 'error' AND value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      AND value BETWEEN (current_date - 2)::text AND (current_date + 366)::text
    ON CONFLICT DO NOTHING
), again AS (
    UPDATE outbox AS o SET state = 'ready', due_at = now(), tries = 0
    WHERE o.state = 'done' AND o.kind = ANY ($1::text[]) AND o.delivered_at < now() - interval '30 days'
       OR o.state = 'rejected' AND NOT o.faulty
      AND EXISTS (SELECT FROM quarantine AS q
                  WHERE q.kind = o.kind AND q.src_id = o.src_id
                    AND q.code IN ('NIP_UNKNOWN', 'PERSON_MISMATCH', 'SIASN_DIFFERS', 'SIASN_MISSING',
                                 'SIASN_REJECTED', 'DELETE_LAST', 'DELETE_UNSURE'))
    RETURNING o.nip
)
UPDATE employee AS e SET due_at = LEAST(e.due_at, now())
FROM (SELECT DISTINCT nip FROM again) AS a WHERE e.nip = a.nip;

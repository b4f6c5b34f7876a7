-- $1 kind, $2 nip[]. A sibling has changed: duplicates and ambiguities are looked at again, and, whatever
-- their kind, records that wait for a row of the person.
UPDATE outbox AS o SET state = 'ready', due_at = now(), tries = 0
WHERE o.nip = ANY ($2::text[]) AND o.state = 'rejected' AND NOT o.faulty
  AND EXISTS (SELECT FROM quarantine AS q
              WHERE q.kind = o.kind AND q.src_id = o.src_id
                AND (q.kind = $1 AND q.code IN ('DUP_ROW', 'MATCH_AMBIGUOUS', 'DELETE_LAST', 'DELETE_UNSURE')
                     OR q.code IN ('PARENT_WAITS', 'PARENT_FAULTY', 'PARENT_MISSING')));

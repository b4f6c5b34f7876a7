-- $1 nip[]. Their reason to be held back may have gone: records of the person go in line again.
UPDATE outbox AS o SET state = 'ready', due_at = now(), tries = 0
WHERE o.nip = ANY ($1::text[]) AND o.state = 'rejected' AND NOT o.faulty
  AND EXISTS (SELECT FROM quarantine AS q
              WHERE q.kind = o.kind AND q.src_id = o.src_id
                AND q.code IN ('PERSON_BLOCKED', 'PEGAWAI_MISSING', 'NIP_UNKNOWN', 'PERSON_MISMATCH'));

-- $1 nip[], $2 kind[], $3 member[], $4 src_id[]: a row has got an id at SIASN (or another one), or was
-- refused. Records of the person that name the row in that member of their content are looked at again,
-- both those that wait for it and those that were delivered with the id it had.
UPDATE outbox AS o SET state = 'ready', due_at = now(), tries = 0
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS x (nip, kind, member, src_id)
WHERE o.nip = x.nip AND o.kind = x.kind AND NOT o.faulty AND o.op = 'upsert'
  AND o.payload::jsonb ->> x.member = x.src_id
  AND (o.state = 'done'
       OR o.state = 'rejected' AND EXISTS (
           SELECT FROM quarantine AS q
           WHERE q.kind = o.kind AND q.src_id = o.src_id
             AND q.code IN ('PARENT_WAITS', 'PARENT_FAULTY', 'PARENT_MISSING')));

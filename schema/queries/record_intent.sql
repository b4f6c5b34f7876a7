-- $1 nip[], $2 kind[], $3 src_id[], $4 rev[], $5 op[], $6 payload[] (NULL: as it stands). Committed
-- before the request leaves. A record whose content has changed since it was read is left out of the answer: its
-- session starts anew with the newer content.
UPDATE outbox AS o
SET state = 'inflight', due_at = NULL, looks = 0, intent_op = x.op, intent_rev = x.rev,
    intent_payload = coalesce(x.payload, o.payload), intent_at = clock_timestamp()
FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[])
     AS x (nip, kind, src_id, rev, op, payload)
WHERE o.kind = x.kind AND o.src_id = x.src_id AND o.nip = x.nip AND o.rev = x.rev
  AND o.state IN ('ready', 'retry')
RETURNING o.kind, o.src_id;

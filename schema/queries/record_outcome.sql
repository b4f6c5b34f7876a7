-- Outcomes of records, by array element: $1 nip, $2 kind, $3 src_id, $4 rev worked on, $5 state if
-- the content is still that rev, $6 due in ms then (NULL never, -1 as it was), $7 state if newer content has come
-- meanwhile, $8 due in ms then, $9 tries, $10 looks, $11 delivered hash (NULL: not delivered),
-- $12 outcome, $13 message. Newer content that is faulty goes to quarantine instead of the line; out of
-- doubt there is no direct way there, so its next session puts it there.
UPDATE outbox AS o
SET state = CASE WHEN o.rev = x.rev THEN x.state
                 WHEN o.faulty AND o.state <> 'doubt' AND x.state_newer IN ('ready', 'retry')
                     THEN 'rejected'
                 ELSE x.state_newer END,
    due_at = CASE WHEN o.rev = x.rev AND x.due_ms = -1 THEN o.due_at
                  WHEN o.rev = x.rev THEN now() + x.due_ms * interval '1 ms'
                  WHEN o.faulty AND o.state <> 'doubt' AND x.state_newer IN ('ready', 'retry')
                      THEN NULL
                  WHEN x.due_newer_ms = -1 THEN o.due_at
                  ELSE now() + x.due_newer_ms * interval '1 ms' END,
    tries = x.tries, looks = x.looks,
    delivered_hash = coalesce(x.delivered_hash, o.delivered_hash),
    delivered_at = CASE WHEN x.delivered_hash IS NULL THEN o.delivered_at ELSE now() END,
    outcome = coalesce(x.outcome, o.outcome), message = x.message
FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::bigint[], $7::text[],
            $8::bigint[], $9::int[], $10::int[], $11::text[], $12::text[], $13::text[])
     AS x (nip, kind, src_id, rev, state, due_ms, state_newer, due_newer_ms, tries, looks,
           delivered_hash, outcome, message)
WHERE o.kind = x.kind AND o.src_id = x.src_id AND o.nip = x.nip;

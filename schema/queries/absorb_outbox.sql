-- $1 kind, $2 kind_order, $3 op, $4 src_id[], $5 nip[], $6 sort_key[], $7 payload[],
-- $8 content_hash[], $9 hint_id[], $10 faulty[]. Returns the keys whose content has changed.
-- What is under way stays under way: its end sees the newer rev. A person's hold stays too.
INSERT INTO outbox AS o (kind, src_id, nip, kind_order, sort_key, op, payload, content_hash,
                         hint_id, faulty, state, due_at)
SELECT $1, x.src_id, x.nip, $2::int, x.sort_key, $3, x.payload, x.content_hash, x.hint_id,
       x.faulty, CASE WHEN x.faulty THEN 'rejected' ELSE 'ready' END,
       CASE WHEN x.faulty THEN NULL ELSE now() END
FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bool[])
     AS x (src_id, nip, sort_key, payload, content_hash, hint_id, faulty)
ON CONFLICT (kind, src_id) DO UPDATE
SET rev = o.rev + 1, op = EXCLUDED.op, sort_key = EXCLUDED.sort_key, payload = EXCLUDED.payload,
    content_hash = EXCLUDED.content_hash, hint_id = EXCLUDED.hint_id, faulty = EXCLUDED.faulty,
    kind_order = EXCLUDED.kind_order, tries = 0, gone_scans = 0, changed_at = now(),
    state = CASE WHEN o.state IN ('inflight', 'doubt') THEN o.state
                 WHEN o.state = 'held' THEN CASE WHEN o.op = 'delete' THEN 'ready' ELSE 'held' END
                 ELSE EXCLUDED.state END,
    due_at = CASE WHEN o.state IN ('inflight', 'doubt') THEN o.due_at
                  WHEN o.state = 'held' THEN CASE WHEN o.op = 'delete' THEN now() END
                  ELSE EXCLUDED.due_at END
WHERE (o.op, o.content_hash, o.faulty, o.sort_key, o.hint_id) IS DISTINCT FROM
      (EXCLUDED.op, EXCLUDED.content_hash, EXCLUDED.faulty, EXCLUDED.sort_key, EXCLUDED.hint_id)
RETURNING o.src_id;

-- $1 nip[]. All records of the persons, in the order in which they go.
SELECT o.nip, o.kind, o.src_id, o.op, o.rev, o.payload, o.faulty, o.state,
       coalesce(o.due_at <= now(), false), o.tries, o.looks, o.intent_op, o.intent_rev,
       o.intent_payload, (extract(epoch FROM now() - o.intent_at) * 1000)::bigint,
       l.siasn_id, (extract(epoch FROM now() - l.linked_at) * 1000)::bigint, o.hint_id,
       o.delivered_hash, o.content_hash, o.gone_scans
FROM outbox AS o LEFT JOIN link AS l USING (kind, src_id)
WHERE o.nip = ANY ($1::text[])
ORDER BY o.nip, o.kind_order, o.sort_key, o.src_id;

-- $1 nip. The person's records in the order they are sent.
SELECT o.kind, o.src_id, o.op, o.state, o.outcome, l.siasn_id,
       to_char(o.delivered_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       to_char(o.due_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), o.tries, o.message
FROM outbox AS o LEFT JOIN link AS l USING (kind, src_id)
WHERE o.nip = $1
ORDER BY o.kind_order, o.sort_key, o.src_id;

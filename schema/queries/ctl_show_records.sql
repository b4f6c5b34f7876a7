-- $1 nip. The person's records in the order they are sent, and how their documents stand: sent, with
-- some not sent yet (a delivered record is then "sent without document"), or NULL: it has none.
SELECT o.kind, o.src_id, o.op, o.state, o.outcome, l.siasn_id,
       to_char(o.delivered_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       to_char(o.due_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), o.tries, o.message,
       CASE WHEN c.documents = 0 THEN NULL WHEN c.sent = c.documents THEN 'sent'
            WHEN o.state = 'done' AND c.sent = 0 THEN 'sent without document'
            ELSE c.sent || ' of ' || c.documents || ' sent' END
FROM outbox AS o LEFT JOIN link AS l USING (kind, src_id)
CROSS JOIN LATERAL (SELECT count(*) AS documents, count(*) FILTER (WHERE d.state = 'done') AS sent
                    FROM document AS d
                    WHERE d.kind = o.kind AND d.src_id = o.src_id AND NOT d.shadowed AND NOT d.gone) AS c
WHERE o.nip = $1
ORDER BY o.kind_order, o.sort_key, o.src_id;

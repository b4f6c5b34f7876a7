-- $1 event after which, $2 up to which, $3 kind[], $4 their titles[], $5 day. A notice to each employee of whom rows were
-- written in that time (two days at most: nobody wants old news), at the address SIMPEG has.
WITH written AS (
    SELECT nip, kind, count(DISTINCT src_id) AS n
    FROM event_log
    WHERE id > $1::bigint AND id <= $2::bigint AND at > now() - interval '2 days' AND what IN ('delivered', 'delivered_old')
      AND detail::json ->> 'outcome' IN ('created', 'updated')
    GROUP BY nip, kind
), address AS (
    SELECT o.nip, coalesce(nullif(o.payload::json ->> 'email_gov', ''), nullif(o.payload::json ->> 'email', '')) AS mail
    FROM outbox AS o WHERE o.kind = 'data_utama' AND o.nip IN (SELECT nip FROM written) AND o.payload IS NOT NULL
)
INSERT INTO notice (key, template, audience, recipient, data)
SELECT 'employee:' || encode(sha256(convert_to(w.nip || ':' || $2, 'UTF8')), 'hex'), 'employee', 'employee', a.mail,
       json_build_object('date', $5::text, 'records',
                         string_agg('- ' || coalesce(k.title, w.kind) || ': ' || w.n, E'\n' ORDER BY w.kind))::text
FROM written AS w
JOIN address AS a ON a.nip = w.nip
LEFT JOIN unnest($3::text[], $4::text[]) AS k (kind, title) ON k.kind = w.kind
WHERE a.mail ~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$'
GROUP BY w.nip, a.mail
ON CONFLICT (key, recipient) DO NOTHING;

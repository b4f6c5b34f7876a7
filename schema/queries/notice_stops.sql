-- $1 addresses text[], $2 milliseconds after which an outage is told. Writes the notices of what has stopped or goes on
-- again, each once: an episode begins with the first stop after the last return that was told.
WITH told AS (
    SELECT t.name, t.state, t.reason, t.since,
           coalesce((SELECT max(n.id) FROM notice AS n
                     WHERE n.template = 'resumed' AND starts_with(n.key, 'resumed:' || t.name || ':')), 0) AS episode
    FROM target AS t
), event AS (
    SELECT CASE state WHEN 'refused' THEN 'refused' ELSE 'outage' END AS template,
           CASE state WHEN 'refused' THEN 'refused' ELSE 'outage' END || ':' || name || ':' || episode AS key,
           name, reason, since, 0::bigint AS known
    FROM told WHERE state = 'refused' OR (state = 'ill' AND since <= now() - $2::bigint * interval '1 ms')
    UNION ALL
    SELECT 'resumed', 'resumed:' || name || ':' || episode, name, '', since, 0
    FROM told
    WHERE state = 'ok' AND EXISTS (SELECT FROM notice AS n WHERE n.id > told.episode
                                   AND n.key IN ('refused:' || name || ':' || episode, 'outage:' || name || ':' || episode))
    UNION ALL
    SELECT 'guard', 'guard:' || kind || ':' || extract(epoch FROM held_at), kind, reason, held_at, known
    FROM guard WHERE held
)
INSERT INTO notice (key, template, audience, recipient, data)
SELECT e.key, e.template, 'admin', a.address,
       json_build_object('service', CASE e.name WHEN 'siasn' THEN 'SIASN' WHEN 'simpeg' THEN 'SIMPEG' ELSE e.name END,
                         'kind', e.name, 'reason', e.reason, 'since', to_char(e.since, 'YYYY-MM-DD HH24:MI TZH:TZM'))::text
FROM event AS e CROSS JOIN unnest($1::text[]) AS a (address)
WHERE NOT EXISTS (SELECT FROM notice AS n WHERE n.key = e.key AND n.recipient = a.address)
ON CONFLICT (key, recipient) DO NOTHING;

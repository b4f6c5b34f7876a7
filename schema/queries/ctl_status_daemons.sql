-- Daemons of the last week. A daemon says every 15 seconds that it lives and says when it ends; four
-- missed signs are an end too.
SELECT name, version, ended_at IS NULL AND seen_at > now() - interval '60 seconds' AS alive,
       to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       to_char(seen_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       extract(epoch FROM now() - seen_at)::bigint,
       date_trunc('second', now() - seen_at)::text || ' ago'
FROM daemon
WHERE seen_at > now() - interval '7 days'
ORDER BY seen_at DESC;

-- The last round of collecting of each kind and way.
SELECT kind, mode, to_char(finished_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       extract(epoch FROM now() - finished_at)::bigint,
       date_trunc('second', now() - finished_at)::text || ' ago', rows_seen, changed, gone, took_ms
FROM collect_run
ORDER BY kind, mode;

-- $1 nip or NULL (everybody), $2 id after which to go on. A thousand at a time.
SELECT id, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), actor, what, kind, src_id, nip, detail
FROM event_log
WHERE id > $2::bigint AND ($1::text IS NULL OR nip = $1)
ORDER BY id LIMIT 1000;

-- $1 nip or NULL (everybody), $2 number of events. The newest ones, oldest first.
SELECT id, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), actor, what, kind, src_id, nip, detail
FROM (SELECT * FROM event_log WHERE $1::text IS NULL OR nip = $1 ORDER BY id DESC LIMIT $2::bigint) AS e
ORDER BY id;

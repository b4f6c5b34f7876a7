-- $1 month, $2 id after which to go on. Events as they are hashed, with their hash; a thousand at a time.
SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, what, nip, kind, src_id, detail,
       encode(hash, 'hex')
FROM event_log
WHERE period = $1::date AND id > $2::bigint
ORDER BY id LIMIT 1000;

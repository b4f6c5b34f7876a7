-- $1 nip, $2 how many. The person's newest events, newest first: at, what, kind, src_id, detail.
SELECT to_char(at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), what, kind, src_id, detail
FROM event_log WHERE nip = $1 ORDER BY id DESC LIMIT $2::integer;

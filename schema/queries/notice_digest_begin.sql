-- The mark of the last digest: its day, the last event it told of, and when; only for one daemon at a time.
SELECT split_part(value, ' ', 1), split_part(value, ' ', 2)::bigint, to_char(updated_at, 'YYYY-MM-DD HH24:MI'),
       to_char(now(), 'YYYY-MM-DD HH24:MI'), (SELECT id FROM event_head)
FROM cursor WHERE name = 'notice_digest' FOR UPDATE SKIP LOCKED;

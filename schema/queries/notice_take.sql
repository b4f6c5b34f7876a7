-- $1 milliseconds for one try, $2 most mails an hour. The next notice to send; nobody else takes it within that time.
UPDATE notice SET due_at = now() + $1::bigint * interval '1 ms', tries = tries + 1
WHERE id = (SELECT id FROM notice
            WHERE sent_at IS NULL AND refused_at IS NULL AND due_at <= now()
              AND (SELECT count(*) FROM notice WHERE sent_at > now() - interval '1 hour') < $2::bigint
            ORDER BY array_position(ARRAY['admin', 'hr', 'employee'], audience), id
            LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, key, template, audience, recipient, data, tries;

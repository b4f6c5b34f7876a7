-- $1 session (hash), $2 longest pause in ms, $3 longest life in hours. Who it is, while it lasts and the user may:
-- name, full name, role, OPD, its name, must change the password, whether it was last seen over a minute ago.
SELECT u.name, u.full_name, u.role, u.opd_id,
       CASE WHEN u.opd_id IS NOT NULL
            THEN coalesce((SELECT e.opd_name FROM employee AS e WHERE e.opd_id = u.opd_id LIMIT 1), u.opd_id) END,
       u.must_change, s.seen_at < now() - interval '1 minute'
FROM web_session AS s JOIN web_user AS u ON u.name = s.user_name
WHERE s.id = $1 AND u.disabled_at IS NULL
  AND s.seen_at > now() - $2::bigint * interval '1 millisecond'
  AND s.created_at > now() - $3::integer * interval '1 hour';

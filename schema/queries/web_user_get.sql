-- $1 user, who may log in: columns as in web_session_get.
SELECT u.name, u.full_name, u.role, u.opd_id,
       CASE WHEN u.opd_id IS NOT NULL
            THEN coalesce((SELECT e.opd_name FROM employee AS e WHERE e.opd_id = u.opd_id LIMIT 1), u.opd_id) END,
       u.must_change, false
FROM web_user AS u WHERE u.name = $1 AND u.disabled_at IS NULL;

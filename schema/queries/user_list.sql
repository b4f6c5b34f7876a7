-- The users of the pages: name, full name, role, OPD's id and name, disabled, must change the password, open sessions,
-- last login, by whom and when added.
SELECT u.name, u.full_name, u.role, u.opd_id, (SELECT e.opd_name FROM employee AS e WHERE e.opd_id = u.opd_id LIMIT 1),
       u.disabled_at IS NOT NULL, u.must_change,
       (SELECT count(*) FROM web_session AS s WHERE s.user_name = u.name),
       (SELECT to_char(max(a.at), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') FROM web_access AS a WHERE a.user_name = u.name AND a.what = 'masuk'),
       u.created_by, to_char(u.created_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM web_user AS u ORDER BY u.name;

-- The pages' own figures: users that may log in, open sessions, database, its server's version, newest migration.
SELECT (SELECT count(*) FROM web_user WHERE disabled_at IS NULL),
       (SELECT count(*) FROM web_session WHERE seen_at > now() - interval '30 minutes'),
       current_database(), current_setting('server_version'), (SELECT max(name) FROM migration);

-- Where we are connected: database, role, version of the server, its clock (seconds since 1970), and
-- whether the role stands above all rights.
SELECT current_database(), current_user, split_part(current_setting('server_version'), ' ', 1),
       extract(epoch FROM clock_timestamp())::bigint,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);

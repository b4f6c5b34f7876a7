-- Where we are connected: database, role, version of the server.
SELECT current_database(), current_user, split_part(current_setting('server_version'), ' ', 1);

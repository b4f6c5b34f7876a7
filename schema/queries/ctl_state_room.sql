-- Size of the state's database in MiB, whether its server is this host, and where it lies (as far as
-- this role may know: NULL).
SELECT pg_database_size(d.oid) / 1048576,
       coalesce(inet_server_addr() = inet_client_addr(), true),
       coalesce(nullif(pg_tablespace_location(d.dattablespace), ''),
                (SELECT setting FROM pg_settings WHERE name = 'data_directory'))
FROM pg_database AS d WHERE d.datname = current_database();

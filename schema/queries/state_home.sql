-- Where this state lives, by names that a restored copy does not share: cluster, timeline (it grows when
-- a standby takes over or a backup is rolled forward), database, schema. With it what was noted last.
SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
                 substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
                 (SELECT oid FROM pg_database WHERE datname = current_database()),
                 current_schema()::regnamespace::oid),
       (SELECT value FROM cursor WHERE name = 'home');

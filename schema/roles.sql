-- Takes the state's tables out of the daemon's hands: they belong to a role of their own, which runs the
-- migrations (siasnctl migrate with that role in [state] dsn), and the daemon may do only what it must. It
-- can append to the event log and do nothing else to it, not even by switching triggers off.
-- Run by the owner after each migration:
--   psql -d siasn -v schema=siasn -v daemon=siasn_sync -f roles.sql
\set ON_ERROR_STOP on
BEGIN;
SELECT set_config('search_path', :'schema', true);
GRANT USAGE ON SCHEMA :"schema" TO :"daemon";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA :"schema" TO :"daemon";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA :"schema" TO :"daemon";
GRANT EXECUTE ON FUNCTION event_append(text, text[], text[], text[], text[], text[]) TO :"daemon";
GRANT EXECUTE ON FUNCTION pohon_entry_write TO :"daemon";
-- What is written once, or by the owner only. New months of the log belong to the owner alone.
REVOKE INSERT, UPDATE, DELETE ON migration, event_log, event_head, event_month FROM :"daemon";
SELECT format('REVOKE ALL ON %s FROM %I', to_regclass(table_name), :'daemon')
FROM event_month WHERE to_regclass(table_name) IS NOT NULL \gexec
REVOKE UPDATE, DELETE ON indicator_rule, indicator_snapshot, indicator_dropped, pohon_entry, pohon_computed, web_access FROM :"daemon";
COMMIT;

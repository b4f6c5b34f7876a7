-- Fresh statistics. During a first load the tables grow from nothing to millions of rows within
-- minutes; autovacuum looks once a minute, and until then cached plans take them for empty.
ANALYZE employee, source_row, outbox, link, quarantine, remote_row;

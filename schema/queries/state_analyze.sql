-- Fresh statistics. During a first load the tables grow from nothing to millions of rows within
-- minutes; autovacuum looks once a minute, and until then cached plans take them for empty. Tables that
-- delivering fills are left out: analysed while they are empty, they would be taken for tables that stay so.
ANALYZE employee, source_row, outbox, quarantine;

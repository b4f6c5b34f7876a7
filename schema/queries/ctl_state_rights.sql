-- $1 schema. Does it exist, may this role create it, may this role create tables in it, may it work in
-- tables that are there.
SELECT n.oid IS NOT NULL, has_database_privilege(current_database(), 'CREATE'),
       coalesce(has_schema_privilege(n.oid, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE'), false),
       coalesce(has_table_privilege(o.oid, 'INSERT') AND has_table_privilege(o.oid, 'UPDATE'), false)
FROM (SELECT) AS one
LEFT JOIN pg_namespace AS n ON n.nspname = $1
LEFT JOIN pg_class AS o ON o.relnamespace = n.oid AND o.relname = 'outbox';

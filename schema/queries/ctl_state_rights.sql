-- $1 schema. Does it exist, may this role create it, may this role create tables in it.
SELECT n.oid IS NOT NULL, has_database_privilege(current_database(), 'CREATE'),
       coalesce(has_schema_privilege(n.oid, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE'), false)
FROM (SELECT) AS one LEFT JOIN pg_namespace AS n ON n.nspname = $1;

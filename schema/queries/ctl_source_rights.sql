-- $1 schema. Whether it exists, and whether this role may use it.
SELECT n.oid IS NOT NULL, coalesce(has_schema_privilege(n.oid, 'USAGE'), false)
FROM (SELECT) AS one LEFT JOIN pg_namespace AS n ON n.nspname = $1;

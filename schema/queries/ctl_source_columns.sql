-- $1 schema. Its relations, whether this role may read each, and their columns.
SELECT c.relname, has_table_privilege(c.oid, 'SELECT'), a.attname
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = $1 AND c.relkind IN ('v', 'm', 'r', 'f', 'p')
ORDER BY c.relname, a.attnum;

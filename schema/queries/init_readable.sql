-- $1 schema. Its tables, quoted, by comma: all but those of the pages' own users and logins.
SELECT string_agg(format('%I.%I', n.nspname, c.relname), ', ' ORDER BY c.relname)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v') AND c.relname NOT LIKE 'web\_%';

-- {roles} may read what is in {schema}.
GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {roles};

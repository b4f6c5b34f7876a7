-- {roles} may see into {schema}.
GRANT USAGE ON SCHEMA {schema} TO {roles};

-- {roles} may read what this role will make in {schema} later.
ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {roles};

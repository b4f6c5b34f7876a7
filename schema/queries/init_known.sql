-- $1 role, $2 database, $3 and $4 roles of readers. Which of them exist already.
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1), EXISTS (SELECT FROM pg_database WHERE datname = $2),
       EXISTS (SELECT FROM pg_roles WHERE rolname = $3), EXISTS (SELECT FROM pg_roles WHERE rolname = $4);

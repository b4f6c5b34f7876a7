-- {role} may connect to {database}.
GRANT CONNECT ON DATABASE {database} TO {role};

-- {role} may work in {database}, and make its schema there.
GRANT CONNECT, CREATE ON DATABASE {database} TO {role};

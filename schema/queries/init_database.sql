-- {database}, owned by {role}.
CREATE DATABASE {database} OWNER {role};

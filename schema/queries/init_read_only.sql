-- {role} reads only, also where somebody gave it more.
ALTER ROLE {role} SET default_transaction_read_only = on;

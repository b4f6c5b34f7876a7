-- One collector a state schema: a session lock, gone with the connection. True when we hold it.
SELECT pg_try_advisory_lock(hashtextextended('siasn-sync collect ' || current_schema(), 0));

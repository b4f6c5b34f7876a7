-- One pull at a time on a state schema: a session lock. True when we hold it.
SELECT pg_try_advisory_lock(hashtextextended('siasn-sync reference ' || current_schema(), 0));

-- The end of a pull; the lock ends with the connection too.
SELECT pg_advisory_unlock(hashtextextended('siasn-sync reference ' || current_schema(), 0));

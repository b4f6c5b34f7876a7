-- One migrator at a time; held to the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended('siasn-sync migrate ' || current_schema(), 0));

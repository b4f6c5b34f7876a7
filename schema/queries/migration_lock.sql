-- $1 schema. One migrator at a time, from before the schema exists; held to the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended('siasn-sync migrate ' || $1, 0));

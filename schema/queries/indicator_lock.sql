-- One computation at a time: the chain has one end. Held to the end of the transaction.
SELECT pg_advisory_xact_lock(hashtext('siasn-sync indicator ' || current_schema()))

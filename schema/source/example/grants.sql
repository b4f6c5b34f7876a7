-- Worked adapter, part 6: the daemon's role. LOGIN without a password: authenticate by peer, certificate or SCRAM.
-- It can read the views and the change log, and nothing else.
DO $$ BEGIN
    CREATE ROLE siasn_reader LOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER ROLE siasn_reader SET default_transaction_read_only = on;
GRANT USAGE ON SCHEMA siasn_src TO siasn_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader;   -- again after a view was dropped and created
